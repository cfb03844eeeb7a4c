//! `kb explain`: what a rule reports, why it is a rule, and what cures it.

use super::CLEAN;
use super::print::Terminal;
use crate::diagnostic::{did_you_mean, rules};

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  kb explain dead-link\n  kb explain                  all rules, one a line")]
pub(super) struct Arguments {
    /// The rule, as it stands in brackets in a message
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<u8> {
    let Some(id) = &arguments.rule else {
        for rule in rules::RULES {
            terminal.line(format!("{:<24}{:<9}{}", rule.id, rule.level.as_str(), rule.says));
        }
        return Ok(CLEAN);
    };
    let Some(rule) = rules::find(id.trim_matches(['[', ']'])) else {
        let help = did_you_mean(id, rules::RULES.iter().map(|rule| rule.id));
        let help = help.unwrap_or_else(|| "`kb explain` lists all rules".to_owned());
        anyhow::bail!("no rule is called `{id}`; {help}");
    };
    terminal.line(format!("{} ({}): {}\n", rule.id, rule.level.as_str(), rule.says));
    if !rule.why.is_empty() {
        terminal.line(format!("{}\n", rule.why));
    }
    terminal.line(rule.cure);
    terminal.line(format!("\nLevel: `[checks] {} = \"error\" | \"warning\" | \"off\"` in kb.toml.", rule.id));
    Ok(CLEAN)
}
