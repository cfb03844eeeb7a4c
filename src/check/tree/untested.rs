//! `tree-untested-outcome`: an outcome at which no path test ends.

use std::collections::BTreeSet;

use super::Checked;
use crate::diagnostic::Diagnostic;

/// Reports outcomes that no path test expects, in a tree whose tests all hold; exits need none.
pub(super) fn check(this: &Checked<'_>, out: &mut Vec<Diagnostic>) {
    let expected = this.tree.paths.iter().map(|path| path.expect.value.as_str());
    let expected: BTreeSet<&str> = expected.map(|id| id.strip_prefix("outcome:").unwrap_or(id)).collect();
    for outcome in &this.tree.outcomes {
        let id = &outcome.id;
        if !expected.contains(id.value.as_str()) {
            let message = format!("no path test ends at `{}`", id.value);
            let help = format!("add a `[[path]]` with `expect = \"{}\"`", id.value);
            this.report(Diagnostic::new("tree-untested-outcome", message).help(help), id.span.clone(), out);
        }
    }
}
