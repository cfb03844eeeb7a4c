//! All rules, from the list that `kb explain` prints.

use std::fmt::Write as _;

use kb::diagnostic::Level;
use kb::diagnostic::rules::{RULES, Rule};

use super::{head, sentence};

const OPENING: &str = "\
A message of kb names its rule in brackets, as in `error[dead-link]`. `kb explain dead-link` prints what stands here.

An error stops a build. A warning does not, unless you run `kb build --strict` or `kb check --deny warnings`. `[checks]` in [kb.toml](configuration.md#checks) sets other levels.
";

pub fn page() -> String {
    let mut page = head("Rules", "Every rule: what it reports, why, and what cures it.", "src/diagnostic/rules.rs");
    page.push_str(OPENING);
    // By what comes before the first hyphen, where that is a subject of its own.
    let of_trees = |rule: &&Rule| rule.id.starts_with("tree-") || rule.id.starts_with("took-");
    let of_cells = |rule: &&Rule| {
        rule.id.starts_with("cell-") || rule.id.starts_with("criterion-") || rule.id.starts_with("scale-")
    };
    let of_output = |rule: &&Rule| rule.id.starts_with("output-");
    let rest = |rule: &&Rule| !of_trees(rule) && !of_cells(rule) && !of_output(rule);
    section(&mut page, "Errors in entries", RULES.iter().filter(rest).filter(|rule| rule.level == Level::Error));
    section(&mut page, "Warnings in entries", RULES.iter().filter(rest).filter(|rule| rule.level == Level::Warning));
    section(&mut page, "Decision trees", RULES.iter().filter(of_trees));
    section(&mut page, "Comparisons", RULES.iter().filter(of_cells));
    section(&mut page, "The built site", RULES.iter().filter(of_output));
    page
}

fn section<'a>(page: &mut String, title: &str, rules: impl Iterator<Item = &'a Rule>) {
    let _ = writeln!(page, "\n## {title}");
    for rule in rules {
        let _ = writeln!(page, "\n### {}\n\n**{}.** {}", rule.id, level(rule.level), sentence(rule.says));
        for text in [rule.why, rule.cure].into_iter().filter(|text| !text.is_empty()) {
            let _ = writeln!(page, "\n{}", text.replace("[[", "\\[[").replace("`\\[[", "`[["));
        }
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "Error",
        Level::Warning => "Warning",
    }
}
