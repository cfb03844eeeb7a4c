//! Tables, each in a frame that scrolls.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::writer::{Placed, Writer, skip};
use super::{MAX_CELLS, MAX_COLUMNS, escape};

/// Longest name of a table, in characters.
const MAX_NAME: usize = 60;

/// The table that is being written.
#[derive(Default)]
pub struct TableState {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
}

impl<'a> Writer<'a> {
    /// Opens a table; returns the place to go on, after it when it is too large.
    pub(super) fn table(&mut self, alignments: &[Alignment], events: &[Placed<'a>], at: usize) -> usize {
        let after = skip(events, at);
        let rows = events[at..after].iter().filter(|(event, _)| matches!(event, Event::Start(Tag::TableRow))).count();
        let columns = alignments.len();
        let cells = columns.saturating_mul(rows + 1);
        if columns > MAX_COLUMNS || cells > MAX_CELLS {
            let message = format!(
                "a table of {columns} columns and {cells} cells; kb takes {MAX_COLUMNS} columns and {MAX_CELLS} cells"
            );
            self.limit(events[at].1.clone(), message);
            return after;
        }
        self.table = TableState { alignments: alignments.to_vec(), column: 0, head: true };
        let name = self.labels.unique(name(&events[at..after]));
        let open = format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table>",
            escape::text(&name)
        );
        let close = if rows == 0 { "</table></div>\n" } else { "</tbody></table></div>\n" };
        self.fresh_line();
        self.open(&open, close);
        at + 1
    }

    pub(super) fn table_head(&mut self, events: &[Placed<'a>], at: usize) {
        let after = skip(events, at);
        let last = matches!(events.get(after), Some((Event::End(TagEnd::Table), _)) | None);
        self.table.column = 0;
        self.table.head = true;
        self.open("<thead><tr>", if last { "</tr></thead>" } else { "</tr></thead><tbody>\n" });
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

/// `Table: ` and the words of its head.
fn name(table: &[Placed<'_>]) -> String {
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
    match words.char_indices().nth(MAX_NAME) {
        _ if words.is_empty() => "Table".to_owned(),
        Some((end, _)) => {
            let cut = &words[..end];
            let cut = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
            format!("Table: {}\u{2026}", cut.trim_end_matches(','))
        }
        None => format!("Table: {words}"),
    }
}
