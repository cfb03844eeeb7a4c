//! `review-overdue`: an entry's last review is too long ago.

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::model::{Entry, Site};

/// Whether an entry's review is due on a day.
pub fn is_due(entry: &Entry, today: Date) -> bool {
    entry.review_due.is_some_and(|due| due < today)
}

/// Reports entries whose review is due.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let due = site.entries.values().filter(|entry| is_due(entry, site.today));
    due.filter_map(|entry| {
        let (reviewed, due) = (entry.reviewed.as_ref()?, entry.review_due?);
        let problem = Diagnostic::new("review-overdue", format!("its review was due on {due}"));
        Some(problem.at(&entry.file, reviewed.span.clone()).help("read it again, then set `reviewed` to today"))
    })
    .collect()
}
