//! `tree-untested-outcome`: an outcome at which no path test ends.

use super::Checked;
use crate::diagnostic::Diagnostic;

/// Reports outcomes that no path test expects; exits need none.
pub(super) fn check(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    let tree = this.tree;
    let expected =
        || tree.paths.iter().map(|path| path.expect.value.as_str()).map(|id| id.strip_prefix("outcome:").unwrap_or(id));
    let known = |id: &str| {
        let exit = id.strip_prefix("exit:");
        tree.outcome(id).is_some() || exit.is_some_and(|id| tree.exits.iter().any(|exit| exit.value == id))
    };
    // A test that expects what is not there is reported as that, and may be meant for the outcome that is missed here.
    if !expected().all(known) {
        return;
    }
    for outcome in &tree.outcomes {
        let id = &outcome.id;
        if !expected().any(|expected| expected == id.value) {
            let message = format!("no path test ends at `{}`", id.value);
            let help = format!("add a `[[path]]` with `expect = \"{}\"`", id.value);
            this.report(Diagnostic::new("tree-untested-outcome", message).help(help), id.span.clone(), out);
        }
    }
}
