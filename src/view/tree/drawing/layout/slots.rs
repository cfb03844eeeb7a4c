//! Columns of boxes and columns of labels in turn, and slots in them for all that needs room.

use super::Shape;
use super::layers::Layers;

/// Most slots that are laid out.
const MOST: usize = 300_000;

/// What a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A box.
    Box(usize),
    /// The label of a line, and the line below it.
    Label(usize),
    /// A line that passes; all lines to one box pass together.
    Pass,
}

/// All slots, and the segments of lines between slots of neighbouring columns.
#[derive(Debug)]
pub(super) struct Slots {
    /// The slots of each column, from top to bottom. Boxes stand in even columns, labels in odd ones.
    pub columns: Vec<Vec<usize>>,
    /// The column of each slot.
    pub column: Vec<usize>,
    /// Each segment: a slot, and one in the next column.
    pub segments: Vec<(usize, usize)>,
    /// The segments of each line, from left to right.
    pub of_line: Vec<Vec<usize>>,
    next: Groups,
    prev: Groups,
    boxes: usize,
    labels: Vec<usize>,
}

/// Segments in groups, by slot.
#[derive(Debug)]
struct Groups {
    starts: Vec<usize>,
    segments: Vec<usize>,
}

impl Groups {
    fn new(count: usize, keys: impl Iterator<Item = usize> + Clone) -> Self {
        let mut starts = vec![0; count + 1];
        for key in keys.clone() {
            starts[key + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut free = starts.clone();
        let mut segments = vec![0; starts[count]];
        for (segment, key) in keys.enumerate() {
            segments[free[key]] = segment;
            free[key] += 1;
        }
        Groups { starts, segments }
    }

    fn of(&self, slot: usize) -> &[usize] {
        &self.segments[self.starts[slot]..self.starts[slot + 1]]
    }
}

impl Slots {
    /// The slots of a tree in the order in which it is written; none when there are too many.
    pub fn new(shape: &Shape, layers: &Layers) -> Option<Self> {
        let boxes = shape.boxes.len();
        let lines: Vec<usize> = (0..shape.lines.len()).filter(|&line| layers.kept[line]).collect();
        let mut column: Vec<usize> = layers.of.iter().map(|layer| 2 * layer).collect();
        column.extend(lines.iter().map(|&line| 2 * layers.of[shape.lines[line].from] + 1));
        // Where the common way to each box begins.
        let mut first: Vec<usize> = column[..boxes].to_vec();
        for &line in &lines {
            let line = shape.lines[line];
            first[line.to] = first[line.to].min(2 * layers.of[line.from] + 2);
        }
        let mut passes = Vec::with_capacity(boxes);
        for at in 0..boxes {
            passes.push(column.len());
            if column.len() + column[at] - first[at] > MOST {
                return None;
            }
            column.extend(first[at]..2 * layers.of[at]);
        }
        let way = |to: usize, at: usize| if at == column[to] { to } else { passes[to] + at - first[to] };
        let mut segments = Vec::new();
        let mut of_line = vec![Vec::new(); shape.lines.len()];
        let mut shared = vec![0; boxes];
        for (to, shared) in shared.iter_mut().enumerate() {
            *shared = segments.len();
            segments.extend((first[to]..column[to]).map(|at| (way(to, at), way(to, at + 1))));
        }
        for (at, &number) in lines.iter().enumerate() {
            let line = shape.lines[number];
            let label = boxes + at;
            of_line[number].extend([segments.len(), segments.len() + 1]);
            segments.extend([(line.from, label), (label, way(line.to, column[label] + 1))]);
            let skipped = column[label] + 1 - first[line.to];
            let passed = column[line.to] - first[line.to];
            of_line[number].extend((skipped..passed).map(|at| shared[line.to] + at));
        }
        let next = Groups::new(column.len(), segments.iter().map(|(from, _)| *from));
        let prev = Groups::new(column.len(), segments.iter().map(|(_, to)| *to));
        let mut slots = Slots { columns: Vec::new(), column, segments, of_line, next, prev, boxes, labels: lines };
        slots.fill(&layers.met);
        Some(slots)
    }

    /// Fills the columns as the tree is written.
    fn fill(&mut self, met: &[usize]) {
        let last = self.column.iter().copied().max().unwrap_or(0);
        let mut columns = vec![Vec::new(); last + 1];
        let mut seen = vec![false; self.count()];
        for &root in met {
            let mut stack = vec![root];
            while let Some(slot) = stack.pop() {
                if !std::mem::replace(&mut seen[slot], true) {
                    columns[self.column[slot]].push(slot);
                    stack.extend(self.after(slot).rev());
                }
            }
        }
        self.columns = columns;
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.column.len()
    }

    /// What a slot holds.
    pub fn kind(&self, slot: usize) -> Kind {
        match slot.checked_sub(self.boxes) {
            None => Kind::Box(slot),
            Some(label) => self.labels.get(label).map_or(Kind::Pass, |line| Kind::Label(*line)),
        }
    }

    /// Whether it holds no box.
    pub fn is_virtual(&self, slot: usize) -> bool {
        slot >= self.boxes
    }

    /// Segments that begin (or end) at a slot.
    pub fn beside(&self, slot: usize, next: bool) -> &[usize] {
        if next { self.next.of(slot) } else { self.prev.of(slot) }
    }

    /// The slot at the other end of a segment.
    pub fn other(&self, segment: usize, next: bool) -> usize {
        if next { self.segments[segment].1 } else { self.segments[segment].0 }
    }

    /// The slots that lines lead to from here.
    fn after(&self, slot: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.next.of(slot).iter().map(|&segment| self.segments[segment].1)
    }

    /// The place of each slot in its column.
    pub fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.count()];
        for (at, slot) in self.columns.iter().flat_map(|column| column.iter().enumerate()) {
            places[*slot] = at;
        }
        places
    }
}
