//! What home and lists hold.

use serde::Serialize;

use super::AnswerView;
use super::Link;
use super::{DateView, EntryLink, StatusView};

/// A link with a number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CountedLink {
    /// Id of the kind or the tag's text.
    pub id: String,
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// How many entries.
    pub count: usize,
    /// Icon of a kind, else empty.
    pub icon: String,
    /// One line about it, else empty.
    pub description: String,
    /// This page is it.
    pub current: bool,
}

/// Home.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HomeView {
    /// First question of the featured tree, when there is one.
    pub ask: Option<AskView>,
    /// Options at a glance.
    pub options: Vec<OptionTile>,
    /// The first comparison, when there is one.
    pub compare: Option<Link>,
    /// Kinds with counts; the four note kinds stand together as Notes.
    pub kinds: Vec<CountedLink>,
    /// Up to three case studies, newest first.
    pub cases: Vec<CaseLink>,
    /// Number of all case studies.
    pub case_count: usize,
    /// List page of case studies, empty when there are none.
    pub cases_href: String,
    /// Up to four entries reviewed last, then those that are due.
    pub reviewed: Vec<ReviewedLink>,
    /// Entries whose review is due.
    pub due: Vec<ReviewedLink>,
}

/// The first question of the featured tree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AskView {
    /// The tree's landing page.
    pub tree: Link,
    /// The question.
    pub ask: String,
    /// Its answers.
    pub answers: Vec<AnswerView>,
    /// Number of questions on the shortest path.
    pub shortest: usize,
    /// Number of questions on the longest path.
    pub longest: usize,
}

/// An option on home.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OptionTile {
    /// The option.
    pub entry: EntryLink,
    /// «Choose when»: its first strength, empty when it has none.
    pub choose_when: String,
    /// «Think twice when»: its first limit.
    pub think_twice_when: String,
}

/// A case study in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseLink {
    /// The case study.
    pub entry: EntryLink,
    /// Its team.
    pub team: String,
    /// When it was written.
    pub date: DateView,
    /// Verdict, when there is one.
    pub verdict: Option<StatusView>,
    /// What was chosen.
    pub chose: Vec<EntryLink>,
    /// One line on how it went.
    pub so_far: String,
}

/// An entry with the day of its review.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReviewedLink {
    /// The entry.
    pub entry: EntryLink,
    /// When it was reviewed last.
    pub reviewed: Option<DateView>,
    /// Its review is due.
    pub due: bool,
}

/// A list of entries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListView {
    /// `section`, `kind`, `tag` or `all`.
    pub scope: &'static str,
    /// Number of entries.
    pub count: usize,
    /// The entries in groups.
    pub groups: Vec<ListGroup>,
    /// Case studies get their verdict shown; empty for other lists.
    pub cases: Vec<CaseLink>,
    /// All tags with counts, for tag pages and «all entries».
    pub tags: Vec<CountedLink>,
    /// All kinds with counts.
    pub kinds: Vec<CountedLink>,
}

/// Entries under one heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListGroup {
    /// The heading, empty when there is only one group.
    pub title: String,
    /// Its id: `kb-g-<kind>`.
    pub anchor: String,
    /// Icon of its kind, else empty.
    pub icon: String,
    /// The entries.
    pub entries: Vec<EntryLink>,
}
