//! Trees in other trees, links to their parts, and questions with numbers and picks.

use super::check;
use super::trees::{lines, tree};

/// A tree with two exits, to be re-used.
const INNER: &str = "        == trees/inner.md
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
";

#[test]
fn a_tree_can_be_re_used() {
    let from = lines("to = \"outcome:svc\"");
    let to = lines("to = \"use:inner\"\n[question.answer.exits]\nsome = \"outcome:svc\"\nnone = \"outcome:fn\"");
    check(&tree(&from, &to, INNER).replace("team=yes", "team=yes inner.jobs=some"));
}

#[test]
fn every_exit_of_a_re_used_tree_is_mapped() {
    let from = lines("to = \"outcome:svc\"");
    let to = lines(
        "to = \"use:inner\"\n[question.answer.exits]\nsome = \"outcome:svc\"\nnoen = \"outcome:fn\"\n^^^^ error[tree-exit-unmapped]: `inner` has no exit `noen` = did you mean `none`?",
    );
    check(&tree(&from, &to, INNER));
}

#[test]
fn a_re_used_tree_ends_in_exits() {
    let from = lines("to = \"outcome:svc\"");
    let to = lines(
        "to = \"use:other\"\n     ^^^^^^^^^^^ error[tree-exit-unmapped]: `other` ends at its outcome `end`; a re-used tree ends in exits = write `exits = [\"end\"]` and `to = \"exit:end\"` in `other`",
    );
    let other = INNER.replace("inner", "other").replace("exits = [\"some\", \"none\"]\n", "");
    let other = other.replace("exit:some", "outcome:end").replace("        to = \"exit:none\"\n        +++\n", "");
    let end = lines(
        "to = \"outcome:end\"\nbasis = \"definition\"\n[[outcome]]\nid = \"end\"\n[[path]]\nname = \"some\"\nanswers = \"jobs=some\"\nexpect = \"end\"\n+++\n## o:end\nThere.",
    );
    check(&tree(&from, &to, &format!("{other}{end}")));
}

#[test]
fn all_uses_of_one_tree_map_alike() {
    let from = lines("to = \"outcome:svc\"\n[[question.answer]]\nid = \"no\"\nto = \"outcome:fn\"");
    let to = lines(
        "to = \"use:inner\"\nexits = { some = \"outcome:svc\", none = \"outcome:fn\" }\n[[question.answer]]\nid = \"no\"\nto = \"use:inner\"\nexits = { some = \"outcome:fn\", none = \"outcome:fn\" }\n                 ^^^^^^^^^^^^ error[tree-exit-unmapped]: exit `some` of `inner` leads to another target elsewhere",
    );
    check(&tree(&from, &to, INNER));
}

#[test]
fn trees_do_not_re_use_each_other_in_a_circle() {
    check(
        "
        == trees/a.md
        +++
        exits = [\"x\"]
        [[question]]
        id = \"q\"
        ask = \"Q?\"
        [[question.answer]]
        id = \"one\"
        label = \"One\"
        to = \"use:b\"
             ^^^^^^^ error[tree-include-loop]: trees re-use each other: a → b → a
        exits = { x = \"exit:x\" }
        [[question.answer]]
        id = \"two\"
        label = \"Two\"
        to = \"exit:x\"
        +++
        == trees/b.md
        +++
        exits = [\"x\"]
        [[question]]
        id = \"q\"
        ask = \"Q?\"
        [[question.answer]]
        id = \"one\"
        label = \"One\"
        to = \"use:a\"
             ^^^^^^^ error[tree-include-loop]: trees re-use each other: b → a → b
        exits = { x = \"exit:x\" }
        [[question.answer]]
        id = \"two\"
        label = \"Two\"
        to = \"exit:x\"
        +++
    ",
    );
}

#[test]
fn links_can_name_parts_of_a_tree() {
    check(&tree(
        "",
        "",
        "        == guides/start.md
        [[t#q:size]] [[t#o:fn]] [[t#q:sise]]
                                  ^^^^^^^^ error[dead-anchor]: `t` has no question or outcome `q:sise` = did you mean `q:size`?
        == case-studies/shop.md
        +++
        took = { tree = \"t\", answers = \"size=small\", outcome = \"fm\" }
                                                               ^^^^ error[dead-anchor]: `t` has no question or outcome `o:fm` = did you mean `o:fn`?
        +++
",
    ));
}

#[test]
fn a_tree_needs_questions_and_a_featured_one_no_exits() {
    check(&format!(
        "
        == kb.toml
        site.featured = \"inner\"
                        ^^^^^^^ error[config]: `inner` has exits, and cannot stand alone
        == trees/empty.md
        +++
        ^^^ error[missing-key]: a tree needs `question`
        +++
{INNER}"
    ));
}

#[test]
fn numbers_and_picks_are_read_as_they_are_meant() {
    check(
        "
        == options/fn.md
        == trees/t.md
        +++
        [[question]]
        id = \"load\"
        ask = \"Load?\"
        type = \"number\"
        unit = \"%\"
        min = 0
        [[question.band]]
        id = \"low\"
        below = 10
        to = \"picks\"
        [[question.band]]
        id = \"high\"
        from = 10
        to = \"outcome:fn\"
        [[question]]
        id = \"picks\"
        ask = \"Which?\"
        type = \"multi\"
        [[question.answer]]
        id = \"a\"
        label = \"A\"
        [[question.answer]]
        id = \"b\"
        label = \"B\"
        [[question.rule]]
        id = \"both\"
        all = [\"a\", \"c\"]
                    ^^^ error[tree-dangling-target]: rule `both` names `c`, which is no answer of `picks`
        to = \"outcome:fn\"
        [[question.rule]]
        id = \"else\"
        default = true
        to = \"outcome:fn\"
        [[outcome]]
        id = \"fn\"
        +++
        ## o:fn
        Because.
    ",
    );
}
