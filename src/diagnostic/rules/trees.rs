//! The rules of decision trees and of comparisons.

use super::{Rule, error};

/// Rules of decision trees.
pub(super) const TREES: &[Rule] = &[
    error(
        "tree-duplicate-id",
        "two questions, answers or outcomes have one id",
        "Links and recorded answers name questions and answers by id.",
        "Rename one.",
    ),
    error(
        "tree-dangling-target",
        "an answer leads to a question, outcome or exit that does not exist",
        "The reader would stand before nothing.",
        "Correct the target; the nearest one is offered.",
    ),
    error(
        "tree-unknown-section",
        "a section names no question or outcome of the tree",
        "`## q:id` and `## o:id` hold the help and the reasons of what the front matter defines.",
        "Correct the id in the heading.",
    ),
    error(
        "tree-unreachable",
        "nothing leads to a question or outcome",
        "No path from the start ends there.",
        "Link it from an answer, or delete it.",
    ),
    error(
        "tree-dead-end",
        "a question from which no outcome can be reached",
        "Whoever comes there cannot finish.",
        "Give one of its answers a way to an outcome.",
    ),
    error(
        "tree-cycle",
        "questions lead back to themselves",
        "A decision must end.",
        "Break the circle that the message draws.",
    ),
    error(
        "tree-answer-incomplete",
        "an answer has no target, or a question too few answers",
        "A question needs at least two answers, bands or rules, each with an id and a `to`.",
        "Add what the message names.",
    ),
    error(
        "tree-bad-type",
        "a value in a tree has the wrong type",
        "Values in questions, answers, outcomes, paths and invariants have fixed types.",
        "Write the value in the type that the message names.",
    ),
    error(
        "tree-outcome-empty",
        "an outcome has no section",
        "Readers need the reason, the trade-offs and the next steps.",
        "Write a `## o:id` section in the tree's body.",
    ),
    error(
        "tree-wrong-kind",
        "a tree names an entry of the wrong kind",
        "`recommend` takes options, and `weights` and `criterion` take criteria of the tree's comparison.",
        "Name an entry of the kind that the message expects.",
    ),
    error(
        "tree-include-loop",
        "trees re-use each other in a circle",
        "A re-used tree must end by itself.",
        "Remove one of the `use:` targets.",
    ),
    error(
        "tree-exit-unmapped",
        "an exit of a re-used tree is not mapped, or one that it does not have is",
        "Each exit of the re-used tree needs a target in the tree that uses it.",
        "Map every exit exactly once.",
    ),
];

/// Rules of comparisons.
pub(super) const COMPARISONS: &[Rule] = &[
    error(
        "cell-missing",
        "a comparison has an empty cell",
        "Readers could not tell «nobody looked» from «nothing to say».",
        "Write the cell, or `unknown = true`.",
    ),
    error(
        "cell-unknown-name",
        "a cell or preset names no option or criterion of the comparison",
        "",
        "Correct the name; the nearest one is offered.",
    ),
    error(
        "cell-out-of-scale",
        "a cell's value is not on its criterion's scale",
        "Scores come from the declared scale alone.",
        "Use one of its words, or a number between `min` and `max`.",
    ),
];
