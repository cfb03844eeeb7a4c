//! A decision tree as a Graphviz graph.

use std::fmt::Write as _;

use super::chart::{Chart, Shape};

/// The text of a `.dot` file.
pub(super) fn text(chart: &Chart) -> String {
    let title = quoted(&chart.title);
    let mut text = format!("digraph {title} {{\n  rankdir=LR;\n  node [shape=box];\n");
    for node in &chart.nodes {
        let _ = write!(text, "  {} [label={}", node.id, quoted(&node.title));
        text += match node.shape {
            Shape::Question => "",
            Shape::Outcome => ", style=rounded",
            Shape::Exit => ", shape=cds",
        };
        if let Some(address) = &node.address {
            let _ = write!(text, ", URL={}", quoted(address));
        }
        text += "];\n";
    }
    for line in &chart.lines {
        let (from, to) = (&chart.nodes[line.from].id, &chart.nodes[line.to].id);
        let _ = writeln!(text, "  {from} -> {to} [label={}];", quoted(&line.label));
    }
    text + "}\n"
}

/// A text between quotes. Graphviz reads escapes with a backslash and the entities of HTML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.trim().chars() {
        match c {
            '"' => quoted += "\\\"",
            '\\' => quoted += "\\\\",
            '&' => quoted += "&amp;",
            '\n' => quoted += "\\n",
            c if c.is_control() => {}
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::super::chart::example;
    use super::text;

    #[test]
    fn boxes_and_lines() {
        assert_eq!(
            text(&example(["Which?", "Who builds it?", "Both", "One team"])),
            "digraph \"Which?\" {\n  rankdir=LR;\n  node [shape=box];\n  \
             q0 [label=\"Who builds it?\", URL=\"https://kb.example.org/trees/t/q/end/\"];\n  \
             o1 [label=\"Both\", style=rounded];\n  x2 [label=\"none\", shape=cds];\n  \
             q0 -> o1 [label=\"One team\"];\n  q0 -> x2 [label=\"\"];\n}\n"
        );
    }

    #[test]
    fn no_text_is_taken_for_a_sign() {
        let text = text(&example(["a \"b\"", "\"]; x [label=\"", "a\\N &lt;\nb", "ends with \\"]));
        assert_eq!(
            text.lines().filter(|line| line.contains("digraph") || line.contains("label")).collect::<Vec<_>>(),
            [
                r#"digraph "a \"b\"" {"#,
                r#"  q0 [label="\"]; x [label=\"", URL="https://kb.example.org/trees/t/q/end/"];"#,
                r#"  o1 [label="a\\N &amp;lt;\nb", style=rounded];"#,
                r#"  x2 [label="none", shape=cds];"#,
                r#"  q0 -> o1 [label="ends with \\"];"#,
                r#"  q0 -> x2 [label=""];"#,
            ]
        );
    }
}
