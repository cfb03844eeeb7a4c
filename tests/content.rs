//! The bundled knowledge base: complete, sound and found by the words that readers use.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use kb::decide::{self, End, Flow, Stop};
use kb::engine::{Build, Engine, Scope};
use kb::model::tree::Tree;

static BUILD: LazyLock<Build> = LazyLock::new(|| site::build(site::bundled()));

const TREE: &str = "serverless-or-microservices";
const SOURCE: &str = "serverless-vs-microservices-article";

/// What the article says, point by point, and the entries that say it here.
const POINTS: &[(&str, &[&str])] = &[
    ("S0", &["serverless", "microservices", "choosing"]),
    ("S1a", &["serverless"]),
    ("S1b", &["serverless", "short-event-tasks"]),
    ("S1c", &["serverless", "pay-per-use"]),
    ("S1d", &["serverless"]),
    ("S1e", &["short-event-tasks"]),
    ("S1f", &["first-version"]),
    ("S1g", &["unpredictable-traffic"]),
    ("S2a", &["microservices"]),
    ("S2b", &["microservices"]),
    ("S2c", &["microservices", "technology-freedom"]),
    ("S2d", &["microservices"]),
    ("S2e", &["large-product"]),
    ("S2f", &["several-teams"]),
    ("S2g", &["always-on-traffic"]),
    ("S3", &["serverless-vs-microservices"]),
    ("S4a", &["serverless", "unpredictable-traffic"]),
    ("S4b", &["first-version", "serverless-delivery-speed"]),
    ("S4c", &["function-sprawl", "moving-off-serverless", "serverless-vs-microservices"]),
    ("S5a", &["planned-scaling", "parallel-releases"]),
    ("S5b", &["fault-containment", "parallel-releases"]),
    ("S5c", &["several-teams"]),
    ("S5d", &["technology-freedom"]),
    ("S5e", &["microservices-toolchain"]),
    ("S5f", &["team-experience"]),
    ("S6a", &["short-event-tasks"]),
    ("S6b", &["first-version"]),
    ("S6c", &["unpredictable-traffic"]),
    ("S6d", &["no-infrastructure-team"]),
    ("S6e", &["serverless"]),
    ("S7a", &["always-on-traffic"]),
    ("S7b", &["large-product"]),
    ("S7c", &["several-teams"]),
    ("S7d", &["fault-containment"]),
    ("S7e", &["microservices"]),
    ("S8a", &["provider-security-duties"]),
    ("S8b", &["function-security-duties"]),
    ("S8c", &["service-attack-surface"]),
    ("S8d", &["service-security-controls"]),
    ("S9a", &["burst-scaling"]),
    ("S9b", &["cold-starts"]),
    ("S9c", &["always-warm", "always-on-traffic"]),
    ("S9d", &["planned-scaling"]),
    ("S10a", &["pay-per-use"]),
    ("S10b", &["bursty-and-seasonal-load", "unpredictable-traffic"]),
    ("S10c", &["fixed-uptime-cost"]),
    ("S10d", &["operations-overhead"]),
    ("S10e", &["cost-curve"]),
    ("S10f", &["cost-curve", "moving-off-serverless"]),
    ("S11a", &["serverless-delivery-speed", "no-infrastructure-team"]),
    ("S11b", &["microservices-toolchain", "parallel-releases"]),
    ("S11c", &["state-and-testing"]),
    ("S12a", &["choosing", "first-version"]),
    ("S12b", &["choosing"]),
    ("S12c", &["hybrid", "mixing", "background-jobs", "background-work"]),
    ("S12d", &["choosing"]),
    ("r1", &["serverless", "microservices"]),
    ("r2", &["serverless", "microservices"]),
    ("r3", &["pay-per-use", "fixed-uptime-cost"]),
    ("r4", &["burst-scaling", "planned-scaling"]),
    ("r5", &["cold-starts", "always-warm"]),
    ("r6", &["microservices-toolchain"]),
    ("r7", &["short-event-tasks", "large-product"]),
];

#[test]
fn it_builds_without_a_problem() {
    assert_eq!(site::told(&BUILD.diagnostics, &BUILD.sources), "");
}

#[test]
fn its_links_lead_somewhere() {
    assert_eq!(site::links::dead(&BUILD.output, ""), [""; 0]);
    let flags = kb::config::Flags { base_url: Some("https://kb.example.org/sub/path".into()), ..site::flags() };
    let build = site::build_with(&mut kb::engine::Engine::new(None), site::bundled(), &flags);
    assert_eq!(site::links::dead(&build.output, "https://kb.example.org/sub/path"), [""; 0]);
}

#[test]
fn every_point_of_the_article_has_its_entries() {
    let sections = BTreeMap::from([('r', "s3".to_owned())]);
    for (point, ids) in POINTS {
        assert!(!ids.is_empty(), "{point} has no entry");
        let number: String = point.chars().skip(1).take_while(char::is_ascii_digit).collect();
        let part = sections.get(&point.chars().next().unwrap()).cloned().unwrap_or(format!("s{number}"));
        let mut cited = false;
        for id in *ids {
            let entry = BUILD.site.entries.get(*id).unwrap_or_else(|| panic!("{point}: no entry is called {id}"));
            let cells = entry.comparison.iter().flat_map(|found| &found.cells).filter_map(|cell| cell.source.as_ref());
            cited |= entry
                .sources
                .iter()
                .chain(cells)
                .any(|source| source.value == SOURCE || source.value == format!("{SOURCE}#{part}"));
        }
        assert!(cited, "{point}: none of {ids:?} cites {SOURCE}#{part}");
    }
}

#[test]
fn the_source_has_a_heading_for_every_part() {
    let headings = &BUILD.site.entries[SOURCE].document.headings;
    for part in 0..=12 {
        assert!(headings.iter().any(|heading| heading.id == format!("s{part}")), "s{part}");
    }
}

#[test]
fn entries_are_as_long_as_they_should_be() {
    let mut wrong = Vec::new();
    for entry in BUILD.site.entries.values() {
        let words: usize = entry.document.sections.iter().map(|section| section.text.split_whitespace().count()).sum();
        let range = match &*BUILD.site.kind(entry).id {
            "term" => 40..=120,
            // Their words stand in the front matter for the most part; a source has one line a point.
            "tree" | "comparison" | "source" => continue,
            _ => 120..=400,
        };
        if !range.contains(&words) {
            wrong.push(format!("{}: {words} words, not {range:?}", entry.file));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_term_is_linked() {
    for term in BUILD.site.of_kind("term") {
        assert!(BUILD.graph.to_entry(&term.id).any(|edge| edge.from.id != term.id), "{}", term.id);
    }
}

#[test]
fn nothing_is_owned_by_nobody_or_of_unknown_origin() {
    for entry in BUILD.site.entries.values() {
        assert!(!entry.owners.is_empty(), "{}", entry.file);
        let stands = !entry.sources.is_empty() || entry.opinion || entry.example;
        let needs = !matches!(&*BUILD.site.kind(entry).id, "source" | "term");
        assert!(stands || !needs, "{} cites nothing and is no opinion", entry.file);
    }
}

fn tree() -> (&'static Tree, Flow<'static>) {
    let entry = &BUILD.site.entries[TREE];
    (entry.tree.as_deref().unwrap(), decide::flow(&BUILD.site, entry).unwrap())
}

/// Every path from a step to an end, the slow and obvious way.
fn paths(flow: &Flow<'_>, at: usize, so_far: &[String], out: &mut Vec<(Vec<String>, End)>) {
    let step = &flow.steps[at];
    for way in &step.ways {
        let answers: Vec<String> =
            so_far.iter().cloned().chain([format!("{}.{}", step.id, way.choice.id.value)]).collect();
        match &way.to {
            End::Step(next) => paths(flow, *next, &answers, out),
            end => out.push((answers, end.clone())),
        }
    }
}

/// Addresses of path pages: every beginning of a path.
fn prefixes(all: &[(Vec<String>, End)]) -> BTreeSet<String> {
    let of_path = |answers: &Vec<String>| -> Vec<String> {
        (1..=answers.len()).map(|length| format!("{}/", answers[..length].join("/"))).collect()
    };
    all.iter().flat_map(|(answers, _)| of_path(answers)).collect()
}

#[test]
fn the_tree_has_the_size_that_was_drawn() {
    let (tree, flow) = tree();
    let mut all = Vec::new();
    paths(&flow, flow.start_at().unwrap(), &[], &mut all);
    assert_eq!(flow.steps.len(), 11);
    assert_eq!(flow.steps.iter().map(|step| step.ways.len()).sum::<usize>(), 26);
    assert_eq!(tree.outcomes.len(), 5);
    assert_eq!(all.len(), 51);
    let lengths: BTreeSet<usize> = all.iter().map(|(answers, _)| answers.len()).collect();
    assert_eq!((lengths.first(), lengths.last()), (Some(&2), Some(&8)));
    assert_eq!(flow.lengths()[flow.start_at().unwrap()], Some((2, 8)));
    assert!(all.iter().all(|(_, end)| matches!(end, End::Outcome(_))));
    let ends: BTreeSet<&End> = all.iter().map(|(_, end)| end).collect();
    assert_eq!(ends.len(), 5, "every outcome is reached");
    assert_eq!(prefixes(&all).len(), 87);
}

#[test]
fn every_path_has_its_page() {
    let (_, flow) = tree();
    let mut all = Vec::new();
    paths(&flow, flow.start_at().unwrap(), &[], &mut all);
    let prefixes = prefixes(&all);
    let folder = format!("trees/{TREE}/p/");
    let pages: BTreeSet<String> = BUILD
        .output
        .iter()
        .filter_map(|(path, _)| Some(path.strip_prefix(&folder)?.strip_suffix("index.html")?.to_owned()))
        .collect();
    assert_eq!(pages, prefixes, "every path has its page, and no other has one");
}

#[test]
fn its_path_tests_hold_and_cover_every_outcome() {
    let (tree, flow) = tree();
    let mut ended = BTreeSet::new();
    for test in &tree.paths {
        let replay = decide::replay(&flow, &test.answers.value);
        assert_eq!(replay.stop, Stop::End(End::Outcome(test.expect.value.clone())), "{}", test.name);
        assert_eq!(
            replay.given.len(),
            test.answers.value.split_whitespace().count(),
            "{}: every answer is used",
            test.name
        );
        ended.insert(test.expect.value.as_str());
    }
    assert_eq!((tree.paths.len(), ended.len()), (5, 5));
}

#[test]
fn its_invariants_hold_on_every_path() {
    let (tree, flow) = tree();
    let mut all = Vec::new();
    paths(&flow, flow.start_at().unwrap(), &[], &mut all);
    assert!(tree.nevers.len() >= 2);
    for never in &tree.nevers {
        let conditions: Vec<String> =
            never.condition.value.split_whitespace().map(|pair| pair.replace('=', ".")).collect();
        let broken = all.iter().find(|(answers, end)| {
            conditions.iter().all(|condition| answers.contains(condition))
                && *end == End::Outcome(never.outcome.value.clone())
        });
        assert_eq!(broken, None, "{} never ends at {}", never.condition.value, never.outcome.value);
    }
    for (first, outcome) in [("stage.trial", "microservices"), ("teams.several", "serverless")] {
        let ends = |end: &End| *end == End::Outcome(outcome.to_owned());
        assert!(!all.iter().any(|(answers, end)| answers.iter().any(|answer| answer == first) && ends(end)));
    }
}

#[test]
fn case_studies_took_paths_that_the_tree_has() {
    let mut replayed = 0;
    for entry in BUILD.site.entries.values() {
        let Some(took) = entry.took() else { continue };
        let tree = &BUILD.site.entries[took.tree.value.as_str()];
        let flow = decide::flow(&BUILD.site, tree).unwrap();
        let replay = decide::replay(&flow, &took.answers.value);
        assert_eq!(replay.stop, Stop::End(End::Outcome(took.outcome.value.clone())), "{}", entry.file);
        replayed += 1;
    }
    assert_eq!(replayed, 3);
}

#[test]
fn a_contrary_case_is_told_apart() {
    let (_, flow) = tree();
    let replay = decide::replay(&flow, "stage=trial work=short-events traffic=bursty cold=dealbreaker");
    assert_ne!(replay.stop, Stop::End(End::Outcome("serverless".into())));
    assert!(matches!(decide::replay(&flow, "stage=trial work=nothing").stop, Stop::Illegal { .. }));
    assert!(matches!(decide::replay(&flow, "stage=trial").stop, Stop::Unanswered(_)));
}

/// The questions themselves stand in `search/expect.toml`.
#[test]
fn questions_of_readers_find_their_answers() {
    let sources = site::bundled();
    let asked = sources.text("search/expect.toml").unwrap().matches("[[expect]]").count();
    assert!(asked >= 60, "{asked} questions");
    let checked = Engine::new(None).build(sources, &site::flags(), Scope::Check, None, &|_, _| {});
    let wrong: Vec<_> = checked.diagnostics.iter().filter(|found| found.rule == "search-expect").collect();
    assert!(wrong.is_empty(), "{}", site::told(&checked.diagnostics, &checked.sources));
}

/// A stranger finds who is responsible for security with functions: home, security, the note.
#[test]
fn duties_are_two_clicks_from_home() {
    let page = |path: &str| {
        let file = BUILD.output.iter().find(|(known, _)| *known == path).map(|(_, file)| file.bytes.clone());
        String::from_utf8(file.unwrap().to_vec()).unwrap()
    };
    assert!(page("index.html").contains("href=\"security/\""));
    assert!(page("security/index.html").contains("href=\"../security/function-security-duties/\""));
    assert!(page("security/function-security-duties/index.html").contains(">Who carries it"));
}

#[test]
fn home_is_small() {
    let (_, home) = BUILD.output.iter().find(|(path, _)| *path == "index.html").unwrap();
    assert!(home.bytes.len() <= 30_000, "{} bytes", home.bytes.len());
}
