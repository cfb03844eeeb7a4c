//! Generated trees as built sites: every path has its page, is reached by links alone, and ends where the terminal says.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

mod site;

use std::collections::{BTreeMap, BTreeSet};

use kb::decide::{self, End, Stop};
use kb::engine::{Build, Engine, Scope};
use proptest::prelude::*;

const OUTCOMES: [&str; 3] = ["one", "two", "three"];

/// A knowledge base with a tree; each question has answers that lead to a later question or to an outcome.
fn files(questions: &[Vec<u8>], cap: usize) -> site::Files {
    let mut tree =
        String::from("+++\ntitle = \"T\"\ndescription = \"D.\"\nreviewed = 2026-01-01\nopinion = true\noptions = []\n");
    for (at, answers) in questions.iter().enumerate() {
        tree += &format!("[[question]]\nid = \"q{at}\"\nask = \"Question {at}?\"\n");
        let later = questions.len() - at - 1;
        for (number, pick) in answers.iter().enumerate() {
            // The first answer goes on to the next question, so that all of them are reached.
            let to = match if number == 0 { 0 } else { usize::from(*pick) % (later + OUTCOMES.len()) } {
                next if next < later => format!("q{}", at + 1 + next),
                end => format!("outcome:{}", OUTCOMES[(end - later) % OUTCOMES.len()]),
            };
            tree += &format!(
                "[[question.answer]]\nid = \"a{number}\"\nlabel = \"Answer {number}\"\nto = \"{to}\"\nflags = [\"f{number}\"]\n"
            );
        }
    }
    let used: Vec<&str> = OUTCOMES.into_iter().filter(|id| tree.contains(&format!("outcome:{id}"))).collect();
    for id in &used {
        tree += &format!("[[outcome]]\nid = \"{id}\"\n");
    }
    tree += "+++\n";
    for id in &used {
        tree += &format!("## o:{id}\nThe end of {id}.\n");
    }
    let settings =
        format!("[site]\ntitle = \"S\"\n[trees]\npath_pages = {cap}\n[checks]\ntree-untested-outcome = \"off\"\n");
    site::files(&[("kb.toml", &settings), ("content/trees/t.md", &tree)])
}

fn page<'a>(build: &'a Build, address: &str) -> Option<&'a str> {
    let file = build.output.get(&format!("{address}index.html"))?;
    Some(std::str::from_utf8(&file.bytes).unwrap())
}

/// Where the answers of a page lead, from the site's root.
fn answers(html: &str, address: &str) -> Vec<String> {
    let Some((_, list)) = html.split_once("<ul class=\"choices\">") else { return Vec::new() };
    let (list, _) = list.split_once("</ul>").unwrap();
    let hrefs = list.split("<a href=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0);
    hrefs
        .map(|href| {
            let mut parts: Vec<&str> = address.split('/').filter(|part| !part.is_empty()).collect();
            for part in href.split('/').filter(|part| !part.is_empty()) {
                match part {
                    ".." => drop(parts.pop()),
                    part => parts.push(part),
                }
            }
            format!("{}/", parts.join("/"))
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_path_has_its_page_and_ends_where_the_terminal_says(
        questions in prop::collection::vec(prop::collection::vec(any::<u8>(), 2..4), 1..6),
    ) {
        let build = site::build(site::sources(&files(&questions, 1_000)));
        prop_assert_eq!(site::told(&build.diagnostics, &build.sources), "");
        let flow = decide::flow(&build.site, &build.site.entries["t"]).unwrap();
        let mut reached = BTreeSet::new();
        let mut open = vec!["trees/t/q/q0/".to_owned()];
        while let Some(address) = open.pop() {
            let html = page(&build, &address).unwrap_or_else(|| panic!("{address} is there"));
            let path = address.strip_prefix("trees/t/p/").unwrap_or_default();
            let said: Vec<String> =
                path.split('/').filter(|part| !part.is_empty()).map(|part| part.replacen('.', "=", 1)).collect();
            let ended = match decide::replay(&flow, &said.join(" ")).stop {
                Stop::End(End::Outcome(id)) => format!("The end of {id}."),
                Stop::Unanswered(at) => flow.steps[at].question.ask.clone(),
                other => panic!("{other:?}"),
            };
            prop_assert!(html.contains(&ended), "{} shows {}", address, ended);
            if !path.is_empty() {
                prop_assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"));
                reached.insert(address.clone());
            }
            open.extend(answers(html, &address));
        }
        let pages = build.output.iter().filter_map(|(path, _)| path.strip_suffix("index.html"));
        let pages: BTreeSet<String> = pages.filter(|path| path.starts_with("trees/t/p/")).map(str::to_owned).collect();
        prop_assert_eq!(pages.len() as u64, flow.path_pages());
        prop_assert_eq!(reached, pages);
        prop_assert_eq!(site::links::dead(&build.output, ""), Vec::<String>::new());
    }

    #[test]
    fn over_the_cap_questions_and_outcomes_have_one_page_each(
        questions in prop::collection::vec(prop::collection::vec(any::<u8>(), 2..4), 1..6),
    ) {
        let build = site::build(site::sources(&files(&questions, 1)));
        let rules: BTreeMap<&str, usize> =
            build.diagnostics.iter().fold(BTreeMap::new(), |mut rules, problem| {
                *rules.entry(problem.rule.as_str()).or_default() += 1;
                rules
            });
        prop_assert_eq!(rules, BTreeMap::from([("tree-many-paths", 1)]));
        prop_assert!(!build.output.iter().any(|(path, _)| path.starts_with("trees/t/p/")));
        let routing = build.output.get("trees/t/routing.js").unwrap();
        prop_assert!(routing.bytes.starts_with(b"self.kbTree = "));
        for question in 0..questions.len() {
            let html = page(&build, &format!("trees/t/q/q{question}/")).unwrap();
            prop_assert!(html.contains("routing.js") && html.contains("data-version="));
        }
    }
}

#[test]
fn a_path_too_long_for_an_address_has_no_pages() {
    // A row of 150 questions: 300 paths, of which the longest would make an address of more than 1,000 characters.
    let questions: Vec<Vec<u8>> = (0..150).rev().map(|later| vec![0, later]).collect();
    let mut engine = Engine::new(None);
    let files = files(&questions, 100_000);
    let build = engine.build(site::sources(&files), &site::flags(), Scope::Build, None, &|_, _| {});
    let told: Vec<&str> = build.diagnostics.iter().map(|problem| problem.rule.as_str()).collect();
    assert_eq!(told, ["tree-long", "tree-many-paths"], "{}", site::told(&build.diagnostics, &build.sources));
    let message = &build.diagnostics[1].message;
    assert!(message.starts_with("the longest path makes an address of 1"), "{message}");
    assert!(!build.output.iter().any(|(path, _)| path.starts_with("trees/t/p/")));
    assert!(page(&build, "trees/t/map/").is_some());
}
