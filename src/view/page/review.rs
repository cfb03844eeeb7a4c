//! What pages about owners and reviews hold.

use serde::Serialize;

use super::{DateView, EntryLink, KindView, Link};

/// An owner in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnerLink {
    /// As it is written: `@platform`.
    pub name: String,
    /// Its page.
    pub href: String,
    /// How many entries it looks after.
    pub count: usize,
    /// How many of them are due for review.
    pub due: usize,
    /// This page is it.
    pub current: bool,
}

/// What one owner looks after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnerView {
    /// Number of entries.
    pub count: usize,
    /// How many of them are due for review.
    pub due: usize,
    /// The entries by kind, those due first.
    pub groups: Vec<ReviewGroup>,
    /// All owners.
    pub owners: Vec<OwnerLink>,
}

/// Entries by their reviews.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FreshnessView {
    /// The day for which all this is said.
    pub today: DateView,
    /// Number of entries due.
    pub overdue: usize,
    /// Number of entries due within 90 days.
    pub soon: usize,
    /// Groups in order: `overdue`, `soon`, a group for each month (`later`), `undated`, `unsettled`.
    pub groups: Vec<ReviewGroup>,
}

/// Entries under one heading of such a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReviewGroup {
    /// `overdue`, `soon`, `later`, `undated` (no review date), `unsettled` (drafts and proposals) or `kind`.
    pub name: &'static str,
    /// Id of the heading.
    pub anchor: String,
    /// For `later`: the month, `2027-04`.
    pub month: String,
    /// For `kind`: the kind.
    pub kind: Option<KindView>,
    /// The entries.
    pub rows: Vec<ReviewRow>,
}

/// An entry with what is known of its review.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReviewRow {
    /// The entry.
    pub entry: EntryLink,
    /// Who looks after it.
    pub owners: Vec<Link>,
    /// Its last review.
    pub reviewed: Option<DateView>,
    /// Its next review.
    pub due: Option<DateView>,
    /// The next review should have been.
    pub late: bool,
    /// Days between today and the next review, either way.
    pub days: u32,
}
