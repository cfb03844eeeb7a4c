//! Kinds of entries: their folders, names and keys, built-in ones and a team's own in one form.
//!
//! A kind is a row here and, when it shows something of its own, a template.

use std::borrow::Cow;

use crate::config::{TeamField, TeamFieldType, TeamKind};

/// How two entries are related: written on one side, derived on the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation {
    /// Its name from the side that writes it.
    pub name: Cow<'static, str>,
    /// Its name from the other side.
    pub inverse: Cow<'static, str>,
}

impl Relation {
    const fn new(name: &'static str, inverse: &'static str) -> Self {
        Relation { name: Cow::Borrowed(name), inverse: Cow::Borrowed(inverse) }
    }
}

/// The relations of the content model, by the names that `site.json` uses.
pub mod relation {
    use super::Relation;

    /// Outcome to option.
    pub static RECOMMENDS: Relation = Relation::new("recommends", "recommended by");
    /// Answer or outcome to the entry that gives the reason.
    pub static BECAUSE: Relation = Relation::new("because", "reason for");
    /// Outcome to what one takes on with it.
    pub static DUTY: Relation = Relation::new("duty", "duty of");
    /// Outcome to what speaks against it.
    pub static CONTRA: Relation = Relation::new("contra", "raised against");
    /// Outcome to what should bring the reader back.
    pub static REVISIT: Relation = Relation::new("revisit", "revisited from");
    /// Use case to option.
    pub static SUITS: Relation = Relation::new("suits", "suited by");
    /// Use case to option.
    pub static AVOID: Relation = Relation::new("avoid", "avoided for");
    /// Comparison to option.
    pub static WEIGHS: Relation = Relation::new("weighs", "weighed in");
    /// Cell to the entry that shows it.
    pub static EVIDENCE: Relation = Relation::new("evidence", "shown by");
    /// Entry to the option it is about.
    pub static ABOUT: Relation = Relation::new("about", "notes on");
    /// Note to the note whose problem it makes smaller.
    pub static MITIGATES: Relation = Relation::new("mitigates", "mitigated by");
    /// Case study or decision to an outcome.
    pub static TOOK: Relation = Relation::new("took", "taken by");
    /// Case study or decision to an option.
    pub static CHOSE: Relation = Relation::new("chose", "chosen by");
    /// Decision to an option.
    pub static REJECTED: Relation = Relation::new("rejected", "rejected by");
    /// Term to what explains more.
    pub static SEE: Relation = Relation::new("see", "seen from");
    /// Newer to older.
    pub static SUPERSEDES: Relation = Relation::new("supersedes", "superseded by");
    /// Entry to source.
    pub static CITES: Relation = Relation::new("cites", "cited by");
    /// Both ways.
    pub static RELATED: Relation = Relation::new("related", "related");
    /// A link in prose.
    pub static MENTIONS: Relation = Relation::new("mentions", "mentioned by");
}

/// The type of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// True or false.
    Bool,
    /// A number.
    Number,
    /// A local date.
    Date,
    /// A list of ids of entries.
    Ids,
    /// A table from ids of options to `helps`, `hurts` or `neutral`.
    Direction,
    /// `{value, unit, basis}`.
    Threshold,
    /// `{tree, answers, outcome, version}`.
    Took,
    /// A list of `{name, before, after, unit}`.
    Metrics,
    /// Read elsewhere: the keys of trees and comparisons.
    Own,
}

/// A key of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key.
    pub key: Cow<'static, str>,
    /// What readers see as its label.
    pub label: Cow<'static, str>,
    /// Its type.
    pub kind: FieldType,
    /// It must be there, and a list must not be empty.
    pub required: bool,
    /// The only texts allowed; empty means any.
    pub values: Cow<'static, [Cow<'static, str>]>,
    /// For ids: the kinds they may name; empty means any.
    pub targets: Cow<'static, [Cow<'static, str>]>,
    /// For ids: the relation they make.
    pub relation: Option<Relation>,
}

/// Keys that every kind has.
pub const COMMON: [&str; 24] = [
    "aliases",
    "authors",
    "confidence",
    "created",
    "description",
    "example",
    "extra",
    "kind",
    "lang",
    "opinion",
    "options",
    "owners",
    "related",
    "review_every",
    "reviewed",
    "search",
    "slug",
    "sources",
    "status",
    "supersedes",
    "tags",
    "template",
    "title",
    "weight",
];

/// A kind of entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// Its id.
    pub id: Cow<'static, str>,
    /// The folder whose files are of this kind; empty for plain pages.
    pub folder: Cow<'static, str>,
    /// What one is called.
    pub title: Cow<'static, str>,
    /// What many are called.
    pub plural: Cow<'static, str>,
    /// One line about the kind, for home.
    pub about: Cow<'static, str>,
    /// Its icon.
    pub icon: &'static str,
    /// Keys common to all kinds that this one requires.
    pub requires: &'static [&'static str],
    /// Its own keys.
    pub fields: Vec<Field>,
}

impl Kind {
    /// Security, performance, cost and delivery stand together as notes.
    pub fn is_note(&self) -> bool {
        matches!(&*self.id, "security" | "performance" | "cost" | "delivery")
    }
}

fn field(key: &'static str, label: &'static str, kind: FieldType) -> Field {
    Field {
        key: key.into(),
        label: label.into(),
        kind,
        required: false,
        values: Cow::Borrowed(&[]),
        targets: Cow::Borrowed(&[]),
        relation: None,
    }
}

fn ids(key: &'static str, label: &'static str, targets: &'static [Cow<'static, str>], relation: &Relation) -> Field {
    Field { targets: Cow::Borrowed(targets), relation: Some(relation.clone()), ..field(key, label, FieldType::Ids) }
}

fn text(key: &'static str, label: &'static str) -> Field {
    field(key, label, FieldType::Text)
}

fn texts(key: &'static str, label: &'static str) -> Field {
    field(key, label, FieldType::Texts)
}

fn own(key: &'static str) -> Field {
    field(key, "", FieldType::Own)
}

fn required(field: Field) -> Field {
    Field { required: true, ..field }
}

fn one_of(field: Field, values: &'static [Cow<'static, str>]) -> Field {
    Field { values: Cow::Borrowed(values), ..field }
}

const OPTION: &[Cow<'static, str>] = &[Cow::Borrowed("option")];
const VERDICTS: &[Cow<'static, str>] =
    &[Cow::Borrowed("kept"), Cow::Borrowed("changed"), Cow::Borrowed("reverted"), Cow::Borrowed("open")];

type Row =
    (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

/// Id, folder, title, plural, icon, line for home, common keys that are required.
const ROWS: [Row; 14] = [
    (
        "tree",
        "trees",
        "Decision tree",
        "Decision trees",
        "decision",
        "Questions that end in a recommendation, with its reasons and its limits.",
        &["description", "reviewed"],
    ),
    (
        "comparison",
        "comparisons",
        "Comparison",
        "Comparisons",
        "comparison",
        "Options against criteria, each cell with its reason and its source.",
        &["description", "reviewed", "options"],
    ),
    (
        "option",
        "options",
        "Option",
        "Options",
        "option",
        "What each shape is, what it gives you and what it asks of you.",
        &["description"],
    ),
    (
        "use-case",
        "use-cases",
        "Use case",
        "Use cases",
        "use",
        "Start from the work: what it looks like and which shape fits it.",
        &["description"],
    ),
    (
        "security",
        "security",
        "Security note",
        "Security",
        "note",
        "Who guards what, and which duties stay with the team.",
        &["description", "options", "reviewed"],
    ),
    (
        "performance",
        "performance",
        "Performance note",
        "Performance",
        "note",
        "Bursts, cold starts, steady load.",
        &["description", "options", "reviewed"],
    ),
    (
        "cost",
        "cost",
        "Cost note",
        "Cost",
        "note",
        "What the bill is made of, and when it bends.",
        &["description", "options", "reviewed"],
    ),
    (
        "delivery",
        "delivery",
        "Delivery note",
        "Delivery",
        "note",
        "Building, testing, releasing, and the people who do it.",
        &["description", "options", "reviewed"],
    ),
    (
        "case-study",
        "case-studies",
        "Case study",
        "Case studies",
        "case",
        "What teams chose, what it cost, and whether they would choose it again.",
        &[],
    ),
    (
        "decision",
        "decisions",
        "Decision",
        "Decisions",
        "decision",
        "What was decided here, by whom, and why.",
        &["status"],
    ),
    ("guide", "guides", "Guide", "Guides", "guide", "Advice that puts the pieces together.", &["description"]),
    ("term", "glossary", "Term", "Glossary", "term", "Words, each in a few sentences.", &[]),
    ("source", "sources", "Source", "Sources", "source", "Where claims come from, and who wrote it.", &["accessed"]),
    ("page", "", "Page", "Pages", "page", "Everything else.", &[]),
];

/// Keys of security, performance, cost and delivery.
fn note() -> Vec<Field> {
    vec![
        field("direction", "Effect", FieldType::Direction),
        ids("mitigates", "Mitigates", &[], &relation::MITIGATES),
        texts("controls", "Controls"),
        field("threshold", "Threshold", FieldType::Threshold),
    ]
}

fn fields_of(kind: &str) -> Vec<Field> {
    match kind {
        "option" => {
            vec![texts("also_known_as", "Also known as"), texts("strengths", "Strengths"), texts("limits", "Limits")]
        }
        "comparison" => vec![own("criterion"), own("cell"), own("preset")],
        "use-case" => vec![
            required(ids("suits", "Suits", OPTION, &relation::SUITS)),
            ids("avoid", "Avoid", OPTION, &relation::AVOID),
            texts("signals", "Signals"),
        ],
        "cost" => {
            let mut fields = note();
            fields.insert(fields.len() - 1, text("formula", "Formula"));
            fields
        }
        "security" | "performance" | "delivery" => note(),
        "tree" => ["exits", "comparison", "caveat", "start", "question", "outcome", "path", "never"].map(own).into(),
        "case-study" => vec![
            required(text("team", "Team")),
            required(field("date", "Date", FieldType::Date)),
            required(ids("chose", "Chose", OPTION, &relation::CHOSE)),
            required(text("outcome_so_far", "So far")),
            field("took", "Path", FieldType::Took),
            field("metrics", "Numbers", FieldType::Metrics),
            one_of(text("verdict", "Verdict"), VERDICTS),
            texts("regrets", "Regrets"),
            texts("would_change", "Would change"),
            field("anonymised", "Anonymised", FieldType::Bool),
        ],
        "decision" => vec![
            required(field("date", "Date", FieldType::Date)),
            required(texts("decision_makers", "Decision makers")),
            texts("consulted", "Consulted"),
            texts("informed", "Informed"),
            field("took", "Path", FieldType::Took),
            ids("chose", "Chose", OPTION, &relation::CHOSE),
            ids("rejected", "Rejected", OPTION, &relation::REJECTED),
        ],
        "guide" => vec![texts("steps", "Steps")],
        "term" => vec![required(text("definition", "Definition")), ids("see", "See", &[], &relation::SEE)],
        "source" => vec![
            required(text("publisher", "Publisher")),
            required(field("accessed", "Accessed", FieldType::Date)),
            text("url", "Address"),
            text("file", "File"),
            text("citation", "Citation"),
            text("author", "Author"),
            text("published", "Published"),
            text("interest", "Interest"),
        ],
        _ => Vec::new(),
    }
}

/// All kinds of a knowledge base: the built-in ones in the order in which navigation shows them, then the team's.
pub fn all(team: &[TeamKind]) -> Vec<Kind> {
    let built_in = ROWS.iter().map(|&(id, folder, title, plural, icon, about, requires)| Kind {
        id: id.into(),
        folder: folder.into(),
        title: title.into(),
        plural: plural.into(),
        about: about.into(),
        icon,
        requires,
        fields: fields_of(id),
    });
    let mut kinds: Vec<_> = built_in.chain(team.iter().map(team_kind)).collect();
    // Plain pages come last, also behind kinds of the team.
    let page = kinds.iter().position(|kind| kind.id == "page").expect("plain pages are a built-in kind");
    let page = kinds.remove(page);
    kinds.push(page);
    kinds
}

fn team_kind(kind: &TeamKind) -> Kind {
    Kind {
        id: kind.id.value.clone().into(),
        folder: kind.folder.value.clone().into(),
        title: kind.title.clone().into(),
        plural: kind.plural.clone().into(),
        about: "".into(),
        icon: "page",
        requires: &[],
        fields: kind.fields.iter().map(team_field).collect(),
    }
}

fn team_field(field: &TeamField) -> Field {
    let owned = |texts: &[String]| texts.iter().map(|text| Cow::Owned(text.clone())).collect::<Vec<_>>();
    let relation = Relation {
        name: field.name.value.clone().into(),
        inverse: field.inverse.clone().map_or(Cow::Borrowed("referenced by"), Cow::Owned),
    };
    let kind = match field.kind {
        TeamFieldType::Text => FieldType::Text,
        TeamFieldType::Number => FieldType::Number,
        TeamFieldType::Bool => FieldType::Bool,
        TeamFieldType::Date => FieldType::Date,
        TeamFieldType::List => FieldType::Texts,
        TeamFieldType::Ids => FieldType::Ids,
    };
    Field {
        key: field.name.value.clone().into(),
        label: label_of(&field.name.value).into(),
        kind,
        required: field.required,
        values: owned(&field.values).into(),
        targets: field.target.iter().map(|target| Cow::Owned(target.value.clone())).collect::<Vec<_>>().into(),
        relation: (kind == FieldType::Ids).then_some(relation),
    }
}

/// `first_steps` as «First steps».
fn label_of(key: &str) -> String {
    let words = key.replace(['_', '-'], " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
