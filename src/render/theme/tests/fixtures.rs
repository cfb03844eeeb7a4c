//! Pages made by hand: one of every kind with all its parts, with none of them, and with texts that attack.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use crate::view::page::*;

#[path = "lists.rs"]
mod lists;
#[path = "trees.rs"]
mod trees;

/// A page and its Markdown texts as HTML.
pub struct Fixture {
    pub view: PageView,
    pub prose: BTreeMap<String, String>,
}

/// Puts another tree on a tree's landing page.
pub fn set_tree(fixture: &mut Fixture, root: &serde_json::Value) {
    fn node(value: &serde_json::Value) -> TreeNode {
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        TreeNode {
            answer: text("answer"),
            title: text("title"),
            href: text("href"),
            role: if value["role"] == "seen" { "seen" } else { "question" },
            children: value["children"].as_array().into_iter().flatten().map(node).collect(),
        }
    }
    if let Content::Tree(tree) = &mut fixture.view.content {
        tree.text = vec![node(root)];
    }
}

/// The words of one set of pages: as they should be, none, or an attack.
struct Words {
    full: bool,
    wrap: fn(&str) -> String,
}

pub fn full() -> Vec<Fixture> {
    Words { full: true, wrap: str::to_owned }.pages()
}

pub fn bare() -> Vec<Fixture> {
    Words { full: false, wrap: str::to_owned }.pages()
}

pub fn hostile() -> Vec<Fixture> {
    Words {
        full: true,
        wrap: |text| {
            format!("{text}\"'></title></textarea><script>alert(1)</script>&{{{{ 1 }}}}").replace("{{ 1 }}", "")
        },
    }
    .pages()
}

const BODY: &str = include_str!("body.html");

impl Words {
    fn w(&self, text: &str) -> String {
        (self.wrap)(text)
    }

    /// The text, or none on bare pages.
    fn or_none(&self, text: &str) -> String {
        if self.full { self.w(text) } else { String::new() }
    }

    fn some<T>(&self, value: T) -> Option<T> {
        self.full.then_some(value)
    }

    fn list<T>(&self, values: Vec<T>) -> Vec<T> {
        if self.full { values } else { Vec::new() }
    }

    fn texts(&self, values: &[&str]) -> Vec<String> {
        self.list(values.iter().map(|value| self.w(value)).collect())
    }

    fn link(&self, title: &str, href: &str) -> Link {
        Link { title: self.w(title), href: href.to_owned(), current: false }
    }

    fn kind(&self, id: &str, title: &str, icon: &'static str) -> KindView {
        KindView {
            id: id.into(),
            title: self.w(title),
            plural: format!("{}s", self.w(title)),
            icon,
            href: format!("../../{id}s/"),
        }
    }

    fn kind_of(&self, id: &str) -> KindView {
        match id {
            "option" => self.kind("option", "Option", "option"),
            "case-study" => self.kind("case-study", "Case study", "case"),
            "comparison" => self.kind("comparison", "Comparison", "comparison"),
            "tree" => self.kind("tree", "Decision tree", "decision"),
            "source" => self.kind("source", "Source", "source"),
            "term" => self.kind("term", "Term", "term"),
            "guide" => self.kind("guide", "Guide", "guide"),
            "use-case" => self.kind("use-case", "Use case", "use"),
            "page" => self.kind("page", "Page", "page"),
            _ => self.kind("performance", "Performance note", "note"),
        }
    }

    fn entry(&self, root: &str, kind: &str, id: &str, title: &str, description: &str) -> EntryLink {
        EntryLink {
            id: id.into(),
            title: self.w(title),
            href: format!("{root}{kind}s/{id}/"),
            description: self.or_none(description),
            kind: self.kind_of(kind),
            status: None,
            shape: None,
            tags: self.texts(&["cost", "performance"]),
            example: kind == "case-study",
        }
    }

    fn option(&self, root: &str, shape: u8) -> EntryLink {
        let (id, title, text) = [
            (
                "serverless",
                "Serverless functions",
                "Small pieces of code that the provider runs when an event arrives.",
            ),
            ("microservices", "Microservices", "Separate services, always on, each with its own release."),
            ("hybrid", "Mixed", "Services for the core, functions for the jobs around it."),
            ("one-application", "One application", "A single deployable that may be split later."),
        ][usize::from(shape) - 1];
        EntryLink { shape: self.some(shape), ..self.entry(root, "option", id, title, text) }
    }

    fn date(&self, iso: &str, text: &str) -> DateView {
        DateView { iso: iso.into(), text: text.into() }
    }

    fn due(&self) -> StatusView {
        StatusView { id: "accepted", label: "Review due".into(), tone: "due" }
    }

    fn cases(&self, root: &str) -> Vec<CaseLink> {
        let case =
            |id: &str, title: &str, so_far: &str, team: &str, label: &'static str, tone: &'static str, shape: u8| {
                CaseLink {
                    entry: self.entry(root, "case-study", id, title, "A case study."),
                    team: self.w(team),
                    date: self.date("2026-10-19", "19 Oct 2026"),
                    verdict: self.some(StatusView { id: "kept", label: label.into(), tone }),
                    chose: self.list(vec![self.option(root, shape)]),
                    so_far: self.or_none(so_far),
                }
            };
        vec![
            case(
                "checkout",
                "Checkout in four services",
                "A single release train became four. Deploys got faster, on-call got busier.",
                "Payments team",
                "Kept",
                "ok",
                2,
            ),
            case(
                "thumbs",
                "Thumbnails on upload",
                "Image work left the web server and became one function that sleeps at night.",
                "Media team",
                "Kept",
                "ok",
                1,
            ),
            case(
                "core",
                "Core plus jobs",
                "The shop stayed on services; receipts and PDFs moved to functions, then reports moved back.",
                "Storefront team",
                "Changed",
                "due",
                3,
            ),
        ]
    }

    fn item(&self, text: &str) -> Item {
        Item { text: self.w(text), ..Item::default() }
    }

    fn fact(&self, label: &str, items: Vec<Item>) -> Fact {
        Fact { label: self.w(label), items }
    }

    fn facts(&self) -> Vec<Fact> {
        let date = |iso: &str, text: &str| Item { text: text.into(), date: iso.into(), ..Item::default() };
        self.list(vec![
            self.fact("Status", vec![Item { tone: "ok".into(), ..self.item("Current") }]),
            self.fact("Owner", vec![self.item("Platform team")]),
            self.fact("Last reviewed", vec![date("2026-10-12", "12 Oct 2026")]),
            self.fact("Next review", vec![date("2027-04-12", "12 Apr 2027")]),
            self.fact("Sources", vec![Item { href: "#kb-sources".into(), ..self.item("3 sources") }]),
        ])
    }

    fn sources(&self) -> Vec<SourceView> {
        let source = |number: usize, title: &str, url: &str, interest: &str| SourceView {
            number,
            anchor: format!("kb-s{number}"),
            title: self.w(title),
            href: format!("../../sources/s{number}/"),
            url: url.into(),
            detail: self.w("AWS, read 12 Oct 2026"),
            interest: self.or_none(interest),
        };
        self.list(vec![
            source(1, "Serverless and microservices compared", "", "sells consulting on both"),
            source(
                2,
                "Understanding the Lambda execution environment lifecycle",
                "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html",
                "",
            ),
            source(3, "Thumbnails on upload", "", ""),
        ])
    }

    fn relations(&self, root: &str) -> Vec<RelationGroup> {
        let quote = |before: &str, link: &str, after: &str| {
            Some(Quote { before: self.w(before), link: self.w(link), after: self.w(after) })
        };
        let mention = |entry, quote| RelationLink { entry, quote, note: String::new() };
        let plain = |entry| RelationLink { entry, quote: None, note: String::new() };
        self.list(vec![
            RelationGroup {
                name: "mentioned by".into(),
                title: self.w("Referenced by"),
                written: false,
                links: vec![
                    mention(
                        self.entry(root, "tree", "backend-shape", "Which backend shape?", ""),
                        quote(
                            "…",
                            "can a request wait for a cold start?",
                            " If not, the tree keeps you on something that never sleeps.",
                        ),
                    ),
                    mention(
                        self.entry(root, "case-study", "thumbs", "Thumbnails on upload", ""),
                        quote("We measured ", "cold calls for a week", " before moving the worker."),
                    ),
                ],
            },
            RelationGroup {
                name: "related".into(),
                title: self.w("Related"),
                written: true,
                links: vec![
                    plain(EntryLink {
                        status: Some(self.due()),
                        ..self.entry(root, "performance", "bursts", "Bursts and steady load", "")
                    }),
                    plain(self.entry(root, "performance", "cost", "Pay per run or for uptime", "")),
                    plain(self.option(root, 1)),
                ],
            },
            RelationGroup {
                name: "shown by".into(),
                title: self.w("Evidence for"),
                written: false,
                links: vec![RelationLink {
                    entry: self.entry(root, "comparison", "both", "Serverless or microservices", ""),
                    quote: None,
                    note: self.w("First reply after idle × Serverless functions"),
                }],
            },
        ])
    }

    fn banner(&self, name: &'static str, tone: &'static str, title: &str, text: &str) -> Banner {
        Banner {
            name,
            tone,
            title: self.w(title),
            text: self.w(text),
            link: self.some(self.link("Read the guide", "../../guides/reviewing/")),
        }
    }

    fn frame(&self, root: &str, kind: &str, id: &str, shape: u8) -> EntryFrame {
        let toc = |title: &str, href: &str| TocItem { title: self.w(title), href: href.into(), children: vec![] };
        EntryFrame {
            id: id.into(),
            kind: self.kind_of(kind),
            status: StatusView { id: "accepted", label: "Current".into(), tone: "ok" },
            banners: self.list(vec![
                self.banner(
                    "example",
                    "",
                    "This is an example",
                    "The team and the figures are made up to show the shape of a case study.",
                ),
                self.banner(
                    "review-due",
                    "caution",
                    "Review due since 28 Aug 2026",
                    "This note was last checked 14 months ago. Treat figures with care.",
                ),
            ]),
            facts: self.facts(),
            tags: self.list(vec![
                self.link("performance", "../../tags/performance/"),
                self.link("latency", "../../tags/latency/"),
            ]),
            toc: self.list(vec![
                toc("In short", "#short"),
                TocItem { children: vec![toc("A burst", "#burst")], ..toc("When it happens", "#when") },
                toc("Measure it first", "#measure"),
                toc("Where a pause is acceptable", "#accept"),
            ]),
            relations: self.relations(root),
            sources: self.sources(),
            prev: self.some(self.link("Security: who guards what", "../security/")),
            next: self.some(self.link("Bursts and steady load", "../bursts/")),
            file: self.w("content/performance/cold-starts.md"),
            edit: self.some(
                "https://git.example.org/architecture/kb/edit/main/content/performance/cold-starts.md".to_owned(),
            ),
            report: self.some("https://git.example.org/architecture/kb/issues/new?title=Cold%20starts".to_owned()),
            shape,
            extra: json!({}),
        }
    }

    fn nav(&self, root: &str, current: &str) -> NavView {
        let link =
            |title: &str, path: &str| Link { current: title == current, ..self.link(title, &format!("{root}{path}")) };
        let group = |title: &str, path: &str, links: Vec<Link>| NavGroup {
            current: false,
            title: self.w(title),
            href: format!("{root}{path}"),
            count: links.len(),
            children: links
                .into_iter()
                .map(|Link { title, href, current }| NavGroup { title, href, current, ..NavGroup::default() })
                .collect(),
        };
        let mut options = group(
            "Options",
            "options/",
            vec![
                link("Serverless functions", "options/serverless/"),
                link("Microservices", "options/microservices/"),
                link("Mixed", "options/hybrid/"),
                link("One application", "options/one-application/"),
            ],
        );
        options.count = 60;
        options.children.push(NavGroup { href: format!("{root}options/"), count: 60, ..NavGroup::default() });
        let home = if root.is_empty() { "./" } else { root };
        NavView {
            main: self.list(vec![
                link("Decide", "trees/backend-shape/"),
                link("Compare", "comparisons/both/"),
                Link { current: true, ..link("Browse", "all/") },
                link("Case studies", "case-studies/"),
            ]),
            groups: self.list(vec![
                group("Decide", "trees/", vec![link("Which backend shape?", "trees/backend-shape/")]),
                group("Compare", "comparisons/", vec![link("Serverless or microservices", "comparisons/both/")]),
                options,
                group(
                    "Use cases",
                    "use-cases/",
                    vec![
                        link("First version", "use-cases/mvp/"),
                        link("Background jobs", "use-cases/jobs/"),
                        link("Steady product, several teams", "use-cases/steady/"),
                    ],
                ),
                group(
                    "Notes",
                    "performance/",
                    vec![
                        link("Security: who guards what", "security/who/"),
                        link("Cold starts", "performance/cold-starts/"),
                        link("Bursts and steady load", "performance/bursts/"),
                        link("Pay per run or for uptime", "cost/runs/"),
                    ],
                ),
                group(
                    "Case studies",
                    "case-studies/",
                    vec![
                        link("Checkout in four services", "case-studies/checkout/"),
                        link("Thumbnails on upload", "case-studies/thumbs/"),
                        link("Core plus jobs", "case-studies/core/"),
                    ],
                ),
            ]),
            home: home.into(),
            search: format!("{root}search/"),
            all: format!("{root}all/"),
            map: if self.full { format!("{root}map/") } else { String::new() },
            owners: if self.full { format!("{root}owners/") } else { String::new() },
            freshness: if self.full { format!("{root}freshness/") } else { String::new() },
            tags: if self.full { format!("{root}tags/") } else { String::new() },
            decide: self.some(link("Which backend shape?", "trees/backend-shape/")),
            contribute: self.some(link("Adding a case study", "guides/adding-a-case-study/")),
        }
    }

    fn page(
        &self,
        path: &str,
        template: &str,
        title: &str,
        description: &str,
        content: Content,
        prose: &[(&str, &str)],
    ) -> Fixture {
        let root = "../".repeat(path.matches('/').count());
        let mut crumbs = vec![
            self.link("Home", if root.is_empty() { "./" } else { &root }),
            self.link("Browse", &format!("{root}all/")),
        ];
        crumbs.push(Link { href: String::new(), ..self.link(title, "") });
        let view = PageView {
            path: path.into(),
            template: template.into(),
            lang: "en".into(),
            dir: "ltr",
            title: self.w(title),
            description: self.or_none(description),
            canonical: self.some(format!("https://kb.example.org/{path}")),
            twin: if matches!(template, "404.html" | "redirect.html" | "search.html") { "" } else { "index.md" },
            noindex: !self.full,
            root: root.clone(),
            site: Arc::new(SiteView {
                title: self.w("Architecture knowledge base"),
                description: self.or_none("Compare architecture options."),
                entries: if self.full { 17 } else { 1 },
                feed: if self.full { "feed.xml" } else { "" },
                has_examples: self.full,
                extra: json!({}),
            }),
            nav: self.nav(&root, title),
            crumbs: self.list(crumbs),
            content,
            prose: BTreeMap::new(),
        };
        let prose = if self.full {
            prose.iter().map(|(name, html)| ((*name).into(), (*html).into())).collect()
        } else {
            BTreeMap::new()
        };
        Fixture { view, prose }
    }

    fn counted(&self, root: &str) -> (Vec<CountedLink>, Vec<CountedLink>) {
        let one = |id: &str, title: &str, path: &str, count, icon: &str, description: &str| CountedLink {
            id: self.w(id),
            title: self.w(title),
            href: format!("{root}{path}"),
            count,
            icon: icon.into(),
            description: self.or_none(description),
            current: id == "cost",
            parts: self.list(vec![self.link("Security", &format!("{root}security/"))]),
        };
        let kinds = self.list(vec![
            one(
                "tree",
                "Decision trees",
                "trees/",
                1,
                "decision",
                "Questions that end in a recommendation, with its reasons and its limits.",
            ),
            one(
                "comparison",
                "Comparisons",
                "comparisons/",
                1,
                "comparison",
                "Options against criteria. Set your own weights and watch the order change.",
            ),
            one(
                "option",
                "Options",
                "options/",
                4,
                "option",
                "What each shape is, what it gives you and what it asks of you.",
            ),
            one(
                "use-case",
                "Use cases",
                "use-cases/",
                3,
                "use",
                "Start from the work: a first version, background jobs, a steady product.",
            ),
            one(
                "note",
                "Notes",
                "notes/",
                5,
                "note",
                "Security, performance, cost and delivery, one question at a time.",
            ),
            one(
                "case-study",
                "Case studies",
                "case-studies/",
                3,
                "case",
                "What teams chose, what it cost, and whether they would choose it again.",
            ),
            one("guide", "Guides", "guides/", 2, "guide", "How to do one thing."),
            one("term", "Glossary", "glossary/", 8, "term", "Words, and what they mean here."),
            one("source", "Sources", "sources/", 9, "source", "Who says so, and with which interest."),
            one("page", "Pages", "all/", 1, "page", "Everything else."),
        ]);
        let tags = ["cost", "serverless", "microservices", "performance", "delivery", "latency", "security"];
        let tags = self.list(
            tags.iter().enumerate().map(|(at, tag)| one(tag, tag, &format!("tags/{tag}/"), 9 - at, "", "")).collect(),
        );
        (kinds, tags)
    }

    fn answers(&self, root: &str) -> Vec<AnswerView> {
        let answer = |id: &str, label: &str, next: &str, ends| AnswerView {
            id: id.into(),
            label: self.w(label),
            when: WhenView {
                is: if id == "first" { "any" } else { "band" },
                picks: if id == "first" { "emails,thumbnails".into() } else { String::new() },
                from: (id == "jobs").then_some(20.0),
                below: (id == "daily").then_some(20.0),
            },
            href: if ends {
                format!("{root}trees/backend-shape/o/hybrid/")
            } else {
                format!("{root}trees/backend-shape/q/traffic/")
            },
            next: self.or_none(next),
            ends,
            basis: if id == "jobs" { "assumption" } else { "" },
            because: vec![],
        };
        vec![
            answer("first", "A first version", "Can a request wait for a cold start?", false),
            answer("daily", "A product people use every day", "Does it split into parts that stand alone?", false),
            answer("jobs", "Jobs behind a product", "Serverless functions", true),
        ]
    }

    fn ask(&self, root: &str) -> AskView {
        AskView {
            tree: self.link("Which backend shape?", &format!("{root}trees/backend-shape/")),
            ask: self.w("What are you building?"),
            answers: self.answers(root),
            shortest: 1,
            longest: 4,
        }
    }

    pub(super) fn tree(&self) -> Vec<TreeNode> {
        let node = |answer: &str, title: &str, role: &'static str, children| TreeNode {
            answer: if answer.is_empty() { String::new() } else { self.w(answer) },
            title: self.w(title),
            href: if role == "exit" { String::new() } else { "../../q/x/".into() },
            role,
            children,
        };
        self.list(vec![node(
            "",
            "What are you building?",
            "question",
            vec![
                node(
                    "A first version",
                    "Can a request wait for a cold start?",
                    "question",
                    vec![
                        node("Yes, now and then", "Serverless functions", "outcome", vec![]),
                        node("No, every reply must be quick", "One application", "outcome", vec![]),
                    ],
                ),
                node(
                    "A product people use every day",
                    "Does it split into parts that stand alone?",
                    "question",
                    vec![
                        node(
                            "Yes, clear parts",
                            "How does traffic arrive?",
                            "question",
                            vec![
                                node("Steadily, day and night", "Microservices", "outcome", vec![]),
                                node("In bursts", "Mixed", "outcome", vec![]),
                            ],
                        ),
                        node("Not yet", "Leave", "exit", vec![]),
                    ],
                ),
                node("Jobs behind a product", "How does traffic arrive?", "seen", vec![]),
            ],
        )])
    }

    fn froms(&self) -> Vec<FromView> {
        self.list(vec![
            FromView {
                question: self.link("What are you building?", "../stage/"),
                answer: self.w("A product people use every day"),
            },
            FromView {
                question: self.link("Does it split into parts that stand alone?", "../parts/"),
                answer: self.w("Yes, clear parts"),
            },
        ])
    }

    fn pages(&self) -> Vec<Fixture> {
        vec![
            self.home(),
            self.note(),
            self.option_page(),
            self.case_study(),
            self.comparison(),
            self.map(),
            self.tree_page(),
            self.question("choice", true),
            self.question("number", false),
            self.question("multi", false),
            self.exit(),
            self.tree_map(),
            self.whole_tree(),
            self.outcome(true),
            self.outcome(false),
            self.tag(),
            self.cases_page(),
            self.all_tags(),
            self.use_case(),
            self.decision(),
            self.source_page(),
            self.guide(),
            self.section(),
            self.glossary(),
            self.owners(),
            self.owner(),
            self.freshness(),
            self.search(),
            self.lost(),
            self.redirect(),
        ]
    }

    fn home(&self) -> Fixture {
        let (kinds, _) = self.counted("");
        let tile = |shape, choose: &str, think: &str| OptionTile {
            entry: self.option("", shape),
            choose_when: self.or_none(choose),
            think_twice_when: self.or_none(think),
        };
        let reviewed = |title: &str| ReviewedLink {
            entry: self.entry("", "performance", "cold-starts", title, ""),
            reviewed: self.some(self.date("2026-10-12", "12 Oct 2026")),
        };
        let content = HomeView {
            label: self.or_none("For teams that must choose this week"),
            count: if self.full { 17 } else { 0 },
            ask: self.some(self.ask("")),
            options: self.list(vec![
                tile(
                    1,
                    "Work is short and event-driven, and traffic comes and goes.",
                    "Dozens of functions lean on each other, or every reply must be instant.",
                ),
                tile(
                    2,
                    "Several teams ship in parallel and the parts stand alone.",
                    "Nobody here has run pipelines, monitoring and on-call for a fleet.",
                ),
                tile(
                    3,
                    "People need a warm core, while emails and reports can wait a second.",
                    "The team is too small to keep two ways of shipping in good health.",
                ),
                tile(
                    4,
                    "The parts are not clear yet, or one team owns all of them.",
                    "Releases already queue behind each other every week.",
                ),
            ]),
            compare: self.some(self.link("Serverless or microservices", "comparisons/both/")),
            kinds,
            cases: self.list(self.cases("")),
            case_count: 7,
            cases_href: if self.full { "case-studies/".into() } else { String::new() },
            reviewed: self.list(vec![
                reviewed("Cold starts"),
                reviewed("Pay per run or for uptime"),
                reviewed("Who guards what"),
            ]),
            due: self.list(vec![self.review("", "Setting up to ship")]),
            due_count: 6,
            add: self.some("https://git.example.org/architecture/kb/new/main/content/case-studies".to_owned()),
        };
        self.page("index.html", "home.html", "Pick the architecture. Keep the reasons.", "Options compared criterion by criterion, questions that end in a recommendation, and case studies from teams that lived with the answer. Every claim carries a source and a review date.", Content::Home(Box::new(content)), &[("body", "<p>Start with <a href=\"trees/backend-shape/\">the questions</a>, or set your own weights. So far almost all of it rests on one article, so a second view is welcome.</p>")])
    }

    fn note(&self) -> Fixture {
        let content = EntryView {
            frame: self.frame("../../", "performance", "cold-starts", 0),
            note: Some(self.note_view()),
            ..self.nothing()
        };
        self.page("performance/cold-starts/index.html", "entry.html", "Cold starts", "A function that has been idle needs a moment to wake. Measure that moment before you let it choose your architecture.", Content::Entry(Box::new(content)), &[("body", BODY)])
    }

    fn option_page(&self) -> Fixture {
        let content = EntryView {
            frame: self.frame("../../", "option", "serverless", if self.full { 1 } else { 0 }),
            strengths: self.texts(&[
                "No bill for quiet hours",
                "Scaling without a plan",
                "A working release within a day",
            ]),
            limits: self.texts(&["A slow first reply, now and then", "Care with anything loaded at start"]),
            definition: self.or_none("Code that runs when an event arrives."),
            fields: self.list(vec![self.fact("Also known as", vec![self.item("FaaS, functions")])]),
            ..self.nothing()
        };
        self.page("options/serverless/index.html", "entry.html", "Serverless functions", "Small pieces of code that the provider runs when an event arrives.", Content::Entry(Box::new(content)), &[("body", "<h2 id=\"short\">In short</h2><p id=\"when\">When <span id=\"burst\">bursts</span></p><p id=\"measure\">Text.</p><p id=\"accept\">Text.</p>")])
    }

    fn case_study(&self) -> Fixture {
        let given = |ask: &str, answer: &str| GivenAnswer {
            ask: self.w(ask),
            href: "../../trees/backend-shape/q/stage/".into(),
            answer: self.w(answer),
        };
        let metric = |name: &str, before: &str, after: &str, unit: &str, bars: Option<(u8, u8)>| MetricView {
            name: self.w(name),
            before: before.into(),
            after: after.into(),
            unit: unit.into(),
            before_bar: bars.map(|b| b.0),
            after_bar: bars.map(|b| b.1),
        };
        let content = CaseStudyView {
            frame: self.frame("../../", "case-study", "checkout", 0),
            outcome_so_far: self.or_none("Releases stopped queueing. The pager did not get quieter."),
            took: self.some(TookView {
                tree: self.link("Which backend shape?", "../../trees/backend-shape/"),
                answers: vec![
                    given("What are you building?", "A product people use every day"),
                    given("Does it split into parts that stand alone?", "Yes, clear parts"),
                    given("How does traffic arrive?", "Steadily, day and night"),
                ],
                outcome: Some(self.link("Microservices", "../../trees/backend-shape/o/microservices/")),
                earlier: true,
            }),
            metrics: self.list(vec![
                metric("Releases a week", "2", "11", "", Some((18, 100))),
                metric("Slowest 5 % of replies", "1.8", "0.6", "s", Some((100, 33))),
                metric("Monthly bill, indexed", "100", "128", "", Some((78, 100))),
                metric("Mood", "low", "better", "", None),
            ]),
            regrets: self.texts(&["No traces for two months"]),
            would_change: self.texts(&["Tracing first, then the pipeline", "Leave basket and pricing together"]),
        };
        self.page("case-studies/checkout/index.html", "case-study.html", "Checkout in four services", "One application became basket, pricing, payment and receipts.", Content::CaseStudy(Box::new(content)), &[("body", "<h2 id=\"short\">Context <a class=\"anchor\" href=\"#short\" aria-label=\"Link to this section\">#</a></h2><p>Checkout was one application, released once a week. Three squads waited for the same train.</p><h2 id=\"when\">Decision</h2><p id=\"burst\">We answered the tree in one sitting, for checkout only.</p><h2 id=\"measure\">Result</h2><p>Receipts came out first because nobody waits for a receipt.</p><h2 id=\"accept\">Lessons</h2><p>Yes, in this order.</p>")])
    }

    fn comparison(&self) -> Fixture {
        let r = "../../";
        let cell = |shape: u8, value: &str, meter: Option<u8>, text: &str| CellView {
            option: "x".into(),
            shape,
            unknown: false,
            value: self.or_none(value),
            meter,
            place: meter.map(|m| f64::from(m - 1) * 0.25),
            score: meter.map(|m| f64::from(m - 1) * 25.0),
            plain: self.or_none(&format!("{value}: {text}")),
            text: self.w(text),
            opinion: meter == Some(3),
            source: self.some(self.link(
                "Serverless and microservices compared",
                if meter == Some(1) { "../../sources/other/" } else { "../../sources/s1/" },
            )),
            as_of: self.some(self.date("2026-10-05", "5 Oct 2026")).filter(|_| meter == Some(5)),
            links: if meter == Some(4) {
                vec![self.entry(r, "performance", "cold-starts", "Cold starts", "")]
            } else {
                vec![]
            },
        };
        let unknown = |shape| CellView {
            unknown: true,
            value: String::new(),
            text: String::new(),
            source: None,
            ..cell(shape, "", None, "")
        };
        let row = |id: &str, label: &str, scored: bool, cells: Vec<CellView>| CriterionView {
            id: id.into(),
            anchor: format!("kb-c-{id}"),
            label: self.w(label),
            scored,
            weight: 3,
            scale: if scored { self.or_none("poor, weak, fair, good, strong") } else { String::new() },
            steps: if scored && id != "cost-high" {
                ["poor", "weak", "fair", "good", "strong"].map(|step| self.w(step)).into()
            } else {
                Vec::new()
            },
            range: (id == "cost-high").then_some([0.0, 100.0]),
            unit: if id == "cost-high" { self.or_none("EUR per month") } else { String::new() },
            better: if id == "cost-high" { "lower" } else { "higher" },
            cells,
        };
        let group = |title: &str, criteria| CriterionGroup { title: self.or_none(title), criteria };
        let rank = |shape: u8, score: Option<f64>, ranked: bool, out: &[&str]| RankRow {
            option: self.option(r, shape),
            column: usize::from(shape) - 1,
            score,
            exact: score,
            share: if ranked { 100.0 } else { 40.0 },
            coverage: if ranked { 100 } else { 40 },
            ranked,
            knocked_out: out.iter().map(|o| self.w(o)).collect(),
        };
        let ranking = |id: &str, label: &str| RankingView {
            id: id.into(),
            label: self.w(label),
            weights: String::new(),
            musts: String::new(),
            rows: vec![
                rank(1, Some(73.3), true, &[]),
                rank(3, Some(66.7), true, &[]),
                rank(2, self.some(60.0), self.full, &[]),
                rank(4, None, false, if id.is_empty() { &[] } else { &["Startup time"] }),
            ],
            says: self.w("No clear winner: Serverless functions leads Mixed by 6.6."),
            clear: false,
            flip: self.or_none("With weight 5 for Operations work, Mixed leads."),
        };
        let point = |column: u8, score: f64, y| PlotPoint {
            column: usize::from(column) - 1,
            shape: column,
            score,
            x: 30.0 + score * 0.6,
            beside: 0.0,
            y,
        };
        let line = |id: &str, label: &str, y: u32, points: Vec<PlotPoint>| PlotRow {
            id: id.into(),
            label: self.w(label),
            weight: 3,
            label_y: y - 10,
            y,
            span: (points.len() > 1).then_some([30.0, 90.0]),
            points,
        };
        let plot = PlotView {
            finding: FindingView {
                says: if self.full { "two" } else { "unknown" },
                first: self.w("Startup time"),
                second: self.w("Operations work"),
                criteria: 2,
            },
            marks: vec![PlotMark { score: 0, x: 30.0 }, PlotMark { score: 100, x: 90.0 }],
            top: 20,
            height: 90,
            rows: self.list(vec![
                line(
                    "cost-low",
                    "Bill when traffic is low or uneven",
                    40,
                    vec![point(1, 100.0, 40), point(2, 25.0, 40)],
                ),
                line("startup", "Startup time", 70, vec![point(3, 75.0, 70)]),
            ]),
        };
        let content = ComparisonView {
            frame: self.frame(r, "comparison", "both", 0),
            plot: self.some(plot),
            options: vec![self.option(r, 1), self.option(r, 2), self.option(r, 3)],
            weights: self.list(vec![
                WeightView { id: "cost-low".into(), label: self.w("Bill when traffic is low or uneven"), weight: 3 },
                WeightView {
                    id: "cost-high".into(),
                    label: self.w("Bill when traffic is steady and heavy"),
                    weight: 3,
                },
            ]),
            data: "../both.json".into(),
            groups: self.list(vec![
                group(
                    "",
                    vec![row(
                        "deploy",
                        "What you deploy",
                        false,
                        vec![
                            cell(1, "", None, "Functions"),
                            cell(2, "", None, "Long-running services"),
                            cell(3, "", None, "Both"),
                        ],
                    )],
                ),
                group(
                    "Cost",
                    vec![
                        row(
                            "cost-low",
                            "Bill when traffic is low or uneven",
                            true,
                            vec![
                                cell(1, "strong", Some(5), "Nothing runs, nothing is billed."),
                                cell(2, "weak", Some(2), "Uptime is billed at 3 a.m. as at noon."),
                                cell(3, "good", Some(4), "The core is a fixed cost; jobs rest for free."),
                            ],
                        ),
                        row(
                            "cost-high",
                            "Bill when traffic is steady and heavy",
                            true,
                            vec![
                                cell(1, "weak", Some(2), "Time and memory are charged on every run, and it adds up."),
                                cell(2, "good", Some(4), "A fixed spend is shared by many requests."),
                                unknown(3),
                            ],
                        ),
                    ],
                ),
                group(
                    "Operations",
                    vec![row(
                        "ops",
                        "Operations work left to you",
                        true,
                        vec![
                            cell(1, "strong", Some(5), "The provider runs the machines."),
                            cell(2, "poor", Some(1), "Logging, monitoring, gateways, orchestration."),
                            cell(3, "fair", Some(3), "Both sets of habits, in smaller doses."),
                        ],
                    )],
                ),
            ]),
            criteria: 4,
            ranking: ranking("", "Default weights"),
            presets: self.list(vec![ranking("first-version", "First version"), ranking("teams", "Several teams")]),
        };
        self.page("comparisons/both/index.html", "comparison.html", "Serverless, microservices, or some of each", "Neither wins everywhere. Functions are light and quiet when idle; services give you control and stay warm.", Content::Comparison(Box::new(content)), &[("body", "<h2 id=\"beyond\">Before you trust the order</h2><ul><li><strong>Compare one workload.</strong> Checkout and thumbnails can want different shapes.</li></ul>")])
    }

    fn tree_page(&self) -> Fixture {
        let r = "../../";
        let outcome = |id: &str, title: &str, shapes: &[u8]| OutcomeLink {
            id: id.into(),
            title: self.w(title),
            href: if id == "exit" { String::new() } else { format!("o/{id}/") },
            recommend: shapes.iter().map(|s| self.option(r, *s)).collect(),
        };
        let content = TreeView {
            frame: self.frame(r, "tree", "backend-shape", 0),
            caveat: self.or_none("The source sells consulting; the order of answers is not a ranking."),
            start: self.some(self.link("What are you building?", "q/stage/")),
            ask: self.some(self.ask(r)),
            shortest: 1,
            longest: 4,
            questions: self.list(vec![
                QuestionLink { id: "stage".into(), ask: self.w("What are you building?"), href: "q/stage/".into() },
                QuestionLink {
                    id: "traffic".into(),
                    ask: self.w("How does traffic arrive?"),
                    href: "q/traffic/".into(),
                },
            ]),
            outcomes: self.list(vec![
                outcome("serverless", "Serverless functions", &[1]),
                outcome("hybrid", "An always-on core with functions beside it", &[3]),
                outcome("exit", "Leave", &[]),
            ]),
            comparison: self.some(self.link("Serverless or microservices", "../../comparisons/both/")),
            all: "all/".into(),
            json: "../backend-shape.json".into(),
            text: self.tree(),
            map: self.link("Map of the tree", "map/"),
        };
        self.page(
            "trees/backend-shape/index.html",
            "tree.html",
            "Which backend shape?",
            "Five outcomes for one workload; run it once per workload.",
            Content::Tree(Box::new(content)),
            &[("body", "<p>Take one workload and an ordinary week.</p>")],
        )
    }

    fn question(&self, kind: &'static str, on_path: bool) -> Fixture {
        let r = "../../../../";
        let content = QuestionView {
            tree: self.link("Which backend shape?", "../../"),
            start: self.link("What are you building?", "../stage/"),
            id: "traffic".into(),
            ask: self.w("How does traffic arrive?"),
            kind,
            unit: self.or_none("%"),
            min: self.some(0.0),
            max: self.some(100.0),
            picks: self.list(vec![
                PickView { id: "emails".into(), label: self.w("Emails") },
                PickView { id: "thumbnails".into(), label: self.w("Thumbnails") },
            ]),
            answers: self.answers(r),
            path: if on_path { self.taken(r) } else { Vec::new() },
            back: self.some(self.link("What are you building?", "../stage/")).filter(|_| on_path),
            state: self.some(self.state()).filter(|_| !on_path),
            position: 3,
            left: if self.full { 1 } else { 0 },
            from: self.froms(),
            criterion: self.some(self.link("Startup time", "../../../../comparisons/both/#kb-c-startup-time")),
            because: self.list(vec![self.entry(
                r,
                "performance",
                "cost",
                "Pay per run or for uptime",
                "Two bills, the point where they cross, and how to find yours.",
            )]),
            drawing: self.some(self.drawing()),
            text: self.tree(),
            map: self.link("Map of the tree", "../../map/"),
            file: self.w("content/trees/backend-shape.md"),
            edit: self.some("https://git.example.org/edit/content/trees/backend-shape.md".to_owned()),
        };
        self.page(
            &format!("trees/backend-shape/q/{kind}/index.html"),
            "question.html",
            "How does traffic arrive?",
            "",
            Content::Question(Box::new(content)),
            &[("help", "<p>Think of one workload over an ordinary week, launches and sales left out.</p>")],
        )
    }

    fn outcome(&self, on_path: bool) -> Fixture {
        let r = "../../../../";
        let note = |title: &str, text: &str| self.entry(r, "performance", "cold-starts", title, text);
        let content = OutcomeView {
            tree: self.link("Which backend shape?", "../../"),
            start: self.link("What are you building?", "../../q/stage/"),
            id: "microservices".into(),
            title: self.w("Microservices"),
            confidence: self.some("single-source".to_owned()).unwrap_or_default(),
            basis: if self.full { "assumption" } else { "" },
            recommend: self.list(vec![self.option(r, 2)]),
            duties: self.list(vec![
                note("Operations overhead", "Logs and traces that follow a request across services"),
                note("Security controls", ""),
            ]),
            contra: self.list(vec![ContraView {
                condition: self.w("Can you run a platform: No"),
                written: "run=no".into(),
                open: self.full,
                entry: note("Microservices toolchain", "Pipelines, monitoring and on-call come first."),
            }]),
            revisit: self.list(vec![note("Cost curve", "The bill grows with every run.")]),
            because: self.list(vec![note("Pay per run or for uptime", "Always-on capacity is used, not wasted.")]),
            from: self.froms(),
            path: if on_path { self.taken(r) } else { Vec::new() },
            changes: if !on_path {
                Vec::new()
            } else {
                self.list(vec![ChangeView {
                    ask: self.w("Can you run a platform?"),
                    answer: self.w("Not yet"),
                    to: self.link("Mixed", "../../o/mixed/"),
                    ends: true,
                    recommend: self.list(vec![self.option(r, 3)]),
                }])
            },
            evidence: EvidenceView {
                agree: self.list(self.cases(r)),
                disagree: self.list(self.cases(r)),
                agree_count: 1,
                disagree_count: 2,
            },
            comparison: self.some(self.link("Serverless or microservices", "../../../../comparisons/both/")),
            record: self.some(RecordView {
                file: "content/decisions/backend-shape-microservices.md".into(),
                name: "backend-shape-microservices.md".into(),
                text: "+++\ntitle = \"Our workload\"\n+++\n".into(),
                download: "decision.md".into(),
                new_file: self.some("https://git.example.org/new/main/content/decisions".to_owned()),
                command: "kb decide backend-shape --record content/decisions/backend-shape-microservices.md".into(),
            }),
            state: self.some(self.state()).filter(|_| !on_path),
            toc: vec![],
            sources: self.sources(),
            drawing: self.some(self.drawing()),
            text: self.tree(),
            map: self.link("Map of the tree", "../../map/"),
            file: self.w("content/trees/backend-shape.md"),
            edit: self.some("https://git.example.org/edit/content/trees/backend-shape.md".to_owned()),
        };
        let folder = if on_path { "p/run.yes" } else { "o/microservices" };
        self.page(&format!("trees/backend-shape/{folder}/index.html"), "outcome.html", "Microservices", "Split the product along its own seams, give each part an owner, and let every part ship on its own day.", Content::Outcome(Box::new(content)), &[("body", "<h2 id=\"because\">Why it fits</h2><p>There is something to protect. One faulty release should not take everything down.</p><h2 id=\"first\">Before the first split</h2><ul><li>Logs and traces that follow a request</li><li>One pipeline that builds, tests and rolls back any service</li></ul>")])
    }

    fn tag(&self) -> Fixture {
        let r = "../../";
        let (kinds, tags) = self.counted(r);
        let group = |id: &str, title: &str, icon: &str, entries| ListGroup {
            title: self.w(title),
            anchor: format!("kb-g-{id}"),
            icon: icon.into(),
            entries,
        };
        let case = self.entry(r, "case-study", "checkout", "Checkout in four services", "");
        let content = ListView {
            scope: "tag",
            count: if self.full { 6 } else { 0 },
            groups: self.list(vec![
                group(
                    "note",
                    "Notes",
                    "note",
                    vec![
                        self.entry(
                            r,
                            "performance",
                            "cold-starts",
                            "Cold starts",
                            "When the pause of a first request is worth paying to avoid.",
                        ),
                        EntryLink {
                            status: Some(self.due()),
                            ..self.entry(
                                r,
                                "performance",
                                "runs",
                                "Pay per run or for uptime",
                                "Two bills, the point where they cross, and how to find yours.",
                            )
                        },
                    ],
                ),
                group(
                    "comparison",
                    "Comparisons",
                    "comparison",
                    vec![self.entry(
                        r,
                        "comparison",
                        "both",
                        "Serverless or microservices",
                        "Two of nine criteria are about the bill: quiet traffic and steady traffic.",
                    )],
                ),
                group("option", "Options", "option", vec![self.option(r, 1)]),
                group("case-study", "Case studies", "case", vec![case]),
            ]),
            cases: vec![],
            tags,
            kinds,
            letters: self.letters(r),
            kind: None,
            add: None,
        };
        self.page(
            "tags/cost/index.html",
            "list.html",
            "cost",
            "What each shape bills you for, and when the cheaper one stops being cheaper.",
            Content::List(Box::new(content)),
            &[("body", "<p>Text about the tag.</p>")],
        )
    }

    fn cases_page(&self) -> Fixture {
        let r = "../";
        let (kinds, _) = self.counted(r);
        let cases = self.list(self.cases(r));
        let content = ListView {
            scope: "kind",
            count: cases.len(),
            groups: vec![ListGroup {
                title: String::new(),
                anchor: "kb-g-case-study".into(),
                icon: String::new(),
                entries: cases.iter().map(|case| case.entry.clone()).collect(),
            }],
            cases,
            tags: vec![],
            kinds,
            letters: vec![],
            kind: Some(self.kind_of("case-study")),
            add: self.some("https://git.example.org/architecture/kb/new/main/content/case-studies".to_owned()),
        };
        self.page(
            "case-studies/index.html",
            "list.html",
            "Case studies",
            "What teams chose, what happened, and what they would change.",
            Content::List(Box::new(content)),
            &[],
        )
    }

    fn all_tags(&self) -> Fixture {
        let (_, tags) = self.counted("../");
        self.page("tags/index.html", "tags.html", "Tags", "", Content::Tags { tags }, &[])
    }

    fn search(&self) -> Fixture {
        let (kinds, tags) = self.counted("../");
        let entries = self.list(vec![
            self.entry("../", "performance", "cold-starts", "Cold starts", ""),
            self.option("../", 1),
            EntryLink {
                status: Some(self.due()),
                ..self.entry("../", "case-study", "checkout", "Checkout in four services", "")
            },
        ]);
        self.page("search/index.html", "search.html", "Search", "", Content::Search { kinds, tags, entries }, &[])
    }

    fn lost(&self) -> Fixture {
        let trees = self.list(vec![self.link("Which backend shape?", "/trees/backend-shape/q/stage/")]);
        self.page("404.html", "404.html", "Page not found", "", Content::NotFound { trees }, &[])
    }

    fn redirect(&self) -> Fixture {
        let to = Link { title: self.or_none("Cold starts"), ..self.link("", "../performance/cold-starts/") };
        self.page("old/index.html", "redirect.html", "Cold starts", "", Content::Redirect { to }, &[])
    }
}
