//! `kb.toml`, key by key.

use std::sync::Arc;

use super::{
    ASSETS, Config, Flags, LevelSetting, NEVER_ASSETS, RawHtml, Repo, TeamField, TeamFieldType, TeamKind, forges,
};
use crate::diagnostic::{Diagnostic, Level, did_you_mean, rules};
use crate::fields::{self, At, Fields, Reader, Value};

/// Rules about what cannot be part of the site at all: without their reports entries would vanish in silence.
const NEVER_LOWERED: [&str; 8] =
    ["config", "duplicate-id", "duplicate-url", "front-matter-syntax", "not-utf8", "symlink", "template", "unreadable"];

/// Settings from the text of `kb.toml`, with the flags laid over them.
pub fn parse(text: &str, flags: &Flags) -> (Config, Vec<Diagnostic>) {
    let file: Arc<str> = "kb.toml".into();
    let mut found = Vec::new();
    let toml = fields::parse("config", &file, text, 0, &mut found);
    let reader = Reader::new(&file);
    let mut top = reader.fields(&toml.table, 0..0);
    let mut config = defaults(flags);
    site(&mut top, &mut config, flags);
    content(&mut top, &mut config);
    checks(&mut top, &mut config);
    config.repo = repo(&mut top);
    trees_and_serve(&mut top, &mut config);
    kinds(&mut top, &mut config);
    if let Some(extra) = top.raw("extra") {
        config.extra = extra.value.to_json();
    }
    search(&mut top, &mut config);
    top.no_others(&[]);
    found.extend(reader.finish());
    (config, found)
}

fn defaults(flags: &Flags) -> Config {
    Config {
        title: "Knowledge base".into(),
        description: String::new(),
        base_url: flags.base_url.clone(),
        lang: "en".into(),
        theme: None,
        featured: None,
        tags: None,
        owners: Vec::new(),
        assets: ASSETS.map(str::to_owned).to_vec(),
        raw_html: RawHtml::Clean,
        checks: Vec::new(),
        repo: None,
        path_pages: 1000,
        port: None,
        host: None,
        allow_hosts: Vec::new(),
        boosts: Vec::new(),
        search_from_disk: false,
        search_language: None,
        kinds: Vec::new(),
        extra: serde_json::Value::Null,
        drafts: flags.drafts,
        today: flags.today,
    }
}

fn site(top: &mut Fields<'_>, config: &mut Config, flags: &Flags) {
    let Some(mut site) = top.table("site") else {
        return;
    };
    if let Some(title) = site.text("title") {
        config.title = title.value;
    }
    if let Some(description) = site.text("description") {
        config.description = description.value;
    }
    if let Some(lang) = site.text("lang") {
        config.lang = lang.value;
    }
    let base_url = site.text("base_url");
    if flags.base_url.is_none() {
        config.base_url = base_url.and_then(|url| checked_base_url(&site, url));
    }
    config.theme = site.text("theme").and_then(|theme| {
        let plain = !theme.value.is_empty() && !theme.value.contains(['/', '\\']) && !theme.value.starts_with('.');
        if !plain {
            let message = "`theme` is the name of a folder under `themes/`";
            site.reader().report(Diagnostic::new("config", message), theme.span);
            return None;
        }
        Some(theme.value)
    });
    config.featured = site.text("featured");
    site.no_others(&[]);
}

fn checked_base_url(site: &Fields<'_>, url: At<String>) -> Option<String> {
    let trimmed = url.value.trim_end_matches('/');
    let rest = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
    if rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(['?', '#', ' ', '"', '<', '>'])) {
        return Some(trimmed.to_owned());
    }
    let problem = Diagnostic::new("config", "`base_url` is no address that starts with http:// or https://");
    site.reader().report(problem, url.span);
    None
}

fn content(top: &mut Fields<'_>, config: &mut Config) {
    let Some(mut content) = top.table("content") else {
        return;
    };
    let values = |list: At<Vec<At<String>>>| list.value.into_iter().map(|item| item.value).collect::<Vec<_>>();
    config.tags = content.texts("tags").map(values);
    if let Some(owners) = content.texts("owners") {
        config.owners = values(owners);
    }
    if let Some(assets) = content.texts("assets") {
        config.assets = assets.value.into_iter().filter_map(|ending| checked_ending(&content, ending)).collect();
    }
    if let Some(raw) = content.text("raw_html") {
        match raw.value.as_str() {
            "clean" => config.raw_html = RawHtml::Clean,
            "escape" => config.raw_html = RawHtml::Escape,
            _ => content.unknown_value("raw_html", &raw, &["clean", "escape"]),
        }
    }
    content.no_others(&[]);
}

fn checked_ending(content: &Fields<'_>, ending: At<String>) -> Option<String> {
    let plain = ending.value.trim_start_matches('.').to_lowercase();
    if NEVER_ASSETS.contains(&plain.as_str()) {
        let problem = Diagnostic::new("config", format!("`{plain}` files are never published: browsers run them"));
        content.reader().report(problem, ending.span);
        return None;
    }
    Some(plain)
}

fn checks(top: &mut Fields<'_>, config: &mut Config) {
    let Some(mut checks) = top.table("checks") else {
        return;
    };
    let mut overrides = Vec::new();
    for mut table in checks.tables("override") {
        let paths = table.texts("paths").map_or_else(Vec::new, |list| list.value);
        let paths: Vec<_> = paths.into_iter().map(|path| path.value).collect();
        if paths.is_empty() {
            table.missing("paths", "an override");
        }
        overrides.extend(levels(&mut table, &paths));
    }
    config.checks = levels(&mut checks, &[]);
    config.checks.extend(overrides);
}

fn levels(table: &mut Fields<'_>, paths: &[String]) -> Vec<LevelSetting> {
    let mut settings = Vec::new();
    for (rule, value) in table.entries() {
        if matches!(rule.value, "override" | "paths") {
            continue;
        }
        let reader = table.reader();
        if rules::find(rule.value).is_none() {
            let help = did_you_mean(rule.value, rules::RULES.iter().map(|known| known.id));
            let problem = Diagnostic::new("unknown-key", format!("no rule is called `{}`", rule.value));
            reader.report(problem.maybe_help(help), rule.span);
            continue;
        }
        if NEVER_LOWERED.contains(&rule.value) && value.value.as_str() != Some("error") {
            let message = format!("`{}` is always an error: what it reports cannot be read or published", rule.value);
            reader.report(Diagnostic::new("config", message), value.span);
            continue;
        }
        let level = match value.value.as_str() {
            Some("error") => Some(Level::Error),
            Some("warning") => Some(Level::Warning),
            Some("off") => None,
            _ => {
                let problem = Diagnostic::new("unknown-value", "a level is \"error\", \"warning\" or \"off\"");
                reader.report(problem, value.span);
                continue;
            }
        };
        settings.push(LevelSetting { rule: rule.value.to_owned(), level, paths: paths.to_vec() });
    }
    settings
}

fn repo(top: &mut Fields<'_>) -> Option<Repo> {
    let mut repo = top.table("repo")?;
    let url = repo.text("url").and_then(|url| {
        let valid = url.value.starts_with("https://") || url.value.starts_with("http://");
        if !valid {
            let problem = Diagnostic::new("config", "`url` of the repository starts with https://");
            repo.reader().report(problem, url.span);
        }
        valid.then(|| url.value.trim_end_matches('/').to_owned())
    });
    let branch = repo.text("branch").map_or_else(|| "main".to_owned(), |branch| branch.value);
    let forges = forges();
    let forge = repo.text("forge").map_or(Some(super::Forge::GitHub), |forge| {
        let known: Vec<_> = forges.keys().copied().collect();
        let found = forges.get(forge.value.as_str()).copied();
        if found.is_none() {
            repo.unknown_value("forge", &forge, &known);
        }
        found
    });
    if !repo.has("url") {
        repo.missing("url", "`[repo]`");
    }
    repo.no_others(&[]);
    Some(Repo { url: url?, branch, forge: forge? })
}

fn trees_and_serve(top: &mut Fields<'_>, config: &mut Config) {
    if let Some(mut trees) = top.table("trees") {
        if let Some(pages) = trees.whole("path_pages") {
            match usize::try_from(pages.value) {
                Ok(pages) => config.path_pages = pages,
                Err(_) => trees.reader().report(Diagnostic::new("config", "`path_pages` is 0 or more"), pages.span),
            }
        }
        trees.no_others(&[]);
    }
    if let Some(mut serve) = top.table("serve") {
        if let Some(port) = serve.whole("port") {
            match u16::try_from(port.value) {
                Ok(number) if number > 0 => config.port = Some(number),
                _ => serve.reader().report(Diagnostic::new("config", "`port` is from 1 to 65535"), port.span),
            }
        }
        config.host = serve.text("host").map(|host| host.value);
        if let Some(hosts) = serve.texts("allow_host") {
            config.allow_hosts = hosts.value.into_iter().map(|host| host.value).collect();
        }
        serve.no_others(&[]);
    }
}

/// The largest boost: more would only hide all the rest.
const MOST_BOOST: f64 = 100.0;

fn search(top: &mut Fields<'_>, config: &mut Config) {
    if let Some(mut search) = top.table("search") {
        config.search_from_disk = search.bool("file_protocol").is_some_and(|on| on.value);
        let languages = search.texts("languages").map_or_else(Vec::new, |languages| languages.value);
        config.search_language = languages.into_iter().next().map(|first| first.value);
        if let Some(mut boosts) = search.table("boost") {
            config.boosts =
                boosts.entries().into_iter().filter_map(|(name, value)| boost(&boosts, name, value)).collect();
        }
        search.no_others(&[]);
    }
}

fn boost(boosts: &Fields<'_>, name: At<&str>, value: At<&Value>) -> Option<(At<String>, f64)> {
    let Some(number) = value.value.as_number() else {
        boosts.mistyped(name.value, value.value, "a number", value.span);
        return None;
    };
    if number <= 0.0 || number > MOST_BOOST {
        let message = format!("a boost is above 0, and {MOST_BOOST} at most");
        let help = "1 is as without it; `search = false` keeps an entry out of search";
        boosts.reader().report(Diagnostic::new("config", message).help(help), value.span);
        return None;
    }
    Some((name.map(str::to_owned), number))
}

fn kinds(top: &mut Fields<'_>, config: &mut Config) {
    let Some(mut kinds) = top.table("kinds") else {
        return;
    };
    for (id, value) in kinds.entries() {
        let Some(table) = value.value.as_table() else {
            kinds.mistyped(id.value, value.value, "a table", value.span);
            continue;
        };
        let mut fields = kinds.reader().fields(table, value.span);
        // Without a folder of its own the kind's name stands for it.
        let folder = At::new(format!("{}s", id.value), id.span.clone());
        let text = |found: Option<At<String>>| found.map(|text| text.value);
        let title = text(fields.text("title")).unwrap_or_else(|| id.value.to_owned());
        let kind = TeamKind {
            folder: fields.text("folder").unwrap_or(folder),
            id: id.map(str::to_owned),
            plural: text(fields.text("plural")).unwrap_or_else(|| format!("{title}s")),
            title,
            fields: fields.tables("field").into_iter().filter_map(team_field).collect(),
        };
        fields.no_others(&[]);
        config.kinds.push(kind);
    }
}

fn team_field(mut field: Fields<'_>) -> Option<TeamField> {
    const TYPES: [(&str, TeamFieldType); 6] = [
        ("text", TeamFieldType::Text),
        ("number", TeamFieldType::Number),
        ("bool", TeamFieldType::Bool),
        ("date", TeamFieldType::Date),
        ("list", TeamFieldType::List),
        ("ids", TeamFieldType::Ids),
    ];
    let name = field.text("name");
    if name.is_none() && !field.has("name") {
        field.missing("name", "a field");
    }
    let written = field.text("type");
    let kind = written.as_ref().map_or(Some(TeamFieldType::Text), |written| {
        let found = TYPES.iter().find(|(word, _)| *word == written.value).map(|(_, kind)| *kind);
        if found.is_none() {
            field.unknown_value("type", written, &TYPES.map(|(word, _)| word));
        }
        found
    });
    let texts = |found: Option<At<Vec<At<String>>>>| {
        found.map_or_else(Vec::new, |list| list.value.into_iter().map(|item| item.value).collect::<Vec<_>>())
    };
    let field_of = TeamField {
        name: name?,
        kind: kind?,
        required: field.bool("required").is_some_and(|required| required.value),
        values: texts(field.texts("values")),
        target: field.text("target"),
        inverse: field.text("inverse").map(|inverse| inverse.value),
    };
    field.no_others(&[]);
    Some(field_of)
}
