//! What answers, bands and rules are called: as they are written, else in the words of the theme.

use std::borrow::Cow;

use super::super::page::{sentence, word};
use crate::model::tree::Label;

/// The words of an answer, a band or a rule.
pub(in crate::view) fn answer_label(label: &Label) -> String {
    let list = |between: &str, picks: &[String]| picks.join(&format!(" {} ", word(between)));
    match label {
        Label::Written(text) => text.value.clone(),
        Label::Yes => word("answers.yes"),
        Label::No => word("answers.no"),
        Label::Nothing => word("answers.nothing"),
        Label::Otherwise => word("answers.otherwise"),
        Label::Any(picks) => list("answers.or", picks),
        Label::All(picks) => list("answers.and", picks),
        Label::Band { from, below, unit } => {
            let number = |end: &Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
            let with_unit = |number: String| if unit.is_empty() { number } else { format!("{number} {unit}") };
            match (from, below) {
                (Some(_), Some(_)) => {
                    sentence("answers.between", &[("from", &number(from)), ("below", &with_unit(number(below)))])
                }
                (Some(_), None) => sentence("answers.from", &[("from", &with_unit(number(from)))]),
                (None, Some(_)) => sentence("answers.below", &[("below", &with_unit(number(below)))]),
                (None, None) => word("answers.number"),
            }
        }
    }
}

/// The same where there is little room: signs that need no language, where there are some. Only what is written is cut,
/// by `cut`. The second is what its width is measured by.
pub(super) fn short_label(label: &Label, cut: impl Fn(&str) -> String) -> (String, String) {
    let with_unit = |number: String, unit: &str| if unit.is_empty() { number } else { format!("{number} {unit}") };
    let signs: Cow<'_, str> = match label {
        Label::Written(text) => text.value.as_str().into(),
        Label::Any(picks) => picks.join(" / ").into(),
        Label::All(picks) => picks.join(" + ").into(),
        Label::Band { from: Some(from), below: Some(below), unit } => with_unit(format!("{from}–{below}"), unit).into(),
        Label::Band { from: Some(from), below: None, unit } => with_unit(format!("≥ {from}"), unit).into(),
        Label::Band { from: None, below: Some(below), unit } => with_unit(format!("< {below}"), unit).into(),
        // Words of a theme are not known before it is rendered; they are about as wide as those in English.
        _ => return (answer_label(label), label.plain().into_owned()),
    };
    let signs = cut(&signs);
    (signs.clone(), signs)
}
