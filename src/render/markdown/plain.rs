//! A text as Markdown that any reader knows: links lead to addresses in place of ids and file names.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::parse::markdown::options;
use crate::view::page::{LinkTarget, Prose};

/// The parts of a text with all links of the site written as `[text](address)`, where the address is that of the
/// Markdown twin of a page.
pub fn plain(prose: &Prose) -> String {
    let edits = edits(prose);
    let mut out = String::new();
    for part in &prose.parts {
        let mut from = part.start;
        for (range, new) in edits.iter().filter(|(range, _)| range.start >= part.start && range.end <= part.end) {
            // A link in a link's text that is replaced as a whole is gone with it.
            if range.start >= from {
                out.push_str(&prose.text[from..range.start]);
                out.push_str(new);
                from = range.end;
            }
        }
        out.push_str(&prose.text[from..part.end]);
    }
    out.trim().to_owned()
}

/// The address of a page's twin in place of the page's own; other addresses stay.
pub fn twin(href: &str) -> String {
    let (path, anchor) = href.find('#').map_or((href, ""), |at| href.split_at(at));
    let page = path.ends_with('/') && !path.contains(':');
    match path {
        "./" => format!("index.md{anchor}"),
        _ if page => format!("{path}index.md{anchor}"),
        _ => href.to_owned(),
    }
}

/// A link or image whose end is still to come.
struct Open {
    range: Range<usize>,
    image: bool,
    wiki: bool,
    own_words: bool,
    title: String,
    target: Option<LinkTarget>,
    /// What stands in it.
    inner: Option<Range<usize>>,
}

/// Pieces of the text and what stands in their place, in order.
fn edits(prose: &Prose) -> Vec<(Range<usize>, String)> {
    let mut edits = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (event, range) in Parser::new_ext(&prose.text, options()).into_offset_iter() {
        if let (Event::End(TagEnd::Link | TagEnd::Image), Some(link)) = (&event, open.last())
            && link.range == range
        {
            let link = open.pop().expect("it was just looked at");
            close(prose, &link, &mut edits);
            continue;
        }
        for link in &mut open {
            let inner = link.inner.get_or_insert(range.clone());
            *inner = inner.start.min(range.start)..inner.end.max(range.end);
        }
        if let Event::Start(Tag::Link { link_type, title, .. } | Tag::Image { link_type, title, .. }) = &event {
            open.push(Open {
                image: matches!(event, Event::Start(Tag::Image { .. })),
                wiki: matches!(link_type, LinkType::WikiLink { .. }),
                own_words: !matches!(link_type, LinkType::WikiLink { has_pothole: false }),
                title: title.to_string(),
                target: match link_type {
                    LinkType::Autolink | LinkType::Email => None,
                    _ => prose.links.get(&range.start).cloned(),
                },
                inner: None,
                range,
            });
        }
    }
    edits.sort_by_key(|(range, _): &(Range<usize>, String)| (range.start, range.end));
    edits
}

fn close(prose: &Prose, link: &Open, edits: &mut Vec<(Range<usize>, String)>) {
    let Some(target) = &link.target else { return };
    let bang = if link.image { "!" } else { "" };
    let title = if link.title.is_empty() { String::new() } else { format!(" \"{}\"", link.title.replace('"', "\\\"")) };
    let whole = |words: &str, href: &str| format!("{bang}[{words}]({}{title})", twin(href));
    let words = link.inner.clone().filter(|_| link.own_words).map(|inner| {
        let start = if link.wiki { inner.start } else { link.range.start + 1 + bang.len() };
        // The sign before an escaped first character belongs to the words.
        let start = if link.wiki && prose.text[..start].ends_with('\\') { start - 1 } else { start };
        start..inner.end
    });
    match (target, words) {
        (LinkTarget::Href(href) | LinkTarget::Titled { href, .. }, Some(words)) => {
            edits.push((link.range.start..words.start, format!("{bang}[")));
            edits.push((words.end..link.range.end, format!("]({}{title})", twin(href))));
        }
        (LinkTarget::Titled { href, title }, None) => edits.push((link.range.clone(), whole(title, href))),
        (LinkTarget::Href(href), None) => edits.push((link.range.clone(), whole("", href))),
        (LinkTarget::Text, Some(words)) => {
            edits.push((link.range.start..words.start, String::new()));
            edits.push((words.end..link.range.end, String::new()));
        }
        (LinkTarget::Text, None) => {
            let inner = link.inner.clone().map_or("", |inner| &prose.text[inner]);
            edits.push((link.range.clone(), inner.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with the addresses of its links, by where they begin.
    fn check(text: &str, links: &[(&str, LinkTarget)], expected: &str) {
        let links = links.iter().map(|(link, target)| (text.find(link).expect("it stands there"), target.clone()));
        let prose = Prose {
            text: text.into(),
            parts: std::iter::once(0..text.len()).collect(),
            links: links.collect(),
            ..Prose::default()
        };
        assert_eq!(plain(&prose), expected);
    }

    fn href(address: &str) -> LinkTarget {
        LinkTarget::Href(address.into())
    }

    #[test]
    fn links_to_entries_become_links_to_their_twins() {
        let titled = LinkTarget::Titled { href: "../a/#x".into(), title: "A".into() };
        check("See [[a#x]].", &[("[[a#x]]", titled)], "See [A](../a/index.md#x).");
        check("See [[a|the *a*]].", &[("[[a|", href("../a/"))], "See [the *a*](../a/index.md).");
        check("See [*it*](../a.md \"T\").", &[("[*it*]", href("../a/"))], "See [*it*](../a/index.md \"T\").");
        check("See [b][c].\n\n[c]: a.md", &[("[b]", href("a/"))], "See [b](a/index.md).\n\n[c]: a.md");
    }

    #[test]
    fn images_stay_images_and_dead_links_become_text() {
        check("![an *alt*](a.png)", &[("![", href("../a.png"))], "![an *alt*](../a.png)");
        check("[![i](a.png)](b.md)", &[("[![", href("b/")), ("![i]", href("x/a.png"))], "[![i](x/a.png)](b/index.md)");
        check("[gone](x.md) and [[y]]", &[("[gone]", LinkTarget::Text), ("[[y]]", LinkTarget::Text)], "gone and y");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        let text = "# A {#b}\n\n- [x] `[[a]]` <https://a.example/> \\[[a]]\n\n```\n[[a]]\n```";
        check(text, &[], text);
    }

    #[test]
    fn only_addresses_of_pages_have_twins() {
        assert_eq!(twin("./"), "index.md");
        assert_eq!(twin("#a"), "#a");
        assert_eq!(twin("https://a.example/b/"), "https://a.example/b/");
        assert_eq!(twin("../a.pdf"), "../a.pdf");
    }
}
