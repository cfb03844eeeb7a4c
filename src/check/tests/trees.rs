//! Decision trees.

use super::check;

/// A sound tree of two questions with `from` replaced by `to`, and text below its body.
pub(super) fn tree(from: &str, to: &str, below: &str) -> String {
    let sound = "
        == options/fn.md
        == options/svc.md
        == trees/t.md
        +++
        [[question]]
        id = \"size\"
        ask = \"How big?\"
        [[question.answer]]
        id = \"small\"
        label = \"Small\"
        to = \"outcome:fn\"
        [[question.answer]]
        id = \"large\"
        label = \"Large\"
        to = \"team\"
        [[question]]
        id = \"team\"
        ask = \"A team?\"
        type = \"yes-no\"
        [[question.answer]]
        id = \"yes\"
        to = \"outcome:svc\"
        [[question.answer]]
        id = \"no\"
        to = \"outcome:fn\"
        [[outcome]]
        id = \"fn\"
        recommend = [\"fn\"]
        [[outcome]]
        id = \"svc\"
        recommend = [\"svc\"]
        [[path]]
        name = \"small\"
        answers = \"size=small\"
        expect = \"fn\"
        [[path]]
        name = \"a team\"
        answers = \"size=large team=yes\"
        expect = \"svc\"
        +++
        ## o:fn
        Because.
        ## o:svc
        Because.
";
    assert!(sound.contains(from), "the sound tree has {from}");
    format!("{}{below}", sound.replacen(from, to, 1))
}

/// Lines as they stand in the sound tree.
pub(super) fn lines(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { String::new() } else { format!("        {line}\n") }).collect()
}

/// The sound tree with some of its lines replaced.
#[track_caller]
fn check_tree(from: &str, to: &str) {
    check(&tree(&lines(from), &lines(to), ""));
}

#[test]
fn a_sound_tree_has_no_problem() {
    check(&tree("", "", ""));
}

#[test]
fn ids_are_unique() {
    check_tree(
        "[[question]]\nid = \"team\"",
        "[[question]]\nid = \"size\"\n     ^^^^^^ error[tree-duplicate-id]: question `size` is defined twice (first at line 6)",
    );
    check_tree(
        "id = \"no\"\nto = \"outcome:fn\"",
        "id = \"yes\"\n     ^^^^^ error[tree-duplicate-id]: answer `yes` of `team` is defined twice (first at line 21)\nto = \"outcome:fn\"",
    );
    check_tree(
        "[[outcome]]\nid = \"svc\"",
        "[[outcome]]\nid = \"svc\"\n[[outcome]]\nid = \"svc\"\n     ^^^^^ error[tree-duplicate-id]: outcome `svc` is defined twice (first at line 30)",
    );
}

#[test]
fn answers_lead_to_what_is_there() {
    check_tree(
        "to = \"team\"",
        "to = \"taem\"\n     ^^^^^^ error[tree-dangling-target]: answer `large` goes to `taem`, which does not exist = did you mean `team`?",
    );
    check_tree(
        "to = \"outcome:svc\"",
        "to = \"svc\"\n     ^^^^^ error[tree-dangling-target]: answer `yes` goes to `svc`, which does not exist = did you mean `outcome:svc`?",
    );
    check_tree(
        "to = \"outcome:svc\"",
        "to = \"outcome:svcs\"\n     ^^^^^^^^^^^^^^ error[tree-dangling-target]: answer `yes` goes to `svcs`, which does not exist = did you mean `svc`?",
    );
    check_tree(
        "to = \"outcome:svc\"",
        "to = \"use:other\"\n     ^^^^^^^^^^^ error[tree-dangling-target]: answer `yes` goes to `other`, which does not exist",
    );
    check_tree(
        "+++\n[[question]]\nid = \"size\"",
        "+++\nstart = \"sizes\"\n        ^^^^^^^ error[tree-dangling-target]: `start` names `sizes`, which does not exist = did you mean `size`?\n[[question]]\nid = \"size\"",
    );
}

#[test]
fn a_name_that_is_not_there_is_one_mistake() {
    check(&tree("", "", "").replace("to = \"outcome:fn\"", "to = \"outcome:gn\"").replacen(
        "to = \"outcome:gn\"",
        "to = \"outcome:gn\"\n             ^^^^^^^^^^^^ error[tree-dangling-target]: answer `small` and 1 other go to `gn`, which does not exist",
        1,
    ));
    check(&tree(
        &lines("id = \"small\""),
        &lines("id = \"tiny\""),
        "",
    ).replace("recommend = [\"svc\"]", "recommend = [\"svc\"]\n        contra = [{ if = \"size=small\", entry = \"fn\" }]").replace(
        "answers = \"size=small\"\n",
        "answers = \"size=small\"\n                  ^^^^^^^^^^^^ error[tree-dangling-target]: `small` is no answer of `size`, here and in 1 other place\n",
    ));
}

#[test]
fn every_node_can_be_reached() {
    check_tree(
        "[[outcome]]\nid = \"fn\"",
        "[[question]]\nid = \"lost\"\n     ^^^^^^ error[tree-unreachable]: nothing leads to `lost` = link it from an answer, or delete it\nask = \"Where?\"\n[[question.answer]]\nid = \"a\"\nlabel = \"A\"\nto = \"outcome:fn\"\n[[question.answer]]\nid = \"b\"\nlabel = \"B\"\nto = \"outcome:fn\"\n[[outcome]]\nid = \"fn\"",
    );
}

#[test]
fn an_outcome_that_nothing_leads_to_is_unreachable() {
    check(&tree("", "", "").replace("to = \"outcome:svc\"", "to = \"outcome:fn\"").replace(
        "id = \"svc\"\n",
        "id = \"svc\"\n             ^^^^^ error[tree-unreachable]: nothing leads to `svc`\n",
    ));
}

#[test]
fn every_question_leads_to_an_end() {
    check_tree(
        "id = \"team\"\nask = \"A team?\"\ntype = \"yes-no\"\n[[question.answer]]\nid = \"yes\"\nto = \"outcome:svc\"\n[[question.answer]]\nid = \"no\"\nto = \"outcome:fn\"\n[[outcome]]\nid = \"fn\"",
        "id = \"team\"\n     ^^^^^^ error[tree-dead-end]: `team` cannot reach any outcome = give it at least two answers\nask = \"A team?\"\n[[outcome]]\nid = \"fn\"",
    );
}

#[test]
fn paths_do_not_go_in_circles() {
    let site = tree(&lines("id = \"no\"\nto = \"outcome:fn\""), &lines("id = \"no\"\nto = \"size\""), "");
    check(&site.replacen(
        "id = \"size\"\n",
        "id = \"size\"\n             ^^^^^^ error[tree-cycle]: cycle: size → team → size\n",
        1,
    ));
}

#[test]
fn a_mistyped_kind_of_question_brings_no_others() {
    check_tree(
        "type = \"yes-no\"",
        "type = \"yesno\"\n       ^^^^^^^ error[unknown-value]: `type` cannot be `yesno` = did you mean `yes-no`?\nunit = \"%\"",
    );
}

#[test]
fn every_outcome_has_a_section() {
    let site = tree("", "", "").replace("        ## o:fn\n        Because.\n", "        ## o:fn\n");
    check(&site.replacen(
        "[[outcome]]\n        id = \"fn\"\n",
        "[[outcome]]\n        id = \"fn\"\n             ^^^^ error[tree-outcome-empty]: outcome `fn` has no `## o:fn` section\n",
        1,
    ));
}

#[test]
fn every_section_names_a_node() {
    check(&tree(
        "",
        "",
        "        ## q:sise
        ^^^^^^^^^ error[tree-unknown-section]: `## q:sise` names no question = did you mean `size`?
        Help.
        ## o:fnn
        ^^^^^^^^ error[tree-unknown-section]: `## o:fnn` names no outcome = did you mean `fn`?
        Why.
        ## Notes
        Free.
",
    ));
}

#[test]
fn trees_name_entries_of_the_right_kind() {
    check_tree(
        "recommend = [\"svc\"]",
        "recommend = [\"t\"]\n             ^^^ error[tree-wrong-kind]: `recommend`: `t` is of the kind decision tree, expected option\nduties = [\"gone\"]\n          ^^^^^^ error[dead-link]: no page is called `gone`\ncontra = [{ if = \"team=no\", entry = \"svcs\" }]\n                                    ^^^^^^ error[dead-link]: no page is called `svcs` = did you mean `svc`?",
    );
    check_tree(
        "to = \"outcome:svc\"",
        "to = \"outcome:svc\"\nweights = { price = 2 }\n            ^^^^^ error[tree-wrong-kind]: `weights` needs the tree's `comparison`",
    );
}

#[test]
fn criteria_are_those_of_the_comparison() {
    let site = tree(
        "        +++\n        [[question]]\n        id = \"size\"\n",
        "        +++\n        comparison = \"c\"\n        [[question]]\n        id = \"size\"\n        criterion = \"prize\"\n                    ^^^^^^^ error[tree-wrong-kind]: `criterion`: `prize` is no criterion of `c` = did you mean `price`?\n",
        "        == comparisons/c.md
        +++
        [[criterion]]
        id = \"price\"
        type = \"yes-no\"
        [[cell]]
        option = \"fn\"
        criterion = \"price\"
        value = \"yes\"
        opinion = true
        [[cell]]
        option = \"svc\"
        criterion = \"price\"
        value = \"no\"
        opinion = true
        +++
",
    );
    check(&site);
}

#[test]
fn answers_are_complete() {
    check_tree(
        "[[question.answer]]\nid = \"yes\"\nto = \"outcome:svc\"",
        "[[question.answer]]\n^^^^^^^^^^^^^^^^^^^ error[tree-answer-incomplete]: answer `yes` of `team` has no `to`\nid = \"yes\"",
    );
    check_tree(
        "id = \"team\"\nask = \"A team?\"\ntype = \"yes-no\"\n[[question.answer]]\nid = \"yes\"\nto = \"outcome:svc\"\n[[question.answer]]",
        "id = \"team\"\n     ^^^^^^ error[tree-answer-incomplete]: `team` has one answer; a question needs at least two\nask = \"A team?\"\ntype = \"yes-no\"\n[[question.answer]]",
    );
    check_tree(
        "[[question.answer]]\nid = \"small\"\nlabel = \"Small\"",
        "[[question.answer]]\n^^^^^^^^^^^^^^^^^^^ error[missing-key]: an answer needs `label`\nid = \"small\"",
    );
}

#[test]
fn a_mistake_in_an_answer_brings_no_others() {
    check_tree(
        "[[question.answer]]\nid = \"yes\"\nto = \"outcome:svc\"",
        "[[question.answer]]\n^^^^^^^^^^^^^^^^^^^ error[missing-key]: an answer needs `id`\nto = \"outcome:svc\"",
    );
    check_tree("to = \"outcome:svc\"", "to = 7\n     ^ error[tree-bad-type]: `to = 7`: expected a text in quotes");
    check_tree("[[question]]\nid = \"team\"", "[[question]]\n^^^^^^^^^^^^ error[missing-key]: a question needs `id`");
    check_tree("[[outcome]]\nid = \"svc\"", "[[outcome]]\n^^^^^^^^^^^ error[missing-key]: an outcome needs `id`");
}

#[test]
fn values_in_trees_have_types() {
    check_tree(
        "id = \"small\"\nlabel = \"Small\"",
        "id = \"small\"\nlabel = \"Small\"\nbecause = \"fn\"\n          ^^^^ error[tree-bad-type]: `because = \"fn\"`: expected a list of texts like [\"a\", \"b\"]\nweights = { price = 9 }\n                    ^ error[tree-bad-type]: `price = 9`: expected a whole number from 0 to 5",
    );
    check(&tree(
        &lines("type = \"yes-no\"\n[[question.answer]]\nid = \"yes\""),
        &lines("type = \"number\"\n[[question.band]]\nid = \"low\"\nbelow = \"lots\"\n        ^^^^^^ error[tree-bad-type]: `below = \"lots\"`: expected a number"),
        "",
    ).replace("[[question.answer]]\n        id = \"no\"", "[[question.band]]\n        id = \"high\"\n        from = 1"));
    check_tree(
        "ask = \"How big?\"",
        "ask = \"How big?\"\ncriterion = 1\n            ^ error[tree-bad-type]: `criterion = 1`: expected a text in quotes\ntyp = 1\n^^^ error[unknown-key]: no key is called `typ` = did you mean `type`?",
    );
    check_tree(
        "recommend = [\"svc\"]",
        "recommend = [\"svc\"]\n[[path]]\nname = 1\n       ^ error[tree-bad-type]: `name = 1`: expected a text in quotes\nanswers = \"size=small\"\nexpect = \"fn\"\n[[never]]\nif = 2\n     ^ error[tree-bad-type]: `if = 2`: expected a text in quotes\noutcome = \"fn\"",
    );
}
