//! Answers that could be read two ways, and trees that several others re-use.

use super::check;
use super::trees::{lines, tree};

/// A question of another type in place of the sound tree's second one.
fn second(question: &str) -> String {
    let sound = tree("", "", "").replace("team=yes", "team=none");
    let (before, rest) = sound.split_once("        id = \"team\"\n").expect("the second question");
    let (_, after) = rest.split_once("        [[outcome]]\n").expect("the outcomes");
    format!("{before}        id = \"team\"\n{}        [[outcome]]\n{after}", lines(question))
}

#[test]
fn a_band_is_not_called_like_a_number() {
    let bands = "ask = \"How many?\"
type = \"number\"
[[question.band]]
id = \"100\"
     ^^^^^ error[bad-id]: `100` would be read as a number = name the band in words
below = 5
to = \"outcome:fn\"
[[question.band]]
id = \"many\"
from = 5
to = \"outcome:svc\"";
    check(&second(bands).replace("team=none", "team=7"));
}

#[test]
fn rules_and_picks_are_told_apart() {
    check(&second(
        "ask = \"Which?\"
type = \"multi\"
[[question.answer]]
id = \"mail\"
label = \"Mail\"
[[question.answer]]
id = \"none\"
     ^^^^^^ error[bad-id]: `none` stands for nothing picked = rename the answer
label = \"  \"
        ^^^^ error[tree-answer-incomplete]: an answer of `team` has no words = write what the reader chooses
[[question.rule]]
id = \"mail\"
     ^^^^^^ error[tree-duplicate-id]: rule `mail` of `team` is called like an answer = rename the rule
any = [\"mail\"]
to = \"outcome:fn\"
[[question.rule]]
id = \"else\"
default = true
to = \"outcome:svc\"",
    ));
}

#[test]
fn conditions_that_cannot_hold_or_cannot_be_tried_are_told() {
    let many = (0..61).map(|_| "size=large").collect::<Vec<_>>().join(" ");
    let caret = "^".repeat(many.len() + 2);
    let keys = format!(
        "        [[never]]
        if = \"team=yes team=no\"
             ^^^^^^^^^^^^^^^^^^ error[tree-dangling-target]: `team` is answered twice
        outcome = \"svc\"
        [[never]]
        if = \"{many}\"
             {caret} error[limit]: more conditions than kb can try on all paths = 60 at most, 12 of them flags; write two invariants
        outcome = \"svc\"
"
    );
    check(&tree("        +++\n        ## o:fn\n", &format!("{keys}        +++\n        ## o:fn\n"), ""));
}

/// A tree that ends in exits, re-used by two that a third one re-uses.
const SHARED: &str = "
        == trees/deep.md
        +++
        exits = [\"some\", \"none\"]
        [[question]]
        id = \"jobs\"
        ask = \"Jobs?\"
        [[question.answer]]
        id = \"some\"
        label = \"Some\"
        to = \"exit:some\"
        [[question.answer]]
        id = \"none\"
        label = \"None\"
        to = \"exit:none\"
        +++
        == trees/left.md
        +++
        exits = [\"a\", \"b\"]
        [[question]]
        id = \"left\"
        ask = \"Left?\"
        [[question.answer]]
        id = \"deeper\"
        label = \"Deeper\"
        to = \"use:deep\"
        exits = { some = \"exit:a\", none = \"exit:b\" }
        [[question.answer]]
        id = \"here\"
        label = \"Here\"
        to = \"exit:b\"
        +++
        == trees/right.md
        +++
        exits = [\"a\", \"b\"]
        [[question]]
        id = \"right\"
        ask = \"Right?\"
        [[question.answer]]
        id = \"deeper\"
        label = \"Deeper\"
        to = \"use:deep\"
        exits = { some = \"exit:a\", none = \"exit:b\" }
        [[question.answer]]
        id = \"here\"
        label = \"Here\"
        to = \"exit:b\"
        +++
";

#[test]
fn a_tree_that_two_others_re_use_leads_alike_from_both() {
    let using = |shared: &str| {
        let mapped = "exits = { a = \"outcome:svc\", b = \"outcome:fn\" }";
        let right = lines(&format!("to = \"use:right\"\n{mapped}"));
        let sound = tree(&lines("to = \"outcome:svc\""), &right, shared);
        let left = lines(&format!("to = \"use:left\"\n{mapped}"));
        let sound = sound.replacen(&lines("to = \"outcome:fn\""), &left, 1);
        let sound = sound.replace("answers = \"size=small\"", "answers = \"size=small left.left=here\"");
        sound.replace("team=yes\"", "team=yes right.right=deeper deep.jobs=some\"")
    };
    check(&using(SHARED));
    let (before, right) = SHARED.split_once("        == trees/right.md").expect("the right one");
    let swapped =
        right.replacen("{ some = \"exit:a\", none = \"exit:b\" }", "{ some = \"exit:b\", none = \"exit:a\" }", 1);
    let site = using(&format!("{before}        == trees/right.md{swapped}"));
    check(&site.replacen(
        "        id = \"size\"\n",
        "        id = \"size\"
             ^^^^^^ error[tree-exit-unmapped]: `left` and `right` re-use `deep` and lead from its exit `some` to different targets = in one tree all uses of another map its exits alike; give one of them a tree of its own
",
        1,
    ));
}

#[test]
fn a_draft_is_no_part_of_another_tree() {
    let draft =
        SHARED.replacen("exits = [\"some\", \"none\"]", "status = \"draft\"\n        exits = [\"some\", \"none\"]", 1);
    let site = tree(
        &lines("to = \"outcome:svc\""),
        &lines(
            "to = \"use:deep\"\n     ^^^^^^^^^^ error[tree-dangling-target]: `deep` is a draft, and left out of a build = finish it, or build with `--drafts`\nexits = { some = \"outcome:svc\", none = \"outcome:fn\" }",
        ),
        draft.split("        == trees/left.md").next().expect("the draft"),
    );
    check(&site);
    super::check_with_drafts(&site);
}
