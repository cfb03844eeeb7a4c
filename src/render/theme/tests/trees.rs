//! Parts and pages of decision trees beside the main ones.

use super::*;

impl Words {
    pub(super) fn taken(&self, root: &str) -> Vec<TakenView> {
        let because = self.list(vec![self.entry(root, "cost", "pay-per-use", "Pay per run", "Quiet hours are free.")]);
        let taken = |ask: &str, answer: &str, basis, because| TakenView {
            question: self.link(ask, "../../q/stage/"),
            answer: self.w(answer),
            change: "../".into(),
            basis,
            because,
        };
        vec![
            taken("What are you building?", "A product people use every day", "", because.clone()),
            taken("Does it split into parts that stand alone?", "Yes, clear parts", "assumption", because),
        ]
    }

    pub(super) fn state(&self) -> StateView {
        StateView { version: "2af753f166df".into(), routing: "../../routing.js".into(), base: "../../".into() }
    }

    pub(super) fn drawing(&self, marked: bool) -> TreeDrawing {
        let answer = |text: &str, label: &str, state, assumed| DrawnAnswer {
            text: self.w(text),
            label: self.w(label),
            x: 130,
            y: 40,
            state,
            assumed,
        };
        let drawn = |id: &str, role, title: &str, state, shapes, answers| DrawnBox {
            id: id.into(),
            role,
            title: self.w(title),
            cut: role == "question",
            href: if role == "exit" { String::new() } else { "../../q/stage/".into() },
            state,
            x: 1,
            y: 20,
            width: 120,
            height: 42,
            text_x: 60,
            lines: vec![MapLine { text: self.w(title), y: 37 }],
            shapes,
            answers,
        };
        let state = |state| if marked { state } else { "" };
        TreeDrawing {
            title: self.w("Which backend shape?"),
            width: 600,
            height: 120,
            marked,
            assumed: marked,
            questions: 1,
            ends: 2,
            lines: self.list(vec![DrawnLine {
                id: "stage.first".into(),
                path: "M122 41H230".into(),
                state: state("on"),
            }]),
            boxes: self.list(vec![
                drawn(
                    "stage",
                    "question",
                    "What are you building?",
                    state("now"),
                    vec![],
                    vec![answer("First", "A first version", state("on"), Some(DrawnPoint { x: 180, y: 36 }))],
                ),
                drawn("mixed", "outcome", "Mixed", state("off"), vec![DrawnShape { shape: 3, x: 14, y: 35 }], vec![]),
                drawn("leave", "exit", "Leave", "", vec![], vec![]),
            ]),
        }
    }

    pub(super) fn tree_map(&self) -> Fixture {
        let content = TreeMapView {
            tree: self.link("Which backend shape?", "../"),
            start: self.link("What are you building?", "../q/stage/"),
            drawing: self.some(self.drawing(false)),
            text: self.tree(),
            questions: 4,
            answers: 9,
            outcomes: 3,
            mermaid: "../../backend-shape.mmd".into(),
            dot: "../../backend-shape.dot".into(),
        };
        self.page(
            "trees/backend-shape/map/index.html",
            "tree-map.html",
            "Map: Which backend shape?",
            "",
            Content::TreeMap(Box::new(content)),
            &[],
        )
    }

    pub(super) fn exit(&self) -> Fixture {
        let r = "../../../../";
        let content = ExitView {
            tree: self.link("Background work", "../../"),
            start: self.link("Are there jobs?", "../../q/jobs/"),
            id: "some".into(),
            path: if self.full { self.taken(r) } else { Vec::new() },
            users: self.list(vec![ExitUse {
                tree: self.link("Which backend shape?", "../../../backend-shape/"),
                to: self.link("Mixed", "../../../backend-shape/o/mixed/"),
            }]),
            from: self.froms(),
            file: self.w("content/trees/background-work.md"),
            edit: self.some("https://git.example.org/edit/content/trees/background-work.md".to_owned()),
        };
        self.page(
            "trees/background-work/x/some/index.html",
            "exit.html",
            "Exit: some",
            "",
            Content::Exit(Box::new(content)),
            &[],
        )
    }

    pub(super) fn whole_tree(&self) -> Fixture {
        let r = "../../../";
        let answer = |label: &str, number, to: &str, basis| AllAnswer {
            label: self.w(label),
            number,
            to: self.link(to, "#kb-q-traffic"),
            basis,
        };
        let question = |number, id: &str, ask: &str, unit: &str, picks| AllQuestion {
            number,
            anchor: format!("kb-q-{id}"),
            ask: self.w(ask),
            picks,
            unit: self.or_none(unit),
            answers: vec![
                answer("A first version", 2, "How does traffic arrive?", "assumption"),
                answer("Jobs behind a product", 0, "Mixed", "definition"),
            ],
            prose: if self.full { "q-1".into() } else { String::new() },
        };
        let picks = self.list(vec![PickView { id: "emails".into(), label: self.w("Emails") }]);
        let content = AllView {
            tree: self.link("Which backend shape?", "../"),
            caveat: self.or_none("The order of answers is not a ranking."),
            questions: self.list(vec![
                question(1, "stage", "What are you building?", "", picks),
                question(2, "traffic", "How much of it?", "%", Vec::new()),
            ]),
            outcomes: self.list(vec![AllOutcome {
                anchor: "kb-o-mixed".into(),
                title: self.w("Mixed"),
                recommend: vec![self.option(r, 3)],
                confidence: "medium".into(),
                basis: "assumption",
                duties: vec![self.entry(r, "security", "controls", "Four controls", "")],
                prose: if self.full { "q-1".into() } else { String::new() },
            }]),
            sources: self.sources(),
            file: self.w("content/trees/backend-shape.md"),
            edit: self.some("https://git.example.org/edit/content/trees/backend-shape.md".to_owned()),
        };
        self.page(
            "trees/backend-shape/all/index.html",
            "tree-all.html",
            "Which backend shape?",
            "Five outcomes for one workload.",
            Content::All(Box::new(content)),
            &[("q-1", "<p>Think of an ordinary week.</p>")],
        )
    }
}
