//! Links, images and the text between them.

use std::borrow::Cow;

use pulldown_cmark::{Event, LinkType, Tag};

use super::url::{self, Reach};
use super::writer::{Frame, Placed, Writer, skip};
use super::{autolink, escape};
use crate::view::page::LinkTarget;

impl Writer<'_> {
    /// Opens a link; returns the place to go on, after it when its text is not that of the author.
    pub(super) fn link(&mut self, tag: &Tag<'_>, events: &[Placed<'_>], at: usize) -> usize {
        let Tag::Link { link_type, dest_url, title, .. } = tag else {
            return at + 1;
        };
        let target = self.prose.links.get(&events[at].1.start);
        let href: Option<Cow<'_, str>> = match target {
            Some(LinkTarget::Href(href) | LinkTarget::Titled { href, .. }) => Some(href.as_str().into()),
            Some(LinkTarget::Text) => None,
            // The name of an entry is no address.
            None if matches!(link_type, LinkType::WikiLink { .. }) => None,
            None if *link_type == LinkType::Email => Some(format!("mailto:{}", escape::url(dest_url)).into()),
            None => Some(escape::url(dest_url).into()),
        };
        let open = self.anchor(href.as_deref(), title);
        let linked = !open.is_empty();
        self.out.push_str(&open);
        if let (Some(LinkTarget::Titled { title, .. }), LinkType::WikiLink { has_pothole: false }) = (target, link_type)
        {
            escape::push(&mut self.out, title);
            self.out.push_str(if linked { "</a>" } else { "" });
            return skip(events, at);
        }
        self.levels += 1;
        self.links += usize::from(linked);
        self.frames.push(Frame::Markdown { close: if linked { "</a>" } else { "" }.into(), level: true, link: linked });
        at + 1
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
    pub(super) fn image(&mut self, tag: &Tag<'_>, events: &[Placed<'_>], at: usize) -> usize {
        let after = skip(events, at);
        let Tag::Image { link_type, dest_url, title, .. } = tag else {
            return after;
        };
        let mut alt = String::new();
        for (event, _) in &events[at..after] {
            match event {
                Event::Text(text) | Event::Code(text) => alt.push_str(text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        let src: Option<Cow<'_, str>> = match self.prose.links.get(&events[at].1.start) {
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
        after
    }

    /// Writes text, bare addresses in it as links; returns the place after it.
    pub(super) fn text(&mut self, events: &[Placed<'_>], at: usize) -> usize {
        let run = events[at..].iter().map_while(|(event, _)| match event {
            Event::Text(text) => Some(text.as_ref()),
            _ => None,
        });
        // The parser cuts text wherever a mark could have begun, so addresses come in pieces.
        let pieces: Vec<&str> = run.collect();
        let text: Cow<'_, str> = if let [one] = pieces[..] { one.into() } else { pieces.concat().into() };
        if self.links > 0 {
            escape::push(&mut self.out, &text);
            return at + pieces.len();
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
        at + pieces.len()
    }
}

/// What a link to another site has besides its address.
pub fn outside(reach: Reach) -> &'static str {
    match reach {
        Reach::Outside => " class=\"ext\" rel=\"noopener\"",
        Reach::Inside => "",
    }
}
