//! A sound tree with every part that a tree can have, and what one mistake in it gives: one message, of the right rule.

use super::{Run, Site};

const SITE: &str = r#"
== options/fn.md
== options/svc.md
== options/old.md
+++
status = "deprecated"
+++
== performance/note.md
== comparisons/c.md
+++
[[criterion]]
id = "price"
type = "yes-no"
[[cell]]
option = "fn"
criterion = "price"
value = "yes"
opinion = true
[[cell]]
option = "svc"
criterion = "price"
value = "no"
opinion = true
+++
== trees/inner.md
+++
exits = ["some", "none"]
[[question]]
id = "jobs"
ask = "Jobs?"
[[question.answer]]
id = "some"
label = "Some jobs"
to = "exit:some"
[[question.answer]]
id = "none"
label = "No jobs"
to = "exit:none"
[[path]]
name = "with jobs"
answers = "jobs=some"
expect = "exit:some"
+++
## q:jobs
Count them.
== trees/t.md
+++
title = "Which one?"
options = ["fn", "svc"]
comparison = "c"
start = "stage"
[[question]]
id = "stage"
ask = "Where are you?"
criterion = "price"
[[question.answer]]
id = "trial"
label = "A trial"
to = "share"
because = ["note"]
weights = { price = 4 }
[[question.answer]]
id = "live"
label = "Live"
to = "needs"
flags = ["users"]
[[question.answer]]
id = "dying"
label = "On its way out"
to = "outcome:none"
[[question]]
id = "share"
ask = "How much of it is used?"
type = "number"
unit = "%"
min = 0
max = 100
[[question.band]]
id = "little"
below = 20
to = "outcome:fn"
basis = "definition"
[[question.band]]
id = "half"
from = 20
below = 60
to = "team"
[[question.band]]
id = "much"
from = 60
to = "outcome:svc"
[[question]]
id = "needs"
ask = "What does it need?"
type = "multi"
[[question.answer]]
id = "mail"
label = "Mail"
flags = ["mails"]
[[question.answer]]
id = "files"
label = "Files"
[[question.rule]]
id = "both"
all = ["mail", "files"]
to = "outcome:svc"
[[question.rule]]
id = "mails"
any = ["mail"]
to = "team"
[[question.rule]]
id = "rest"
default = true
to = "use:inner"
exits = { some = "outcome:fn", none = "outcome:none" }
[[question]]
id = "team"
ask = "A team?"
type = "yes-no"
[[question.answer]]
id = "yes"
to = "outcome:svc"
[[question.answer]]
id = "no"
to = "use:inner"
exits = { some = "outcome:fn", none = "outcome:none" }
[[outcome]]
id = "fn"
recommend = ["fn"]
duties = ["note"]
confidence = "medium"
contra = [{ if = "stage=trial", entry = "note" }, { if = "flag:mails", entry = "note" }]
revisit = ["note"]
[[outcome]]
id = "svc"
recommend = ["svc"]
[[outcome]]
id = "none"
title = "Nothing new"
recommend = []
[[path]]
name = "a small trial"
answers = "stage=trial share=10"
expect = "fn"
[[path]]
name = "a trial that grew"
answers = "stage=trial share=half team=yes"
expect = "svc"
[[path]]
name = "files and nothing beside"
answers = "stage=live needs=files inner.jobs=none"
expect = "none"
[[never]]
if = "stage=dying"
outcome = "svc"
[[never]]
if = "flag:users share=little"
outcome = "fn"
+++
[[fn]] [[svc]] [[old]]
## q:stage
Where it is.
## q:share
In a week.
## q:needs
All of it.
## q:team
Count it.
## o:fn
Because it is small.
## o:svc
Because it is large.
## o:none
Because it ends.
"#;

/// What is wrong after some lines are replaced, as «rule: message».
#[track_caller]
fn found(changes: &[(&str, &str)]) -> Vec<String> {
    let mut text = SITE.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the sound site has {from}");
        text = text.replacen(from, to, 1);
    }
    let problems = Site::read(&text).problems(&Run::default());
    problems.into_iter().map(|problem| format!("{}: {}", problem.rule, problem.message)).collect()
}

#[test]
fn the_tree_is_sound() {
    assert_eq!(found(&[]), [""; 0]);
}

/// What to replace, by what, and the one rule that is broken then.
const MUTATIONS: &[(&str, &str, &str)] = &[
    // Ids.
    ("id = \"share\"", "id = \"shares\"", "tree-dangling-target"),
    ("id = \"needs\"", "id = \"what\"", "tree-dangling-target"),
    ("id = \"team\"", "id = \"staff\"", "tree-dangling-target"),
    ("id = \"stage\"", "id = \"stages\"", "tree-dangling-target"),
    ("start = \"stage\"", "start = \"stages\"", "tree-dangling-target"),
    ("start = \"stage\"", "start = \"share\"", "tree-unreachable"),
    ("start = \"stage\"\n[[question]]\nid = \"stage\"", "[[question]]\nid = \"stages\"", "tree-unknown-section"),
    ("id = \"share\"", "id = \"needs\"", "tree-duplicate-id"),
    ("id = \"live\"", "id = \"trial\"", "tree-duplicate-id"),
    ("id = \"half\"", "id = \"little\"", "tree-duplicate-id"),
    ("id = \"mails\"\nany", "id = \"both\"\nany", "tree-duplicate-id"),
    ("id = \"files\"", "id = \"mail\"", "tree-duplicate-id"),
    ("id = \"svc\"\nrecommend", "id = \"fn\"\nrecommend", "tree-duplicate-id"),
    ("id = \"svc\"\nrecommend", "id = \"service\"\nrecommend", "tree-dangling-target"),
    ("id = \"none\"\ntitle", "id = \"nothing\"\ntitle", "tree-dangling-target"),
    ("id = \"trial\"", "id = \"try\"", "tree-dangling-target"),
    ("id = \"little\"", "id = \"few\"", "tree-dangling-target"),
    ("id = \"mail\"", "id = \"post\"", "tree-dangling-target"),
    ("id = \"files\"", "id = \"disks\"", "tree-dangling-target"),
    ("id = \"share\"\n", "", "missing-key"),
    ("id = \"half\"\n", "", "missing-key"),
    ("id = \"svc\"\nrecommend", "recommend", "missing-key"),
    ("id = \"share\"\n", "id = 7\n", "tree-bad-type"),
    ("id = \"little\"", "id = \"Little\"", "bad-id"),
    // Targets.
    ("to = \"share\"", "to = \"shar\"", "tree-dangling-target"),
    ("to = \"needs\"", "to = \"outcome:nothing\"", "tree-dangling-target"),
    ("to = \"share\"\n", "", "tree-answer-incomplete"),
    ("to = \"share\"\n", "to = 5\n", "tree-bad-type"),
    ("to = \"share\"\n", "to = \"needs\"\n", "tree-unreachable"),
    ("to = \"share\"\n", "to = \"stage\"\n", "tree-cycle"),
    (
        "to = \"outcome:svc\"\n[[question.answer]]\nid = \"no\"",
        "to = \"needs\"\n[[question.answer]]\nid = \"no\"",
        "tree-cycle",
    ),
    ("[[question.answer]]\nid = \"yes\"\nto = \"outcome:svc\"\n", "", "tree-answer-incomplete"),
    (
        "[[question.answer]]\nid = \"yes\"\nto = \"outcome:svc\"\n[[question.answer]]\nid = \"no\"\nto = \"use:inner\"\nexits = { some = \"outcome:fn\", none = \"outcome:none\" }\n",
        "",
        "tree-dead-end",
    ),
    ("id = \"svc\"\nrecommend = [\"svc\"]", "id = \"svc\"", "tree-option-unreached"),
    ("[[outcome]]\nid = \"svc\"\nrecommend = [\"svc\"]\n", "", "tree-dangling-target"),
    // Labels, bands and rules.
    ("label = \"A trial\"\n", "", "missing-key"),
    ("label = \"Live\"", "label = \"a trial\"", "tree-label-twice"),
    ("label = \"Files\"", "label = \"mail\"", "tree-label-twice"),
    ("label = \"Live\"", "label = 1", "tree-bad-type"),
    ("type = \"number\"", "type = \"numbers\"", "unknown-value"),
    ("unit = \"%\"", "units = \"%\"", "unknown-key"),
    ("below = 20", "below = 30", "tree-number-overlap"),
    ("below = 20", "below = 15", "tree-number-gap"),
    ("below = 20\n", "", "tree-number-overlap"),
    ("below = 20\n", "below = \"20\"\n", "tree-bad-type"),
    ("from = 20\n", "", "tree-number-overlap"),
    ("from = 60\n", "", "tree-number-overlap"),
    ("from = 60\n", "from = 60\nbelow = 90\n", "tree-number-gap"),
    ("from = 60\n", "from = 60\nbelow = 120\n", "tree-number-gap"),
    ("from = 20\nbelow = 60", "from = 60\nbelow = 20", "tree-number-gap"),
    ("max = 100", "max = 50", "tree-number-gap"),
    ("[[question.band]]\nid = \"half\"\nfrom = 20\nbelow = 60\nto = \"team\"\n", "", "tree-number-gap"),
    ("all = [\"mail\", \"files\"]", "any = [\"mail\"]", "tree-shadowed-rule"),
    ("all = [\"mail\", \"files\"]", "all = [\"mail\", \"file\"]", "tree-dangling-target"),
    ("all = [\"mail\", \"files\"]\n", "", "tree-answer-incomplete"),
    ("all = [\"mail\", \"files\"]\n", "default = true\n", "tree-shadowed-rule"),
    ("default = true\n", "none = true\n", "tree-no-default"),
    (
        "[[question.rule]]\nid = \"rest\"\ndefault = true\nto = \"use:inner\"\nexits = { some = \"outcome:fn\", none = \"outcome:none\" }\n",
        "",
        "tree-no-default",
    ),
    // What outcomes and answers name.
    ("recommend = [\"svc\"]", "recommend = [\"svcs\"]", "dead-link"),
    ("recommend = [\"svc\"]", "recommend = [\"note\"]", "tree-wrong-kind"),
    ("recommend = [\"svc\"]", "recommend = [\"svc\", \"old\"]", "tree-recommends-retired"),
    ("recommend = [\"svc\"]", "recommend = [\"fn\"]", "tree-option-unreached"),
    ("recommend = [\"svc\"]", "recommend = \"svc\"", "tree-bad-type"),
    ("weights = { price = 4 }", "weights = { prize = 4 }", "tree-wrong-kind"),
    ("because = [\"note\"]", "because = [\"notes\"]", "dead-link"),
    ("confidence = \"medium\"", "confidence = \"sure\"", "unknown-value"),
    ("{ if = \"stage=trial\", entry", "{ if = \"stage=trail\", entry", "tree-dangling-target"),
    ("{ if = \"stage=trial\", entry", "{ if = 1, entry", "tree-bad-type"),
    // Re-used trees.
    ("exits = [\"some\", \"none\"]", "exits = [\"some\"]", "tree-dangling-target"),
    ("to = \"exit:none\"", "to = \"exit:some\"", "tree-unreachable"),
    ("to = \"exit:none\"", "to = \"jobs\"", "tree-cycle"),
    ("to = \"exit:none\"\n", "", "tree-answer-incomplete"),
    ("exits = [\"some\", \"none\"]", "exits = [\"some\", \"none\", \"more\"]", "tree-unreachable"),
    ("{ some = \"outcome:fn\", none = \"outcome:none\" }", "{ some = \"outcome:fn\" }", "tree-exit-unmapped"),
    (
        "{ some = \"outcome:fn\", none = \"outcome:none\" }",
        "{ some = \"outcome:fn\", none = \"outcome:svc\" }",
        "tree-exit-unmapped",
    ),
    (
        "{ some = \"outcome:fn\", none = \"outcome:none\" }",
        "{ some = \"outcome:fn\", none = \"outcome:non\" }",
        "tree-dangling-target",
    ),
    ("{ some = \"outcome:fn\", none = \"outcome:none\" }", "{ some = \"outcome:fn\", none = 1 }", "tree-bad-type"),
    ("to = \"use:inner\"", "to = \"use:iner\"", "tree-dangling-target"),
    // Sections.
    ("## q:share", "## q:shar", "tree-unknown-section"),
    ("## o:svc", "## o:services", "tree-unknown-section"),
    ("## o:svc\n", "", "tree-outcome-empty"),
    // Path tests and invariants.
    ("share=10", "shares=10", "tree-dangling-target"),
    ("expect = \"svc\"", "expect = \"svcs\"", "tree-dangling-target"),
    ("expect = \"svc\"", "expect = \"fn\"", "tree-path-test"),
    ("expect = \"svc\"\n", "", "missing-key"),
    ("share=10", "share=15 team=yes needs=none stage=trial", "tree-dangling-target"),
    ("if = \"stage=dying\"", "if = \"stage=live\"", "tree-never"),
    ("outcome = \"svc\"", "outcome = \"services\"", "tree-dangling-target"),
    ("outcome = \"svc\"", "outcomes = \"svc\"", "unknown-key"),
    ("name = \"a small trial\"", "named = \"a small trial\"", "unknown-key"),
    (
        "[[path]]\nname = \"files and nothing beside\"\nanswers = \"stage=live needs=files inner.jobs=none\"\nexpect = \"none\"\n",
        "",
        "tree-untested-outcome",
    ),
];

/// The lines of the sound tree's front matter, with where each begins in the site.
fn front_matter() -> impl Iterator<Item = (usize, &'static str)> {
    let from = SITE.find("[[question]]\nid = \"stage\"").expect("the first question is there");
    let to = from + SITE[from..].find("+++").expect("the front matter ends");
    let mut at = from;
    SITE[from..to].split_inclusive('\n').map(move |line| {
        let begin = at;
        at += line.len();
        (begin, line.trim_end())
    })
}

#[track_caller]
fn assert_only(rule: &str, line: &str, text: &str) {
    let found: Vec<String> = Site::read(text).problems(&Run::default()).into_iter().map(|found| found.rule).collect();
    assert_eq!(found, [rule], "after {line}");
}

#[test]
fn every_value_of_a_tree_has_its_type() {
    let mut tried = 0;
    for (at, line) in front_matter() {
        // A date is none of the types that a tree knows.
        if let Some((key, _)) = line.split_once(" = ") {
            let (before, after) = (&SITE[..at], &SITE[at + line.len()..]);
            assert_only("tree-bad-type", line, &format!("{before}{key} = 2026-01-01{after}"));
            tried += 1;
        }
    }
    assert!(tried > 70, "{tried}");
}

#[test]
fn every_key_of_a_tree_is_known() {
    for (at, line) in front_matter().filter(|(_, line)| line.starts_with("[[")) {
        let (before, after) = SITE.split_at(at + line.len());
        assert_only("unknown-key", line, &format!("{before}\nzzzz = 1{after}"));
    }
}

#[test]
fn one_mistake_gives_one_message() {
    let mut wrong = Vec::new();
    for (from, to, rule) in MUTATIONS {
        let found = found(&[(from, to)]);
        let right = matches!(&found[..], [one] if one.starts_with(&format!("{rule}: ")));
        if !right {
            wrong.push(format!("{from:?} → {to:?}\n  expected {rule}\n  found {}", found.join("\n        ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), MUTATIONS.len(), wrong.join("\n"));
}
