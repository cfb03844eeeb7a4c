//! The rules of decision trees and of comparisons.

use super::{Rule, error, warning};

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
        "A question needs at least two answers, bands or rules, each with an id and a `to`. A multi question has one to three rules and then a default.",
        "Add what the message names.",
    ),
    error(
        "tree-label-twice",
        "two answers of a question read the same",
        "A reader cannot tell them apart. Blanks at the ends and capital letters make no difference. Bands, rules and picks are compared as well.",
        "Say in the label what tells them apart.",
    ),
    error(
        "tree-number-gap",
        "the bands of a number question leave numbers out, or take some that it does not have",
        "A band takes numbers from `from` to just under `below`. Together they take each number from `min` to `max` once. The first band without `from` begins at `min`, the last one without `below` ends at `max` and takes it too; without `min` and `max` they are open.",
        "Move an end of a band as the message says, or add a band.",
    ),
    error(
        "tree-number-overlap",
        "two bands of a number question take the same numbers",
        "One number would have two answers.",
        "Let the lower band end where the upper one begins: `below` of the one is `from` of the other.",
    ),
    error(
        "tree-bad-type",
        "a value in a tree has the wrong type",
        "Values in questions, answers, outcomes, paths and invariants have fixed types.",
        "Write the value in the type that the message names.",
    ),
    error(
        "tree-shadowed-rule",
        "a rule of a multi question can never fire",
        "The first rule that holds wins. Whatever is picked, one before this one holds.",
        "Put the narrower rule first, or delete it. The default stands last.",
    ),
    error(
        "tree-no-default",
        "a multi question has no default",
        "Some picks would lead nowhere.",
        "Add a last rule with `default = true`.",
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
        "tree-recommends-retired",
        "an outcome recommends an option that is superseded, deprecated or rejected",
        "The tree would send readers where nobody should go any more.",
        "Recommend the option that took its place, or review the tree.",
    ),
    error(
        "tree-option-unreached",
        "an option of the tree is recommended by no outcome",
        "`options` says between what the tree decides. An option that no path ends at was never a choice.",
        "Recommend it in an outcome, or take it out of `options`.",
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
    warning(
        "tree-idle-question",
        "a question whose answer changes nothing",
        "All its answers lead to one place, and none has `because`, `weights`, `flags` or `basis`. It costs readers time.",
        "Let an answer lead elsewhere or say why it counts, or do not ask.",
    ),
    warning(
        "tree-untested-outcome",
        "no path test ends at an outcome",
        "`[[path]]` writes down answers and the outcome they must lead to, so that a later change of the tree cannot move it in silence. Exits need no test.",
        "Add a `[[path]]` for the case you have in mind for the outcome.",
    ),
    warning(
        "tree-long",
        "a tree asks, or says, more than readers have patience for",
        "A path should ask no more than 10 questions, a question offer no more than 7 answers, and a label have no more than 60 characters. What is asked may be longer.",
        "Ask first what decides most, split a question in two steps, and leave the details to the question's section.",
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
    error(
        "cell-unsourced",
        "a cell of a comparison cites no source and is not marked as an opinion, or is both",
        "A ranking is worth what its cells are worth: readers see what was read somewhere and what somebody thinks.",
        "Cite a `source` or write `opinion = true`; a cell that is `unknown` needs neither.",
    ),
    error(
        "scale-without-meaning",
        "a scale of numbers does not say what its ends mean",
        "A 4 of 5 means nothing before somebody says what 1 and 5 are.",
        "Write `low` and `high` in words, or a scale of words.",
    ),
    warning(
        "criterion-idle",
        "all options that are known score the same on a criterion",
        "Its weight moves every option by the same step, and so no order; readers would set it for nothing.",
        "Use a finer scale, or `better = \"none\"` to show it without a score.",
    ),
];
