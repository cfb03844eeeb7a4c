//! What the drawing of a tree holds.

use serde::Serialize;

use super::MapLine;

/// A tree as a drawing: boxes and the lines between them, from left to right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TreeDrawing {
    /// The tree's title.
    pub title: String,
    /// Width of the drawing, in pixels.
    pub width: i32,
    /// Height of the drawing.
    pub height: i32,
    /// It shows a path: what was taken, what is still open, what is ruled out.
    pub marked: bool,
    /// Some answer rests on an assumption.
    pub assumed: bool,
    /// Some box is an exit.
    pub exits: bool,
    /// Lines, those to be drawn first at the front.
    pub lines: Vec<DrawnLine>,
    /// Boxes in reading order: column by column, from top to bottom.
    pub boxes: Vec<DrawnBox>,
}

/// A line from a question to what an answer leads to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DrawnLine {
    /// The question and the answer: `stage.trial`.
    pub id: String,
    /// Data of the SVG path.
    pub path: String,
    /// `on` when it was taken, `out` when it is ruled out, else empty.
    pub state: &'static str,
}

/// A question, an outcome or an exit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DrawnBox {
    /// `stage`, `o:hybrid` or `exit:some`.
    pub id: String,
    /// `question`, `outcome` or `exit`.
    pub role: &'static str,
    /// Its whole text.
    pub title: String,
    /// The lines hold less than its whole text.
    pub cut: bool,
    /// Its page.
    pub href: String,
    /// `on` when the path went through it, `now` when the page is about it, `off` when it is ruled out, else empty.
    pub state: &'static str,
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// The middle of the lines of a question, the left end of others.
    pub text_x: i32,
    /// Its text.
    pub lines: Vec<MapLine>,
    /// The shapes of the options it recommends.
    pub shapes: Vec<DrawnShape>,
    /// What stands on the lines that begin here.
    pub answers: Vec<DrawnAnswer>,
}

/// The shape of an option in a box.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DrawnShape {
    /// 1 to 64.
    pub shape: u8,
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
}

/// An answer beside its line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DrawnAnswer {
    /// What is shown.
    pub text: String,
    /// The whole label.
    pub label: String,
    /// Left end.
    pub x: i32,
    /// Where its foot stands.
    pub y: i32,
    /// `on` when it was given, `off` when it is ruled out, else empty.
    pub state: &'static str,
    /// Where on its line the mark of an assumption stands, when it rests on one.
    pub assumed: Option<DrawnPoint>,
}

/// A place in a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DrawnPoint {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

/// The map of a tree: the drawing and the same as a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TreeMapView {
    /// The tree's landing page.
    pub tree: super::Link,
    /// Its first question.
    pub start: super::Link,
    /// The drawing; none when the tree has too many lines.
    pub drawing: Option<TreeDrawing>,
    /// The tree as a nested list.
    pub text: Vec<super::TreeNode>,
    /// Number of questions.
    pub questions: usize,
    /// Number of answers.
    pub answers: usize,
    /// Number of outcomes and exits.
    pub outcomes: usize,
    /// The tree as a Mermaid flowchart.
    pub mermaid: String,
    /// The tree as a Graphviz graph.
    pub dot: String,
}
