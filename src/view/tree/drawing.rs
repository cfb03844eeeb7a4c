//! The drawing of a tree: laid out once, marked anew for each page.

mod layout;
mod marks;
#[cfg(test)]
mod tests;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use super::super::context::{At, Context};
use super::super::fit;
use super::super::page::{DrawnAnswer, DrawnBox, DrawnLine, DrawnPoint, DrawnShape, MapLine, TreeDrawing, sentence};
use super::answers::short_label;
use super::{answer_label, exit, outcome_address, outcome_title, question_address};
use crate::decide::{End, Flow};
use crate::model::Entry;
use crate::model::tree::Basis;
use layout::{LABEL_UP, Layout, Shape};
pub(in crate::view) use marks::{Mark, Marks};

/// Size of the text in boxes, and the height of a line of it.
const TEXT: f64 = 12.5;
const LINE: i32 = 16;
/// Greatest width of the text of a question, and of an end.
const ROOM: (i32, i32) = (132, 150);
/// Most lines of a question, and of an end.
const MOST_LINES: (usize, usize) = (4, 3);
/// Left and right of the text of a question.
const SIDES: i32 = 11;
/// Where an end's shapes begin, the width of one, and the text of an end without any.
const SHAPES: (i32, i32) = (13, 12);
const NO_SHAPE: i32 = 16;
/// The tip of an exit.
pub(in crate::view) const TIP: i32 = 12;
/// Least width of a box.
const LEAST: i32 = 96;

/// A tree that is ready to be drawn on any page.
#[derive(Debug)]
pub(in crate::view) struct Drawing {
    title: String,
    boxes: Vec<Piece>,
    lines: Vec<Line>,
    layout: Layout,
}

/// A box before it has a place.
#[derive(Debug)]
struct Piece {
    end: End,
    id: String,
    title: String,
    address: String,
    text: Vec<String>,
    cut: bool,
    shapes: Vec<u8>,
}

/// A line before it has a place.
#[derive(Debug)]
struct Line {
    step: usize,
    way: usize,
    from: usize,
    to: usize,
    id: String,
    text: String,
    width: i32,
    label: String,
    assumed: bool,
}

impl Drawing {
    /// The drawing of a tree; none when its lines are too many and too long.
    pub fn new(context: &Context<'_>, entry: &Entry, flow: &Flow<'_>) -> Option<Self> {
        let boxes = pieces(&context.at(&entry.url), entry, flow);
        let numbers: BTreeMap<&End, usize> = boxes.iter().enumerate().map(|(at, piece)| (&piece.end, at)).collect();
        let lines: Vec<Line> = lines(flow, &numbers);
        let label = |line: &Line| {
            let mark = if line.assumed { MARK } else { 0 };
            layout::Line { from: line.from, to: line.to, label: line.width + mark }
        };
        let shape = Shape {
            boxes: boxes.iter().map(Piece::size).collect(),
            lines: lines.iter().map(label).collect(),
            start: flow.start_at(),
        };
        let layout = layout::layout(&shape)?;
        Some(Drawing { title: entry.title.clone(), boxes, lines, layout })
    }

    /// How many boxes there are.
    pub fn len(&self) -> usize {
        self.boxes.len()
    }

    /// The drawing as a page shows it.
    pub fn view(&self, at: &At<'_, '_>, marks: &Marks) -> TreeDrawing {
        let mark = |line: &Line| marks.lines.get(&(line.step, line.way)).copied().unwrap_or_default();
        let mut answers: Vec<Vec<DrawnAnswer>> = vec![Vec::new(); self.boxes.len()];
        let mut lines = Vec::new();
        for (line, drawn) in self.lines.iter().zip(&self.layout.lines) {
            let (Some(drawn), mark) = (drawn, mark(line)) else {
                continue;
            };
            let (x, y) = drawn.label;
            answers[line.from].push(DrawnAnswer {
                text: line.text.clone(),
                label: line.label.clone(),
                x,
                y,
                state: mark.of_box(),
                assumed: line.assumed.then(|| DrawnPoint { x: drawn.label_end, y: y + LABEL_UP }),
            });
            lines.push((mark, line, drawn));
        }
        // What was taken is drawn over what was not.
        lines.sort_by_key(|(mark, ..)| match mark {
            Mark::Off => 0,
            Mark::Open => 1,
            Mark::On | Mark::Now => 2,
        });
        // Dots over dots would look like a whole line.
        let mut shown: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        let lines = lines.into_iter().map(|(mark, line, drawn)| {
            let state = mark.of_line();
            DrawnLine { id: line.id.clone(), path: drawn.path_to(shown.entry(state).or_default()), state }
        });
        TreeDrawing {
            title: self.title.clone(),
            width: self.layout.width,
            height: self.layout.height,
            marked: marks.path,
            assumed: self.lines.iter().any(|line| line.assumed),
            exits: self.boxes.iter().any(|piece| matches!(piece.end, End::Exit(_))),
            lines: lines.collect(),
            boxes: self.layout.order.iter().map(|&number| self.piece(at, marks, number, &mut answers)).collect(),
        }
    }

    fn piece(&self, at: &At<'_, '_>, marks: &Marks, number: usize, answers: &mut [Vec<DrawnAnswer>]) -> DrawnBox {
        let piece = &self.boxes[number];
        let (x, y, width) = self.layout.boxes[number];
        let height = piece.height();
        let text = i32::try_from(piece.text.len()).unwrap_or(1);
        let foot = y + (height - text * LINE) / 2 + 12;
        let shape = |(number, shape): (i32, &u8)| DrawnShape {
            shape: *shape,
            x: x + SHAPES.0 + number * (SHAPES.1 + 3),
            y: y + (height - SHAPES.1) / 2,
        };
        DrawnBox {
            id: piece.id.clone(),
            role: piece.role(),
            title: piece.title.clone(),
            cut: piece.cut,
            href: at.href(&piece.address),
            state: marks.boxes.get(&piece.end).copied().unwrap_or_default().of_box(),
            x,
            y,
            width,
            height,
            text_x: if piece.role() == "question" { x + width / 2 } else { x + piece.indent() },
            lines: (0..)
                .zip(&piece.text)
                .map(|(at, text)| MapLine { text: text.clone(), y: foot + at * LINE })
                .collect(),
            shapes: (0..).zip(&piece.shapes).map(shape).collect(),
            answers: std::mem::take(&mut answers[number]),
        }
    }
}

/// What the mark of an assumption adds to a label.
const MARK: i32 = 10;

impl Mark {
    fn of_box(self) -> &'static str {
        match self {
            Mark::Open => "",
            Mark::On => "on",
            Mark::Now => "now",
            Mark::Off => "off",
        }
    }

    fn of_line(self) -> &'static str {
        if self == Mark::Off { "out" } else { self.of_box() }
    }
}

impl Piece {
    fn role(&self) -> &'static str {
        match self.end {
            End::Step(_) => "question",
            End::Exit(_) => "exit",
            End::Outcome(_) | End::Loose => "outcome",
        }
    }

    fn indent(&self) -> i32 {
        let shapes = i32::try_from(self.shapes.len()).unwrap_or(0);
        if shapes == 0 { NO_SHAPE } else { SHAPES.0 + shapes * (SHAPES.1 + 3) + 5 }
    }

    fn height(&self) -> i32 {
        let lines = i32::try_from(self.text.len()).unwrap_or(1);
        if lines < 2 { 32 } else { 10 + LINE * lines }
    }

    fn size(&self) -> layout::Box {
        let text = self.text.iter().map(|line| wide(line, TEXT)).max().unwrap_or(0);
        let (width, group) = match self.role() {
            "question" => (text + 2 * SIDES, 0),
            "exit" => (text + self.indent() + NO_SHAPE + TIP / 2, 2),
            _ => (text + self.indent() + NO_SHAPE, 1),
        };
        layout::Box { width: width.max(LEAST), height: self.height(), group }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a text is at most some hundred wide")]
fn wide(text: &str, size: f64) -> i32 {
    fit::width(text, size).min(4000.0).ceil() as i32
}

/// The questions, outcomes and exits of a tree, as they are written.
fn pieces(at: &At<'_, '_>, entry: &Entry, flow: &Flow<'_>) -> Vec<Piece> {
    let question = |(number, step): (usize, &crate::decide::Step<'_>)| {
        let (text, cut) = text::block(&step.question.ask, ROOM.0, TEXT, MOST_LINES.0);
        Piece {
            end: End::Step(number),
            id: step.id.clone(),
            title: step.question.ask.clone(),
            address: question_address(entry, &step.id),
            text,
            cut,
            shapes: Vec::new(),
        }
    };
    let mut boxes: Vec<Piece> = flow.steps.iter().enumerate().map(question).collect();
    let Some(tree) = entry.tree.as_deref() else {
        return boxes;
    };
    let outcomes = tree.outcomes.iter().map(|outcome| {
        let id = &outcome.id.value;
        let title = outcome_title(at, outcome);
        let shown = outcome.short.as_ref().map_or(title.as_str(), |short| &short.value);
        let shapes: Vec<u8> = outcome.recommend.iter().filter_map(|id| at.context.shape(&id.value)).take(3).collect();
        let (text, cut) = text::block(shown, ROOM.1, TEXT, MOST_LINES.1);
        let cut = cut || shown != title;
        let address = outcome_address(entry, id);
        Piece { end: End::Outcome(id.clone()), id: format!("o:{id}"), title, address, text, cut, shapes }
    });
    let exits = tree.exits.iter().map(|exit| {
        // The words around the id are the theme's: only the id can be measured.
        let title = sentence("exit", &[("id", &exit.value)]);
        let (text, _) = text::block(&exit.value, ROOM.1, TEXT, MOST_LINES.1);
        let end = End::Exit(exit.value.clone());
        let id = format!("exit:{}", exit.value);
        Piece { end, id, title, address: exit::address(entry, &exit.value), text, cut: true, shapes: Vec::new() }
    });
    let ends: Vec<Piece> = outcomes.chain(exits).collect();
    let mut seen = BTreeSet::new();
    // A broken tree may say something twice.
    boxes.extend(ends.into_iter().filter(|piece| seen.insert(piece.end.clone())));
    boxes
}

fn lines(flow: &Flow<'_>, numbers: &BTreeMap<&End, usize>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, step) in flow.steps.iter().enumerate() {
        for (number, way) in step.ways.iter().enumerate() {
            let Some(&to) = numbers.get(&way.to) else {
                continue;
            };
            let (text, measured) = match &way.choice.short {
                Some(short) => (text::label(&short.value), text::label(&short.value)),
                None => short_label(&way.choice.label, text::label),
            };
            lines.push(Line {
                step: at,
                way: number,
                from: at,
                to,
                id: format!("{}.{}", step.id, way.choice.id.value),
                text,
                width: wide(&measured, text::LABEL_TEXT),
                label: answer_label(&way.choice.label),
                assumed: way.choice.basis == Basis::Assumption,
            });
        }
    }
    lines
}
