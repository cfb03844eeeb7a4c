//! What pages of entries hold: head, end, sides, and the fields of their kinds.

use serde::Serialize;

use super::Link;

/// A kind of entry, as templates show it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KindView {
    /// `option`, `use-case`, `security` …
    pub id: String,
    /// `Option`, `Use case`, `Security note` …
    pub title: String,
    /// `Options` …
    pub plural: String,
    /// Name of its icon: `option`, `use`, `note`, `comparison`, `decision`, `case`, `guide`, `term`, `source`, `page`.
    pub icon: &'static str,
    /// The list page of the kind.
    pub href: String,
}

/// A status as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatusView {
    /// `accepted`, `draft`, `superseded` …
    pub id: &'static str,
    /// What readers see: Current, Draft, Accepted …
    pub label: String,
    /// Class of the mark: `ok`, `due`, `no`, `draft`.
    pub tone: &'static str,
}

/// A link to an entry, with what lists show of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntryLink {
    /// The entry's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub href: String,
    /// Its description, empty when it has none.
    pub description: String,
    /// Its kind.
    pub kind: KindView,
    /// Its status, only where it is not simply current.
    pub status: Option<StatusView>,
    /// For options: 1 to 64, its shape and colour in charts. The filter `form` gives the shape, `hue` the colour, both 1
    /// to 8: the first eight options have a shape and a colour each, the next eight the same shapes in the next colour,
    /// and so on; after 64 they begin again.
    pub shape: Option<u8>,
    /// Its tags, as texts.
    pub tags: Vec<String>,
    /// Marked as an invented example.
    pub example: bool,
}

/// A date: `iso` for machines, `text` for people (12 Oct 2026).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DateView {
    /// `2026-10-12`.
    pub iso: String,
    /// `12 Oct 2026`.
    pub text: String,
}

/// One value of a fact or of a field.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Item {
    /// What is shown.
    pub text: String,
    /// Where it leads, empty when it is text only.
    pub href: String,
    /// A machine-readable date when it is one, else empty.
    pub date: String,
    /// Class of a status mark, else empty.
    pub tone: String,
    /// 1 to 4 for an option, else 0.
    pub shape: u8,
}

/// A labelled row: one cell of the fact sheet, or one field of an entry.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// Its label.
    pub label: String,
    /// Its values.
    pub items: Vec<Item>,
}

/// A heading in the contents of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TocItem {
    /// Its text.
    pub title: String,
    /// `#id`.
    pub href: String,
    /// Headings one level down.
    pub children: Vec<TocItem>,
}

/// A sentence that links somewhere, cut around the link.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// Text before the link.
    pub before: String,
    /// The linked words.
    pub link: String,
    /// Text after it.
    pub after: String,
}

/// One entry that is related to this one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelationLink {
    /// The entry (for outcomes, the tree's entry with the outcome's title and address).
    pub entry: EntryLink,
    /// The sentence that links here, for mentions.
    pub quote: Option<Quote>,
    /// A short note instead, such as the criterion of a cell.
    pub note: String,
}

/// Entries related in one way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelationGroup {
    /// Its name in the data: `mentioned by`, `evidence`, `suits` …
    pub name: String,
    /// Its heading: «Referenced by», «Suits» …
    pub title: String,
    /// Whether the author of this page wrote it (false: derived from other pages).
    pub written: bool,
    /// The entries, in order.
    pub links: Vec<RelationLink>,
}

/// A source that the page cites.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceView {
    /// Number, from 1, in the order of the front matter.
    pub number: usize,
    /// Id of the list item, `kb-s1`.
    pub anchor: String,
    /// The source's title, with the part cited.
    pub title: String,
    /// The source entry's page, at the part cited.
    pub href: String,
    /// Address of the source itself, when it has one.
    pub url: String,
    /// Publisher, author, date of access in one line.
    pub detail: String,
    /// The interest of whoever wrote it, empty when not stated.
    pub interest: String,
}

/// A banner on top of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Banner {
    /// `example`, `draft`, `proposed`, `superseded`, `deprecated`, `rejected`, `review-due`, `single-source`, `opinion`.
    pub name: &'static str,
    /// Class: empty (information), `caution` or `danger`.
    pub tone: &'static str,
    /// Its title.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Where to go instead.
    pub link: Option<Link>,
}

/// What every entry's page has around its body: head, end and sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntryFrame {
    /// The entry's id.
    pub id: String,
    /// Its kind.
    pub kind: KindView,
    /// Its status.
    pub status: StatusView,
    /// Banners, the most important first.
    pub banners: Vec<Banner>,
    /// The fact sheet under the title: status, owners, reviews, sources.
    pub facts: Vec<Fact>,
    /// Tags as links.
    pub tags: Vec<Link>,
    /// Contents.
    pub toc: Vec<TocItem>,
    /// Related entries: those for «Referenced by», «Related» and the rest, in order.
    pub relations: Vec<RelationGroup>,
    /// Sources cited.
    pub sources: Vec<SourceView>,
    /// The entry before in its folder.
    pub prev: Option<Link>,
    /// The entry after in its folder.
    pub next: Option<Link>,
    /// Path of the file.
    pub file: String,
    /// Where it can be edited, when `[repo]` is set.
    pub edit: Option<String>,
    /// Where a problem with it can be reported, when `[repo]` is set.
    pub report: Option<String>,
    /// 1 to 4 for an option, else 0.
    pub shape: u8,
    /// `[extra]` of the front matter.
    pub extra: serde_json::Value,
}

/// An entry of a kind without a page form of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntryView {
    /// What every entry's page has.
    pub frame: EntryFrame,
    /// For options: strengths.
    pub strengths: Vec<String>,
    /// For options: limits.
    pub limits: Vec<String>,
    /// For terms: the definition.
    pub definition: String,
    /// For terms: what explains more.
    pub see: Vec<EntryLink>,
    /// For guides: the steps, in order.
    pub steps: Vec<String>,
    /// For use cases.
    pub use_case: Option<UseCaseView>,
    /// For security, performance, cost and delivery notes.
    pub note: Option<NoteView>,
    /// For decisions.
    pub decision: Option<DecisionView>,
    /// For sources.
    pub source: Option<SourceEntryView>,
    /// Further fields, in order: also known as, and those of a team's own kinds.
    pub fields: Vec<Fact>,
}

/// What a use case says beside its text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UseCaseView {
    /// Options that suit it.
    pub suits: Vec<EntryLink>,
    /// Options that are better avoided.
    pub avoid: Vec<EntryLink>,
    /// How one knows it.
    pub signals: Vec<String>,
}

/// What a note says beside its text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NoteView {
    /// What it means for each option.
    pub directions: Vec<DirectionView>,
    /// What makes the problem smaller.
    pub controls: Vec<String>,
    /// How a cost is made, may be empty.
    pub formula: String,
    /// A number to watch.
    pub threshold: Option<ThresholdView>,
}

/// What a note means for one option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DirectionView {
    /// The option.
    pub option: EntryLink,
    /// `helps`, `hurts`, `neutral`, or empty where the note does not say.
    pub effect: String,
}

/// A number to watch.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThresholdView {
    /// The number.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// Where it comes from, may be empty.
    pub basis: String,
}

/// What a decision says beside its text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionView {
    /// When it was made.
    pub date: Option<DateView>,
    /// Who decided.
    pub makers: Vec<String>,
    /// Who was asked.
    pub consulted: Vec<String>,
    /// Who was told.
    pub informed: Vec<String>,
    /// Options chosen.
    pub chose: Vec<EntryLink>,
    /// Options rejected.
    pub rejected: Vec<EntryLink>,
    /// The answers given in a tree.
    pub took: Option<TookView>,
    /// All decisions that replaced one another up to now, the oldest first; empty when this one stands alone.
    pub chain: Vec<ChainLink>,
}

/// A decision in a chain of decisions that replaced one another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChainLink {
    /// The decision.
    pub entry: EntryLink,
    /// Its day.
    pub date: Option<DateView>,
    /// It is this page's.
    pub here: bool,
}

/// What the entry of a source says beside its text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceEntryView {
    /// Address of the source itself, empty when it has none.
    pub url: String,
    /// That address as it is shown: the host, or the name of a file.
    pub host: String,
    /// How it is cited where it has no address, may be empty.
    pub citation: String,
    /// Who published it.
    pub publisher: String,
    /// Who wrote it, may be empty.
    pub author: String,
    /// When it was published, may be empty.
    pub published: String,
    /// When it was read.
    pub accessed: Option<DateView>,
    /// The interest of whoever wrote it, may be empty.
    pub interest: String,
}

/// A case study.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseStudyView {
    /// What every entry's page has (its facts start with verdict, team, outcome, decided).
    pub frame: EntryFrame,
    /// How it went.
    pub outcome_so_far: String,
    /// The answers given in a tree.
    pub took: Option<TookView>,
    /// Numbers before and after.
    pub metrics: Vec<MetricView>,
    /// What the team regrets.
    pub regrets: Vec<String>,
    /// What it would change.
    pub would_change: Vec<String>,
}

/// A path taken through a tree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TookView {
    /// The tree.
    pub tree: Link,
    /// Questions with the answers given, in order.
    pub answers: Vec<GivenAnswer>,
    /// Where they ended.
    pub outcome: Option<Link>,
    /// They fit an earlier version of the tree, and would end elsewhere today.
    pub earlier: bool,
}

/// One question answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GivenAnswer {
    /// The question.
    pub ask: String,
    /// Its page.
    pub href: String,
    /// The answer's label.
    pub answer: String,
}

/// One number before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetricView {
    /// What was measured.
    pub name: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
    /// Unit, may be empty.
    pub unit: String,
    /// 0 to 100: width of the bar for `before`, against the larger of the two; absent when they are not numbers.
    pub before_bar: Option<u8>,
    /// The same for `after`.
    pub after_bar: Option<u8>,
}
