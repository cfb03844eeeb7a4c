//! Footnotes: numbered by first use, collected at the end, each with the way back.

use std::collections::BTreeMap;

use super::MAX_PAGE;
use super::escape;
use super::events::{Events, Placed};
use super::words::filled;
use super::writer::{Writer, full};

/// Definitions of the text and references to them.
#[derive(Default)]
pub struct Footnotes<'a> {
    definitions: BTreeMap<String, Vec<Placed<'a>>>,
    /// Labels in the order of their first use.
    order: Vec<String>,
    /// For each, its number and how often it is used.
    used: BTreeMap<String, (usize, usize)>,
}

/// Labels are compared without case, as those of links are.
fn key(label: &str) -> String {
    label.to_lowercase()
}

impl<'a> Footnotes<'a> {
    /// Keeps a definition that has just started. The first of two is the one.
    pub fn define(&mut self, label: &str, events: &mut Events<'a>) {
        let mut body = Vec::new();
        events.inside(|event, range| body.push((event, range)));
        self.definitions.entry(key(label)).or_insert(body);
    }
}

impl<'a> Writer<'a> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let notes = &mut self.footnotes;
        let next = notes.used.len() + 1;
        let (number, uses) = notes.used.entry(key(label)).or_insert((next, 0));
        *uses += 1;
        if *uses == 1 {
            notes.order.push(key(label));
        }
        let (number, id) = (*number, reference_id(*number, *uses));
        // A link in a link would end the outer one.
        self.out += &if self.links > 0 {
            format!("<sup class=\"ref\">[{number}]</sup>")
        } else {
            let name = filled(&self.words.footnote, "n", &number.to_string());
            format!(
                "<sup class=\"ref\"><a href=\"#kb-fn-{number}\" id=\"{id}\" role=\"doc-noteref\" aria-label=\"{name}\">[{number}]</a></sup>"
            )
        };
    }

    /// Writes the footnotes that were used, those that only other footnotes use included.
    pub(super) fn footnote_section(&mut self) {
        let before = std::mem::take(&mut self.out);
        let mut length = before.len();
        let mut bodies = Vec::new();
        while let Some(label) = self.footnotes.order.get(bodies.len()).cloned() {
            // Taken out: no note is written twice, so it may go.
            let body = self.footnotes.definitions.remove(&label).unwrap_or_default();
            let range = body.first().map_or(0..0, |(_, range)| range.clone());
            self.part(body);
            self.close_raw();
            length += self.out.len();
            if length + self.islands.bytes > MAX_PAGE {
                self.limit(range, full());
                break;
            }
            bodies.push(std::mem::take(&mut self.out));
        }
        self.out = before;
        if bodies.is_empty() {
            return;
        }
        self.fresh_line();
        let name = escape::text(&self.words.footnotes);
        self.out += &format!("<section class=\"footnotes\" aria-label=\"{name}\">\n<ol>\n");
        for (i, body) in bodies.iter().enumerate() {
            let uses = self.footnotes.used.get(&self.footnotes.order[i]).map_or(1, |(_, uses)| *uses);
            self.footnote(i + 1, uses, body);
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn footnote(&mut self, number: usize, uses: usize, body: &str) {
        let back: Vec<String> = (1..=uses)
            .map(|use_number| {
                let id = reference_id(number, use_number);
                let name = filled(&self.words.footnote_back, "n", &id["kb-fnref-".len()..]);
                format!("<a href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{name}\">\u{21a9}\u{fe0e}</a>")
            })
            .collect();
        let back = back.join(" ");
        self.out += &format!("<li id=\"kb-fn-{number}\">");
        match body.trim_end().strip_suffix("</p>") {
            Some(open) => self.out += &format!("{open} {back}</p>"),
            None => self.out += &format!("{body}<p>{back}</p>"),
        }
        self.out.push_str("</li>\n");
    }
}

/// Id of the `uses`-th reference to a note. It starts with `kb-`, which no heading does.
fn reference_id(number: usize, uses: usize) -> String {
    match uses {
        1 => format!("kb-fnref-{number}"),
        _ => format!("kb-fnref-{number}-{uses}"),
    }
}
