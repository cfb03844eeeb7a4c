//! What the map of relations holds.

use serde::Serialize;

use super::{KindView, Link};

/// The map of relations: a drawing, and all it is made of as a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapView {
    /// Number of entries in the table: all of the site.
    pub entries: usize,
    /// Number of links in the table: each two entries count once for each relation.
    pub links: usize,
    /// Number of links in the drawing: two entries have one line, whatever relates them.
    pub drawn_links: usize,
    /// Entries that the drawing leaves out because their columns are full: those with the fewest links.
    pub left_out: usize,
    /// Links between drawn entries that the drawing leaves out because there are too many.
    pub links_left_out: usize,
    /// Sources and terms, which only the table has.
    pub only_in_table: usize,
    /// Width of the drawing, in its own unit.
    pub width: i32,
    /// Height of the drawing.
    pub height: i32,
    /// Columns that have entries, from left to right.
    pub columns: Vec<MapColumn>,
    /// Lines.
    pub edges: Vec<MapEdge>,
    /// Boxes, column by column and from top to bottom.
    pub nodes: Vec<MapNode>,
    /// Kinds in the drawing.
    pub kinds: Vec<KindView>,
    /// The table: all entries, by kind.
    pub rows: Vec<MapRow>,
}

/// A column of the drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapColumn {
    /// `work`, `decide`, `options`, `notes`, `cases` or `more`.
    pub id: &'static str,
    /// Where its name begins.
    pub x: i32,
}

/// A line of the drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapEdge {
    /// Number of the box on one end.
    pub from: usize,
    /// Number of the box on the other end.
    pub to: usize,
    /// Data of the SVG path.
    pub path: String,
}

/// A box of the drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapNode {
    /// Its number.
    pub number: usize,
    /// The title of its entry.
    pub title: String,
    /// The title in one line or two, as far as it fits.
    pub lines: Vec<MapLine>,
    /// Some of the title does not fit.
    pub cut: bool,
    /// Where it leads.
    pub href: String,
    /// The icon of its kind.
    pub icon: String,
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// Its width.
    pub width: i32,
}

/// A line of text in a box.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapLine {
    /// The text.
    pub text: String,
    /// Where its foot stands.
    pub y: i32,
}

/// An entry in the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapRow {
    /// The entry.
    pub entry: Link,
    /// The title of its kind.
    pub kind: String,
    /// What it links to, by relation.
    pub relations: Vec<MapRelation>,
    /// Links left out because the table would be too long.
    pub more: usize,
    /// How many entries link to it.
    pub linked_from: usize,
}

/// What an entry links to by one relation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapRelation {
    /// The relation, such as `suits`.
    pub name: String,
    /// The entries.
    pub links: Vec<Link>,
}
