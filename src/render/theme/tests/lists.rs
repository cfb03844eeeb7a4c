//! Pages of some kinds, of lists, owners and reviews.

use super::*;

const NEW: &str = "https://git.example.org/architecture/kb/new/main/content?filename=new.md";

impl Words {
    /// An entry without anything of its own.
    pub(super) fn nothing(&self) -> EntryView {
        EntryView {
            frame: self.frame("../../", "guide", "nothing", 0),
            strengths: vec![],
            limits: vec![],
            definition: String::new(),
            see: vec![],
            steps: vec![],
            use_case: None,
            note: None,
            decision: None,
            source: None,
            fields: vec![],
        }
    }

    pub(super) fn note_view(&self) -> NoteView {
        let direction =
            |shape, effect: &str| DirectionView { option: self.option("../../", shape), effect: effect.into() };
        NoteView {
            directions: self.list(vec![
                direction(1, "hurts"),
                direction(2, "helps"),
                direction(3, "neutral"),
                direction(4, ""),
            ]),
            controls: self.texts(&["Keep the package small", "Load less at module scope"]),
            formula: self.or_none("runs × seconds × price"),
            threshold: self.some(ThresholdView {
                value: "200".into(),
                unit: self.w("ms"),
                basis: self.w("the 95th percentile"),
            }),
        }
    }

    pub(super) fn use_case(&self) -> Fixture {
        let content = EntryView {
            use_case: Some(UseCaseView {
                suits: self.list(vec![self.option("../../", 1), self.option("../../", 2)]),
                avoid: self.list(vec![self.option("../../", 3)]),
                signals: self.texts(&["The load is the same every day."]),
            }),
            ..self.nothing()
        };
        self.entry_page("use-cases/steady/index.html", "Steady work", content)
    }

    pub(super) fn decision(&self) -> Fixture {
        let link = |title: &str, here| ChainLink {
            entry: self.entry("../../", "decision", "mail", title, ""),
            date: self.some(self.date("2026-08-01", "1 Aug 2026")),
            here,
        };
        let content = EntryView {
            decision: Some(DecisionView {
                date: self.some(self.date("2026-08-01", "1 Aug 2026")),
                makers: self.texts(&["Ada", "Ben"]),
                consulted: self.texts(&["Security team"]),
                informed: self.texts(&["Everyone"]),
                chose: self.list(vec![self.option("../../", 1)]),
                rejected: self.list(vec![self.option("../../", 2)]),
                took: None,
                chain: self.list(vec![link("Use nothing", false), link("Use it", true)]),
            }),
            ..self.nothing()
        };
        self.entry_page("decisions/mail/index.html", "Use it for mail", content)
    }

    pub(super) fn source_page(&self) -> Fixture {
        let content = EntryView {
            source: Some(SourceEntryView {
                url: if self.full { "https://example.org/article".into() } else { String::new() },
                host: self.w("example.org"),
                citation: self.or_none("Kept in a drawer."),
                publisher: self.or_none("Example Press"),
                author: self.or_none("The authors"),
                published: self.or_none("2024"),
                accessed: self.some(self.date("2026-11-01", "1 Nov 2026")),
                interest: self.or_none("It sells what it praises."),
            }),
            ..self.nothing()
        };
        self.entry_page("sources/article/index.html", "An article", content)
    }

    pub(super) fn guide(&self) -> Fixture {
        let content = EntryView {
            steps: self.texts(&["Take the first step", "Stop"]),
            see: self.list(vec![self.option("../../", 1)]),
            ..self.nothing()
        };
        self.entry_page("guides/walk/index.html", "Walk", content)
    }

    fn entry_page(&self, path: &str, title: &str, content: EntryView) -> Fixture {
        self.page(path, "entry.html", title, "", Content::Entry(Box::new(content)), &[("body", BODY)])
    }

    pub(super) fn review(&self, root: &str, title: &str) -> ReviewRow {
        ReviewRow {
            entry: self.entry(root, "performance", "cold-starts", title, ""),
            owners: self.list(vec![self.link("@platform", &format!("{root}owners/platform/"))]),
            reviewed: self.some(self.date("2025-10-12", "12 Oct 2025")),
            due: self.some(self.date("2026-10-12", "12 Oct 2026")),
            late: self.full,
            days: 42,
        }
    }

    pub(super) fn letters(&self, root: &str) -> Vec<LetterGroup> {
        let group = |letter: &str, anchor: &str| LetterGroup {
            letter: letter.into(),
            anchor: anchor.into(),
            entries: vec![self.option(root, 1)],
        };
        self.list(vec![group("A", "kb-a-a"), group("0–9", "kb-a-digits")])
    }

    pub(super) fn section(&self) -> Fixture {
        let item = |title: &str, count| SectionItem {
            title: self.w(title),
            href: "first/".into(),
            description: self.or_none("What it is about."),
            count,
            status: self.some(self.due()),
        };
        let content = SectionView {
            items: self.list(vec![item("First page", 0), item("A folder", 3)]),
            prev: self.some(self.link("Before", "../before/")),
            next: self.some(self.link("After", "first/")),
            file: self.or_none("content/manual/_index.md"),
            edit: self.some(NEW.to_owned()),
            add: self.some(NEW.to_owned()),
        };
        let content = Content::Section(Box::new(content));
        self.page("manual/index.html", "section.html", "Manual", "Plain pages.", content, &[("body", "<p>Text.</p>")])
    }

    pub(super) fn glossary(&self) -> Fixture {
        let letter = |letter: &str, href: &str| Link { title: letter.into(), href: href.into(), current: false };
        let term = |id: &str, first: Option<Link>| TermView {
            entry: self.entry("../", "term", id, "Cold start", ""),
            anchor: format!("kb-t-{id}"),
            letter: first,
            definition: self.or_none("The delay before the first answer."),
            see: self.list(vec![self.link("Cold starts", "../performance/cold-starts/")]),
        };
        let content = GlossaryView {
            count: if self.full { 3 } else { 0 },
            letters: self.list(vec![letter("A", "#kb-a-a"), letter("C", "#kb-a-c")]),
            terms: self.list(vec![
                term("one", Some(letter("A", "kb-a-a"))),
                term("two", Some(letter("C", "kb-a-c"))),
                term("three", None),
            ]),
            kind: self.kind_of("term"),
            add: self.some(NEW.to_owned()),
        };
        let content = Content::Glossary(Box::new(content));
        self.page("glossary/index.html", "glossary.html", "Glossary", "Words.", content, &[])
    }

    fn owner_links(&self, root: &str) -> Vec<OwnerLink> {
        let owner = |name: &str, due| OwnerLink {
            name: self.w(name),
            href: format!("{root}owners/platform/"),
            count: 4,
            due,
            current: due == 1,
        };
        self.list(vec![owner("@platform", 1), owner("@web", 0), owner("@data", 2)])
    }

    pub(super) fn owners(&self) -> Fixture {
        let content = Content::Owners { owners: self.owner_links("../") };
        self.page("owners/index.html", "owners.html", "Owners", "", content, &[])
    }

    fn review_group(&self, name: &'static str, anchor: &str, month: &str, kind: Option<KindView>) -> ReviewGroup {
        let rows = vec![self.review("../../", "Setting up to ship"), self.review("../../", "Cold starts")];
        ReviewGroup { name, anchor: anchor.into(), month: month.into(), kind, rows }
    }

    pub(super) fn owner(&self) -> Fixture {
        let content = OwnerView {
            count: 4,
            due: 1,
            groups: self.list(vec![self.review_group("kind", "kb-g-option", "", Some(self.kind_of("option")))]),
            owners: self.owner_links("../../"),
        };
        self.page("owners/platform/index.html", "owner.html", "@platform", "", Content::Owner(Box::new(content)), &[])
    }

    pub(super) fn freshness(&self) -> Fixture {
        let content = FreshnessView {
            today: self.date("2026-11-23", "23 Nov 2026"),
            overdue: if self.full { 2 } else { 0 },
            soon: 0,
            groups: self.list(vec![
                self.review_group("overdue", "kb-f-overdue", "", None),
                self.review_group("later", "kb-f-2027-04", "2027-04", None),
                self.review_group("undated", "kb-f-undated", "", None),
            ]),
        };
        let content = Content::Freshness(Box::new(content));
        self.page("freshness/index.html", "freshness.html", "Freshness", "", content, &[])
    }

    pub(super) fn drawing(&self) -> TreeDrawing {
        let shown = |role: &'static str, title: &str, state, x| DrawnBox {
            id: "traffic".into(),
            role,
            title: self.w(title),
            cut: role == "exit",
            href: "../../q/x/".into(),
            state,
            x,
            y: 8,
            width: 120,
            height: 42,
            text_x: x + 60,
            lines: vec![MapLine { text: self.w(title), y: 25 }, MapLine { text: self.w("?"), y: 41 }],
            shapes: if role == "outcome" { vec![DrawnShape { shape: 2, x, y: 20 }] } else { vec![] },
            answers: self.list(vec![DrawnAnswer {
                text: self.w("In bursts…"),
                label: self.w("In bursts, with quiet hours"),
                x: x + 140,
                y: 23,
                state: "on",
                assumed: self.some(DrawnPoint { x: x + 200, y: 29 }),
            }]),
        };
        let line =
            |id: &str, state| DrawnLine { id: self.w(id), path: "M128 29H137q7 0 7 7V50q0 7 7 7H300".into(), state };
        TreeDrawing {
            title: self.w("Which backend shape?"),
            width: 1200,
            height: 90,
            marked: self.full,
            assumed: self.full,
            exits: self.full,
            lines: self.list(vec![line("traffic.no", "out"), line("traffic.not-sure", ""), line("traffic.yes", "on")]),
            boxes: self.list(vec![
                shown("question", "What are you building?", "on", 8),
                shown("question", "How does traffic arrive?", "now", 300),
                shown("outcome", "Microservices", "", 600),
                shown("exit", "Leave", "off", 900),
            ]),
        }
    }

    pub(super) fn tree_map(&self) -> Fixture {
        let content = TreeMapView {
            tree: self.link("Which backend shape?", "../"),
            start: self.link("What are you building?", "../q/stage/"),
            drawing: self.some(TreeDrawing { marked: false, ..self.drawing() }),
            text: self.tree(),
            questions: 2,
            answers: 5,
            outcomes: 2,
            mermaid: "../../backend-shape.mmd".into(),
            dot: "../../backend-shape.dot".into(),
        };
        let content = Content::TreeMap(Box::new(content));
        self.page("trees/backend-shape/map/index.html", "tree-map.html", "Map: Which backend shape?", "", content, &[])
    }

    pub(super) fn map(&self) -> Fixture {
        let link = |title: &str, href: &str| self.link(title, href);
        let node = |number, title: &str, lines: &[&str], x| MapNode {
            number,
            title: self.w(title),
            lines: lines.iter().map(|line| MapLine { text: self.w(line), y: 62 }).collect(),
            cut: lines.len() > 1,
            href: "../options/serverless/".into(),
            icon: "option".into(),
            x,
            y: 43,
            width: 150,
        };
        let content = MapView {
            entries: 2,
            links: 2,
            drawn_links: 1,
            left_out: 3,
            links_left_out: 2,
            only_in_table: 1,
            width: 1184,
            height: 90,
            columns: self.list(vec![MapColumn { id: "work", x: 22 }, MapColumn { id: "options", x: 1036 }]),
            edges: self.list(vec![MapEdge { from: 0, to: 1, path: "M160 58C592 58 592 58 1024 58".into() }]),
            nodes: self.list(vec![
                node(0, "First version", &["First version"], 10),
                node(1, "Serverless functions, billed per run", &["Serverless functions,", "billed…"], 1024),
            ]),
            kinds: self.list(vec![self.kind_of("option")]),
            rows: self.list(vec![MapRow {
                entry: link("First version", "../use-cases/first-version/"),
                kind: self.w("Use case"),
                relations: vec![MapRelation {
                    name: self.w("suits"),
                    links: vec![link("Serverless functions", "../options/serverless/")],
                }],
                more: 4,
                linked_from: 2,
            }]),
        };
        self.page("map/index.html", "map.html", "How the entries connect", "", Content::Map(Box::new(content)), &[])
    }
}
