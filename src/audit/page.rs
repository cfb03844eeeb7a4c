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

    /// Where a tag stands. The reader of HTML only tells the line in which a tag ends, so the tag is looked for there
    /// after the last one, and in what lies between when it begins further up.
    fn span(&self, state: &mut State, tag: &Tag, line: u64) -> Range<usize> {
        let line = self.line(line);
        let from = state.from.min(line.end);
        let found =
            self.open(from.max(line.start)..line.end, &tag.name).or_else(|| self.open(from..line.end, &tag.name));
        let Some(start) = found else { return line };
        let close = self.text[start..].find('>').map_or(line.end, |at| start + at + 1);
        state.from = start + 1;
        start..close
    }

    /// The first place in the range at which a tag of that name opens.
    fn open(&self, within: Range<usize>, name: &str) -> Option<usize> {
        let text = self.text.get(within.clone())?;
        let opens = |at: usize| {
            let rest = &text.as_bytes()[at + 1..];
            let named = rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
            named && rest.get(name.len()).is_none_or(|&next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'))
        };
        text.match_indices('<').map(|(at, _)| at).find(|&at| opens(at)).map(|at| within.start + at)
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
            "button" => add("formaction", Followed, "`<button formaction>`"),
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
        let mut more = |address: &str, reach: Reach, what: &'static str| {
            self.page.links.push(Link { address: address.to_owned(), reach, what, span: span.clone() });
        };
        candidates(value(tag, "srcset").unwrap_or_default()).for_each(|address| more(address, Asked, "`srcset`"));
        if let Some(address) = refresh(tag) {
            more(address, Followed, "`<meta http-equiv=refresh>`");
        }
    }

    fn styles(&mut self, css: &str, span: &Range<usize>) {
        for (address, _) in style::addresses(css) {
            self.page.links.push(Link { address, reach: Reach::Asked, what: "`style`", span: span.clone() });
        }
    }
}

/// The addresses of a `srcset`: an address ends at a blank, since it may hold commas itself.
fn candidates(srcset: &str) -> impl Iterator<Item = &str> {
    let mut rest = srcset;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let (address, after) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        // One that ends in a comma has no width or density behind it.
        rest = if address.ends_with(',') { after } else { after.split_once(',').map_or("", |(_, next)| next) };
        Some(address.trim_end_matches(',')).filter(|address| !address.is_empty())
    })
}

/// Where a page sends its readers on to: `0; url=../new/`.
fn refresh(tag: &Tag) -> Option<&str> {
    value(tag, "http-equiv").filter(|name| &*tag.name == "meta" && name.eq_ignore_ascii_case("refresh"))?;
    let (_, address) = value(tag, "content")?.split_once([';', ','])?;
    let (key, address) = address.split_once('=')?;
    key.trim().eq_ignore_ascii_case("url").then(|| address.trim().trim_matches(['"', '\'']))
}

/// Whether a browser runs a script of this type; other types hold data.
fn runs(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    kind.is_empty() || kind == "module" || kind.contains("javascript") || kind.contains("ecmascript")
}
