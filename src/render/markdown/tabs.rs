//! Tabs: a list after `<!-- tabs -->`, each item with a line in bold as its label.
//!
//! A list reads well wherever Markdown is shown, and the comment shows nowhere. What is written is a row of labelled
//! sections, all open; a script of the theme makes tabs of them where scripts run.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::escape;
use super::events::{Events, Placed};
use super::writer::Writer;

/// A section: its label and what stands in it.
struct Tab<'a> {
    label: String,
    inside: Vec<Placed<'a>>,
}

/// The HTML is the comment that makes tabs of the list after it.
pub fn is_comment(html: &str) -> bool {
    let inside = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inside.is_some_and(|inside| inside.trim() == "tabs")
}

impl<'a> Writer<'a> {
    /// Writes the list that comes next as tabs, if it is one and may be.
    pub(super) fn tabs(&mut self, events: &mut Events<'a>) {
        if !matches!(events.peek(0), Some(Event::Start(Tag::List(None)))) || self.is_full_level() {
            return;
        }
        let Some(first) = events.next() else { return };
        let mut kept = Vec::new();
        events.inside(|event, range| kept.push((event, range)));
        let items = items(&kept);
        if let Some(bad) = items.iter().find(|(inside, _)| label(inside).is_none()) {
            let message = "an item of tabs begins with a line in bold, and this one does not".to_owned();
            let end = self.prose.text[bad.1.clone()].find('\n').map_or(bad.1.end, |line| bad.1.start + line);
            let help = "write its label as `- **Label**`, and a blank line after it".to_owned();
            self.problems.add("tabs", bad.1.start..end, message, Some(help));
            self.fresh_line();
            self.open_level("<ul>\n", "</ul>\n");
            self.part(kept);
            self.close();
            return;
        }
        drop(first);
        self.fresh_line();
        self.uses.insert("tabs");
        self.open_level("<div class=\"tabs\">\n", "</div>\n");
        for (inside, _) in items {
            let Some(tab) = label(inside) else { continue };
            let label = escape::text(&tab.label);
            self.open(
                &format!("<div class=\"tab\" role=\"group\" aria-label=\"{label}\"><p class=\"tab-t\">{label}</p>\n"),
                "</div>\n",
            );
            self.part(tab.inside);
            self.fresh_line();
            self.close();
        }
        self.close();
    }
}

/// The items of a list: what is in each, and where it stands.
fn items<'k, 'a>(list: &'k [Placed<'a>]) -> Vec<(&'k [Placed<'a>], Range<usize>)> {
    let mut items = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (i, (event, range)) in list.iter().enumerate() {
        match event {
            Event::Start(_) => {
                depth += 1;
                if depth == 1 {
                    start = i + 1;
                }
            }
            Event::End(_) => {
                depth -= 1;
                if depth == 0 {
                    items.push((&list[start..i], range.clone()));
                }
            }
            _ => {}
        }
    }
    items
}

/// The label and the rest of an item that begins with a line in bold.
fn label<'a>(item: &[Placed<'a>]) -> Option<Tab<'a>> {
    let in_paragraph = matches!(item.first(), Some((Event::Start(Tag::Paragraph), _)));
    let line = usize::from(in_paragraph);
    if !matches!(item.get(line), Some((Event::Start(Tag::Strong), _))) {
        return None;
    }
    let mut label = String::new();
    let mut end = None;
    for (i, (event, _)) in item.iter().enumerate().skip(line + 1) {
        match event {
            Event::Text(text) | Event::Code(text) => label.push_str(text),
            Event::End(TagEnd::Strong) => {
                end = Some(i + 1);
                break;
            }
            _ => return None,
        }
    }
    let end = end.filter(|_| !label.trim().is_empty())?;
    let inside = match item.get(end) {
        Some((Event::End(TagEnd::Paragraph), _)) => item[end + 1..].to_vec(),
        Some((Event::SoftBreak | Event::HardBreak, _)) => [&item[..line], &item[end + 1..]].concat(),
        // Only blocks may follow on the next line.
        Some((Event::Start(tag), _)) if !is_inline(tag) => item[end..].to_vec(),
        None => Vec::new(),
        Some(_) => return None,
    };
    Some(Tab { label: label.trim().to_owned(), inside })
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
