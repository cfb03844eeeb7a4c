//! What a new entry of a kind starts with: the keys it needs, and headings with a word on what belongs under each.
//!
//! The text is sound as it is: an entry that is written and not yet filled in breaks no build.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;

use super::{Entry, Field, FieldType, Kind, Site};

/// Why there is no text to start with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// The kind of which an entry must be there first.
    pub kind: String,
}

/// An id made of a title: in lower case, words joined by hyphens; empty when no letter or digit of it is ASCII.
pub fn id(title: &str) -> String {
    let mut id = String::new();
    for c in title.nfkd().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !('\u{300}'..='\u{36f}').contains(&c) && !matches!(c, '\'' | '\u{2019}') && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.trim_matches('-').to_owned()
}

/// What stands where an author's words are to come.
const DESCRIPTION: &str = "One sentence that says what this is about.";
const BODY: &str = "Write here what there is to say.";
const VALUES: [&str; 17] = [
    "The first thing to do",
    "The second",
    "When it is the best choice",
    "When to think twice",
    "How one notices that this is the case at hand",
    "What got worse",
    "What you would do otherwise today",
    "Author, title, year: all that is needed to find it",
    "Your team",
    "How it went, in one sentence",
    "What the word means, in one sentence.",
    "Who published it",
    "To be filled in",
    "What decides most?",
    "The one thing",
    "The other thing",
    DESCRIPTION,
];

/// Whether a value or a line of a body is one that [`text`] wrote and nobody has replaced yet.
pub fn is_placeholder(written: &str) -> bool {
    written == BODY
        || VALUES.contains(&written)
        || KINDS.iter().any(|kind| headings(kind).iter().any(|(_, hint)| *hint == written))
}

/// Kinds that begin with headings.
const KINDS: [&str; 9] =
    ["option", "comparison", "use-case", "security", "tree", "case-study", "decision", "guide", "source"];

/// The whole file of a new entry.
///
/// # Errors
/// When a key must name an entry of a kind that has none yet.
pub fn text(kind: &Kind, title: &str, today: Date, site: &Site) -> Result<String, Needs> {
    let start = Start { site, today, options: ids_of(site, "option") };
    // Most plain pages need no front matter; a title that Markdown would read as more than words does.
    let plain = title.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | ':' | '?' | '\'' | '«' | '»'));
    if kind.id == "page" && plain {
        return Ok(format!("# {title}\n\n{BODY}\n"));
    }
    let keys = start.keys(kind, title)?;
    let body: Vec<String> = headings(&kind.id).iter().map(|(heading, hint)| section(heading, hint)).collect();
    let body = if body.is_empty() { format!("{BODY}\n") } else { body.join("\n") };
    Ok(format!("+++\n{keys}+++\n{body}"))
}

struct Start<'a> {
    site: &'a Site,
    today: Date,
    options: Vec<&'a str>,
}

impl Start<'_> {
    fn keys(&self, kind: &Kind, title: &str) -> Result<String, Needs> {
        let mut keys = line("title", &quoted(title));
        if kind.requires.contains(&"description") || kind.id == "decision" {
            keys += &line("description", &quoted(DESCRIPTION));
        }
        if kind.id == "decision" {
            keys += &line("status", "\"proposed\"");
        }
        if kind.requires.contains(&"reviewed") {
            keys += &line("reviewed", &self.today.to_string());
        }
        if kind.requires.contains(&"options") {
            let all = matches!(&*kind.id, "comparison");
            keys += &line("options", &list(&self.options()?[..if all { self.options.len() } else { 1 }]));
        }
        if kind.is_note() {
            keys +=
                "# Name the source of what you claim, `sources = [\"id\"]`, or say that it is your own judgement:\n";
            keys += &line("opinion", "true");
        }
        for field in kind.fields.iter().filter(|field| field.required) {
            keys += &line(&field.key, &self.value(kind, field)?);
        }
        Ok(keys + &self.more(kind)?)
    }

    /// Options of the knowledge base, of which there must be one.
    fn options(&self) -> Result<&[&str], Needs> {
        if self.options.is_empty() { Err(Needs { kind: "option".into() }) } else { Ok(&self.options) }
    }

    fn value(&self, kind: &Kind, field: &Field) -> Result<String, Needs> {
        Ok(match field.kind {
            FieldType::Ids => {
                let target = field.targets.first().map_or("option", |target| target);
                let first = ids_of(self.site, target).first().map(|id| list(&[id]));
                first.ok_or_else(|| Needs { kind: target.to_owned() })?
            }
            FieldType::Date => self.today.to_string(),
            FieldType::Number => "0".into(),
            FieldType::Bool => "false".into(),
            FieldType::Texts if kind.id == "decision" => "[]".into(),
            FieldType::Texts => format!("[{}]", quoted(hint(&field.key))),
            _ => quoted(field.values.first().map_or(hint(&field.key), |first| first)),
        })
    }

    /// Keys that are not required and that most entries of the kind want.
    fn more(&self, kind: &Kind) -> Result<String, Needs> {
        Ok(match &*kind.id {
            "option" => "strengths = [\"When it is the best choice\"]\nlimits = [\"When to think twice\"]\n".into(),
            "use-case" => "signals = [\"How one notices that this is the case at hand\"]\n".into(),
            "case-study" => {
                "verdict = \"open\"\nregrets = [\"What got worse\"]\nwould_change = [\"What you would do otherwise today\"]\n"
                    .into()
            }
            "decision" if !self.options.is_empty() => line("chose", &list(&self.options[..1])),
            "guide" => "steps = [\"The first thing to do\", \"The second\"]\n".into(),
            "source" => "citation = \"Author, title, year: all that is needed to find it\"\n".into(),
            "comparison" => self.comparison()?,
            "tree" => self.tree(),
            _ => String::new(),
        })
    }

    fn comparison(&self) -> Result<String, Needs> {
        let mut text = "\n[[criterion]]\nid = \"effort\"\nlabel = \"Effort\"\ntype = \"ordinal\"\n\
            scale = [\"little\", \"some\", \"much\"]    # lowest first\nbetter = \"lower\"\n"
            .to_owned();
        for option in self.options()? {
            text += &format!("\n[[cell]]\noption = {}\ncriterion = \"effort\"\nunknown = true\n", quoted(option));
        }
        Ok(text)
    }

    fn tree(&self) -> String {
        let recommend = |at: usize| self.options.get(at).map_or_else(|| "[]".to_owned(), |option| list(&[option]));
        format!(
            "opinion = true\n\n[[question]]\nid = \"first\"\nask = \"What decides most?\"\n[[question.answer]]\n\
            id = \"one\"\nlabel = \"The one thing\"\nto = \"outcome:one\"\n[[question.answer]]\nid = \"other\"\n\
            label = \"The other thing\"\nto = \"outcome:other\"\n\n[[outcome]]\nid = \"one\"\ntitle = \"The first way\"\n\
            recommend = {}\n\n[[outcome]]\nid = \"other\"\ntitle = \"The second way\"\nrecommend = {}\n\n\
            # Tests that are kept with the tree: one for each outcome.\n[[path]]\nname = \"the one thing\"\n\
            answers = \"first=one\"\nexpect = \"one\"\n\n[[path]]\nname = \"the other thing\"\nanswers = \"first=other\"\n\
            expect = \"other\"\n",
            recommend(0),
            recommend(1)
        )
    }
}

/// Headings of a kind, with what belongs under each.
fn headings(kind: &str) -> &'static [(&'static str, &'static str)] {
    match kind {
        "option" => &[
            ("What it is", "In a few sentences, for someone who has not met it."),
            ("Good fit", "Where it shines."),
            ("Poor fit", "Where it hurts."),
            ("What it costs you", "Work, money and attention that come with it."),
        ],
        "comparison" => &[
            ("Scope", "What is compared, for whom, and as of when."),
            ("How to read it", "What the scores mean, and what they do not."),
            ("Not compared", "What was left out, and why."),
        ],
        "use-case" => &[
            ("Situation", "What the work looks like."),
            ("Why it fits", "What makes the option a good one here."),
            ("When it stops fitting", "The sign that it is time to look again."),
        ],
        "security" | "performance" | "cost" | "delivery" => &[
            ("The point", "What to know, in two sentences."),
            ("Who carries it", "Which duties stay with the team, and which do not."),
            ("What to do", "The steps."),
            ("How to check", "How one sees that it was done."),
        ],
        "tree" => &[
            ("q:first", "What one should know before answering."),
            ("o:one", "Why, what it costs, and the first steps."),
            ("o:other", "Why, what it costs, and the first steps."),
        ],
        "case-study" => &[
            ("Context", "The team, the work, and what mattered."),
            ("Decision", "What was chosen, and what spoke against it."),
            ("Result", "What happened, with numbers where there are some."),
            ("Lessons", "What another team should take from it."),
        ],
        // Those of MADR 4, <https://adr.github.io/madr/>.
        "decision" => &[
            ("Context and Problem Statement", "What has to be decided, and why now."),
            ("Decision Drivers", "What matters most."),
            ("Considered Options", "What could be chosen."),
            ("Decision Outcome", "What was chosen, because of what."),
            ("Consequences", "What gets better, and what gets worse."),
            ("Confirmation", "How one sees that the decision is followed."),
            ("Pros and Cons of the Options", "For each option, what speaks for and against it."),
            ("More Information", "Who was asked, and when to look again."),
        ],
        "guide" => &[
            ("Advice", "What to do."),
            ("Trade-offs", "What it costs, and when it is wrong."),
            ("Next", "Where to go from here."),
        ],
        "source" => &[
            ("What it covers", "What it says, in a few sentences."),
            ("Bias", "Who wrote it, and what interest they have."),
        ],
        _ => &[],
    }
}

fn section(heading: &str, hint: &str) -> String {
    // The one heading of MADR that stands below another.
    let level = if heading == "Consequences" || heading == "Confirmation" { "###" } else { "##" };
    format!("{level} {heading}\n\n{hint}\n")
}

/// What to write for a key of that name.
fn hint(key: &str) -> &'static str {
    match key {
        "team" => "Your team",
        "outcome_so_far" => "How it went, in one sentence",
        "definition" => "What the word means, in one sentence.",
        "publisher" => "Who published it",
        _ => "To be filled in",
    }
}

fn ids_of<'a>(site: &'a Site, kind: &str) -> Vec<&'a str> {
    let of_kind = |entry: &&Entry| site.kind(entry).id == kind;
    site.entries.values().filter(of_kind).map(|entry| &*entry.id).collect()
}

fn line(key: &str, value: &str) -> String {
    format!("{key} = {value}\n")
}

fn list(ids: &[&str]) -> String {
    format!("[{}]", ids.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(", "))
}

/// A text as TOML writes it, which is how JSON does.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text.replace('\u{7f}', "")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_a_title() {
        assert_eq!(id("Écrire d\u{2019}abord: 2 \u{d7} C++!"), "ecrire-dabord-2-c");
        assert_eq!(id("  A -- b  "), "a-b");
        assert_eq!(id("日本"), "");
    }
}
