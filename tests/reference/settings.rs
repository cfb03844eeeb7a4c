//! `kb.toml`, from the list of all settings.

use kb::config::settings::{SETTINGS, TABLES};
use kb::config::{ASSETS, NEVER_ASSETS};

use super::{default, head, table};

const OPENING: &str = "\
`kb.toml` stands at the top of a knowledge base. Every key may be left out, and an empty file is a valid one. A key that kb does not know is the error `unknown-key`.

Flags win over settings: see [Commands](commands.md). [An example](#all-in-one-example) with every key stands at the end.
";

pub fn page() -> String {
    let mut page =
        head("Configuration", "Every setting of kb.toml: type, default and effect.", "src/config/settings.rs");
    page.push_str(OPENING);
    for part in TABLES {
        page.push_str(&format!("\n## `{}`\n\n{}\n\n", part.head, part.says));
        let rows = SETTINGS.iter().filter(|setting| setting.table == part.name).map(|setting| {
            let key = if setting.key == "RULE" { "a rule's name".to_owned() } else { format!("`{}`", setting.key) };
            vec![key, setting.kind.to_owned(), default(setting.default), setting.says.to_owned()]
        });
        page.push_str(&table(&["Key", "Type", "Default", "What it does"], rows));
        if part.name == "content" {
            let list =
                |endings: &[&str]| endings.iter().map(|ending| format!("`{ending}`")).collect::<Vec<_>>().join(", ");
            page.push_str(&format!(
                "\nWithout `assets`, files with these endings are published: {}. Never published, whatever `assets` says: {}.\n",
                list(&ASSETS),
                list(&NEVER_ASSETS)
            ));
        }
        if part.name == "checks" {
            page.push_str("\nThe names are those of [the rules](rules.md). A few rules cannot be lowered, because the entry they report would vanish in silence; kb says so.\n");
        }
    }
    page.push_str("\n## `[extra]`\n\nAnything, for your own templates: they see it as `site.extra`.\n");
    page.push_str("\n## All in one example\n\n```toml\n");
    for part in TABLES {
        page.push_str(&part.head.replace("NAME", "runbook"));
        page.push('\n');
        for setting in SETTINGS.iter().filter(|setting| setting.table == part.name && setting.key != "field") {
            page.push_str(&format!("{} = {}\n", setting.key.replace("RULE", "orphan"), setting.example));
        }
        page.push('\n');
    }
    page.push_str("[extra]\nteam_chat = \"#payments\"\n```\n");
    page
}
