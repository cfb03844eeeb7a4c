//! Whole paths through trees: their tests, their invariants, and the answers that case studies recorded.

use super::check;
use super::trees::{lines, tree};

/// The sound tree with keys before the end of its front matter, and entries below.
#[track_caller]
fn with(keys: &str, below: &str) {
    check(&tree("        +++\n        ## o:fn\n", &format!("{keys}        +++\n        ## o:fn\n"), below));
}

#[test]
fn a_path_test_that_holds_says_nothing() {
    with(
        "        [[path]]
        name = \"small\"
        answers = \"size=small\"
        expect = \"fn\"
        [[path]]
        name = \"large, with a team\"
        answers = \"size=large team=yes\"
        expect = \"svc\"
",
        "",
    );
}

#[test]
fn a_path_test_tells_where_it_ended() {
    with(
        "        [[path]]
        name = \"small\"
        answers = \"size=small\"
                  ^^^^^^^^^^^^ error[tree-path-test]: path \"small\": expected svc, got fn at `size`
        expect = \"svc\"
        [[path]]
        name = \"large\"
        answers = \"size=large\"
                  ^^^^^^^^^^^^ error[tree-path-test]: path \"large\": expected svc, stopped at `team`, which has no answer
        expect = \"svc\"
        [[path]]
        name = \"also small\"
        answers = \"size=small\"
        expect = \"fn\"
",
        "",
    );
}

#[test]
fn a_name_that_a_path_test_mistypes_is_told_once() {
    with(
        "        [[path]]
        name = \"small\"
        answers = \"sise=small\"
                  ^^^^^^^^^^^^ error[tree-dangling-target]: no question is called `sise` = did you mean `size`?
        expect = \"fn\"
        [[path]]
        name = \"small again\"
        answers = \"size=smal\"
                  ^^^^^^^^^^^ error[tree-dangling-target]: `smal` is no answer of `size` = did you mean `small`?
        expect = \"fn\"
        [[path]]
        name = \"and again\"
        answers = \"size=small size\"
                  ^^^^^^^^^^^^^^^^^ error[tree-dangling-target]: `size` is no answer = answers are written as `question=answer`, with a blank between two
        expect = \"fnn\"
                 ^^^^^ error[tree-dangling-target]: no outcome is called `fnn` = did you mean `fn`?
        [[path]]
        name = \"twice\"
        answers = \"size=small size=large\"
                  ^^^^^^^^^^^^^^^^^^^^^^^ error[tree-dangling-target]: `size` is answered twice
        expect = \"exit:fn\"
                 ^^^^^^^^^ error[tree-dangling-target]: no exit is called `fn`
",
        "",
    );
}

#[test]
fn an_invariant_shows_the_shortest_path_that_breaks_it() {
    with(
        "        [[never]]
        if = \"size=small\"
        outcome = \"svc\"
        [[never]]
        if = \"size=large\"
             ^^^^^^^^^^^^ error[tree-never]: size=large reaches fn by size=large team=no
        outcome = \"fn\"
        [[never]]
        if = \"flag:big\"
             ^^^^^^^^^^ error[tree-dangling-target]: no answer sets the flag `big`
        outcome = \"fm\"
                  ^^^^ error[tree-dangling-target]: no outcome is called `fm`
        [[never]]
        if = \"big\"
             ^^^^^ error[tree-dangling-target]: `big` is no answer = answers are written as `question=answer`, with a blank between two
        outcome = \"fn\"
        [[never]]
        if = \"\"
             ^^ error[tree-dangling-target]: there are no answers = write them as `question=answer`
        outcome = \"fn\"
",
        "",
    );
}

#[test]
fn the_condition_of_a_contra_indication_names_what_exists() {
    check(&tree(
        &lines("id = \"svc\"\nrecommend = [\"svc\"]"),
        "        id = \"svc\"
        recommend = [\"svc\"]
        contra = [{ if = \"size=huge\", entry = \"fn\" }]
                         ^^^^^^^^^^^ error[tree-dangling-target]: `huge` is no answer of `size` = it takes: small, large
",
        "",
    ));
}

#[test]
fn a_flag_without_its_prefix_is_known() {
    let site = tree(
        &lines("id = \"svc\"\nrecommend = [\"svc\"]"),
        "        id = \"svc\"
        recommend = [\"svc\"]
        contra = [{ if = \"tiny\", entry = \"fn\" }]
                         ^^^^^^ error[tree-dangling-target]: `tiny` is no answer = did you mean `flag:tiny`?
",
        "",
    );
    check(&site.replace("label = \"Small\"\n", "label = \"Small\"\n        flags = [\"tiny\"]\n"));
}

#[test]
fn too_many_paths_for_pages_are_told() {
    let site = tree(
        "id = \"size\"\n",
        "id = \"size\"\n             ^^^^^^ warning[tree-many-paths]: 4 path pages, cap 3: only question pages are written\n",
        "",
    );
    check(&format!(
        "\n        == kb.toml\n        [checks]\n        orphan = \"off\"\n        [trees]\n        path_pages = 3{site}"
    ));
}

const CASE: &str = "
        == case-studies/c.md
        +++
        team = \"A team\"
        date = 2026-01-01
        chose = [\"fn\"]
        outcome_so_far = \"It runs.\"
";

/// The sound tree, its outcomes tested, and a case study that took it.
#[track_caller]
fn took(keys: &str) {
    with("", &format!("{CASE}{keys}        +++\n"));
}

#[test]
fn recorded_answers_lead_to_the_recorded_outcome() {
    took(
        "        took = { tree = \"t\", answers = \"size=large team=no\", outcome = \"fn\" }
",
    );
    took(
        "        took = { tree = \"t\", answers = \"size=large team=no\", outcome = \"svc\" }
                                                                       ^^^^^ error[took-mismatch]: case study says svc; its answers end at fn
",
    );
    took(
        "        took = { tree = \"t\", answers = \"size=large\", outcome = \"svc\" }
                                       ^^^^^^^^^^^^ error[took-mismatch]: case study says svc; its answers stop at `team`
",
    );
    took(
        "        took = { tree = \"t\", answers = \"size=large taem=no\", outcome = \"svc\" }
                                       ^^^^^^^^^^^^^^^^^^^^ error[took-mismatch]: case study says svc; its answers cannot be followed: no question is called `taem`
",
    );
}

#[test]
fn answers_to_an_earlier_version_are_no_error() {
    took(
        "        took = { tree = \"t\", answers = \"size=large team=no\", outcome = \"svc\", version = \"0123456789ab\" }
                                                                       ^^^^^ warning[took-outdated]: case study says svc; its answers end at fn = an earlier version of the tree is recorded; its page says so
",
    );
}

#[test]
fn tables_and_keys_in_the_wrong_place_say_where_they_belong() {
    with(
        "        start = \"size\"
        ^^^^^ error[unknown-key]: no key is called `start` = `start` belongs above the first `[[…]]`: what follows one is part of it
",
        "",
    );
    check(&tree(
        &lines("[[question.answer]]\nid = \"small\""),
        "        [[answer]]
        id = \"small\"
",
        "",
    )
    .replace("        [[answer]]\n", "        [[answer]]\n          ^^^^^^ error[unknown-key]: `[[answer]]` stands in no question = write `[[question.answer]]`\n"));
}

#[test]
fn a_label_for_drawings_is_short() {
    check(&tree(
        &lines("label = \"Large\""),
        "        label = \"Large\"
        short = \"Larger than most\"
                ^^^^^^^^^^^^^^^^^^ warning[tree-long]: a `short` of 16 characters, 14 at most = drawings would cut it; one or two words are enough
",
        "",
    ));
}
