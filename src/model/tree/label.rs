//! What a reader chooses by: the author's words, or what the condition of a choice says.

use std::borrow::Cow;

use crate::fields::At;

/// A label as it is written, or what stands for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    /// The author's words.
    Written(At<String>),
    /// Yes.
    Yes,
    /// No.
    No,
    /// A band of numbers.
    Band {
        /// Least, included.
        from: Option<f64>,
        /// Greatest, not included.
        below: Option<f64>,
        /// Their unit.
        unit: String,
    },
    /// Any of these is picked; each by its label.
    Any(Vec<String>),
    /// All of these are picked; each by its label.
    All(Vec<String>),
    /// Nothing is picked.
    Nothing,
    /// What no other rule takes.
    Otherwise,
}

impl Label {
    /// The author's words, where there are some.
    pub fn written(&self) -> Option<&At<String>> {
        if let Label::Written(text) = self { Some(text) } else { None }
    }

    /// In English, for messages, the terminal and machines; pages have the words of their theme.
    pub fn plain(&self) -> Cow<'_, str> {
        Cow::Borrowed(match self {
            Label::Written(text) => &text.value,
            Label::Yes => "Yes",
            Label::No => "No",
            Label::Nothing => "None of these",
            Label::Otherwise => "Anything else",
            Label::Any(picks) => return picks.join(" or ").into(),
            Label::All(picks) => return picks.join(" and ").into(),
            Label::Band { from, below, unit } => {
                let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
                return match (from, below) {
                    (Some(from), Some(below)) => format!("From {from} to under {below}{unit}"),
                    (Some(from), None) => format!("{from}{unit} or more"),
                    (None, Some(below)) => format!("Under {below}{unit}"),
                    (None, None) => format!("Any number{unit}"),
                }
                .into();
            }
        })
    }
}
