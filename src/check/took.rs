//! `took-mismatch` and `took-outdated`: recorded answers lead to the recorded outcome.

use super::tree::fault;
use crate::decide::{self, End, Stop};
use crate::diagnostic::Diagnostic;
use crate::model::{Entry, Site};

/// Replays the answers of all case studies and decisions. `broken` are trees whose paths mean nothing.
pub(super) fn check(site: &Site, broken: &[&str], out: &mut Vec<Diagnostic>) {
    for entry in site.entries.values() {
        if let Some(problem) = problem(site, broken, entry) {
            out.push(problem);
        }
    }
}

fn problem(site: &Site, broken: &[&str], entry: &Entry) -> Option<Diagnostic> {
    let took = entry.took()?;
    let tree = site.entries.get(took.tree.value.as_str())?;
    let inner = tree.tree.as_deref().filter(|inner| inner.whole && !broken.contains(&&*tree.id))?;
    // An outcome that does not exist is reported where links are.
    inner.outcome(&took.outcome.value)?;
    let flow = decide::flow(site, tree)?;
    if !flow.is_of(|owner| !broken.contains(&&*owner.id)) {
        return None;
    }
    let answers = &took.answers.value;
    let replay = decide::replay(&flow, answers);
    if replay.stop == Stop::End(End::Outcome(took.outcome.value.clone())) {
        return None;
    }
    let earlier = took.version.as_ref().is_some_and(|version| version.value != flow.version());
    let kind = site.kind(entry).title.to_lowercase();
    let says = format!("{kind} says {}; its answers", took.outcome.value);
    let rule = if earlier { "took-outdated" } else { "took-mismatch" };
    let (message, span) = match (&replay.stop, decide::faults(&flow, answers).first()) {
        (Stop::End(end), _) => (format!("{says} end at {}", flow.end_id(end)), &took.outcome.span),
        (_, Some(found)) => {
            let named = fault(&flow, found);
            (format!("{says} cannot be followed: {}", named.message), &took.answers.span)
        }
        (Stop::Unanswered(at) | Stop::Illegal { step: at, .. }, None) => {
            (format!("{says} stop at `{}`", flow.steps[*at].id), &took.answers.span)
        }
        (Stop::Empty, None) => return None,
    };
    let help = earlier.then(|| "an earlier version of the tree is recorded; its page says so".to_owned());
    Some(Diagnostic::new(rule, message).maybe_help(help).at(&entry.file, span.clone()))
}
