//! Drawings of small trees, as pages get them.

use std::fmt::Write as _;
use std::sync::Arc;

use super::*;
use crate::config::{self, Flags};
use crate::{decide, graph, model, parse};

/// Shows a tree to a closure, in a site that has nothing else.
fn with<T>(text: &str, see: impl FnOnce(&Context<'_>, &Entry, &Flow<'_>) -> T) -> T {
    let flags = Flags { base_url: None, drafts: false, today: "2026-01-02".parse().expect("a day") };
    let (config, _) = config::parse("", &flags);
    let document = Arc::new(parse::document(&"content/trees/t.md".into(), text));
    let site = model::site(&[document], std::collections::BTreeMap::new(), &[], &config).0;
    let graph = graph::resolve(&site);
    let context = Context::new(&site, &graph, &config);
    let entry = site.entries.values().next().expect("the tree");
    see(&context, entry, &decide::flow(&site, entry).expect("a tree"))
}

/// A tree of `question answer:target …` lines, with the outcomes `yes` and `no`.
fn tree(questions: &[&str]) -> String {
    let mut text = String::from("+++\ntitle = \"T\"\ndescription = \"D\"\nreviewed = 2026-01-01\nexits = [\"out\"]\n");
    for question in questions {
        let (id, answers) = question.split_once(' ').expect("answers");
        let _ = writeln!(text, "[[question]]\nid = \"{id}\"\nask = \"Is it {id}?\"");
        for answer in answers.split(' ') {
            let (answer, to) = answer.split_once(':').expect("a target");
            let _ =
                writeln!(text, "[[question.answer]]\nid = \"{answer}\"\nlabel = \"{answer}, it is\"\nto = \"{to}\"");
        }
    }
    for outcome in ["yes", "no"] {
        let _ = writeln!(text, "[[outcome]]\nid = \"{outcome}\"\ntitle = \"Then {outcome}\"\nrecommend = []");
    }
    text + "+++\n## o:yes\nWhy.\n## o:no\nWhy.\n"
}

const SMALL: [&str; 3] =
    ["start a:left b:right c:outcome:no", "left d:outcome:yes e:right", "right f:outcome:yes g:outcome:no h:exit:out"];

/// Boxes and lines with their states.
fn states(drawing: &TreeDrawing) -> String {
    let boxes = drawing.boxes.iter().map(|one| format!("{}={}", one.id, one.state));
    let lines = drawing.lines.iter().map(|line| format!("{}={}", line.id, line.state));
    boxes.chain(["|".to_owned()]).chain(lines).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_box_is_drawn_once_and_leads_to_its_page() {
    with(&tree(&SMALL), |context, entry, flow| {
        let drawing = Drawing::new(context, entry, flow).expect("a drawing");
        let view = drawing.view(&context.at("trees/t/map/"), &Marks::none());
        let boxes: Vec<String> =
            view.boxes.iter().map(|one| format!("{} {} {} {}", one.id, one.role, one.title, one.href)).collect();
        assert_eq!(
            boxes,
            [
                "start question Is it start? ../../../trees/t/q/start/",
                "left question Is it left? ../../../trees/t/q/left/",
                "right question Is it right? ../../../trees/t/q/right/",
                "o:yes outcome Then yes ../../../trees/t/o/yes/",
                "o:no outcome Then no ../../../trees/t/o/no/",
                "exit:out exit \u{fdd0}exit\u{fdd1}id\u{fdd1}out\u{fdd2} ../../../trees/t/x/out/",
            ]
        );
        assert_eq!(view.lines.len(), 8);
        assert!(view.exits && !view.marked && !view.assumed);
        let answers: Vec<&str> = view.boxes[0].answers.iter().map(|answer| answer.text.as_str()).collect();
        assert_eq!(answers, ["a, it is", "b, it is", "c, it is"]);
        assert_eq!(view.boxes[0].lines.len(), 1);
    });
}

#[test]
fn a_path_is_marked_and_what_it_rules_out() {
    with(&tree(&SMALL), |context, entry, flow| {
        let drawing = Drawing::new(context, entry, flow).expect("a drawing");
        let at = context.at("trees/t/");
        let marked = |taken: &[(usize, usize)], here| states(&drawing.view(&at, &Marks::path(flow, taken, here)));
        assert_eq!(
            marked(&[], End::Step(0)),
            "start=now left= right= o:yes= o:no= exit:out= | \
             start.a= start.b= start.c= left.d= left.e= right.f= right.g= right.h="
        );
        assert_eq!(
            marked(&[(0, 1)], End::Step(2)),
            "start=on left=off right=now o:yes= o:no= exit:out= | \
             start.a=out start.c=out left.d=out left.e=out right.f= right.g= right.h= start.b=on"
        );
        assert_eq!(
            marked(&[(0, 0), (1, 0)], End::Outcome("yes".into())),
            "start=on left=on right=off o:yes=now o:no=off exit:out=off | \
             start.b=out start.c=out left.e=out right.f=out right.g=out right.h=out start.a=on left.d=on"
        );
        let here = states(&drawing.view(&at, &Marks::here(End::Exit("out".into()))));
        assert!(here.contains("exit:out=now") && !here.contains("off") && !here.contains("=on"), "{here}");
    });
}

#[test]
fn broken_trees_are_drawn_as_far_as_they_go() {
    let circle = ["start a:left b:nowhere", "left c:start d:left", "alone e:start f:outcome:yes"];
    with(&tree(&circle), |context, entry, flow| {
        let drawing = Drawing::new(context, entry, flow).expect("a drawing");
        let view = drawing.view(&context.at("trees/t/map/"), &Marks::none());
        assert_eq!(view.boxes.len(), 6);
        let lines: Vec<&str> = view.lines.iter().map(|line| line.id.as_str()).collect();
        assert_eq!(lines, ["start.a", "alone.e", "alone.f"]);
    });
}
