//! The data that templates see. A fact that a theme needs is a field here.
//!
//! Every `href` is ready to be written into the page it belongs to: relative to that page, percent-encoded. Texts are
//! plain text and are escaped by the template engine; only `prose` holds HTML, made by `render` from [`Prose`].

mod comparison;
mod drawing;
mod entry;
mod list;
mod map;
mod path;
mod prose;
mod review;
mod tree;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

pub use crate::config::RawHtml;
pub use comparison::{
    CellView, ComparisonView, CriterionGroup, CriterionView, FindingView, PlotMark, PlotPoint, PlotRow, PlotView,
    RankRow, RankingView, WeightView,
};
pub use drawing::{DrawnAnswer, DrawnBox, DrawnLine, DrawnPoint, DrawnShape, TreeDrawing, TreeMapView};
pub use entry::{
    Banner, CaseStudyView, ChainLink, DateView, DecisionView, DirectionView, EntryFrame, EntryLink, EntryView, Fact,
    GivenAnswer, Item, KindView, MetricView, NoteView, Quote, RelationGroup, RelationLink, SourceEntryView, SourceView,
    StatusView, ThresholdView, TocItem, TookView, UseCaseView,
};
pub use list::{
    AskView, CaseLink, CountedLink, GlossaryView, HomeView, LetterGroup, ListGroup, ListView, OptionTile, ReviewedLink,
    SectionItem, SectionView, TermView,
};
pub use map::{MapColumn, MapEdge, MapLine, MapNode, MapRelation, MapRow, MapView};
pub use path::{AllAnswer, AllOutcome, AllQuestion, AllView, ChangeView, RecordView, StateView, TakenView};
pub use prose::{ImageSize, LinkTarget, Prose};
pub use review::{FreshnessView, OwnerLink, OwnerView, ReviewGroup, ReviewRow};
pub use tree::{
    AnswerView, ContraView, EvidenceView, ExitUse, ExitView, FromView, OutcomeLink, OutcomeView, PickView,
    QuestionLink, QuestionView, TreeNode, TreeView, WhenView,
};
pub use words::{resolve, sentence, word};

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
    /// The same page in Markdown, from here: `index.md`; empty when it has no twin.
    pub twin: &'static str,
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

impl PageView {
    /// Where the twin is published.
    pub fn twin_path(&self) -> Option<String> {
        let folder = self.path.strip_suffix("index.html").filter(|_| !self.twin.is_empty())?;
        Some(format!("{folder}{}", self.twin))
    }
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
    /// The feed, from the site's root; empty when there is none.
    pub feed: &'static str,
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
    /// Side navigation: kinds in fixed order, then folders of plain pages in theirs.
    pub groups: Vec<NavGroup>,
    /// Home.
    pub home: String,
    /// The search page.
    pub search: String,
    /// All entries.
    pub all: String,
    /// All tags, when the site has tags.
    pub tags: String,
    /// All owners, when entries have owners.
    pub owners: String,
    /// The map of relations, when there is more than one entry.
    pub map: String,
    /// Entries by their reviews, when entries have any.
    pub freshness: String,
    /// The featured decision tree, when there is one.
    pub decide: Option<Link>,
    /// The guide on adding a case study (entry `adding-a-case-study`), when there is one.
    pub contribute: Option<Link>,
}

/// A line of the side navigation: a kind, a folder, a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NavGroup {
    /// What it says; empty for «All n».
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// It leads to this page.
    pub current: bool,
    /// Number of entries of a kind or folder; 0 for a page.
    pub count: usize,
    /// What is in it, where this page is in it too: at most 50 lines, then «All n».
    pub children: Vec<NavGroup>,
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
    /// Template `exit.html`: one exit of a tree that others re-use.
    Exit(Box<ExitView>),
    /// Template `tree-all.html`: a whole tree for print. Prose: as each question and outcome names it.
    All(Box<AllView>),
    /// Template `tree-map.html`: a whole tree as a drawing and as a list.
    TreeMap(Box<TreeMapView>),
    /// Template `list.html`: a folder, a kind, a tag, or all entries, grouped. Prose: `body` (may be missing).
    List(Box<ListView>),
    /// Template `section.html`: a folder of plain pages. Prose: `body` (may be missing).
    Section(Box<SectionView>),
    /// Template `glossary.html`: all terms, A to Z. Prose: `body` (may be missing).
    Glossary(Box<GlossaryView>),
    /// Template `owners.html`: all owners.
    Owners {
        /// Owners with their counts.
        owners: Vec<OwnerLink>,
    },
    /// Template `owner.html`: what one owner looks after.
    Owner(Box<OwnerView>),
    /// Template `freshness.html`: entries by their reviews.
    Freshness(Box<FreshnessView>),
    /// Template `tags.html`: all tags.
    Tags {
        /// Tags with their counts.
        tags: Vec<CountedLink>,
    },
    /// Template `map.html`: how entries are connected.
    Map(Box<MapView>),
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
    NotFound {
        /// Decision trees by their titles, each at its first question: an address of a path ends when its tree changes.
        trees: Vec<Link>,
    },
    /// Template `redirect.html`: an old address.
    Redirect {
        /// Where it leads now.
        to: Link,
    },
}
