//! Tables, each in a frame that scrolls.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::events::{Events, Placed};
use super::words::Words;
use super::writer::Writer;
use super::{MAX_CELLS, MAX_COLUMNS, escape};

/// Longest name of a table, in characters.
const MAX_NAME: usize = 60;

/// The table that is being written.
#[derive(Default)]
pub struct TableState {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    has_body: bool,
}

impl<'a> Writer<'a> {
    /// Writes a table, unless it is too large.
    pub(super) fn table(&mut self, alignments: Vec<Alignment>, range: Range<usize>, events: &mut Events<'a>) {
        let columns = alignments.len();
        let mut kept = Vec::new();
        let mut cells = 0;
        let mut rows = 0;
        events.inside(|event, range| {
            cells += usize::from(matches!(event, Event::Start(Tag::TableCell)));
            rows += usize::from(matches!(event, Event::Start(Tag::TableRow)));
            if columns <= MAX_COLUMNS && cells <= MAX_CELLS {
                kept.push((event, range));
            }
        });
        if columns > MAX_COLUMNS || cells > MAX_CELLS {
            let message = format!(
                "a table of {columns} columns and {cells} cells; kb takes {MAX_COLUMNS} columns and {MAX_CELLS} cells"
            );
            self.limit(range, message);
            return;
        }
        self.table = TableState { alignments, column: 0, head: true, has_body: rows > 0 };
        let name = escape::text(&self.labels.unique(name(&kept, self.words)));
        self.fresh_line();
        self.open(
            &format!("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\"><table>"),
            if rows > 0 { "</tbody></table></div>\n" } else { "</table></div>\n" },
        );
        self.part(kept);
        self.close();
    }

    pub(super) fn table_head(&mut self) {
        self.open("<thead><tr>", if self.table.has_body { "</tr></thead><tbody>\n" } else { "</tr></thead>" });
    }

    pub(super) fn table_row(&mut self) {
        self.table.column = 0;
        self.table.head = false;
        self.open("<tr>", "</tr>\n");
    }

    pub(super) fn table_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"al\"",
            Some(Alignment::Center) => " class=\"ac\"",
            Some(Alignment::Right) => " class=\"ar\"",
            Some(Alignment::None) | None => "",
        };
        self.table.column += 1;
        if self.table.head {
            self.open(&format!("<th scope=\"col\"{class}>"), "</th>");
        } else {
            self.open(&format!("<td{class}>"), "</td>");
        }
    }
}

/// The name of a table by the words of its head.
fn name(table: &[Placed<'_>], names: &Words) -> String {
    let mut words = String::new();
    for (event, _) in table {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::End(TagEnd::TableCell) if !words.is_empty() && !words.ends_with(", ") => words.push_str(", "),
            Event::End(TagEnd::TableHead) => break,
            _ => {}
        }
    }
    let words = words.trim_end_matches(", ");
    let named = |columns: &str| names.table_of.replace("{columns}", columns);
    match words.char_indices().nth(MAX_NAME) {
        _ if words.is_empty() => names.table.clone(),
        Some((end, _)) => {
            let cut = &words[..end];
            let cut = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
            named(&format!("{}\u{2026}", cut.trim_end_matches(',')))
        }
        None => named(words),
    }
}
