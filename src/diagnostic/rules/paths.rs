//! The rules of whole paths through decision trees: what their tests, their invariants and recorded answers say.

use super::{Rule, error, warning};

/// Rules of paths.
pub(super) const PATHS: &[Rule] = &[
    error(
        "tree-path-test",
        "a path test of a tree ends elsewhere than it expects",
        "A `[[path]]` holds what its authors have agreed on. An edit that sends those answers elsewhere is either a \
         mistake or a new agreement.",
        "Mend the answers on the way, or the test where the new end is meant. `kb tree test TREE` runs them alone.",
    ),
    error(
        "tree-never",
        "a path reaches an outcome that a `[[never]]` of its tree rules out",
        "An invariant holds for all paths. The shortest that breaks it is shown, with the answers that lead there.",
        "Send one of those answers elsewhere, or drop the invariant.",
    ),
    warning(
        "tree-many-paths",
        "a tree has more paths than pages are written for",
        "Every path has a page of its own while there are few. Beyond `[trees] path_pages`, or where an address would \
         grow too long, questions and outcomes have one page each, and a script keeps the answers in the address.",
        "Split the tree with `use:`, or raise `[trees] path_pages`.",
    ),
    error(
        "took-mismatch",
        "recorded answers do not lead to the recorded outcome",
        "A case study or a decision is evidence for an outcome only when its answers lead there.",
        "Correct the answers or the outcome. Where the tree has changed since, add the `version` that `kb decide` \
         printed then.",
    ),
    warning(
        "took-outdated",
        "recorded answers fit an earlier version of the tree",
        "The tree's routing has changed since. The record stays as it was made, and says so on its page.",
        "Nothing, where the record is history. Else answer the tree anew and record the new path.",
    ),
];
