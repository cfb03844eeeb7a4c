//! `bad-date` in keys that belong to one kind: a case study cannot have been written tomorrow.

use crate::diagnostic::Diagnostic;
use crate::model::{Site, Value};

/// Reports dates after today.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in site.entries.values() {
        let built_in = site.kind(entry).fields.iter().filter(|field| matches!(&*field.key, "date" | "accessed"));
        for field in built_in {
            if let Some(Value::Date(date)) = entry.fields.get(&*field.key)
                && date.value > site.today
            {
                let message = format!("{} is after today, {}", date.value, site.today);
                out.push(Diagnostic::new("bad-date", message).at(&entry.file, date.span.clone()));
            }
        }
    }
}
