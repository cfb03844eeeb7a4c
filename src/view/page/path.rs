//! What pages of a decision tree hold that stand for a path, and the page of a whole tree.

use serde::Serialize;

use super::{EntryLink, Link, PickView, SourceView};

/// An answer on a path.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TakenView {
    /// Its question and the question's own page.
    pub question: Link,
    /// The answer's label.
    pub answer: String,
    /// The page on which it can be changed: the one before this answer.
    pub change: String,
    /// `assumption` or `definition` when its routing is not from a source, else empty.
    pub basis: &'static str,
    /// Entries that give the reason.
    pub because: Vec<EntryLink>,
}

/// A tree whose answers a script keeps in the address.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StateView {
    /// Hash of the tree's routing.
    pub version: String,
    /// The script that holds the routing, from this page.
    pub routing: String,
    /// The tree's folder, from this page.
    pub base: String,
}

/// One answer changed, and what comes of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeView {
    /// The question.
    pub ask: String,
    /// The other answer.
    pub answer: String,
    /// Where it leads then: an outcome's title, or the question that then opens.
    pub to: Link,
    /// It leads to an end.
    pub ends: bool,
    /// Options that the other outcome recommends.
    pub recommend: Vec<EntryLink>,
}

/// A decision as a file to begin with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordView {
    /// Where it belongs: `content/decisions/….md`.
    pub file: String,
    /// Its name alone.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The file beside this page; empty where a script fills in the answers, in place of `{answers}` and of the lines
    /// `{list}`, `{against}` and `{because}`.
    pub download: String,
    /// The repository's form for a new file, filled in; absent without `[repo]`.
    pub new_file: Option<String>,
    /// The same in the terminal.
    pub command: String,
}

/// A whole tree on one page: numbered questions, «if yes, go to 7».
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AllView {
    /// The tree's landing page.
    pub tree: Link,
    /// The tree's caveat, may be empty.
    pub caveat: String,
    /// Questions in reading order, numbered from 1.
    pub questions: Vec<AllQuestion>,
    /// Outcomes and exits in the order in which they are written.
    pub outcomes: Vec<AllOutcome>,
    /// Sources of the tree.
    pub sources: Vec<SourceView>,
    /// Path of the tree's file.
    pub file: String,
    /// Where the tree can be edited.
    pub edit: Option<String>,
}

/// A question on the page of a whole tree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AllQuestion {
    /// Its number.
    pub number: usize,
    /// Its id on this page.
    pub anchor: String,
    /// The question.
    pub ask: String,
    /// For a multi question: the things to pick from.
    pub picks: Vec<PickView>,
    /// Unit of a number question, may be empty.
    pub unit: String,
    /// Its answers.
    pub answers: Vec<AllAnswer>,
    /// Name of its help among the page's texts; empty when it has none.
    pub prose: String,
}

/// An answer on the page of a whole tree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AllAnswer {
    /// Its label.
    pub label: String,
    /// Number of the question it leads to; 0 when it ends.
    pub number: usize,
    /// The question or outcome it leads to, on this page.
    pub to: Link,
    /// `assumption` or `definition` when its routing is not from a source, else empty.
    pub basis: &'static str,
}

/// An outcome on the page of a whole tree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AllOutcome {
    /// Its id on this page.
    pub anchor: String,
    /// Its title.
    pub title: String,
    /// Options it recommends.
    pub recommend: Vec<EntryLink>,
    /// `high`, `medium`, `low`, `single-source` or empty.
    pub confidence: String,
    /// `assumption` or `definition` when it is not from a source, else empty.
    pub basis: &'static str,
    /// Entries that say what one takes on.
    pub duties: Vec<EntryLink>,
    /// Name of its text among the page's texts; empty when it has none.
    pub prose: String,
}
