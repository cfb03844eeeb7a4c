//! What home and lists hold.

use serde::Serialize;

use super::AnswerView;
use super::Link;
use super::{DateView, EntryLink, KindView, ReviewRow, StatusView};

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
    /// For Notes: the kinds that stand together under that name.
    pub parts: Vec<Link>,
}

/// Home.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HomeView {
    /// A line above the title: `label` in `[extra]` of `content/_index.md`, else the site's title where home has
    /// another; may be empty.
    pub label: String,
    /// Number of entries.
    pub count: usize,
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
    /// Up to four entries reviewed last that are not due.
    pub reviewed: Vec<ReviewedLink>,
    /// Up to four entries whose review is due, the longest due first.
    pub due: Vec<ReviewRow>,
    /// How many are due in all.
    pub due_count: usize,
    /// Where a case study can be added: a prefilled new file, when `[repo]` is set.
    pub add: Option<String>,
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
    /// For «all entries»: the entries by the first letter of their titles; empty for other lists.
    pub letters: Vec<LetterGroup>,
    /// For a kind: what one is called.
    pub kind: Option<KindView>,
    /// For a kind: where one can be added, a prefilled new file, when `[repo]` is set.
    pub add: Option<String>,
}

/// Entries whose titles start with one letter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LetterGroup {
    /// The letter, in upper case and without accents; `0–9` for digits, `#` for everything else.
    pub letter: String,
    /// Id of its heading.
    pub anchor: String,
    /// The entries.
    pub entries: Vec<EntryLink>,
}

/// All terms.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GlossaryView {
    /// Number of terms.
    pub count: usize,
    /// Letters that have terms, as links to their headings.
    pub letters: Vec<Link>,
    /// The terms, A to Z.
    pub terms: Vec<TermView>,
    /// The kind.
    pub kind: KindView,
    /// Where a term can be added: a prefilled new file, when `[repo]` is set.
    pub add: Option<String>,
}

/// A term in the glossary.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermView {
    /// The term.
    pub entry: EntryLink,
    /// Its id in the list: `kb-t-<id>`.
    pub anchor: String,
    /// Where the first term of a letter stands: the letter and the id of its heading.
    pub letter: Option<Link>,
    /// Its definition.
    pub definition: String,
    /// What explains more.
    pub see: Vec<Link>,
}

/// A folder of plain pages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectionView {
    /// Pages and folders in it, in order.
    pub items: Vec<SectionItem>,
    /// The page before it in reading order.
    pub prev: Option<Link>,
    /// The page after it.
    pub next: Option<Link>,
    /// Path of the folder's `_index.md`, empty when it has none.
    pub file: String,
    /// Where that file can be edited, when `[repo]` is set.
    pub edit: Option<String>,
    /// Where a page can be added: a new file, when `[repo]` is set.
    pub add: Option<String>,
}

/// A page or folder of a section.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectionItem {
    /// Its title.
    pub title: String,
    /// Its address.
    pub href: String,
    /// Its description, may be empty.
    pub description: String,
    /// Number of pages of a folder; 0 for a page.
    pub count: usize,
    /// Its status, only where it is not simply current.
    pub status: Option<StatusView>,
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
