//! The data that templates see. A fact that a theme needs is a field here.
//!
//! Every `href` is ready to be written into the page it belongs to: relative to that page, percent-encoded. Texts are
//! plain text and are escaped by the template engine; only `prose` holds HTML, made by `render` from [`Prose`].

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

pub use crate::config::RawHtml;

/// A page, complete: what `render` needs to write its bytes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageView {
    /// Path of the file in the output, such as `options/serverless/index.html`.
    pub path: String,
    /// The template file, such as `entry.html`.
    pub template: String,
    /// Language of the page, a BCP 47 tag.
    pub lang: String,
    /// `ltr` or `rtl`, from `lang`.
    pub dir: &'static str,
    /// The page's own title.
    pub title: String,
    /// The page's lead, empty when it has none.
    pub description: String,
    /// The page's own address in full; only with a `base_url`.
    pub canonical: Option<String>,
    /// Search engines are asked to leave this page out.
    pub noindex: bool,
    /// From this page to the site's root: `""`, `../`, `../../` … and on the 404 page the path of `base_url`.
    pub root: String,
    /// What all pages share.
    pub site: Arc<SiteView>,
    /// The navigation, with this page marked.
    pub nav: NavView,
    /// Breadcrumbs: home first, this page last and without address.
    pub crumbs: Vec<Link>,
    /// What this page is about, by kind of page; `content.type` names it.
    pub content: Content,
    /// Markdown texts of the page by name (`body`, `help` …); a template sees them as finished HTML under `prose`.
    #[serde(skip)]
    pub prose: BTreeMap<String, Prose>,
}

/// What all pages of a site share.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SiteView {
    /// `[site] title`.
    pub title: String,
    /// `[site] description`.
    pub description: String,
    /// Number of entries, for the footer.
    pub entries: usize,
    /// Some case study is marked as an invented example: the footer says so.
    pub has_examples: bool,
    /// `[extra]` of `kb.toml`.
    pub extra: serde_json::Value,
}

/// A link that is ready to write.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Link {
    /// What it says.
    pub title: String,
    /// Where it leads; empty when it is text only.
    pub href: String,
    /// It leads to the page that shows it (or, in the header, to the part of the site the page is in).
    pub current: bool,
}

/// The navigation of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NavView {
    /// Header: Decide, Compare, Browse, Case studies … those that the site has.
    pub main: Vec<Link>,
    /// Side navigation: kinds in fixed order, at most 50 entries a group.
    pub groups: Vec<NavGroup>,
    /// Home.
    pub home: String,
    /// The search page.
    pub search: String,
    /// All entries.
    pub all: String,
    /// All tags, when the site has tags.
    pub tags: String,
    /// The featured decision tree, when there is one.
    pub decide: Option<Link>,
    /// The guide on adding a case study (entry `adding-a-case-study`), when there is one.
    pub contribute: Option<Link>,
}

/// One heading of the side navigation with its links.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NavGroup {
    /// Its heading.
    pub title: String,
    /// The list page of that group.
    pub href: String,
    /// This page is that list.
    pub current: bool,
    /// The entries shown.
    pub links: Vec<Link>,
    /// Number of all entries; more than `links` when the group was cut.
    pub count: usize,
}

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
    pub label: &'static str,
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
    /// For options: 1 to 4, its shape and colour in charts.
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
    /// 1 to 4 for an option, else 0.
    pub shape: u8,
    /// `[extra]` of the front matter.
    pub extra: serde_json::Value,
}

/// What a page is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Content {
    /// Template `home.html`. Prose: `body` (may be empty).
    Home(Box<HomeView>),
    /// Template `entry.html`: every kind but comparison, tree and case study. Prose: `body`.
    Entry(Box<EntryView>),
    /// Template `case-study.html`. Prose: `body`.
    CaseStudy(Box<CaseStudyView>),
    /// Template `comparison.html`. Prose: `body`.
    Comparison(Box<ComparisonView>),
    /// Template `tree.html`: a tree's landing page. Prose: `body` (text before the first section).
    Tree(Box<TreeView>),
    /// Template `question.html`. Prose: `help`.
    Question(Box<QuestionView>),
    /// Template `outcome.html`: one outcome of a tree. Prose: `body`.
    Outcome(Box<OutcomeView>),
    /// Template `list.html`: a folder, a kind, a tag, or all entries, grouped. Prose: `body` (may be missing).
    List(Box<ListView>),
    /// Template `tags.html`: all tags.
    Tags {
        /// Tags with their counts.
        tags: Vec<CountedLink>,
    },
    /// Template `search.html`: the search page.
    Search {
        /// Kinds with their counts, for filters and for browsing without scripts.
        kinds: Vec<CountedLink>,
        /// Tags with their counts.
        tags: Vec<CountedLink>,
        /// All entries A to Z: what a reader without scripts uses.
        entries: Vec<EntryLink>,
    },
    /// Template `404.html`.
    NotFound,
    /// Template `redirect.html`: an old address.
    Redirect {
        /// Where it leads now.
        to: Link,
    },
}

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
    /// Further fields of the kind, in order: also known as, signals, controls, formula, threshold, steps, publisher …
    pub fields: Vec<Fact>,
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

/// A comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparisonView {
    /// What every entry's page has.
    pub frame: EntryFrame,
    /// The options, in alphabetical order of their titles: the columns.
    pub options: Vec<EntryLink>,
    /// Criteria in groups, facts (text criteria) first.
    pub groups: Vec<CriterionGroup>,
    /// Number of criteria.
    pub criteria: usize,
    /// The ranking with default weights.
    pub ranking: RankingView,
    /// Rankings of the presets.
    pub presets: Vec<RankingView>,
}

/// Criteria that belong together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionGroup {
    /// Its title; empty for criteria without a group.
    pub title: String,
    /// Its criteria.
    pub criteria: Vec<CriterionView>,
}

/// One row of the matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionView {
    /// Its id.
    pub id: String,
    /// Id of its row: `kb-c-<id>`.
    pub anchor: String,
    /// Its label.
    pub label: String,
    /// Whether it takes part in rankings.
    pub scored: bool,
    /// Its default weight.
    pub weight: u8,
    /// Its scale in words, lowest first, empty when there is none.
    pub scale: String,
    /// `higher`, `lower` or `none`.
    pub better: &'static str,
    /// Cells in the order of the columns.
    pub cells: Vec<CellView>,
}

/// One cell of the matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellView {
    /// The option's id.
    pub option: String,
    /// 1 to 4: the option's shape.
    pub shape: u8,
    /// Nothing is known.
    pub unknown: bool,
    /// The value as shown (a word of the scale, a number with its unit, Yes …), empty for text criteria.
    pub value: String,
    /// 1 to 5 for the meter: the score in fifths; absent when not scored.
    pub meter: Option<u8>,
    /// The score, 0 to 100, absent when not scored.
    pub score: Option<f64>,
    /// The reason.
    pub text: String,
    /// It is an opinion, without a source.
    pub opinion: bool,
    /// The source cited.
    pub source: Option<Link>,
    /// As of which day, where that is another than the comparison's last review.
    pub as_of: Option<DateView>,
    /// Entries that show it.
    pub links: Vec<EntryLink>,
}

/// A ranking for one set of weights.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankingView {
    /// Id of the preset, empty for the default weights.
    pub id: String,
    /// Its label, «Default weights» for the default.
    pub label: String,
    /// Weights that differ from the default, as `?w=` takes them.
    pub weights: String,
    /// The options in order: ranked ones, then those not ranked, then those knocked out.
    pub rows: Vec<RankRow>,
    /// One sentence: who leads and by how much, or that there is no clear winner.
    pub says: String,
    /// Whether there is a clear winner.
    pub clear: bool,
    /// The least change of one weight that gives another winner, as a sentence; empty when there is none.
    pub flip: String,
}

/// One option in a ranking.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankRow {
    /// The option.
    pub option: EntryLink,
    /// Its column, from 0.
    pub column: usize,
    /// 0 to 100, one decimal; absent when nothing is known.
    pub score: Option<f64>,
    /// Share of the weight that its known cells carry, 0 to 100.
    pub coverage: u8,
    /// Whether it takes part.
    pub ranked: bool,
    /// Criteria that knock it out, as labels.
    pub knocked_out: Vec<String>,
}

/// A tree's landing page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TreeView {
    /// What every entry's page has.
    pub frame: EntryFrame,
    /// The tree's caveat, may be empty.
    pub caveat: String,
    /// First question: its page and its text.
    pub start: Option<Link>,
    /// First question's answers.
    pub ask: Option<AskView>,
    /// Number of questions on the shortest path.
    pub shortest: usize,
    /// Number of questions on the longest path.
    pub longest: usize,
    /// All questions.
    pub questions: Vec<QuestionLink>,
    /// All outcomes (or exits).
    pub outcomes: Vec<OutcomeLink>,
    /// The comparison it goes with.
    pub comparison: Option<Link>,
    /// The tree as a nested list.
    pub text: Vec<TreeNode>,
}

/// A question in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionLink {
    /// Its id.
    pub id: String,
    /// Its text.
    pub ask: String,
    /// Its page.
    pub href: String,
}

/// An outcome in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutcomeLink {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its page; empty for an exit.
    pub href: String,
    /// Options it recommends.
    pub recommend: Vec<EntryLink>,
}

/// A step of the tree as text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TreeNode {
    /// The answer that leads here, empty at the start.
    pub answer: String,
    /// Question or outcome.
    pub title: String,
    /// Its page.
    pub href: String,
    /// `question`, `outcome`, `exit` or `seen` (a question that is written out elsewhere in the list).
    pub role: &'static str,
    /// What follows.
    pub children: Vec<TreeNode>,
}

/// A question's page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionView {
    /// The tree's landing page.
    pub tree: Link,
    /// Its first question, for «Start again».
    pub start: Link,
    /// The question's id.
    pub id: String,
    /// The question.
    pub ask: String,
    /// `choice`, `yes-no`, `number` or `multi`.
    pub kind: &'static str,
    /// Unit of a number question, may be empty.
    pub unit: String,
    /// For a multi question: the things to pick from.
    pub picks: Vec<String>,
    /// Its answers (bands, rules) as links.
    pub answers: Vec<AnswerView>,
    /// Fewest questions up to and including this one.
    pub position: usize,
    /// Most questions that can follow.
    pub left: usize,
    /// Where one can come from: the question and the answer.
    pub from: Vec<FromView>,
    /// The criterion of the comparison it weighs, when it names one.
    pub criterion: Option<Link>,
    /// Reasons named by the answers, each once.
    pub because: Vec<EntryLink>,
    /// The tree as a nested list.
    pub text: Vec<TreeNode>,
    /// Path of the tree's file.
    pub file: String,
    /// Where the tree can be edited.
    pub edit: Option<String>,
}

/// An answer as a link.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerView {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// What comes next: the question's text or the outcome's title.
    pub next: String,
    /// Whether it ends the tree.
    pub ends: bool,
    /// `assumption` or `definition` when it is not from a source, else empty.
    pub basis: &'static str,
    /// Entries that give the reason.
    pub because: Vec<EntryLink>,
}

/// One way to a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FromView {
    /// The question before.
    pub question: Link,
    /// The answer there.
    pub answer: String,
}

/// An outcome's page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutcomeView {
    /// The tree's landing page.
    pub tree: Link,
    /// Its first question.
    pub start: Link,
    /// The outcome's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `high`, `medium`, `low`, `single-source` or empty.
    pub confidence: String,
    /// `assumption` or `definition` when it is not from a source, else empty.
    pub basis: &'static str,
    /// Options it recommends.
    pub recommend: Vec<EntryLink>,
    /// What one takes on.
    pub duties: Vec<EntryLink>,
    /// What speaks against it, for which answers.
    pub contra: Vec<ContraView>,
    /// What should bring the reader back.
    pub revisit: Vec<EntryLink>,
    /// Reasons on the answers that lead here directly, each once.
    pub because: Vec<EntryLink>,
    /// Answers that lead here directly.
    pub from: Vec<FromView>,
    /// Case studies and decisions that ended here.
    pub evidence: Vec<CaseLink>,
    /// The comparison.
    pub comparison: Option<Link>,
    /// Contents.
    pub toc: Vec<TocItem>,
    /// Sources of the tree.
    pub sources: Vec<SourceView>,
    /// The tree as a nested list.
    pub text: Vec<TreeNode>,
    /// Path of the tree's file.
    pub file: String,
    /// Where the tree can be edited.
    pub edit: Option<String>,
}

/// One contra-indication.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContraView {
    /// The condition in words: «Ops: No».
    pub condition: String,
    /// The entry that says why.
    pub entry: EntryLink,
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

/// A piece of Markdown and what its links stand for; `render` makes its HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Prose {
    /// The file it stands in.
    pub file: Arc<str>,
    /// The Markdown of the whole file: link definitions and footnotes may stand anywhere in it.
    pub text: Arc<str>,
    /// The parts of `text` to render: whole blocks, in order.
    pub parts: Vec<Range<usize>>,
    /// Byte offset of `text` in the file, for places in messages.
    pub offset: usize,
    /// Addresses of links and images by the place where they are written (start of their range in `text`).
    pub links: std::collections::BTreeMap<usize, LinkTarget>,
    /// Ids of headings by the place where they are written.
    pub heading_ids: std::collections::BTreeMap<usize, String>,
    /// What happens to raw HTML.
    pub raw_html: RawHtml,
}

/// What a link of the text becomes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum LinkTarget {
    /// A link (or an image's `src`) to this address.
    Href(String),
    /// A link to this address with this text, as a `[[wiki link]]` without its own text has it.
    Titled {
        /// The address.
        href: String,
        /// The title of what it leads to.
        title: String,
    },
    /// Only text: the address was refused, is dead or leads to a draft that is left out.
    Text,
}
