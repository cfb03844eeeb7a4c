//! A page as a browser reads it: its ids, what it asks for, where it leads, and code that its policy would stop.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::{Link, Unplaced, style};

/// Whether a browser follows an address by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// It is asked as soon as the page is shown.
    Asked,
    /// It is asked when a reader wants it.
    Followed,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub ids: BTreeSet<String>,
    pub links: Vec<Link>,
    pub problems: Vec<Unplaced>,
    /// The address that it gives for itself.
    pub canonical: Option<String>,
}

/// Reads a page.
pub(super) fn read(text: &str) -> Page {
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let reader = Reader { text, starts, state: RefCell::default() };
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let State { mut page, policy, .. } = tokenizer.sink.state.into_inner();
    if !policy {
        page.problems.push(Unplaced {
            rule: "output-no-policy",
            message: "the page has no `Content-Security-Policy`".to_owned(),
            help: Some("a template that does not extend `base.html` needs the `<meta>` of that one"),
            span: None,
        });
    }
    page
}

struct Reader<'a> {
    text: &'a str,
    /// Where each line begins.
    starts: Vec<usize>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    page: Page,
    policy: bool,
    /// An inline script that may run is open.
    script: bool,
    /// Where the next tag is looked for.
    from: usize,
}

impl TokenSink for Reader<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            TagToken(tag) if tag.kind == StartTag => {
                let span = self.span(&mut state, &tag, line);
                state.tag(&tag, &span);
                return raw(&tag.name);
            }
            CharacterTokens(code) if state.script && !code.trim().is_empty() => {
                state.script = false;
                let span = self.line(line);
                state.inline(span, "a script stands in the page".to_owned());
            }
            TagToken(_) => state.script = false,
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reader<'_> {
    fn line(&self, line: u64) -> Range<usize> {
        let at = usize::try_from(line).unwrap_or(1).saturating_sub(1).min(self.starts.len() - 1);
        self.starts[at]..self.starts.get(at + 1).map_or(self.text.len(), |next| next - 1)
    }

    /// Where a tag stands. The reader of HTML only tells lines, so it is looked for from the last tag on.
    fn span(&self, state: &mut State, tag: &Tag, line: u64) -> Range<usize> {
        let line = self.line(line);
        let end = line.end;
        let open = format!("<{}", tag.name);
        let found = self.text.get(state.from..end).and_then(|rest| rest.to_ascii_lowercase().find(&open));
        let Some(start) = found.map(|at| state.from + at) else { return line };
        let close = self.text[start..].find('>').map_or(end, |at| start + at + 1);
        state.from = start + open.len();
        start..close
    }
}

/// What follows some tags is text, whatever it looks like.
fn raw(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" => TokenSinkResult::RawData(RawKind::Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

/// The value of an attribute.
fn value<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

impl State {
    fn inline(&mut self, span: Range<usize>, message: String) {
        self.page.problems.push(Unplaced { rule: "output-inline-code", message, help: None, span: Some(span) });
    }

    fn tag(&mut self, tag: &Tag, span: &Range<usize>) {
        for attribute in &tag.attrs {
            let (name, value) = (&*attribute.name.local, &*attribute.value);
            if name == "style" || name.starts_with("on") {
                self.inline(span.clone(), format!("`<{}>` has the attribute `{name}`", tag.name));
            }
            if name == "style" {
                self.styles(value, span);
            }
            if name == "id" && !self.page.ids.insert(value.to_owned()) {
                let message = format!("two elements have the id `{value}`");
                self.page.problems.push(Unplaced {
                    rule: "output-duplicate-id",
                    message,
                    help: None,
                    span: Some(span.clone()),
                });
            }
        }
        match &*tag.name {
            "style" => self.inline(span.clone(), "a style sheet stands in the page".to_owned()),
            "link" if value(tag, "rel") == Some("canonical") => {
                self.page.canonical = value(tag, "href").map(str::to_owned)
            }
            "script" => self.script = value(tag, "src").is_none() && runs(value(tag, "type").unwrap_or("")),
            "img" if value(tag, "width").is_none() || value(tag, "height").is_none() => {
                self.page.problems.push(Unplaced {
                    rule: "output-missing-size",
                    message: "an image without `width` and `height`: the text below it jumps when it arrives"
                        .to_owned(),
                    help: Some("give a drawing a `viewBox`, or its tag a `width` and a `height`"),
                    span: Some(span.clone()),
                });
            }
            "meta"
                if value(tag, "http-equiv")
                    .is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy")) =>
            {
                self.policy = true;
            }
            _ => {}
        }
        self.addresses(tag, span);
    }

    fn addresses(&mut self, tag: &Tag, span: &Range<usize>) {
        use Reach::{Asked, Followed};
        let mut add = |name: &str, reach: Reach, what: &'static str| {
            if let Some(address) = value(tag, name) {
                self.page.links.push(Link { address: address.to_owned(), reach, what, span: span.clone() });
            }
        };
        match &*tag.name {
            "a" | "area" => add("href", Followed, "a link"),
            "form" => add("action", Followed, "`<form action>`"),
            "link" => {
                let rel = value(tag, "rel").unwrap_or("").to_ascii_lowercase();
                let followed = ["alternate", "canonical", "next", "prev", "author", "license", "help", "search"];
                let asked = !rel.split_whitespace().all(|word| followed.contains(&word));
                add("href", if asked { Asked } else { Followed }, "`<link href>`");
            }
            "script" => add("src", Asked, "`<script src>`"),
            "img" | "source" | "audio" | "track" | "embed" | "iframe" | "input" => add("src", Asked, "`src`"),
            "video" => {
                add("src", Asked, "`<video src>`");
                add("poster", Asked, "`<video poster>`");
            }
            "object" => add("data", Asked, "`<object data>`"),
            "use" | "image" => {
                add("href", Asked, "a drawing");
                add("xlink:href", Asked, "a drawing");
            }
            _ => {}
        }
        for candidate in value(tag, "srcset").unwrap_or_default().split(',') {
            if let Some(address) = candidate.split_whitespace().next() {
                let link = Link { address: address.to_owned(), reach: Asked, what: "`srcset`", span: span.clone() };
                self.page.links.push(link);
            }
        }
    }

    fn styles(&mut self, css: &str, span: &Range<usize>) {
        for (address, _) in style::addresses(css) {
            self.page.links.push(Link { address, reach: Reach::Asked, what: "`style`", span: span.clone() });
        }
    }
}

/// Whether a browser runs a script of this type; other types hold data.
fn runs(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    kind.is_empty() || kind == "module" || kind.contains("javascript") || kind.contains("ecmascript")
}
