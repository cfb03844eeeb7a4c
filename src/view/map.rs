//! The map: how entries are connected, drawn in columns by kind, with the same as a table.

mod layout;

use std::collections::{BTreeMap, BTreeSet};

use super::context::{At, Context};
use super::page::{Content, Link, MapColumn, MapEdge, MapLine, MapNode, MapRelation, MapRow, MapView, PageView, word};
use super::{fit, relations};
use crate::model::{Entry, Kind};
use layout::Columns;

/// The page's address.
pub(super) const ADDRESS: &str = "map/";
/// Most boxes in a column: more cannot be told apart.
const MOST: usize = 40;
/// Most lines in the drawing.
const MOST_LINES: usize = 400;
/// Most links in the table. Beyond that each entry shows only some of its own.
const MOST_LINKS: usize = 40_000;
/// Size of the text in boxes.
const TEXT: f64 = 12.5;
/// What a box has beside its text: the icon and the ends.
const AROUND: i32 = 46;
/// Where the feet of two lines stand in a box, and that of a single one.
const FEET: [i32; 3] = [17, 32, 24];
/// Least and greatest width of a box.
const BOX: (i32, i32) = (140, 190);

/// Whether the site has a map: there must be something to connect.
pub(super) fn is_shown(context: &Context<'_>) -> bool {
    context.site.entries.len() > 1
}

/// The map's page.
pub(super) fn page(context: &Context<'_>) -> Option<PageView> {
    if !is_shown(context) {
        return None;
    }
    let at = context.at(ADDRESS);
    let view = view(&at);
    let mut page = at.page("map.html", &word("pages.map"), "", Content::Map(Box::new(view)));
    page.crumbs = at.crumbs(&[], &word("header.map"));
    Some(page)
}

/// The columns from left to right: from the work one has to what teams learned.
const COLUMNS: [&str; 6] = ["work", "decide", "options", "notes", "cases", "more"];

/// The column of a kind. Sources and terms have none: most entries link to them, so their lines would hide all others.
fn column(kind: &Kind) -> Option<usize> {
    match &*kind.id {
        "use-case" => Some(0),
        "tree" | "comparison" | "decision" => Some(1),
        "option" => Some(2),
        _ if kind.is_note() => Some(3),
        "case-study" => Some(4),
        "source" | "term" => None,
        _ => Some(5),
    }
}

/// Two entries, and the relations that connect them.
type Pairs<'a> = BTreeMap<(&'a str, &'a str), BTreeSet<&'a str>>;

/// What each entry writes about others.
fn written<'a>(context: &Context<'a>) -> Pairs<'a> {
    let mut pairs: Pairs<'a> = BTreeMap::new();
    let edges = context.site.entries.keys().flat_map(|id| context.graph.from_entry(id));
    for edge in edges.filter(|edge| edge.from.id != edge.to.id && context.site.entries.contains_key(&edge.to.id)) {
        pairs.entry((&*edge.from.id, &*edge.to.id)).or_default().insert(&*edge.relation.name);
    }
    pairs
}

fn view(at: &At<'_, '_>) -> MapView {
    let context = at.context;
    let pairs = written(context);
    let drawing = Drawing::new(context, &pairs);
    let columns = layout::ordered(drawing.columns.clone(), &drawing.edges);
    let widths: Vec<i32> = columns.iter().map(|nodes| drawing.width(nodes)).collect();
    let layout = layout::layout(&columns, &widths, &drawing.edges);
    let nodes = columns.iter().zip(&widths).flat_map(|(nodes, width)| nodes.iter().map(move |node| (*node, *width)));
    let edges = drawing.edges.iter().zip(&layout.paths);
    let drawn: BTreeSet<&str> = drawing.entries.iter().map(|entry| &*context.site.kind(entry).id).collect();
    MapView {
        entries: context.site.entries.len(),
        links: pairs.values().map(BTreeSet::len).sum(),
        drawn_links: drawing.edges.len(),
        left_out: drawing.left_out,
        links_left_out: drawing.links_left_out,
        only_in_table: drawing.only_in_table,
        width: layout.width,
        height: layout.height,
        columns: drawing.names.iter().zip(&layout.columns).map(|(id, x)| MapColumn { id, x: x + 12 }).collect(),
        edges: edges.map(|(&(from, to), path)| MapEdge { from, to, path: path.clone() }).collect(),
        nodes: nodes.map(|(number, width)| drawing.node(at, number, width, layout.nodes[number])).collect(),
        kinds: context.site.kinds.iter().filter(|kind| drawn.contains(&*kind.id)).map(|kind| at.kind(kind)).collect(),
        rows: rows(at, &pairs),
    }
}

/// What is drawn, before it has places.
struct Drawing<'a> {
    entries: Vec<&'a Entry>,
    names: Vec<&'static str>,
    columns: Columns,
    edges: Vec<(usize, usize)>,
    left_out: usize,
    links_left_out: usize,
    only_in_table: usize,
}

impl<'a> Drawing<'a> {
    fn new(context: &Context<'a>, pairs: &Pairs<'_>) -> Self {
        let mut links: BTreeMap<(&str, &str), bool> = BTreeMap::new();
        for (&(from, to), relations) in pairs {
            // Links in running text come after what authors state as relations.
            let stated = relations.iter().any(|name| !matches!(*name, "mentions" | "cites"));
            *links.entry((from.min(to), from.max(to))).or_default() |= stated;
        }
        let mut degrees: BTreeMap<&str, usize> = BTreeMap::new();
        for (&(one, two), _) in links.iter().filter(|(_, stated)| **stated) {
            *degrees.entry(one).or_default() += 1;
            *degrees.entry(two).or_default() += 1;
        }
        let degree = |entry: &Entry| degrees.get(&*entry.id).copied().unwrap_or(0);
        let mut drawing = Drawing {
            entries: Vec::new(),
            names: Vec::new(),
            columns: Vec::new(),
            edges: Vec::new(),
            left_out: 0,
            links_left_out: 0,
            only_in_table: 0,
        };
        let all = || context.kinds.iter().flatten().copied();
        let place = |entry: &Entry| column(context.site.kind(entry));
        for (at, name) in COLUMNS.into_iter().enumerate() {
            let mut members: Vec<&Entry> = all().filter(|entry| place(entry) == Some(at)).collect();
            members.sort_by_key(|entry| std::cmp::Reverse(degree(entry)));
            drawing.left_out += members.len().saturating_sub(MOST);
            members.truncate(MOST);
            if !members.is_empty() {
                let first = drawing.entries.len();
                drawing.columns.push((first..first + members.len()).collect());
                drawing.names.push(name);
                drawing.entries.extend(members);
            }
        }
        drawing.only_in_table = all().filter(|entry| place(entry).is_none()).count();
        drawing.connect(&links);
        drawing
    }

    /// Lines for what authors state; running text adds none, or the map would be a knot.
    fn connect(&mut self, links: &BTreeMap<(&str, &str), bool>) {
        let numbers: BTreeMap<&str, usize> = self.entries.iter().enumerate().map(|(at, e)| (&*e.id, at)).collect();
        let stated = links.iter().filter(|(_, stated)| **stated);
        let found = stated.filter_map(|((one, two), _)| {
            let (one, two) = (*numbers.get(one)?, *numbers.get(two)?);
            Some((one.min(two), one.max(two)))
        });
        let mut edges: Vec<(usize, usize)> = found.collect();
        // Numbers grow from the most to the least connected in each column.
        edges.sort_unstable();
        let mut kept: Vec<usize> = (0..edges.len()).collect();
        if edges.len() > MOST_LINES {
            let rank = |node: usize| self.columns.iter().find_map(|c| c.iter().position(|n| *n == node)).unwrap_or(0);
            kept.sort_by_key(|&at| rank(edges[at].0) + rank(edges[at].1));
            self.links_left_out = edges.len() - MOST_LINES;
            kept.truncate(MOST_LINES);
            kept.sort_unstable();
        }
        self.edges = kept.into_iter().map(|at| edges[at]).collect();
    }

    /// The width of a column's boxes.
    fn width(&self, nodes: &[usize]) -> i32 {
        let widest = nodes.iter().map(|&node| fit::width(&self.entries[node].title, TEXT)).fold(0.0, f64::max);
        #[expect(clippy::cast_possible_truncation, reason = "a box is at most some hundred wide")]
        let text = widest.min(f64::from(BOX.1)).ceil() as i32;
        (text + AROUND).clamp(BOX.0, BOX.1)
    }

    fn node(&self, at: &At<'_, '_>, number: usize, width: i32, (x, y): (i32, i32)) -> MapNode {
        let entry = self.entries[number];
        let lines = fit::lines(&entry.title, f64::from(width - AROUND), TEXT);
        let feet = if lines.len() > 1 { FEET[..2].iter() } else { FEET[2..].iter() };
        MapNode {
            number,
            title: entry.title.clone(),
            cut: lines.join(" ") != entry.title,
            lines: feet.zip(lines).map(|(foot, text)| MapLine { text, y: y + foot }).collect(),
            href: at.href(&entry.url),
            icon: at.context.site.kind(entry).icon.to_owned(),
            x,
            y,
            width,
        }
    }
}

fn rows(at: &At<'_, '_>, pairs: &Pairs<'_>) -> Vec<MapRow> {
    let context = at.context;
    let total: usize = pairs.values().map(BTreeSet::len).sum();
    let most = if total > MOST_LINKS { (MOST_LINKS / context.site.entries.len()).max(4) } else { usize::MAX };
    let mut incoming: BTreeMap<&str, usize> = BTreeMap::new();
    let mut outgoing: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for (&(from, to), relations) in pairs {
        *incoming.entry(to).or_default() += 1;
        for relation in relations {
            outgoing.entry(from).or_default().entry(relation).or_default().push(to);
        }
    }
    let link = |id: &&str| {
        let entry = context.site.entries.get(*id)?;
        Some(at.link(&entry.title, &entry.url))
    };
    let row = |entry: &Entry| {
        let mut room = most;
        let mut more = 0;
        let mut relations = Vec::new();
        for (name, ids) in outgoing.get(&*entry.id).into_iter().flatten() {
            let links: Vec<Link> = ids.iter().take(room).filter_map(link).collect();
            room -= links.len();
            more += ids.len() - links.len();
            if !links.is_empty() {
                relations.push(MapRelation { name: relations::title(name), links });
            }
        }
        MapRow {
            entry: at.link(&entry.title, &entry.url),
            kind: at.kind(context.site.kind(entry)).title,
            relations,
            more,
            linked_from: incoming.get(&*entry.id).copied().unwrap_or(0),
        }
    };
    context.kinds.iter().flatten().map(|entry| row(entry)).collect()
}
