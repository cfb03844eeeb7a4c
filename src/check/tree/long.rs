//! `tree-long`: more than a reader wants to read or to answer.

use super::Checked;
use crate::decide::Flow;
use crate::diagnostic::Diagnostic;
use crate::fields::At;

/// Most questions of a path.
const QUESTIONS: usize = 10;
/// Most answers of a question.
const ANSWERS: usize = 7;
/// Longest label, in characters.
const LABEL: usize = 60;
/// Longest label for drawings, in characters.
const SHORT: usize = 14;

/// Questions with many answers, and long labels.
pub(super) fn questions(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    for question in &this.tree.questions {
        let id = &question.id;
        let (count, word) = match question.picks.len() {
            0 => (question.choices.len(), question.kind.choice_word()),
            picks => (picks, "answer"),
        };
        if count > ANSWERS {
            let message = format!("`{}` has {count} {word}s, {ANSWERS} are enough to choose from", id.value);
            let problem = Diagnostic::new("tree-long", message).help("ask in two steps");
            this.report(problem, id.span.clone(), out);
        }
        for choice in &question.choices {
            label(this, &choice.label.plain(), choice.label.written().unwrap_or(&choice.id), out);
        }
        question
            .choices
            .iter()
            .filter_map(|choice| choice.short.as_ref())
            .for_each(|short| self::short(this, short, out));
        for pick in &question.picks {
            label(this, &pick.label.value, &pick.label, out);
        }
    }
}

fn short(this: &Checked<'_>, short: &At<String>, out: &mut Vec<Diagnostic>) {
    let length = short.value.chars().count();
    if length > SHORT {
        let message = format!("a `short` of {length} characters, {SHORT} at most");
        let problem = Diagnostic::new("tree-long", message).help("drawings would cut it; one or two words are enough");
        this.report(problem, short.span.clone(), out);
    }
}

fn label(this: &Checked<'_>, text: &str, written: &At<String>, out: &mut Vec<Diagnostic>) {
    let length = text.chars().count();
    if length > LABEL {
        let message = format!("a label of {length} characters, {LABEL} at most");
        let problem = Diagnostic::new("tree-long", message).help("say the rest in the question's section");
        this.report(problem, written.span.clone(), out);
    }
}

/// The longest path from the start.
pub(super) fn path(this: &Checked<'_>, flow: &Flow<'_>, out: &mut Vec<Diagnostic>) {
    let longest = flow.start_at().and_then(|start| flow.lengths()[start]);
    if let Some((_, most)) = longest.filter(|(_, most)| *most > QUESTIONS) {
        let message = format!("the longest path asks {most} questions, {QUESTIONS} at most");
        let problem = Diagnostic::new("tree-long", message).help("ask first what decides most");
        this.report(problem, this.entry.span.clone(), out);
    }
}
