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
