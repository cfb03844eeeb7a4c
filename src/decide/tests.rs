//! Generated trees against slow, obvious ways to ask the same.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::config::{self, Flags};
use crate::model::tree::When;
use crate::{model, parse};

/// A question of a generated tree: what it is, and where its choices lead, counted from the end of the tree.
#[derive(Clone, Debug)]
enum Made {
    Choice(Vec<(u8, bool)>),
    Number(Vec<u8>),
    Multi { flags: Vec<bool>, rules: Vec<(u8, u8, u8)>, otherwise: u8 },
}

fn made() -> impl Strategy<Value = Made> {
    prop_oneof![
        prop::collection::vec((any::<u8>(), any::<bool>()), 2..4).prop_map(Made::Choice),
        prop::collection::vec(any::<u8>(), 2..4).prop_map(Made::Number),
        (
            prop::collection::vec(any::<bool>(), 2..4),
            prop::collection::vec((0_u8..3, 1_u8..8, any::<u8>()), 1..4),
            any::<u8>()
        )
            .prop_map(|(flags, rules, otherwise)| Made::Multi { flags, rules, otherwise }),
    ]
}

const OUTCOMES: [&str; 3] = ["one", "two", "three"];

/// The text of a tree; every target lies behind its question, so there is no circle.
fn text(questions: &[Made]) -> String {
    let target = |from: usize, pick: u8| {
        let later = questions.len() - from - 1;
        match usize::from(pick) % (later + OUTCOMES.len()) {
            at if at < later => format!("q{}", from + 1 + at),
            at => format!("outcome:{}", OUTCOMES[at - later]),
        }
    };
    let mut text = String::from("+++\ntitle = \"T\"\ndescription = \"D\"\nreviewed = 2026-01-01\n");
    for (at, question) in questions.iter().enumerate() {
        text += &format!("[[question]]\nid = \"q{at}\"\nask = \"Q{at}?\"\n");
        match question {
            Made::Choice(answers) => {
                for (n, (to, flag)) in answers.iter().enumerate() {
                    let flags = if *flag { "flags = [\"f\"]\n" } else { "" };
                    text += &format!(
                        "[[question.answer]]\nid = \"a{n}\"\nlabel = \"A{n}\"\nto = \"{}\"\n{flags}",
                        target(at, *to)
                    );
                }
            }
            Made::Number(bands) => {
                text += "type = \"number\"\nmin = 0\nmax = 100\n";
                let width = 100 / bands.len();
                for (n, to) in bands.iter().enumerate() {
                    let below =
                        if n + 1 == bands.len() { String::new() } else { format!("below = {}\n", (n + 1) * width) };
                    let from = if n == 0 { String::new() } else { format!("from = {}\n", n * width) };
                    text += &format!("[[question.band]]\nid = \"b{n}\"\nto = \"{}\"\n{from}{below}", target(at, *to));
                }
            }
            Made::Multi { flags, rules, otherwise } => {
                text += "type = \"multi\"\n";
                for (n, flag) in flags.iter().enumerate() {
                    let flags = if *flag { "flags = [\"f\"]\n" } else { "" };
                    text += &format!("[[question.answer]]\nid = \"p{n}\"\nlabel = \"P{n}\"\n{flags}");
                }
                for (n, (kind, mask, to)) in rules.iter().enumerate() {
                    let ids: Vec<String> = (0..flags.len())
                        .filter(|pick| mask >> pick & 1 == 1)
                        .map(|pick| format!("\"p{pick}\""))
                        .collect();
                    let when = match kind {
                        _ if ids.is_empty() => "none = true".to_owned(),
                        0 => format!("any = [{}]", ids.join(", ")),
                        1 => format!("all = [{}]", ids.join(", ")),
                        _ => "none = true".to_owned(),
                    };
                    text += &format!("[[question.rule]]\nid = \"r{n}\"\n{when}\nto = \"{}\"\n", target(at, *to));
                }
                text +=
                    &format!("[[question.rule]]\nid = \"else\"\ndefault = true\nto = \"{}\"\n", target(at, *otherwise));
            }
        }
    }
    for id in OUTCOMES {
        text += &format!("[[outcome]]\nid = \"{id}\"\n");
    }
    text + "+++\n"
}

fn site(text: &str) -> Site {
    let flags = Flags { base_url: None, drafts: false, today: "2026-01-02".parse().expect("a day") };
    let (config, _) = config::parse("", &flags);
    let document = Arc::new(parse::document(&"content/trees/t.md".into(), text));
    model::site(&[document], BTreeMap::new(), &[], &config).0
}

/// Every path with every set of picks, found by trying all of them.
fn all_paths(flow: &Flow<'_>) -> Vec<(Vec<Given>, End)> {
    fn below(flow: &Flow<'_>, at: usize, before: &[Given], found: &mut Vec<(Vec<Given>, End)>) {
        let step = &flow.steps[at];
        let picks = step.question.picks.len();
        let moves: Vec<(usize, Said)> = if picks == 0 {
            (0..step.ways.len()).map(|way| (way, Said::Choice)).collect()
        } else {
            let sets = (0..1_u32 << picks).map(|set| (0..picks).filter(|pick| set >> pick & 1 == 1).collect());
            sets.filter_map(|picked: Vec<usize>| Some((slow_rule(step, &picked)?, Said::Picks(picked)))).collect()
        };
        for (way, said) in moves {
            let mut path = before.to_vec();
            path.push(Given { step: at, way, said });
            match &step.ways[way].to {
                End::Step(next) => below(flow, *next, &path, found),
                end => found.push((path, end.clone())),
            }
        }
    }
    let mut found = Vec::new();
    below(flow, flow.start_at().expect("there is a question"), &[], &mut found);
    found
}

fn slow_rule(step: &Step<'_>, picked: &[usize]) -> Option<usize> {
    let has =
        |id: &crate::fields::At<String>| picked.iter().any(|&pick| step.question.picks[pick].id.value == id.value);
    step.question.choices.iter().position(|choice| match &choice.when {
        When::Any(ids) => ids.iter().any(has),
        When::All(ids) => ids.iter().all(has),
        When::Nothing => picked.is_empty(),
        _ => true,
    })
}

/// The same path by answers, bands and rules alone, as pages know it.
fn ways(given: &[Given]) -> Vec<(usize, usize)> {
    given.iter().map(|given| (given.step, given.way)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn walking_finds_each_path_once(questions in prop::collection::vec(made(), 1..5)) {
        let site = site(&text(&questions));
        let flow = flow(&site, &site.entries["t"]).expect("a tree");
        let mut visited: Vec<Vec<(usize, usize)>> = Vec::new();
        flow.walk(|given| visited.push(ways(given)));
        let unique: BTreeSet<_> = visited.iter().cloned().collect();
        prop_assert_eq!(unique.len(), visited.len());
        prop_assert_eq!(visited.len() as u64, flow.path_pages());
        let ends = |path: &&Vec<(usize, usize)>| {
            let (step, way) = *path.last().expect("a path has an answer");
            flow.steps[step].ways[way].step().is_none()
        };
        prop_assert_eq!(visited.iter().filter(ends).count() as u64, flow.paths());
        // Rules that can never hold have pages too: their checks are errors, and nothing is published then.
        let slow: BTreeSet<_> = all_paths(&flow).iter().map(|(given, _)| ways(given)).collect();
        prop_assert!(slow.iter().all(|path| unique.contains(path)));
    }

    #[test]
    fn answers_as_text_lead_to_the_same_end(questions in prop::collection::vec(made(), 1..5)) {
        let site = site(&text(&questions));
        let flow = flow(&site, &site.entries["t"]).expect("a tree");
        for (given, end) in all_paths(&flow) {
            let again = replay(&flow, &written(&flow, &given));
            prop_assert_eq!(&again.stop, &Stop::End(end.clone()));
            prop_assert_eq!(ways(&again.given), ways(&given));
        }
        // And so do the answers, bands and rules that addresses of pages hold.
        let mut wrong = Vec::new();
        flow.walk(|given| {
            let address = format!("https://kb.example.org/kb/trees/t/p/{}", given.iter().map(|given| {
                let step = &flow.steps[given.step];
                format!("{}.{}/", step.id, step.ways[given.way].choice.id.value)
            }).collect::<String>());
            let read = page_address(&address, |folder| folder.ends_with("trees/t/")).expect("an address of a path");
            let text: Vec<String> = read.answers.iter().map(|(q, a)| format!("{q}={a}")).collect();
            if read.folder != "kb.example.org/kb/trees/t/" || ways(&replay(&flow, &text.join(" ")).given) != ways(given) {
                wrong.push(address);
            }
        });
        prop_assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn the_shortest_counter_example_is_one_and_the_shortest(
        questions in prop::collection::vec(made(), 1..5),
        atoms in prop::collection::vec((0_usize..5, 0_u8..4), 1..3),
        outcome in 0_usize..3,
    ) {
        let site = site(&text(&questions));
        let flow = flow(&site, &site.entries["t"]).expect("a tree");
        let parts: Vec<String> = atoms.iter().map(|&(question, answer)| {
            let at = question % questions.len();
            match &questions[at] {
                _ if answer == 3 => "flag:f".to_owned(),
                Made::Choice(_) => format!("q{at}=a{}", answer % 2),
                Made::Number(_) => format!("q{at}=b{}", answer % 2),
                Made::Multi { .. } if answer == 2 => format!("q{at}=none"),
                Made::Multi { .. } => format!("q{at}=p{}", answer % 2),
            }
        }).collect();
        let end = End::Outcome(OUTCOMES[outcome].to_owned());
        if let Ok(condition) = condition(&flow, &parts.join(" ")) {
            let slow = all_paths(&flow).into_iter().filter(|(given, to)| *to == end && condition.holds(&flow, given));
            let slow = slow.map(|(given, _)| given.len()).min();
            let found = counter_example(&flow, &condition, &end);
            prop_assert_eq!(found.as_ref().map(Vec::len), slow, "{}", parts.join(" "));
            if let Some(path) = found {
                prop_assert!(condition.holds(&flow, &path));
                prop_assert_eq!(replay(&flow, &written(&flow, &path)).stop, Stop::End(end));
            }
        }
    }

    #[test]
    fn a_rule_has_a_witness_when_some_picks_make_it_hold(made in made(), needed in prop::collection::vec(0_usize..2, 0..2)) {
        if let Made::Multi { .. } = &made {
            let site = site(&text(&[made]));
            let flow = flow(&site, &site.entries["t"]).expect("a tree");
            let step = &flow.steps[0];
            let sets = all_paths(&flow).into_iter().filter_map(|(given, _)| match &given[0].said {
                Said::Picks(picked) => Some((given[0].way, picked.clone())),
                _ => None,
            });
            let sets: Vec<_> = sets.collect();
            for rule in 0..step.ways.len() {
                let slow = sets.iter().any(|(way, picked)| *way == rule && needed.iter().all(|pick| picked.contains(pick)));
                let found = picks::witness(step.question, rule, &needed);
                prop_assert_eq!(found.is_some(), slow);
                if let Some(picked) = found {
                    prop_assert_eq!(slow_rule(step, &picked), Some(rule));
                    prop_assert!(needed.iter().all(|pick| picked.contains(pick)));
                }
            }
        }
    }

    #[test]
    fn changing_one_answer_is_what_a_replay_says(questions in prop::collection::vec(made(), 1..5)) {
        let site = site(&text(&questions));
        let flow = flow(&site, &site.entries["t"]).expect("a tree");
        let mut wrong = Vec::new();
        flow.walk(|given| {
            for change in changes(&flow, given) {
                let parts = given.iter().map(|given| {
                    let way = if given.step == change.step { change.way } else { given.way };
                    let step = &flow.steps[given.step];
                    format!("{}={}", step.id, step.ways[way].choice.id.value)
                });
                let stop = replay(&flow, &parts.collect::<Vec<_>>().join(" ")).stop;
                if stop != change.leads {
                    wrong.push((ways(given), change));
                }
            }
        });
        prop_assert_eq!(wrong, Vec::new());
    }

    #[test]
    fn no_text_of_answers_makes_it_panic(questions in prop::collection::vec(made(), 1..4), answers in ".{0,60}") {
        let site = site(&text(&questions));
        let flow = flow(&site, &site.entries["t"]).expect("a tree");
        let _ = replay(&flow, &answers);
        let _ = faults(&flow, &answers);
        let _ = condition(&flow, &answers);
        let _ = page_address(&answers, |_| true);
    }
}

#[test]
fn a_version_changes_with_the_routing_alone() {
    let two = |to: u8| vec![Made::Choice(vec![(to, false), (1, false)]), Made::Choice(vec![(0, false), (1, false)])];
    let version = |text: &str| {
        let site = site(text);
        flow(&site, &site.entries["t"]).expect("a tree").version()
    };
    let before = text(&two(0));
    assert_eq!(version(&before), version(&before.replace("Q0?", "Which?").replace("label = \"A0\"", "label = \"B\"")));
    assert_ne!(version(&before), version(&text(&two(1))));
    assert_eq!(version(&before).len(), 12);
}

#[test]
fn numbers_are_read_as_people_write_them() {
    assert_eq!(
        ["130", "0,5", "0.5", "-3", "+3"].map(super::answers::number),
        [Some(130.0), Some(0.5), Some(0.5), Some(-3.0), Some(3.0)]
    );
    assert_eq!(["", "1e3", "inf", "NaN", "1.", ".5", "1,000,000", "0x10"].map(super::answers::number), [None; 8]);
}

#[test]
fn the_greatest_number_belongs_to_the_last_band() {
    let site = site(&text(&[Made::Number(vec![0, 1])]));
    let flow = flow(&site, &site.entries["t"]).expect("a tree");
    let band = |number| band(flow.steps[0].question, number);
    assert_eq!([0.0, 49.9, 50.0, 100.0].map(band), [Some(0), Some(0), Some(1), Some(1)]);
    assert_eq!([-0.1, 100.1, f64::NAN].map(band), [None; 3]);
}

#[test]
fn addresses_of_all_pages_of_a_tree_are_read() {
    let is_tree = |folder: &str| folder.ends_with("trees/p/");
    let read = |address: &str| {
        let found = page_address(address, is_tree)?;
        let answers: Vec<String> = found.answers.iter().map(|(q, a)| format!("{q}={a}")).collect();
        Some(format!("{} {} {}", found.folder, answers.join(" "), found.version.unwrap_or_default()))
    };
    let same = |address: &str, expected: &str| assert_eq!(read(address).as_deref(), Some(expected), "{address}");
    same("https://a.example/kb/trees/p/p/q.x/in.jobs.some/", "a.example/kb/trees/p/ q=x in.jobs=some ");
    same("trees/p/q/q/?q=1%2C5&utm&v=12&q=2#top", "trees/p/ q=1,5 12");
    same("file:///home/trees/p/o/p/index.html?a=b%20c=d&e=f", "home/trees/p/ e=f ");
    same("/trees/p/x/out/?a=b", "trees/p/ a=b ");
    same("/trees/p/", "trees/p/  ");
    assert_eq!(read("https://a.example/options/p/"), None);
    assert_eq!(read(""), None);
}

#[test]
fn what_a_rule_leaves_open_may_hold() {
    let made = Made::Multi { flags: vec![true, false], rules: vec![(0, 0b10, 0)], otherwise: 1 };
    let site = site(&text(&[made]));
    let flow = flow(&site, &site.entries["t"]).expect("a tree");
    let path = |way| [Given { step: 0, way, said: Said::Choice }];
    let found = |text: &str, way| {
        let condition = condition(&flow, text).expect("it names what exists");
        (condition.holds(&flow, &path(way)), condition.may_hold(&flow, &path(way)))
    };
    // The first rule wants `p1` and says nothing of `p0`; the default rules `p1` out.
    assert_eq!(found("q0=p1", 0), (true, true));
    assert_eq!([found("q0=p0", 0), found("flag:f", 0), found("flag:f", 1)], [(false, true); 3]);
    assert_eq!([found("q0=none", 0), found("q0=p1", 1)], [(false, false); 2]);
    assert_eq!(found("q0=none", 1), (false, true));
}
