//! Every setting of `kb.toml`, as the documentation shows it. A test holds the list to what the reader knows.

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its table, such as `site`; a name in capitals stands for one of the author's choice.
    pub table: &'static str,
    /// Its key.
    pub key: &'static str,
    /// Its type, in words.
    pub kind: &'static str,
    /// What holds without it, in words or as it would be written; empty when it is required.
    pub default: &'static str,
    /// What it does.
    pub says: &'static str,
    /// A value, as it would be written.
    pub example: &'static str,
}

/// What a table is for.
#[derive(Clone, Copy, Debug)]
pub struct SettingsTable {
    /// Its name, such as `site`.
    pub name: &'static str,
    /// How its head is written.
    pub head: &'static str,
    /// What it is for.
    pub says: &'static str,
}

/// All tables, in the order in which the documentation shows them.
pub const TABLES: &[SettingsTable] = &[
    table("site", "[site]", "The site as a whole."),
    table("content", "[content]", "What holds for all entries."),
    table("repo", "[repo]", "Where the knowledge base is kept, so that pages can link to it."),
    table("checks", "[checks]", "Levels of rules: a rule's name and a level."),
    table("checks.override", "[[checks.override]]", "Levels for some files only: paths, and rules with their levels."),
    table("trees", "[trees]", "Decision trees."),
    table("serve", "[serve]", "`kb serve`; its flags win over these settings."),
    table("search", "[search]", "What search finds, and how it is published."),
    table("kinds.NAME", "[kinds.NAME]", "A kind of entry of your own; NAME is its id."),
    table("kinds.NAME.field", "[[kinds.NAME.field]]", "A key of that kind, beside those that all kinds have."),
];

const fn table(name: &'static str, head: &'static str, says: &'static str) -> SettingsTable {
    SettingsTable { name, head, says }
}

const fn setting(
    (table, key): (&'static str, &'static str),
    kind: &'static str,
    default: &'static str,
    says: &'static str,
    example: &'static str,
) -> Setting {
    Setting { table, key, kind, default, says, example }
}

/// All settings, by table.
pub const SETTINGS: &[Setting] = &[
    setting(("site", "title"), "text", "`\"Knowledge base\"`", "Name of the site.", "\"Payments handbook\""),
    setting(("site", "description"), "text", "nothing", "The site in one sentence.", "\"How we build payments.\""),
    setting(
        ("site", "base_url"),
        "address",
        "none",
        "Where the site will stand, such as `https://kb.example.org/handbook`. `--base-url` wins over it.",
        "\"https://kb.example.org\"",
    ),
    setting(("site", "lang"), "text", "`\"en\"`", "Language of the site, as in HTML.", "\"en\""),
    setting(
        ("site", "theme"),
        "text",
        "the built-in theme",
        "A folder under `themes/` that is laid over the built-in theme.",
        "\"ours\"",
    ),
    setting(
        ("site", "featured"),
        "id",
        "the tree of least `weight`",
        "The decision tree whose first question stands on the home page.",
        "\"queue-or-log\"",
    ),
    setting(
        ("content", "tags"),
        "list of texts",
        "any tag",
        "The only tags that entries may have.",
        "[\"cost\", \"events\"]",
    ),
    setting(("content", "owners"), "list of texts", "nobody", "Owners of entries that name none.", "[\"@payments\"]"),
    setting(
        ("content", "assets"),
        "list of texts",
        "see below",
        "Endings of files under `content/` that are published as they are.",
        "[\"png\", \"svg\", \"pdf\"]",
    ),
    setting(
        ("content", "raw_html"),
        "`\"clean\"` or `\"escape\"`",
        "`\"clean\"`",
        "HTML in Markdown: keep what is safe, or show all of it as text.",
        "\"escape\"",
    ),
    setting(("repo", "url"), "address", "", "Address of the repository.", "\"https://github.com/example/handbook\""),
    setting(("repo", "branch"), "text", "`\"main\"`", "The branch that the site is built from.", "\"main\""),
    setting(
        ("repo", "forge"),
        "`\"github\"`, `\"gitlab\"` or `\"gitea\"`",
        "`\"github\"`",
        "The code host, since each has its own form of addresses.",
        "\"gitlab\"",
    ),
    setting(
        ("checks", "RULE"),
        "`\"error\"`, `\"warning\"` or `\"off\"`",
        "the rule's own level",
        "The level of this rule.",
        "\"off\"",
    ),
    setting(
        ("checks.override", "paths"),
        "list of texts",
        "",
        "Files or folders. `*` stands for any characters but `/`, `**` for any.",
        "[\"content/drafts/**\"]",
    ),
    setting(
        ("checks.override", "RULE"),
        "`\"error\"`, `\"warning\"` or `\"off\"`",
        "the level in `[checks]`",
        "The level of this rule in these files.",
        "\"warning\"",
    ),
    setting(
        ("trees", "path_pages"),
        "whole number",
        "`1000`",
        "Most pages for the paths of one tree. A tree that would need more has pages for its questions and its outcomes only, and a script keeps the answers in the address.",
        "200",
    ),
    setting(
        ("serve", "port"),
        "whole number",
        "4000, or the next free one",
        "The port to listen on, and no other.",
        "8080",
    ),
    setting(("serve", "host"), "IP address", "`\"127.0.0.1\"`", "The address to listen on.", "\"0.0.0.0\""),
    setting(
        ("serve", "allow_host"),
        "list of texts",
        "none",
        "Names under which others may reach the server.",
        "[\"kb.example.org\"]",
    ),
    setting(
        ("search", "file_protocol"),
        "true or false",
        "`false`",
        "Whether pages opened from disk can search too. The files of the index are then written a second time, as scripts.",
        "true",
    ),
    setting(
        ("search", "languages"),
        "list of texts",
        "`[site] lang`",
        "The language whose stems search uses, where it is not that of the site; the first one counts.",
        "[\"en\"]",
    ),
    setting(
        ("search", "boost"),
        "table",
        "`{ term = 0.8, source = 0.8, deprecated = 0.5, rejected = 0.5, superseded = 0.5 }`",
        "How much the score of a kind or of a status counts: 1 is as it is, 2 twice as much. Both are multiplied. What is not named keeps its default.",
        "{ decision = 1.5, deprecated = 0.2 }",
    ),
    setting(("kinds.NAME", "folder"), "text", "NAME with an s", "The folder under `content/`.", "\"runbooks\""),
    setting(("kinds.NAME", "title"), "text", "NAME", "What one is called.", "\"Runbook\""),
    setting(("kinds.NAME", "plural"), "text", "`title` with an s", "What many are called.", "\"Runbooks\""),
    setting(
        ("kinds.NAME", "field"),
        "list of tables",
        "none",
        "Its own keys, each under `[[kinds.NAME.field]]`.",
        "[{ name = \"severity\" }]",
    ),
    setting(("kinds.NAME.field", "name"), "text", "", "The key.", "\"severity\""),
    setting(
        ("kinds.NAME.field", "type"),
        "`\"text\"`, `\"number\"`, `\"bool\"`, `\"date\"`, `\"list\"` or `\"ids\"`",
        "`\"text\"`",
        "What it holds: `list` is a list of texts, `ids` a list of ids of entries.",
        "\"text\"",
    ),
    setting(
        ("kinds.NAME.field", "required"),
        "true or false",
        "`false`",
        "Whether every entry of the kind needs it.",
        "true",
    ),
    setting(
        ("kinds.NAME.field", "values"),
        "list of texts",
        "any",
        "The only texts it may hold.",
        "[\"low\", \"high\"]",
    ),
    setting(("kinds.NAME.field", "target"), "kind", "any", "For `ids`: the kind they must name.", "\"option\""),
    setting(
        ("kinds.NAME.field", "inverse"),
        "text",
        "`\"referenced by\"`",
        "For `ids`: what the relation is called on the page at its other end.",
        "\"has runbook\"",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::{Flags, parse};
    use crate::diagnostic::Diagnostic;

    fn problems(text: &str) -> Vec<Diagnostic> {
        let flags = Flags { base_url: None, drafts: false, today: jiff::civil::date(2026, 11, 23) };
        parse(text, &flags).1
    }

    /// The heads as an author would write them, with the outer table before the inner one.
    fn head(table: &SettingsTable) -> String {
        let outer = if table.name == "kinds.NAME.field" { "[kinds.runbook]\n" } else { "" };
        format!("{outer}{}\n", table.head.replace("NAME", "runbook"))
    }

    fn lines(table: &SettingsTable) -> String {
        let settings = SETTINGS.iter().filter(|setting| setting.table == table.name);
        settings.map(|s| format!("{} = {}\n", s.key.replace("RULE", "orphan"), s.example)).collect()
    }

    #[test]
    fn every_setting_listed_is_read() {
        for table in TABLES {
            let text = format!("{}{}", head(table), lines(table));
            // A field without its name is no field; its own table is tried below.
            assert!(problems(&text).is_empty(), "{text}{:?}", problems(&text));
        }
    }

    #[test]
    fn every_setting_read_is_listed() {
        for table in TABLES.iter().filter(|table| !table.name.starts_with("checks")) {
            let name = if table.name == "kinds.NAME.field" { "name = \"a\"\n" } else { "" };
            let found = problems(&format!("{}{name}zzqqzzqq = 1\n", head(table)));
            let help = found.iter().find(|problem| problem.rule == "unknown-key").and_then(|found| found.help.clone());
            let known = help.unwrap_or_default();
            let known: BTreeSet<&str> = known.trim_start_matches("known here: ").split(", ").collect();
            let listed = SETTINGS.iter().filter(|setting| setting.table == table.name).map(|setting| setting.key);
            assert_eq!(listed.collect::<BTreeSet<_>>(), known, "{}", table.name);
        }
    }

    #[test]
    fn every_table_is_listed() {
        let found = problems("zzqqzzqq = 1\n");
        let help = found[0].help.clone().unwrap_or_default();
        let known: BTreeSet<&str> = help.trim_start_matches("known here: ").split(", ").collect();
        let listed = TABLES.iter().map(|table| table.name.split('.').next().unwrap_or_default());
        assert_eq!(listed.chain(["extra"]).collect::<BTreeSet<_>>(), known);
    }
}
