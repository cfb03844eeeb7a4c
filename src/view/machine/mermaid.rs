//! A decision tree as a Mermaid flowchart.

use std::fmt::Write as _;

use super::chart::{Chart, Shape};

/// The text of a `.mmd` file.
pub(super) fn text(chart: &Chart) -> String {
    // A JSON string is a YAML string.
    let title = serde_json::Value::from(one_line(&chart.title));
    let mut text = format!("---\ntitle: {title}\n---\nflowchart LR\n");
    for node in &chart.nodes {
        let (open, close) = match node.shape {
            Shape::Question => ("[", "]"),
            Shape::Outcome => ("([", "])"),
            Shape::Exit => (">", "]"),
        };
        let _ = writeln!(text, "  {}{open}{}{close}", node.id, quoted(&node.title));
    }
    for line in &chart.lines {
        let (from, to) = (&chart.nodes[line.from].id, &chart.nodes[line.to].id);
        let _ = match line.label.trim() {
            "" => writeln!(text, "  {from} --> {to}"),
            label => writeln!(text, "  {from} -->|{}| {to}", quoted(label)),
        };
    }
    for node in &chart.nodes {
        if let Some(address) = &node.address {
            let _ = writeln!(text, "  click {} href \"{address}\"", node.id);
        }
    }
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text between quotes. Signs that mean something to Mermaid, Markdown or HTML are written as numbers.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in one_line(text).chars() {
        match c {
            '"' | '#' | '&' | '<' | '>' | '`' | '*' | '_' | '~' | '\\' | ';' | '$' | '[' | ']' | '{' | '}' | '|' => {
                let _ = write!(quoted, "#{};", u32::from(c));
            }
            // A number with a dot would begin a list.
            '.' if quoted[1..].chars().all(|c| c.is_ascii_digit()) => quoted += "#46;",
            c if c.is_control() => {}
            c => quoted.push(c),
        }
    }
    if quoted.len() == 1 {
        quoted.push(' ');
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
            "---\ntitle: \"Which?\"\n---\nflowchart LR\n  q0[\"Who builds it?\"]\n  o1([\"Both\"])\n  x2>\"none\"]\n  \
             q0 -->|\"One team\"| o1\n  q0 --> x2\n  click q0 href \"https://kb.example.org/trees/t/q/end/\"\n"
        );
    }

    #[test]
    fn no_text_is_taken_for_a_sign() {
        let text = text(&example([
            "a: \"b\"\n---",
            "\"];x --> y[\"z\"]",
            "<img src=x onerror=a()>\n`#quot;`",
            "1. |a| \\ %%",
        ]));
        assert_eq!(
            text.lines().skip(1).take(7).collect::<Vec<_>>(),
            [
                r#"title: "a: \"b\" ---""#,
                "---",
                "flowchart LR",
                "  q0[\"#34;#93;#59;x --#62; y#91;#34;z#34;#93;\"]",
                "  o1([\"#60;img src=x onerror=a()#62; #96;#35;quot#59;#96;\"])",
                "  x2>\"none\"]",
                "  q0 -->|\"1#46; #124;a#124; #92; %%\"| o1",
            ]
        );
    }
}
