//! Code in colours: a few short classes, which a theme gives its colours.
//!
//! | class | what |
//! |---|---|
//! | `s-k` | keyword, tag |
//! | `s-s` | string |
//! | `s-n` | number, constant |
//! | `s-f` | name of a function or type, key |
//! | `s-c` | comment |

use std::sync::OnceLock;

use syntect::parsing::{BasicScopeStackOp, ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::{escape, languages};
use crate::diagnostic::did_you_mean;

/// Longest line that is highlighted, in characters.
const MAX_LINE: u64 = 2_000;
/// Work that one page may cost, in units of about a nanosecond of the slowest syntaxes: four seconds of malice, or some
/// thousands of lines that people write.
const BUDGET: u64 = 4_000_000_000;
/// Scopes around one place. Some syntaxes take longer for every bracket that is open; people do not open so many.
const MAX_SCOPES: usize = 120;

/// The syntaxes of all languages. They are loaded when the first block of code needs them; to share one is cheap.
#[derive(Default)]
pub struct Highlighter {
    loaded: OnceLock<Loaded>,
}

struct Loaded {
    syntaxes: SyntaxSet,
    classes: Vec<(Scope, Class)>,
}

/// What one page may still spend on colours. It counts work, not time, so the same page always looks the same.
pub struct Budget(u64);

impl Default for Budget {
    fn default() -> Self {
        Budget(BUDGET)
    }
}

impl Budget {
    /// Pays for a line inside that many scopes; false when it is too long or too much.
    fn pays(&mut self, line: &str, scopes: usize) -> bool {
        let length = line.chars().count() as u64;
        // Expressions that look for the end of the line from every place, twice, make the cube.
        let price = (length.saturating_pow(3) + 20_000 * length + 100_000).saturating_mul(30 + scopes as u64) / 30;
        let affordable = length <= MAX_LINE && scopes <= MAX_SCOPES && price <= self.0;
        if affordable {
            self.0 -= price;
        }
        affordable
    }
}

/// A language, found by the name after a fence.
pub enum Language<'a> {
    /// Shown without colours, under this label (empty: none).
    Plain(&'static str),
    /// One that has a syntax.
    Known(&'a SyntaxReference),
    /// None of that name.
    Unknown,
}

impl Language<'_> {
    /// What readers see, empty for text.
    pub fn label(&self) -> &str {
        match self {
            Language::Plain(label) => label,
            Language::Known(syntax) => languages::label(&syntax.name),
            Language::Unknown => "",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// What stands around it decides.
    Inherit,
    /// No colour, whatever stands around it: code inside a string.
    None,
    Keyword,
    /// A keyword when it is a word (`and`), else nothing (`+`).
    Operator,
    String,
    Number,
    Name,
    Comment,
}

impl Class {
    fn name(self, text: &str) -> Option<&'static str> {
        match self {
            Class::Keyword => Some("s-k"),
            Class::Operator => text.starts_with(char::is_alphabetic).then_some("s-k"),
            Class::String => Some("s-s"),
            Class::Number => Some("s-n"),
            Class::Name => Some("s-f"),
            Class::Comment => Some("s-c"),
            Class::Inherit | Class::None => None,
        }
    }
}

/// Beginnings of scopes and their classes; the first that fits decides.
const CLASSES: &[(&str, Class)] = &[
    ("comment", Class::Comment),
    ("string", Class::String),
    ("constant.character", Class::String),
    ("constant", Class::Number),
    ("support.constant", Class::Number),
    ("variable.language", Class::Keyword),
    ("variable.function", Class::Name),
    ("keyword.operator", Class::Operator),
    ("keyword", Class::Keyword),
    ("storage", Class::Keyword),
    ("support", Class::Name),
    ("entity.name.tag", Class::Keyword),
    ("entity", Class::Name),
    ("markup.heading", Class::Keyword),
    ("markup.raw", Class::String),
    ("markup.quote", Class::Comment),
    ("markup.inserted", Class::String),
    ("markup.deleted", Class::Number),
    ("meta.interpolation", Class::None),
    ("meta.template.expression", Class::None),
    ("source", Class::None),
    ("text", Class::None),
];

impl Highlighter {
    /// A highlighter that has loaded nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The language of that name. No name is no language, and loads nothing.
    pub(super) fn language(&self, written: &str) -> Language<'_> {
        if written.is_empty() {
            return Language::Plain("");
        }
        if let Some(label) = languages::plain(written) {
            return Language::Plain(label);
        }
        let syntaxes = &self.loaded().syntaxes;
        let token = languages::canonical(written);
        match syntaxes.find_syntax_by_token(token) {
            Some(syntax) if syntax.name == "Plain Text" => Language::Plain(""),
            Some(syntax) => match languages::slow(&syntax.name) {
                Some(label) => Language::Plain(label),
                None => Language::Known(syntax),
            },
            None => Language::Unknown,
        }
    }

    /// What to do about a name that no language has.
    pub(super) fn help(&self, written: &str) -> String {
        nearest(&self.loaded().syntaxes, written).unwrap_or_else(|| "use `text` for none".to_owned())
    }

    /// The lines of a block of code as HTML, each with its line end.
    ///
    /// A line that the budget does not pay for stays plain, and so do all after it: what it opened is not known.
    pub(super) fn lines(&self, syntax: &SyntaxReference, code: &str, budget: &mut Budget) -> Vec<String> {
        let loaded = self.loaded();
        let mut state = ParseState::new(syntax);
        let mut scopes = Scopes::default();
        let mut lost = false;
        let line_html = |line: &str| {
            lost = lost || !budget.pays(line, scopes.classes.len());
            // An error is a fault in a syntax definition; the text is worth more than its colours.
            let ops = if lost { None } else { state.parse_line(line, &loaded.syntaxes).ok() };
            match ops {
                Some(ops) => scopes.line(line, &ops, &loaded.classes),
                None => {
                    lost = true;
                    escape::text(line)
                }
            }
        };
        code.split_inclusive('\n').map(line_html).collect()
    }

    fn loaded(&self) -> &Loaded {
        self.loaded.get_or_init(|| {
            let scope = |(start, class): &(&str, Class)| {
                (Scope::new(start).expect("the beginnings of scopes are well-formed"), *class)
            };
            Loaded { syntaxes: two_face::syntax::extra_newlines(), classes: CLASSES.iter().map(scope).collect() }
        })
    }
}

/// The scopes around a place in the code, and the class of each.
#[derive(Default)]
struct Scopes {
    stack: ScopeStack,
    classes: Vec<Class>,
}

impl Scopes {
    fn line(
        &mut self,
        line: &str,
        ops: &[(usize, syntect::parsing::ScopeStackOp)],
        table: &[(Scope, Class)],
    ) -> String {
        let mut out = Pieces::default();
        let mut done = 0;
        for (at, op) in ops {
            out.push(self.class(), &line[done..*at]);
            done = *at;
            let classes = &mut self.classes;
            let applied = self.stack.apply_with_hook(op, |op, _| match op {
                BasicScopeStackOp::Push(scope) => classes.push(class_of(scope, table)),
                BasicScopeStackOp::Pop => {
                    classes.pop();
                }
            });
            if applied.is_err() {
                break;
            }
        }
        out.push(self.class(), &line[done..]);
        out.html()
    }

    fn class(&self) -> Class {
        self.classes.iter().rev().copied().find(|class| *class != Class::Inherit).unwrap_or(Class::None)
    }
}

fn class_of(scope: Scope, table: &[(Scope, Class)]) -> Class {
    table.iter().find(|(start, _)| start.is_prefix_of(scope)).map_or(Class::Inherit, |(_, class)| *class)
}

/// Text in classes; neighbours of one class become one element.
#[derive(Default)]
struct Pieces {
    out: String,
    open: Option<&'static str>,
    /// Blanks have no colour: they wait to see whether the element goes on after them.
    blanks: String,
}

impl Pieces {
    fn push(&mut self, class: Class, text: &str) {
        let visible = text.trim_start();
        self.blanks.push_str(&text[..text.len() - visible.len()]);
        let visible = visible.trim_end();
        if visible.is_empty() {
            return;
        }
        let name = class.name(visible);
        if name != self.open {
            self.close();
            self.out.push_str(&std::mem::take(&mut self.blanks));
            if let Some(name) = name {
                self.out += &format!("<span class=\"{name}\">");
            }
            self.open = name;
        }
        self.out.push_str(&std::mem::take(&mut self.blanks));
        escape::push(&mut self.out, visible);
        let blanks = text.trim_start().len() - visible.len();
        self.blanks.push_str(&text[text.len() - blanks..]);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.out.push_str("</span>");
        }
    }

    fn html(mut self) -> String {
        self.close();
        self.out + &self.blanks
    }
}

fn names(syntaxes: &[String]) -> impl Iterator<Item = &str> {
    languages::names().map(|name| -> &str { name }).chain(syntaxes.iter().map(String::as_str))
}

fn nearest(syntaxes: &SyntaxSet, written: &str) -> Option<String> {
    let lower: Vec<String> = syntaxes
        .syntaxes()
        .iter()
        .filter(|syntax| !syntax.hidden)
        .flat_map(|syntax| syntax.file_extensions.iter().chain([&syntax.name]))
        // A name with blanks cannot be written after a fence, and one letter is near to everything.
        .filter(|name| !name.contains(' ') && name.len() > 1)
        .map(|name| name.to_lowercase())
        .collect();
    did_you_mean(&written.to_lowercase(), names(&lower))
}
