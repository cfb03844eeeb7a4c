//! The layer of each box: every line leads to a later one.

use super::Shape;

/// Layers of boxes.
#[derive(Debug)]
pub(super) struct Layers {
    /// The layer of each box.
    pub of: Vec<usize>,
    /// Whether a line is drawn: one that closes a circle is not.
    pub kept: Vec<bool>,
    /// Boxes as a reader of the tree meets them.
    pub met: Vec<usize>,
}

/// Puts each box behind all that lead to it. Boxes that nothing connects stand in the last layer.
pub(super) fn layers(shape: &Shape) -> Layers {
    let count = shape.boxes.len();
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut reached = vec![false; count];
    for (at, line) in shape.lines.iter().enumerate() {
        out[line.from].push(at);
        reached[line.to] |= line.from != line.to;
    }
    let mut kept = vec![false; shape.lines.len()];
    let mut walk = Walk { met: Vec::new(), left: Vec::new(), open: vec![false; count], seen: vec![false; count] };
    let unreached = (0..count).filter(|&at| !reached[at]);
    for root in shape.start.into_iter().chain(unreached).chain(0..count) {
        walk.from(root, shape, &out, &mut kept);
    }
    let mut of = vec![0; count];
    for &at in walk.left.iter().rev() {
        for &line in out[at].iter().filter(|&&line| kept[line]) {
            let to = shape.lines[line].to;
            of[to] = of[to].max(of[at] + 1);
        }
    }
    let last = of.iter().copied().max().unwrap_or(0);
    let mut alone = vec![true; count];
    for line in shape.lines.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(line, _)| line) {
        alone[line.from] = false;
        alone[line.to] = false;
    }
    for at in (0..count).filter(|&at| alone[at] && shape.start != Some(at)) {
        of[at] = last;
    }
    Layers { of, kept, met: walk.met }
}

struct Walk {
    met: Vec<usize>,
    left: Vec<usize>,
    open: Vec<bool>,
    seen: Vec<bool>,
}

impl Walk {
    /// Walks all that can be reached, and marks the lines that lead to no box on the way there.
    fn from(&mut self, root: usize, shape: &Shape, out: &[Vec<usize>], kept: &mut [bool]) {
        let mut stack = Vec::new();
        self.enter(root, &mut stack);
        while let Some((at, next)) = stack.last_mut() {
            let at = *at;
            let Some(&line) = out[at].get(*next) else {
                self.open[at] = false;
                self.left.push(at);
                stack.pop();
                continue;
            };
            *next += 1;
            let to = shape.lines[line].to;
            kept[line] = !self.open[to];
            self.enter(to, &mut stack);
        }
    }

    fn enter(&mut self, at: usize, stack: &mut Vec<(usize, usize)>) {
        if !self.seen[at] {
            self.seen[at] = true;
            self.open[at] = true;
            self.met.push(at);
            stack.push((at, 0));
        }
    }
}
