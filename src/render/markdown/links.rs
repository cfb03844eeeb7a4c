//! Links, images and the text between them.

use std::borrow::Cow;

use pulldown_cmark::{Event, LinkType, Tag};

use super::events::Events;
use super::url::{self, Reach};
use super::writer::{Frame, Writer};
use super::{autolink, escape};
use crate::view::page::LinkTarget;

impl Writer<'_> {
    /// Opens a link, and closes it when its text is not that of the author.
    pub(super) fn link(&mut self, tag: &Tag<'_>, start: usize, events: &mut Events<'_>) {
        let Tag::Link { link_type, dest_url, title, .. } = tag else { return };
        let target = self.prose.links.get(&start);
        let href: Option<Cow<'_, str>> = match target {
            Some(LinkTarget::Href(href) | LinkTarget::Titled { href, .. }) => Some(href.as_str().into()),
            Some(LinkTarget::Text) => None,
            // The name of an entry is no address.
            None if matches!(link_type, LinkType::WikiLink { .. }) => None,
            None if *link_type == LinkType::Email => Some(format!("mailto:{}", escape::url(dest_url)).into()),
            None => Some(escape::url(dest_url).into()),
        };
        let open = self.anchor(href.as_deref(), title);
        let link = !open.is_empty();
        self.out.push_str(&open);
        self.push_frame(Frame::Markdown { close: if link { "</a>" } else { "" }.into(), level: true, link });
        if let (Some(LinkTarget::Titled { title, .. }), LinkType::WikiLink { has_pothole: false }) = (target, link_type)
        {
            escape::push(&mut self.out, title);
            events.skip_element();
            self.close();
        }
    }

    /// The tag that opens a link to that address; empty when it may not be one, or already stands in one.
    fn anchor(&self, href: Option<&str>, title: &str) -> String {
        let Some((href, reach)) = href.and_then(|href| Some((href, url::link(href)?))).filter(|_| self.links == 0)
        else {
            return String::new();
        };
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape::text(title)) };
        format!("<a href=\"{}\"{title}{}>", escape::text(href), outside(reach))
    }

    /// Writes an image, or its alternative text where its address is refused.
    pub(super) fn image(&mut self, tag: &Tag<'_>, start: usize, events: &mut Events<'_>) {
        let mut alt = String::new();
        events.inside(|event, _| match event {
            Event::Text(text) | Event::Code(text) => alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        });
        let Tag::Image { link_type, dest_url, title, .. } = tag else { return };
        let src: Option<Cow<'_, str>> = match self.prose.links.get(&start) {
            Some(LinkTarget::Href(href) | LinkTarget::Titled { href, .. }) => Some(href.as_str().into()),
            Some(LinkTarget::Text) => None,
            None if matches!(link_type, LinkType::WikiLink { .. }) => None,
            None => Some(escape::url(dest_url).into()),
        };
        match src.filter(|src| url::image(src)) {
            Some(src) => {
                let title =
                    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape::text(title)) };
                let (src, alt) = (escape::text(&src), escape::text(&alt));
                self.out += &format!("<img src=\"{src}\" alt=\"{alt}\"{title} loading=\"lazy\">");
            }
            None => escape::push(&mut self.out, &alt),
        }
    }

    /// Writes text, bare addresses in it as links.
    pub(super) fn text(&mut self, first: &str, events: &mut Events<'_>) {
        // The parser cuts text wherever a mark could have begun, so addresses come in pieces.
        let mut text = Cow::Borrowed(first);
        while let Some(Event::Text(next)) = events.peek(0) {
            text.to_mut().push_str(next);
            events.next();
        }
        if self.links > 0 {
            escape::push(&mut self.out, &text);
            return;
        }
        let mut done = 0;
        for found in autolink::find(&text) {
            let shown = &text[found.range.clone()];
            let open = self.anchor(Some(&escape::url(&format!("{}{shown}", found.prefix))), "");
            escape::push(&mut self.out, &text[done..found.range.start]);
            let close = if open.is_empty() { "" } else { "</a>" };
            self.out += &format!("{open}{}{close}", escape::text(shown));
            done = found.range.end;
        }
        escape::push(&mut self.out, &text[done..]);
    }
}

/// What a link to another site has besides its address.
pub fn outside(reach: Reach) -> &'static str {
    match reach {
        Reach::Outside => " class=\"ext\" rel=\"noopener\"",
        Reach::Inside => "",
    }
}
