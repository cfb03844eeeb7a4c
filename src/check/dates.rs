//! `bad-date` in keys that belong to one kind: a case study cannot have been written tomorrow.

use crate::diagnostic::Diagnostic;
use crate::model::{Site, Value};

/// Reports dates after today: of a case study, a decision, a source, a cell.
///
/// Dates of a team's own kinds may lie ahead, as that of a planned change does.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in site.entries.values() {
        let known = site.kind(entry).fields.iter().filter(|field| matches!(&*field.key, "date" | "accessed"));
        let dates = known.filter_map(|field| match entry.fields.get(&*field.key) {
            Some(Value::Date(date)) => Some(date),
            _ => None,
        });
        let cells = entry.comparison.iter().flat_map(|comparison| &comparison.cells);
        for date in dates.chain(cells.filter_map(|cell| cell.as_of.as_ref())).filter(|date| date.value > site.today) {
            let message = format!("{} is after today, {}", date.value, site.today);
            out.push(Diagnostic::new("bad-date", message).at(&entry.file, date.span.clone()));
        }
    }
}
