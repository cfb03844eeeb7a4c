//! Ids of bands, picks and rules that answers could not tell apart: `bad-id` and `tree-duplicate-id`; and answers without
//! words, under `tree-answer-incomplete`.

use super::Checked;
use crate::decide;
use crate::diagnostic::Diagnostic;
use crate::model::tree::{Question, QuestionKind, When};

/// An answer is a number or a band's id, picks or a rule's id: none of them may be read as another.
pub(super) fn check(this: &Checked<'_>, question: &Question, out: &mut Vec<Diagnostic>) {
    for choice in &question.choices {
        let id = &choice.id;
        if matches!(question.kind, QuestionKind::Number { .. }) && decide::number(&id.value).is_some() {
            let problem = Diagnostic::new("bad-id", format!("`{}` would be read as a number", id.value));
            this.report(problem.help("name the band in words"), id.span.clone(), out);
        }
        if question.picks.iter().any(|pick| pick.id.value == id.value) {
            let message = format!("rule `{}` of `{}` is called like an answer", id.value, question.id.value);
            let problem = Diagnostic::new("tree-duplicate-id", message).help("rename the rule");
            this.report(problem, id.span.clone(), out);
        }
        if question.kind == QuestionKind::Multi && id.value == "none" && choice.when != When::Nothing {
            let problem = Diagnostic::new("bad-id", "`none` stands for nothing picked");
            this.report(problem.help("rename the rule"), id.span.clone(), out);
        }
        blank(this, &choice.label.plain(), choice.label.written(), &question.id.value, out);
    }
    for pick in &question.picks {
        if pick.id.value == "none" {
            let problem = Diagnostic::new("bad-id", "`none` stands for nothing picked");
            this.report(problem.help("rename the answer"), pick.id.span.clone(), out);
        }
        blank(this, &pick.label.value, Some(&pick.label), &question.id.value, out);
    }
}

fn blank(
    this: &Checked<'_>,
    text: &str,
    written: Option<&crate::fields::At<String>>,
    question: &str,
    out: &mut Vec<Diagnostic>,
) {
    if let Some(label) = written.filter(|_| text.trim().is_empty()) {
        let problem = Diagnostic::new("tree-answer-incomplete", format!("an answer of `{question}` has no words"));
        this.report(problem.help("write what the reader chooses"), label.span.clone(), out);
    }
}
