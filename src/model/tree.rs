//! Decision trees as they are written.
//!
//! Whether targets exist and every question can be reached is checked in `check`; where answers lead is computed in
//! `decide`.

mod label;
mod read;

use std::ops::Range;

use crate::fields::At;

pub use label::Label;
pub(super) use read::read;

/// What a tree holds beside the keys of every entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// Exits of a tree that is made to be re-used.
    pub exits: Vec<At<String>>,
    /// The comparison whose criteria it names.
    pub comparison: Option<At<String>>,
    /// What readers should know about where it comes from.
    pub caveat: String,
    /// The first question, when it is not the first that is written.
    pub start: Option<At<String>>,
    /// Questions in order.
    pub questions: Vec<Question>,
    /// Outcomes in order.
    pub outcomes: Vec<Outcome>,
    /// Path tests.
    pub paths: Vec<PathTest>,
    /// Invariants.
    pub nevers: Vec<Never>,
    /// Sections of the body that are named like questions or outcomes.
    pub sections: Vec<TreeSection>,
    /// All of it could be read: only then do missing parts mean anything.
    pub whole: bool,
    /// The ids of all questions, outcomes and exits could be read: only then is a name unknown that none of them has.
    pub named: bool,
}

/// A `## q:id` or `## o:id` section of a tree's body.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeSection {
    /// The kind of node it is about.
    pub node: NodeKind,
    /// The id it names.
    pub id: String,
    /// Index in the document's headings.
    pub heading: usize,
    /// It holds more than blanks.
    pub filled: bool,
}

/// Kinds of nodes that have sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A question.
    Question,
    /// An outcome.
    Outcome,
}

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its id.
    pub id: At<String>,
    /// What is asked.
    pub ask: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// The criterion of the comparison that it is about.
    pub criterion: Option<At<String>>,
    /// For a multi question: what can be picked.
    pub picks: Vec<Pick>,
    /// Answers, bands or rules in order.
    pub choices: Vec<Choice>,
    /// Where it is written.
    pub span: Range<usize>,
    /// All of it could be read: only then do missing parts mean anything.
    pub whole: bool,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionKind {
    /// One of its answers.
    Choice,
    /// Yes or no.
    YesNo,
    /// A number, which falls into a band.
    Number {
        /// Its unit.
        unit: String,
        /// Least.
        min: Option<f64>,
        /// Greatest.
        max: Option<f64>,
    },
    /// Any number of picks, judged by rules in order.
    Multi,
}

impl QuestionKind {
    /// The word of the front matter.
    pub fn as_str(&self) -> &'static str {
        match self {
            QuestionKind::Choice => "choice",
            QuestionKind::YesNo => "yes-no",
            QuestionKind::Number { .. } => "number",
            QuestionKind::Multi => "multi",
        }
    }

    /// What its choices are called.
    pub fn choice_word(&self) -> &'static str {
        match self {
            QuestionKind::Choice | QuestionKind::YesNo => "answer",
            QuestionKind::Number { .. } => "band",
            QuestionKind::Multi => "rule",
        }
    }
}

/// Something that can be picked in a multi question.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// Its id.
    pub id: At<String>,
    /// Its label.
    pub label: At<String>,
    /// Flags it sets.
    pub flags: Vec<At<String>>,
}

/// An answer, a band or a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its id.
    pub id: At<String>,
    /// What a reader chooses by.
    pub label: Label,
    /// A label for drawings.
    pub short: Option<At<String>>,
    /// When it holds.
    pub when: When,
    /// Where it leads.
    pub to: Option<At<Target>>,
    /// Entries that give the reason.
    pub because: Vec<At<String>>,
    /// Weights it seeds.
    pub weights: Vec<(At<String>, i64)>,
    /// Where the routing comes from.
    pub basis: Basis,
    /// Flags it sets.
    pub flags: Vec<At<String>>,
    /// Where it is written.
    pub span: Range<usize>,
}

/// When a choice holds.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// When the reader chooses it.
    Chosen,
    /// When the number lies in `[from, below)`.
    Band {
        /// Least, included.
        from: Option<f64>,
        /// Greatest, not included.
        below: Option<f64>,
    },
    /// When any of these is picked.
    Any(Vec<At<String>>),
    /// When all of these are picked.
    All(Vec<At<String>>),
    /// When nothing is picked.
    Nothing,
    /// When no rule before it holds.
    Otherwise,
}

/// Where an answer leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// To a question.
    Question(String),
    /// To an outcome.
    Outcome(String),
    /// Out of a re-used tree.
    Exit(String),
    /// Through another tree, whose exits lead on.
    Use {
        /// The tree.
        tree: String,
        /// Exits with their targets.
        exits: Vec<(At<String>, At<Target>)>,
    },
}

/// Where a routing or an outcome comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// A source says so.
    #[default]
    Source,
    /// It is so by definition.
    Definition,
    /// The authors assume it.
    Assumption,
}

impl Basis {
    /// The word to show, empty for a source.
    pub fn shown(self) -> &'static str {
        match self {
            Basis::Source => "",
            Basis::Definition => "definition",
            Basis::Assumption => "assumption",
        }
    }
}

/// An outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its id.
    pub id: At<String>,
    /// Its title, when it has one of its own.
    pub title: Option<String>,
    /// A label for drawings.
    pub short: Option<At<String>>,
    /// Options it recommends.
    pub recommend: Vec<At<String>>,
    /// Entries that give the reason.
    pub because: Vec<At<String>>,
    /// What one takes on.
    pub duties: Vec<At<String>>,
    /// How sure it is.
    pub confidence: Option<String>,
    /// Where it comes from.
    pub basis: Basis,
    /// What speaks against it.
    pub contra: Vec<Contra>,
    /// What should bring the reader back.
    pub revisit: Vec<At<String>>,
    /// Where it is written.
    pub span: Range<usize>,
}

/// A contra-indication.
#[derive(Clone, Debug, PartialEq)]
pub struct Contra {
    /// For which answers.
    pub condition: At<String>,
    /// The entry that says why.
    pub entry: At<String>,
}

/// A test kept with the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct PathTest {
    /// Its name.
    pub name: String,
    /// Answers.
    pub answers: At<String>,
    /// The outcome, or `exit:id`.
    pub expect: At<String>,
}

/// An invariant over all paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Never {
    /// For which answers.
    pub condition: At<String>,
    /// The outcome that they never reach.
    pub outcome: At<String>,
}

impl Tree {
    /// The question of that id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id.value == id)
    }

    /// The outcome of that id.
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id.value == id)
    }

    /// The id of the first question.
    pub fn start(&self) -> Option<&str> {
        let first = self.questions.first().map(|question| question.id.value.as_str());
        self.start.as_ref().map(|start| start.value.as_str()).or(first)
    }

    /// The section about a node.
    pub fn section(&self, node: NodeKind, id: &str) -> Option<&TreeSection> {
        self.sections.iter().find(|section| section.node == node && section.id == id)
    }
}
