//! What each key of an entry is for, as the documentation says it.

/// A key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub key: &'static str,
    /// Its type, in words.
    pub kind: &'static str,
    /// What holds without it; empty when it is required.
    pub default: &'static str,
    /// What it is for.
    pub says: &'static str,
}

/// Keys of one table inside the front matter of a tree or a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Inner {
    /// The kind it belongs to.
    pub kind: &'static str,
    /// How its head is written, such as `[[question]]`.
    pub head: &'static str,
    /// What it is.
    pub says: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

const fn key(key: &'static str, kind: &'static str, default: &'static str, says: &'static str) -> Key {
    Key { key, kind, default, says }
}

const fn inner(kind: &'static str, head: &'static str, says: &'static str, keys: &'static [Key]) -> Inner {
    Inner { kind, head, says, keys }
}

/// Keys that every kind has, the most used first.
pub const COMMON: &[Key] = &[
    key("title", "text", "", "At most 70 characters. A plain page takes its first heading."),
    key("description", "text", "none", "One sentence for lists and search, at most 200 characters."),
    key(
        "status",
        "`draft`, `proposed`, `accepted`, `rejected`, `deprecated` or `superseded`",
        "`accepted`",
        "Where the entry stands. Drafts are left out of a build without `--drafts`.",
    ),
    key("tags", "list of texts", "none", "Words to find it by. `[content] tags` may fix which are allowed."),
    key("owners", "list of texts", "`[content] owners`", "Who keeps it right."),
    key("authors", "list of texts", "none", "Who wrote it."),
    key("created", "date", "none", "The day it was written."),
    key("reviewed", "date", "none", "The day somebody last read it and found it right."),
    key(
        "review_every",
        "a number with `d`, `w`, `m` or `y`",
        "`365d`; security, performance and cost `180d`",
        "How long a review holds.",
    ),
    key("sources", "list of ids", "none", "Entries of the kind source that it rests on, also as `id#heading`."),
    key("opinion", "true or false", "`false`", "It stands without a source, and says so."),
    key("confidence", "`high`, `medium`, `low` or `single-source`", "none", "How sure it is."),
    key("options", "list of ids", "none", "The options it is about."),
    key("related", "list of ids", "none", "Entries worth reading with it. Shown on both pages."),
    key("supersedes", "list of ids", "none", "Entries that it replaces. Their status becomes superseded."),
    key("aliases", "list of texts", "none", "Old ids or old addresses. Each gets a page that leads here."),
    key(
        "example",
        "true or false",
        "`false`",
        "An invented example. It gets a banner, and is never counted as evidence.",
    ),
    key("weight", "whole number", "`0`", "Order in the folder, lowest first."),
    key("slug", "text", "the file's name", "The last part of its address."),
    key("kind", "text", "by the folder", "Its kind, where the folder does not say it."),
    key("template", "text", "by the kind", "A template of its own, such as `wide.html`."),
    key("lang", "text", "`[site] lang`", "Its language, as in HTML."),
    key("search", "true or false", "`true`", "Whether search finds it."),
    key("extra", "table", "none", "Anything, for your own templates. The only table whose keys kb does not check."),
];

/// Keys of a section's `_index.md`.
pub const SECTION: &[Key] = &[
    key("title", "text", "the folder's name", "Title of the folder's page."),
    key("description", "text", "none", "Its lead."),
    key("order", "list of ids", "none", "Entries that come first; the others follow by weight and title."),
    key("extra", "table", "none", "Anything, for your own templates."),
];

/// What the kinds' own keys are for, by key.
pub const OWN: &[(&str, &str)] = &[
    ("accessed", "The day somebody last looked at the source."),
    ("also_known_as", "Other names for it."),
    ("anonymised", "The team has asked not to be named."),
    ("author", "Who wrote the source."),
    ("avoid", "Options that do not fit the situation."),
    ("caveat", "A warning above the first question."),
    ("cell", "The cells, each under `[[cell]]`."),
    ("chose", "The options that were chosen."),
    ("citation", "The source in words, where there is no address and no file."),
    ("comparison", "The comparison whose criteria `criterion` and `weights` name."),
    ("consulted", "Who was asked."),
    ("controls", "What one does about it."),
    ("criterion", "The criteria, each under `[[criterion]]`."),
    ("date", "The day of the decision."),
    ("decision_makers", "Who decided. May be empty while the status is proposed."),
    ("definition", "What the word means, in one or two sentences."),
    ("direction", "What each option does to it: `{ option = \"helps\" }`, or hurts, or neutral."),
    ("exits", "Ends of a tree that other trees re-use."),
    ("file", "An asset that holds the source."),
    ("formula", "How the cost is made up."),
    ("informed", "Who was told."),
    ("interest", "What whoever wrote the source gains from it."),
    ("limits", "What it does not do well. The first one stands on the home page."),
    ("metrics", "Numbers before and after: `{ name, before, after, unit }`."),
    ("mitigates", "Notes whose problem it makes smaller."),
    ("never", "What no path may do, each under `[[never]]`. `kb check` and `kb tree test` try all paths."),
    ("outcome", "The outcomes, each under `[[outcome]]`."),
    ("outcome_so_far", "How it went, in one or two sentences."),
    ("path", "Path tests, each under `[[path]]`. `kb check` and `kb tree test` run them."),
    ("preset", "Sets of weights, each under `[[preset]]`."),
    ("published", "When the source came out, in words."),
    ("publisher", "Who published the source."),
    ("question", "The questions, each under `[[question]]`."),
    ("regrets", "What the team would not do again."),
    ("rejected", "The options that were turned down."),
    ("see", "Entries that explain more."),
    ("signals", "How one notices that one is in this situation."),
    ("start", "The first question. Without it, the first one written."),
    ("steps", "What to do, in order."),
    ("strengths", "What it does well. The first one stands on the home page."),
    ("suits", "Options that fit the situation."),
    ("team", "The team, in words."),
    ("threshold", "Where the advice turns: `{ value, unit, basis }`."),
    ("took", "The path through a tree: `{ tree, answers, outcome, version }`."),
    ("url", "Address of the source."),
    ("verdict", "Whether the choice held."),
    ("would_change", "What the team would do differently."),
];

const BECAUSE: Key = key("because", "list of ids", "none", "Entries that give the reason.");
const WEIGHTS: Key =
    key("weights", "table", "none", "Weights for the comparison that this answer suggests: `{ criterion = 4 }`.");
const BASIS: Key = key(
    "basis",
    "`source`, `definition` or `assumption`",
    "`source`",
    "What the step rests on. An assumption is marked.",
);
const SHORT: Key = key("short", "text", "the label, cut", "A name for drawings, at most 14 characters.");
const FLAGS: Key = key("flags", "list of texts", "none", "Marks that a condition can ask for as `flag:NAME`.");
const TO: Key = key(
    "to",
    "text",
    "",
    "Where it leads: a question's id, `outcome:ID`, `exit:ID` in a tree with exits, or `use:TREE`.",
);
const EXITS: Key = key("exits", "table", "none", "With `use:TREE`: a target for each of its exits.");

/// Tables inside trees and comparisons.
pub const INNER: &[Inner] = &[
    inner(
        "tree",
        "[[question]]",
        "A question.",
        &[
            key("id", "kebab-case", "", "Its name, for targets, addresses and recorded answers."),
            key("ask", "text", "", "The question."),
            key("type", "`choice`, `yes-no`, `number` or `multi`", "`choice`", "How it is answered."),
            key("criterion", "id", "none", "The criterion of the comparison that it is about."),
            key("unit", "text", "none", "For `number`: the unit."),
            key("min", "number", "open", "For `number`: the least."),
            key("max", "number", "open", "For `number`: the greatest."),
        ],
    ),
    inner(
        "tree",
        "[[question.answer]]",
        "An answer to a `choice` or `yes-no` question. In a `multi` question it is a thing to pick, with `id`, `label` \
         and `flags` only.",
        &[
            key("id", "kebab-case", "", "Its name. In a `yes-no` question `yes` or `no`."),
            key("label", "text", "", "What the reader clicks. In a `yes-no` question Yes and No need not be written."),
            TO,
            EXITS,
            SHORT,
            BECAUSE,
            WEIGHTS,
            BASIS,
            FLAGS,
        ],
    ),
    inner(
        "tree",
        "[[question.band]]",
        "A range of a `number` question, from `from` to under `below`. Bands follow each other without gap.",
        &[
            key("id", "kebab-case", "", "Its name."),
            key("from", "number", "open, or `min`", "Its least number."),
            key("below", "number", "open, or `max`", "The number under which it ends."),
            key("label", "text", "made of its ends", "What the reader clicks."),
            TO,
            EXITS,
            SHORT,
            BECAUSE,
            WEIGHTS,
            BASIS,
            FLAGS,
        ],
    ),
    inner(
        "tree",
        "[[question.rule]]",
        "What follows from the picks of a `multi` question. The first rule that holds wins. A rule has one of `any`, \
         `all`, `none` and `default`.",
        &[
            key("id", "kebab-case", "", "Its name."),
            key("any", "list of ids", "none", "Holds when one of these is picked."),
            key("all", "list of ids", "none", "Holds when all of these are picked."),
            key("none", "true", "none", "Holds when nothing is picked."),
            key("default", "true", "none", "Always holds. It comes last."),
            key("label", "text", "made of its picks", "What the reader clicks."),
            TO,
            EXITS,
            SHORT,
            BECAUSE,
            WEIGHTS,
            BASIS,
            FLAGS,
        ],
    ),
    inner(
        "tree",
        "[[outcome]]",
        "An end with a recommendation. It needs a section `## o:ID` in the body.",
        &[
            key("id", "kebab-case", "", "Its name."),
            key("title", "text", "the titles of `recommend`", "What is advised."),
            SHORT,
            key("recommend", "list of ids", "none", "The options it advises."),
            BECAUSE,
            key("duties", "list of ids", "none", "Entries that say what one takes on with it."),
            key("confidence", "`high`, `medium`, `low` or `single-source`", "none", "How sure it is."),
            BASIS,
            key("contra", "list of tables", "none", "What speaks against it: `{ if = \"ops=no\", entry = ID }`."),
            key("revisit", "list of ids", "none", "Entries that should bring the reader back."),
        ],
    ),
    inner(
        "tree",
        "[[path]]",
        "A path test: answers, and the outcome they must end at.",
        &[
            key("name", "text", "", "What is tried."),
            key("answers", "text", "", "Such as `stage=trial cost=130 parts=a,b`."),
            key("expect", "text", "", "The outcome's id, or `exit:ID`."),
        ],
    ),
    inner(
        "tree",
        "[[never]]",
        "What no path may do.",
        &[
            key("if", "text", "", "A condition, such as `stage=trial`."),
            key("outcome", "id", "", "The outcome that paths with these answers never reach."),
        ],
    ),
    inner(
        "comparison",
        "[[criterion]]",
        "A row.",
        &[
            key("id", "kebab-case", "", "Its name, for cells, weights and addresses."),
            key("label", "text", "the id", "What readers see."),
            key("type", "`ordinal`, `number`, `money`, `yes-no` or `text`", "", "What its values are."),
            key("scale", "list", "", "For `ordinal`: words or whole numbers, lowest first."),
            key("low", "text", "none", "For a scale of numbers: what its lowest means."),
            key("high", "text", "none", "For a scale of numbers: what its highest means."),
            key("min", "number", "", "For `number` and `money`: the lowest of the scale."),
            key("max", "number", "", "For `number` and `money`: the highest of the scale."),
            key("unit", "text", "", "For `number`: the unit."),
            key("currency", "text", "", "For `money`: such as EUR."),
            key("per", "text", "", "For `money`: such as month."),
            key(
                "better",
                "`higher`, `lower` or `none`",
                "`higher`",
                "Which end is better. With `none` it is not scored.",
            ),
            key("weight", "whole number, 0 to 5", "`1`", "How much it counts for readers who set nothing."),
            key("group", "text", "none", "The heading it stands under."),
        ],
    ),
    inner(
        "comparison",
        "[[cell]]",
        "What one option is in one criterion. Each pair needs one cell.",
        &[
            key("option", "id", "", "The option."),
            key("criterion", "id", "", "The criterion."),
            key("value", "word or number", "none", "A value of the criterion's scale. A `text` criterion has none."),
            key("unknown", "true or false", "`false`", "Nothing is known."),
            key("text", "text", "none", "The reason, in one sentence."),
            key("source", "id", "none", "The source of the claim, also as `id#heading`."),
            key("opinion", "true or false", "`false`", "It stands without a source."),
            key("as_of", "date", "none", "The day on which it was so."),
            key("links", "list of ids", "none", "Entries that show it."),
        ],
    ),
    inner(
        "comparison",
        "[[preset]]",
        "A set of weights that readers can choose.",
        &[
            key("id", "kebab-case", "", "Its name."),
            key("label", "text", "the id", "What readers see."),
            key("weights", "table", "none", "Weights by criterion. Others keep their own."),
            key("must", "table", "none", "The least value by criterion. Options below it are listed last."),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::kind;

    #[test]
    fn every_common_key_is_explained() {
        let explained: BTreeSet<&str> = COMMON.iter().map(|key| key.key).collect();
        assert_eq!(explained, kind::COMMON.into_iter().collect());
    }

    #[test]
    fn every_own_key_is_explained() {
        let kinds = kind::all(&[]);
        let keys: BTreeSet<&str> = kinds.iter().flat_map(|kind| &kind.fields).map(|field| &*field.key).collect();
        let explained: BTreeSet<&str> = OWN.iter().map(|(key, _)| *key).collect();
        assert_eq!(explained, keys);
    }
}
