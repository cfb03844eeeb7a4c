//! What a tree recommends: `tree-recommends-retired` and `tree-option-unreached`.

use super::Checked;
use crate::diagnostic::Diagnostic;
use crate::fields::At;
use crate::model::{Entry, Status};

/// Options that are recommended and no longer hold.
pub(super) fn retired(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    for recommended in this.tree.outcomes.iter().flat_map(|outcome| &outcome.recommend) {
        let Some(option) = option(this, recommended) else {
            continue;
        };
        let (state, help) = match &option.status {
            Status::Superseded { by } => (format!("superseded by `{by}`"), format!("recommend `{by}`")),
            status @ (Status::Deprecated | Status::Rejected) => {
                (status.as_str().to_owned(), "recommend another option".to_owned())
            }
            _ => continue,
        };
        let message = format!("`{}` is {state}", recommended.value);
        let problem = Diagnostic::new("tree-recommends-retired", message).help(help);
        this.report(problem, recommended.span.clone(), out);
    }
}

/// Options of the tree that no outcome recommends.
pub(super) fn unreached(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    let tree = this.tree;
    let ends_outside = tree.outcomes.is_empty() && !tree.exits.is_empty();
    let recommended: Vec<&At<String>> = tree.outcomes.iter().flat_map(|outcome| &outcome.recommend).collect();
    // A name that leads nowhere is reported where it stands, and may be the option that is missed here.
    let misnamed = recommended.iter().any(|id| option(this, id).is_none());
    if !tree.whole || ends_outside || misnamed {
        return;
    }
    for option in this.entry.options.iter().filter(|option| self::option(this, option).is_some()) {
        if !recommended.iter().any(|id| id.value == option.value) {
            let message = format!("`{}` is in `options` but no outcome recommends it", option.value);
            let help = "recommend it in an outcome, or take it out of `options`";
            this.report(Diagnostic::new("tree-option-unreached", message).help(help), option.span.clone(), out);
        }
    }
}

fn option<'a>(this: &Checked<'a>, id: &At<String>) -> Option<&'a Entry> {
    let entry = this.site.entries.get(id.value.as_str())?;
    (&*this.site.kind(entry).id == "option").then_some(entry)
}
