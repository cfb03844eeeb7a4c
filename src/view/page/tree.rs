//! What the pages of a decision tree hold.

use serde::Serialize;

use super::Link;
use super::{AskView, CaseLink, TreeDrawing};
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

/// One contra-indication.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContraView {
    /// The condition in words: «Ops: No».
    pub condition: String,
    /// The entry that says why.
    pub entry: EntryLink,
}
