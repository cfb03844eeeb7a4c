//! `tree-label-twice`: two choices of a question that a reader cannot tell apart.

use std::ops::Range;

use super::Checked;
use crate::diagnostic::Diagnostic;
use crate::model::tree::Question;

/// Compares the labels of a question, and of what can be picked.
pub(super) fn check(this: &Checked<'_>, question: &Question, out: &mut Vec<Diagnostic>) {
    let label = |choice: &crate::model::tree::Choice| {
        let written = choice.label.written();
        let span = written.map_or_else(|| choice.id.span.clone(), |label| label.span.clone());
        Label { id: choice.id.value.clone(), text: choice.label.plain().into_owned(), span, written: written.is_some() }
    };
    twice(this, question, question.kind.choice_word(), question.choices.iter().map(label).collect(), out);
    let picks = question.picks.iter().map(|pick| Label {
        id: pick.id.value.clone(),
        text: pick.label.value.clone(),
        span: pick.label.span.clone(),
        written: true,
    });
    twice(this, question, "answer", picks.collect(), out);
}

struct Label {
    id: String,
    text: String,
    span: Range<usize>,
    written: bool,
}

fn twice(this: &Checked<'_>, question: &Question, word: &str, labels: Vec<Label>, out: &mut Vec<Diagnostic>) {
    let fold = |text: &str| text.trim().to_lowercase();
    for (at, label) in labels.iter().enumerate() {
        let same = |before: &Label| {
            // Labels that kb makes are alike when conditions are, and a copied answer has its id twice too: both are
            // reported as that.
            (before.written || label.written) && before.id != label.id && fold(&before.text) == fold(&label.text)
        };
        if let Some(before) = labels[..at].iter().find(|before| same(before)) {
            let message = format!("two {word}s of `{}` read \"{}\"", question.id.value, label.text.trim());
            // Where only the first is written, the second follows from its condition.
            let span = if label.written { &label.span } else { &before.span };
            let problem = Diagnostic::new("tree-label-twice", message).help("say in the label what tells them apart");
            this.report(problem, span.clone(), out);
        }
    }
}
