//! What the pages of a decision tree hold.

use serde::Serialize;

use super::{AskView, CaseLink, ChangeView, Link, RecordView, StateView, TakenView, TreeDrawing};
use super::{EntryFrame, EntryLink, SourceView, TocItem};

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
    /// The tree on one page, to be printed.
    pub all: String,
    /// The tree as JSON.
    pub json: String,
    /// The tree as a nested list.
    pub text: Vec<TreeNode>,
    /// Its map.
    pub map: Link,
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
    /// Least number of a number question, as it is written; absent when open.
    pub min: Option<f64>,
    /// Greatest number of a number question, included.
    pub max: Option<f64>,
    /// For a multi question: the things to pick from.
    pub picks: Vec<PickView>,
    /// Its answers (bands, rules) as links.
    pub answers: Vec<AnswerView>,
    /// The answers so far, on a page that stands for a path; empty on the question's own page.
    pub path: Vec<TakenView>,
    /// The page before this one on its path; absent on the question's own page.
    pub back: Option<Link>,
    /// What a script needs to keep answers in the address, in trees with too many paths for pages of their own.
    pub state: Option<StateView>,
    /// Fewest questions up to and including this one; on a path, as many as it has.
    pub position: usize,
    /// Most questions that can follow.
    pub left: usize,
    /// Where one can come from: the question and the answer.
    pub from: Vec<FromView>,
    /// The criterion of the comparison it weighs, when it names one.
    pub criterion: Option<Link>,
    /// Reasons named by the answers, each once.
    pub because: Vec<EntryLink>,
    /// The tree with this place marked; none where it is too large to stand on every page.
    pub drawing: Option<TreeDrawing>,
    /// The tree as a nested list; empty where it is too long to stand on every page.
    pub text: Vec<TreeNode>,
    /// The map of the tree.
    pub map: Link,
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
    /// When it holds, for scripts.
    pub when: WhenView,
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

/// Something to pick in a multi question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PickView {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
}

/// When an answer, band or rule holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WhenView {
    /// `chosen`, `band`, `any`, `all`, `none` or `default`.
    pub is: &'static str,
    /// Ids of picks, for `any` and `all`, joined by commas.
    pub picks: String,
    /// Least number of a band, included; absent when open.
    pub from: Option<f64>,
    /// The number under which a band ends; absent when open.
    pub below: Option<f64>,
}

/// An exit's page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExitView {
    /// The tree's landing page.
    pub tree: Link,
    /// Its first question.
    pub start: Link,
    /// The exit's id.
    pub id: String,
    /// The answers that led here, on a page that stands for a path.
    pub path: Vec<TakenView>,
    /// Trees that re-use this one, and where each leads from here.
    pub users: Vec<ExitUse>,
    /// Answers that lead here directly.
    pub from: Vec<FromView>,
    /// Path of the tree's file.
    pub file: String,
    /// Where the tree can be edited.
    pub edit: Option<String>,
}

/// Where one tree leads from an exit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExitUse {
    /// The tree.
    pub tree: Link,
    /// The outcome or the question.
    pub to: Link,
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
    /// The answers that led here, on a page that stands for a path; empty on the outcome's own page.
    pub path: Vec<TakenView>,
    /// What would change the outcome, on a page that stands for a path.
    pub changes: Vec<ChangeView>,
    /// Reasons of the outcome; on its own page also those of the answers that lead here directly.
    pub because: Vec<EntryLink>,
    /// Answers that lead here directly; empty on a path.
    pub from: Vec<FromView>,
    /// What teams and decisions say about it.
    pub evidence: EvidenceView,
    /// The comparison, with weights seeded by the answers on a path.
    pub comparison: Option<Link>,
    /// The decision as a file to begin with, on a page that stands for a path.
    pub record: Option<RecordView>,
    /// What a script needs to keep answers in the address, in trees with too many paths for pages of their own.
    pub state: Option<StateView>,
    /// Contents.
    pub toc: Vec<TocItem>,
    /// Sources of the tree.
    pub sources: Vec<SourceView>,
    /// The tree with this place marked; none where it is too large to stand on every page.
    pub drawing: Option<TreeDrawing>,
    /// The tree as a nested list; empty where it is too long to stand on every page.
    pub text: Vec<TreeNode>,
    /// The map of the tree.
    pub map: Link,
    /// Path of the tree's file.
    pub file: String,
    /// Where the tree can be edited.
    pub edit: Option<String>,
}

/// Case studies and decisions whose answers ended at an outcome.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EvidenceView {
    /// Those that did what it recommends, and did not turn back.
    pub agree: Vec<CaseLink>,
    /// Those that did otherwise, or turned back.
    pub disagree: Vec<CaseLink>,
    /// How many of `agree` count: invented examples do not.
    pub agree_count: usize,
    /// How many of `disagree` count.
    pub disagree_count: usize,
}

/// One contra-indication.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContraView {
    /// The condition in words: «Ops: No».
    pub condition: String,
    /// The condition as it is written, for scripts.
    pub written: String,
    /// The answers of the path leave open whether it holds.
    pub open: bool,
    /// The entry that says why.
    pub entry: EntryLink,
}
