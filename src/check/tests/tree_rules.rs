//! Labels, bands, rules, options and advice of trees, read as they are written.

use super::check;
use super::trees::{lines, tree};

/// The sound tree with lines replaced, and once more with what the cure says in place of the mistake.
#[track_caller]
fn check_and_cure(from: &str, wrong: &str, cured: &str) {
    check(&tree(&lines(from), &lines(wrong), ""));
    check(&tree(&lines(from), &lines(cured), ""));
}

/// The sound tree with another second question: its keys, and its choices without their targets. The first leads to one
/// outcome, the others to the other.
fn question(keys: &str, picks: &str, word: &str, choices: &[&str]) -> String {
    let answers = "id = \"team\"\nask = \"A team?\"\ntype = \"yes-no\"\n[[question.answer]]\nid = \"yes\"\nto = \"outcome:svc\"\n[[question.answer]]\nid = \"no\"\nto = \"outcome:fn\"";
    let mut text = format!("id = \"team\"\nask = \"What?\"\n{keys}\n{picks}");
    for (at, choice) in choices.iter().enumerate() {
        let (id, to) = (["a", "b", "c", "d", "e"][at], if at == 0 { "svc" } else { "fn" });
        text += &format!("[[question.{word}]]\nid = \"{id}\"\n{choice}\nto = \"outcome:{to}\"\n");
    }
    tree(&lines(answers), &lines(&text), "").replace("team=yes", "team=a")
}

/// With a problem expected at an id.
fn marked(site: &str, id: &str, problem: &str) -> String {
    let line = format!("id = \"{id}\"\n");
    let carets = "^".repeat(id.len() + 2);
    site.replacen(&line, &format!("{line}             {carets} {problem}\n"), 1)
}

/// Bands with a problem at an id, and the bands that the cure makes of them.
#[track_caller]
fn check_bands(keys: &str, bands: &[&str], id: &str, problem: &str, cured: &[&str]) {
    let keys = format!("type = \"number\"\n{keys}");
    check(&marked(&question(&keys, "", "band", bands), id, problem));
    check(&question(&keys, "", "band", cured));
}

const PICKS: &str = "[[question.answer]]\nid = \"x\"\nlabel = \"X\"\n[[question.answer]]\nid = \"y\"\nlabel = \"Y\"\n";

/// Rules over `x` and `y`, in the same way.
#[track_caller]
fn check_rules(rules: &[&str], id: &str, problem: &str, cured: &[&str]) {
    check(&marked(&question("type = \"multi\"", PICKS, "rule", rules), id, problem));
    check(&question("type = \"multi\"", PICKS, "rule", cured));
}

#[test]
fn answers_can_be_told_apart() {
    check_and_cure(
        "label = \"Large\"",
        "label = \" SMALL \"\n        ^^^^^^^^^ error[tree-label-twice]: two answers of `size` read \"SMALL\" = say in the label what tells them apart",
        "label = \"Not so small\"",
    );
    check_and_cure(
        "id = \"yes\"\nto = \"outcome:svc\"",
        "id = \"yes\"\nlabel = \"no\"\n        ^^^^ error[tree-label-twice]: two answers of `team` read \"No\"\nto = \"outcome:svc\"",
        "id = \"yes\"\nlabel = \"Of course\"\nto = \"outcome:svc\"",
    );
}

#[test]
fn bands_rules_and_picks_can_be_told_apart() {
    let twice = |word: &str, label: &str| {
        format!("label = \"Few\"\n        ^^^^^ error[tree-label-twice]: two {word}s of `team` read \"{label}\"")
    };
    let bands = ["below = 5\nlabel = \"Few\"", &format!("from = 5\n{}", twice("band", "Few"))];
    check(&question("type = \"number\"", "", "band", &bands));
    let rules =
        ["any = [\"x\"]\nlabel = \"few \"", &format!("any = [\"y\"]\n{}", twice("rule", "Few")), "default = true"];
    check(&question("type = \"multi\"", PICKS, "rule", &rules));
    let picks = PICKS.replace("label = \"X\"", "label = \"few\"").replace("label = \"Y\"", &twice("answer", "Few"));
    check(&question("type = \"multi\"", &picks, "rule", &["any = [\"x\"]", "any = [\"y\"]", "default = true"]));
}

#[test]
fn bands_leave_no_gap() {
    check_bands(
        "unit = \"%\"",
        &["below = 5", "from = 6.5\nbelow = 9", "from = 9"],
        "team",
        "error[tree-number-gap]: `team` has no band for 5–6.5 % = write `from = 5` in `b`, or add a band",
        &["below = 5", "from = 5\nbelow = 9", "from = 9"],
    );
    check_bands(
        "unit = \"%\"",
        &["from = 2\nbelow = 5", "from = 6\nbelow = 9", "from = 9\nbelow = 20"],
        "team",
        "error[tree-number-gap]: `team` has no band for under 2 %, 5–6 % and from 20 % = leave out `from` in `a`, or add a band",
        &["below = 5", "from = 5\nbelow = 9", "from = 9"],
    );
    check_bands(
        "min = 0\nmax = 30",
        &["from = 9\nbelow = 20", "from = 5\nbelow = 9", "from = 2\nbelow = 5"],
        "team",
        "error[tree-number-gap]: `team` has no band for 0–2 and 20–30 = leave out `from` in `c`, or add a band",
        &["from = 9", "from = 5\nbelow = 9", "below = 5"],
    );
    check_bands(
        "min = -8\nmax = 30",
        &["from = -5\nbelow = 9", "from = 9\nbelow = 30"],
        "team",
        "error[tree-number-gap]: `team` has no band for -8 to -5 and 30 = leave out `from` in `a`, or add a band",
        &["below = 9", "from = 9"],
    );
    // The greatest number is none of a half-open band.
    check_bands(
        "max = 30",
        &["below = 9", "from = 9\nbelow = 30"],
        "team",
        "error[tree-number-gap]: `team` has no band for 30 = leave out `below` in `b`, or add a band",
        &["below = 30", "from = 30"],
    );
}

#[test]
fn bands_stay_within_the_numbers_of_their_question() {
    check_bands(
        "max = 30",
        &["below = 5", "from = 5\nbelow = 40"],
        "b",
        "error[tree-number-gap]: band `b` takes 5–40, but `max = 30` = without `below` the last band ends at `max`, which it takes too",
        &["below = 5", "from = 5"],
    );
    check_bands(
        "max = 30",
        &["below = 5", "from = 31"],
        "b",
        "error[tree-number-gap]: band `b` takes from 31, but `max = 30`",
        &["below = 5", "from = 5"],
    );
    check_bands(
        "min = 1",
        &["from = 0\nbelow = 5", "from = 5"],
        "a",
        "error[tree-number-gap]: band `a` takes 0–5, but `min = 1` = without `from` the first band begins at `min`",
        &["below = 5", "from = 5"],
    );
    check_bands(
        "",
        &["below = 5", "from = 9\nbelow = 5", "from = 9"],
        "b",
        "error[tree-number-gap]: band `b` takes no number: `from = 9` is not below `below = 5` = a band takes numbers from `from` to just under `below`",
        &["below = 5", "from = 5\nbelow = 9", "from = 9"],
    );
    let site = question("type = \"number\"\nmin = 9\nmax = 3", "", "band", &["below = 5", "from = 5"]);
    check(&marked(&site, "team", "error[tree-number-gap]: `team` takes no number: `min = 9` is not below `max = 3`"));
}

#[test]
fn bands_do_not_overlap() {
    let cured = ["below = 5", "from = 5\nbelow = 9", "from = 9"];
    check_bands(
        "unit = \"%\"",
        &["below = 6", "from = 5\nbelow = 9", "from = 9"],
        "b",
        "error[tree-number-overlap]: bands `a` and `b` both take 5–6 % = write `below = 5` in `a`",
        &cured,
    );
    check_bands(
        "min = 0",
        &["below = 5", "from = 5", "from = 9"],
        "c",
        "error[tree-number-overlap]: bands `b` and `c` both take from 9 = write `below = 9` in `b`",
        &cured,
    );
    check_bands(
        "min = 0\nmax = 30",
        &["below = 5", "from = 5\nbelow = 9", ""],
        "c",
        "error[tree-number-overlap]: bands `a` and `c` both take 0–5 = write `from = 5` in `c`",
        &cured,
    );
    check_bands(
        "",
        &["below = 5", "from = 5", "from = 7\nbelow = 9", "from = 9\nbelow = 11", "from = 11"],
        "c",
        "error[tree-number-overlap]: bands `b` and `c` both take 7–9 = write `below = 7` in `b`",
        &["below = 5", "from = 5\nbelow = 7", "from = 7\nbelow = 9", "from = 9\nbelow = 11", "from = 11"],
    );
    check_bands("", &["", ""], "b", "error[tree-number-overlap]: bands `a` and `b` both take every number", &cured);
}

#[test]
fn every_rule_can_fire() {
    check_rules(
        &["any = [\"x\"]", "any = [\"y\"]", "all = [\"x\", \"y\"]", "default = true"],
        "c",
        "error[tree-shadowed-rule]: rule 3 (`c`) can never fire: rule 1 (`a`) covers it = put it before `a`, or delete it",
        &["all = [\"x\", \"y\"]", "any = [\"x\"]", "any = [\"y\"]", "default = true"],
    );
    check_rules(
        &["all = [\"x\"]", "all = [\"y\"]", "any = [\"x\", \"y\"]", "default = true"],
        "c",
        "error[tree-shadowed-rule]: rule 3 (`c`) can never fire: the rules before it cover it together = delete it, or put it first",
        &["all = [\"x\"]", "all = [\"y\"]", "default = true"],
    );
    check_rules(
        &["none = true", "any = [\"x\", \"y\"]", "default = true"],
        "c",
        "error[tree-shadowed-rule]: rule 3 (`c`) can never fire: the rules before it cover it together = make `b` the default in its place",
        &["none = true", "default = true"],
    );
    check_rules(
        &["any = [\"x\"]", "default = true", "any = [\"y\"]", "none = true"],
        "c",
        "error[tree-shadowed-rule]: rule 3 (`c`) can never fire: rule 2 (`b`) is the default = a question has one default, and it stands last",
        &["any = [\"x\"]", "any = [\"y\"]", "default = true"],
    );
}

#[test]
fn the_last_rule_is_the_default() {
    check_rules(
        &["any = [\"x\"]", "any = [\"y\"]"],
        "b",
        "error[tree-no-default]: `team` has no default = add a last rule with `default = true`",
        &["any = [\"x\"]", "any = [\"y\"]", "default = true"],
    );
}

#[test]
fn a_multi_question_has_picks_and_few_rules() {
    check_rules(
        &["any = [\"x\"]", "none = true", "all = []", "default = true"],
        "c",
        "error[tree-answer-incomplete]: rule `c` names no answer = for «nothing is picked» write `none = true`",
        &["any = [\"x\"]", "none = true", "default = true"],
    );
    let problem = "error[tree-answer-incomplete]: `team` has nothing to pick";
    check(&marked(&question("type = \"multi\"", "", "rule", &["any = [\"x\"]", "default = true"]), "team", problem));
    let picks = PICKS.to_owned() + "[[question.answer]]\nid = \"z\"\nlabel = \"Z\"\n";
    let rules = ["all = [\"x\", \"y\"]", "any = [\"x\"]", "any = [\"y\"]", "any = [\"z\"]", "default = true"];
    let problem = "error[tree-answer-incomplete]: `team` has 4 rules before its default, 3 at most";
    check(&marked(&question("type = \"multi\"", &picks, "rule", &rules), "team", problem));
}

#[test]
fn nobody_is_sent_to_a_retired_option() {
    let recommended = lines("recommend = [\"svc\"]");
    let expected = |problem: &str| {
        format!("{recommended}                     ^^^^^ error[tree-recommends-retired]: `svc` is {problem}\n")
    };
    let superseded = tree(
        &recommended,
        &expected("superseded by `new` = recommend `new`"),
        "        == options/new.md\n        +++\n        supersedes = [\"svc\"]\n        +++\n",
    );
    check(&superseded);
    let sound = superseded.replace(&expected("superseded by `new` = recommend `new`"), &lines("recommend = [\"new\"]"));
    check(&sound);
    for status in ["deprecated", "rejected"] {
        let retired = format!("== options/svc.md\n        +++\n        status = \"{status}\"\n        +++\n");
        check(&tree(&recommended, &expected(status), "").replace("== options/svc.md\n", &retired));
    }
}

#[test]
fn every_option_of_a_tree_is_recommended() {
    let options = "options = [\"fn\", \"new\"]\n                         ^^^^^ error[tree-option-unreached]: `new` is in `options` but no outcome recommends it = recommend it in an outcome, or take it out of `options`\n";
    let site = tree("", "", "        == options/new.md\n");
    let with = |options: &str| {
        site.replace(
            "+++\n        [[question]]\n        id = \"size\"",
            &format!("+++\n        {options}        [[question]]\n        id = \"size\""),
        )
    };
    check(&with(options));
    check(&with("options = [\"fn\", \"new\"]\n").replace("recommend = [\"svc\"]", "recommend = [\"svc\", \"new\"]"));
    // Whom a misspelt name means is not known.
    check(&with("options = [\"fn\", \"new\"]\n").replace("recommend = [\"svc\"]\n", "recommend = [\"newt\"]\n                     ^^^^^^ error[dead-link]: no page is called `newt` = did you mean `new`?\n"));
}

#[test]
fn an_answer_changes_something() {
    let wrong = "id = \"team\"\n     ^^^^^^ warning[tree-idle-question]: all answers of `team` have one target and none has because, weights, flags or basis = let an answer count, or do not ask";
    let site = tree(&lines("id = \"team\""), &lines(wrong), "");
    let site = site.replace(&lines("id = \"no\"\nto = \"outcome:fn\""), &lines("id = \"no\"\nto = \"outcome:svc\""));
    check(&site);
    for counts in ["because = [\"fn\"]", "flags = [\"f\"]", "basis = \"definition\""] {
        let wrong = lines(wrong);
        let warning = wrong.lines().nth(1).expect("the second line is the warning");
        check(&site.replace(&format!("{warning}\n"), "").replacen(
            "id = \"no\"\n",
            &format!("id = \"no\"\n        {counts}\n"),
            1,
        ));
    }
}

#[test]
fn every_outcome_has_a_path_test() {
    let site = tree("", "", "")
        .replace("expect = \"svc\"", "expect = \"fn\"")
        .replace("size=large team=yes", "size=large team=no");
    check(&marked(
        &site
            .replace("id = \"svc\"\n", "id = \"svc\" # an outcome\n")
            .replace("id = \"svc\" # an outcome\n", "id = \"svc\"\n"),
        "svc",
        "warning[tree-untested-outcome]: no path test ends at `svc` = add a `[[path]]` with `expect = \"svc\"`",
    ));
}

#[test]
fn a_tree_is_short() {
    let label = "x".repeat(61);
    check_and_cure(
        "label = \"Large\"",
        &format!(
            "label = \"{label}\"\n        {} warning[tree-long]: a label of 61 characters, 60 at most",
            "^".repeat(63)
        ),
        &format!("label = \"{}\"", "x".repeat(60)),
    );
    let answers: String = (1..=6)
        .map(|at| format!("[[question.answer]]\nid = \"a{at}\"\nlabel = \"{at}\"\nto = \"outcome:fn\"\n"))
        .collect();
    let last = "label = \"Large\"\nto = \"team\"";
    let site = tree(&lines(last), &lines(&format!("{last}\n{answers}")), "");
    check(&marked(
        &site,
        "size",
        "warning[tree-long]: `size` has 8 answers, 7 are enough to choose from = ask in two steps",
    ));
}

#[test]
fn a_path_is_short() {
    let chain = |more: usize| {
        let mut text = String::from("id = \"no\"\nto = \"q1\"\n");
        for at in 1..=more {
            let to = if at == more { "outcome:fn".to_owned() } else { format!("q{}", at + 1) };
            text += &format!(
                "[[question]]\nid = \"q{at}\"\nask = \"Q?\"\ntype = \"yes-no\"\n[[question.answer]]\nid = \"yes\"\nto = \"outcome:svc\"\n[[question.answer]]\nid = \"no\"\nto = \"{to}\"\n"
            );
        }
        tree(&lines("id = \"no\"\nto = \"outcome:fn\""), &lines(&text), "")
    };
    check(&chain(8));
    let site = chain(9).replacen("trees/t.md\n        +++\n", "trees/t.md\n        +++\n        title = \"T\"\n                ^^^ warning[tree-long]: the longest path asks 11 questions, 10 at most = ask first what decides most\n", 1);
    check(&site);
}
