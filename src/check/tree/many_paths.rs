//! `tree-many-paths`: a tree has more paths than pages are written for.

use super::Checked;
use crate::config::Config;
use crate::decide::{Flow, Room};
use crate::diagnostic::Diagnostic;

/// Reports a tree whose paths have no pages of their own. One with exits is walked inside the trees that use it.
pub(super) fn check(this: &Checked<'_>, flow: &Flow<'_>, config: &Config, out: &mut Vec<Diagnostic>) {
    let message = match flow.room(config.path_pages) {
        Room::Enough => return,
        Room::Pages(pages) => {
            let pages = if pages == u64::MAX { "too many".to_owned() } else { grouped(pages) };
            let cap = grouped(u64::try_from(config.path_pages).unwrap_or(u64::MAX));
            format!("{pages} path pages, cap {cap}: only question pages are written")
        }
        Room::Address(length) => {
            format!("the longest path makes an address of {length} characters: only question pages are written")
        }
    };
    let span = this.tree.questions.first().map_or(0..0, |question| question.id.span.clone());
    this.report(Diagnostic::new("tree-many-paths", message), span, out);
}

/// A number with a thin space between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}
