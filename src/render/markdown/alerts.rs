//! Quotes, and the alerts among them: with a title of their own, and folding.
//!
//! The parser knows `> [!NOTE]` alone on its line, as GitHub does. `> [!NOTE]- Title` (folded), `> [!NOTE]+ Title`
//! (open) and `> [!NOTE] Title` are quotes to it and to GitHub; what they mean is read by [`alert_head`].

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::escape;
use super::events::{Events, Placed};
use super::words::Words;
use super::writer::Writer;
use crate::parse::markdown::{AlertHead, alert_head};

impl<'a> Writer<'a> {
    /// Opens a quote or an alert.
    pub(super) fn quote(&mut self, kind: Option<BlockQuoteKind>, events: &mut Events<'a>) {
        self.fresh_line();
        if let Some(kind) = kind {
            self.alert(&AlertHead { kind, fold: None, title: 0 }, Vec::new());
            return;
        }
        let Some(head) = head(&self.prose.text, events) else {
            self.open_level("<blockquote>\n", "</blockquote>\n");
            return;
        };
        events.next();
        let (title, goes_on) = title(&head, events);
        self.alert(&head, title);
        if goes_on {
            self.open("<p>", "</p>\n");
        }
    }

    fn alert(&mut self, head: &AlertHead, title: Vec<Placed<'a>>) {
        let (class, icon, word) = look(head.kind, self.words);
        let word = escape::text(word);
        // Under a title of its own only the icon says of which kind an alert is.
        let name = match title.is_empty() {
            true => "aria-hidden=\"true\"".to_owned(),
            false => format!("role=\"img\" aria-label=\"{word}\""),
        };
        let icon = format!("<svg class=\"i\" {name}><use href=\"#kb-i-alert-{icon}\"></use></svg>");
        let icon = self.islands.keep(icon);
        self.uses.insert("alerts");
        let (open, close, bar) = match head.fold {
            None => (format!("<div class=\"{class}\">"), "</div>\n", "p"),
            Some(true) => (format!("<details class=\"{class}\" open>"), "</details>\n", "summary"),
            Some(false) => (format!("<details class=\"{class}\">"), "</details>\n", "summary"),
        };
        self.open_level(&open, close);
        self.open(&format!("<{bar} class=\"note-t\">{icon}"), format!("</{bar}>\n"));
        if title.is_empty() {
            self.out += &word;
        } else {
            // A click on the bar folds; a link in it would be a second thing to click.
            let links = usize::from(head.fold.is_some());
            self.links += links;
            self.open("<span>", "</span>");
            self.part(title);
            self.close();
            self.links -= links;
        }
        self.close();
    }
}

/// The head of the quote that has just started, if it is that of an alert.
fn head(text: &str, events: &mut Events<'_>) -> Option<AlertHead> {
    if !matches!(events.peek(0), Some(Event::Start(Tag::Paragraph))) {
        return None;
    }
    let (Event::Text(_), range) = events.peek_placed(1)? else { return None };
    // An escaped bracket is a text that begins after its backslash.
    if text[..range.start].ends_with('\\') {
        return None;
    }
    let line = text[range.start..].lines().next()?;
    let head = alert_head(line)?;
    Some(AlertHead { title: range.start + head.title, ..head })
}

/// Takes the first line of the paragraph: the title, and whether the paragraph goes on.
fn title<'a>(head: &AlertHead, events: &mut Events<'a>) -> (Vec<Placed<'a>>, bool) {
    let mut title = Vec::new();
    let mut depth = 0;
    for (event, range) in events.by_ref() {
        match &event {
            Event::End(TagEnd::Paragraph) if depth == 0 => return (title, false),
            Event::SoftBreak | Event::HardBreak if depth == 0 => return (title, true),
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(text) if range.start < head.title => {
                if let Some(rest) = text.get(head.title.min(range.end) - range.start..).filter(|rest| !rest.is_empty())
                {
                    title.push((Event::Text(rest.to_owned().into()), head.title..range.end));
                }
                continue;
            }
            _ => {}
        }
        title.push((event, range));
    }
    (title, false)
}

/// Class, icon and title of a kind.
fn look(kind: BlockQuoteKind, words: &Words) -> (&'static str, &'static str, &str) {
    match kind {
        BlockQuoteKind::Note => ("note", "info", &words.note),
        BlockQuoteKind::Tip => ("note tip", "tip", &words.tip),
        BlockQuoteKind::Important => ("note", "info", &words.important),
        BlockQuoteKind::Warning => ("note caution", "warn", &words.warning),
        BlockQuoteKind::Caution => ("note danger", "warn", &words.caution),
    }
}
