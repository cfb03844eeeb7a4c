//! The default theme on pages made by hand: every kind of page, full and bare.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod fixtures;
mod layers;
mod twins;

use std::sync::mpsc;
use std::time::Duration;

use super::*;
use crate::render::builtin;

fn builtin_theme() -> Theme {
    let files = Files { layers: vec![builtin::layer()], assets: assets() };
    match Theme::new(&files) {
        Ok(theme) => theme,
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// Files of the built-in theme under names without a hash.
fn assets() -> BTreeMap<String, String> {
    builtin::STATIC.iter().map(|(name, _)| ((*name).to_owned(), format!("assets/{name}"))).collect()
}

/// The layer of a knowledge base with these files.
fn own(files: &[(&str, &str)]) -> Layer {
    let source = |name: &str, text: &str| Source { file: format!("templates/{name}").into(), text: text.into() };
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), source(name, text))).collect();
    Layer { files, ..Layer::default() }
}

fn render(fixture: &fixtures::Fixture, theme: &Theme) -> String {
    let bytes = shown(fixture, theme).unwrap_or_else(|problem| panic!("{problem:#?}"));
    String::from_utf8(bytes).unwrap()
}

fn theme(files: &[(&str, &str)]) -> Result<Theme, Vec<Diagnostic>> {
    Theme::new(&Files { layers: vec![own(files)], ..Files::default() })
}

/// A page by its own template.
fn shown(fixture: &fixtures::Fixture, theme: &Theme) -> Result<Vec<u8>, Diagnostic> {
    page(&fixture.view, &data(&fixture.view, theme)?, &fixture.prose, &BTreeSet::new(), theme)
}

/// What a template prints for the 404 page, or its problem.
fn print(template: &str) -> Result<String, Diagnostic> {
    print_with(template, |theme| theme)
}

fn print_with(template: &str, change: impl Fn(Theme) -> Theme) -> Result<String, Diagnostic> {
    let theme = change(theme(&[("404.html", template)]).unwrap_or_else(|problems| panic!("{problems:#?}")));
    let lost = fixtures::bare().into_iter().find(|fixture| fixture.view.template == "404.html").unwrap();
    shown(&lost, &theme).map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn every_page_is_whole_and_safe() {
    let theme = builtin_theme();
    for fixture in fixtures::full().into_iter().chain(fixtures::bare()).chain(fixtures::hostile()) {
        let (html, path) = (render(&fixture, &theme), &fixture.view.path);
        assert!(html.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"), "{path}");
        assert!(html.trim_end().ends_with("</html>"), "{path}");
        assert_eq!(html.matches("<h1").count(), 1, "{path}: one h1");
        assert!(html.contains("<meta http-equiv=\"Content-Security-Policy\""), "{path}");
        for never in [
            "style=",
            "<style",
            "href=\"\"",
            "href=\"#\"",
            "src=\"\"",
            "<script>",
            "javascript:",
            "onclick",
            "{{",
            "{%",
            "id=\"\"",
        ] {
            assert!(!html.contains(never), "{path}: {never}\n{}", around(&html, never));
        }
        // Sentences that scripts fill stand in data attributes.
        let for_scripts = match fixture.view.template.as_str() {
            "redirect.html" => 0,
            "search.html" => 5,
            "comparison.html" => 6,
            _ => 3,
        };
        assert_eq!(html.matches("{n}").count(), for_scripts, "{path}: a sentence is not filled");
        balanced(&html, path);
        ids(&html, &fixture);
    }
}

/// Every element that is opened is closed, in order.
fn balanced(html: &str, path: &str) {
    const VOID: &[&str] = &["area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').unwrap_or_else(|| panic!("{path}: `<` without `>`"));
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if tag.starts_with('!') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{path}: </{name}> near {}", &rest[..rest.len().min(120)]);
        } else {
            let name = tag.split([' ', '\n']).next().unwrap().trim_end_matches('/');
            if !tag.ends_with('/') && !VOID.contains(&name) {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty(), "{path}: never closed: {open:?}");
}

/// Ids are unique, those of the theme begin with `kb-`, and what names an id names one of the page.
fn ids(html: &str, fixture: &fixtures::Fixture) {
    let path = &fixture.view.path;
    let all = values(html, " id=\"");
    let mut unique = all.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), all.len(), "{path}: an id is there twice: {all:?}");
    let prose: String = fixture.prose.values().cloned().collect();
    for id in &all {
        assert!(id.starts_with("kb-") || prose.contains(&format!("id=\"{id}\"")), "{path}: id {id}");
    }
    for attribute in ["aria-labelledby=\"", " for=\"", "aria-controls=\"", "popovertarget=\"", "href=\"#"] {
        for id in values(html, attribute).iter().flat_map(|ids| ids.split_whitespace()) {
            assert!(all.contains(&id), "{path}: {attribute}{id}");
        }
    }
}

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

fn around<'a>(html: &'a str, what: &str) -> &'a str {
    let at = html.find(what).unwrap_or(0);
    let (mut from, mut to) = (at.saturating_sub(120), (at + 120).min(html.len()));
    while !html.is_char_boundary(from) {
        from -= 1;
    }
    while !html.is_char_boundary(to) {
        to += 1;
    }
    &html[from..to]
}

#[test]
fn texts_of_the_view_are_escaped_everywhere() {
    let theme = builtin_theme();
    for fixture in fixtures::hostile() {
        let html = render(&fixture, &theme);
        assert!(!html.contains("<script>alert"), "{}: {}", fixture.view.path, around(&html, "<script>alert"));
    }
}

#[test]
fn one_theme_serves_all_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&builtin_theme());
}

#[test]
fn home_stays_small() {
    let home = fixtures::full().into_iter().find(|fixture| fixture.view.template == "home.html").unwrap();
    let size = render(&home, &builtin_theme()).len();
    assert!(size <= 30_000, "home has {size} bytes");
}

#[test]
fn files_of_every_page_stay_within_their_limits() {
    let size = |names: &[&str]| -> usize {
        builtin::STATIC.iter().filter(|(name, _)| names.contains(name)).map(|(_, bytes)| bytes.len()).sum()
    };
    assert!(size(&["tokens.css", "site.css"]) <= 30_000);
    assert!(size(&["theme.js", "site.js"]) <= 8_000);
    for (name, bytes) in builtin::STATIC {
        let shared = ["tokens.css", "site.css", "theme.js", "site.js"].contains(name);
        assert!(shared || bytes.len() <= 12_000, "{name}");
    }
}

/// Words that views name, and those that a template puts together from what a view says.
const VIEWS: &str = "answers banners exit exit_mapped facts fields header kinds no pages rankings read_on relations source_many source_one statuses verdicts yes";

#[test]
fn templates_use_every_word_and_no_other() {
    let templates: String =
        builtin::TEMPLATES.iter().filter(|(name, _)| files::is_template(name)).map(|(_, text)| *text).collect();
    let mut used: Vec<String> = templates
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.')
        .filter_map(|path| path.strip_prefix("t."))
        .map(|path| path.split('.').next().unwrap().to_owned())
        .collect();
    used.extend(VIEWS.split_whitespace().map(str::to_owned));
    used.sort();
    used.dedup();
    let strings = builtin::TEMPLATES.iter().find(|(name, _)| *name == STRINGS).unwrap().1;
    let words: toml::Table = toml::from_str(strings).unwrap();
    let mut written: Vec<String> = words.keys().cloned().collect();
    written.sort();
    assert_eq!(used, written);
}

#[test]
fn scripts_find_elements_by_data_attributes_and_make_no_html() {
    for (name, bytes) in builtin::STATIC.iter().filter(|(name, _)| name.ends_with(".js")) {
        let script = std::str::from_utf8(bytes).unwrap();
        for never in
            ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "$(\"#", "$$(\"#", ".style"]
        {
            assert!(!script.contains(never), "{name}: {never}");
        }
    }
}

#[test]
fn all_problems_of_all_templates_are_told_at_once() {
    let problems = theme(&[
        ("a.html", "<p>\n{{ page.title | upper"),
        ("b.html", "{% if x %}"),
        ("strings.toml", "skip = \"unclosed\nmain = 1"),
    ])
    .err()
    .unwrap();
    let places: Vec<String> = problems.iter().map(|problem| problem.place.as_ref().unwrap().file.to_string()).collect();
    assert_eq!(places, ["templates/a.html", "templates/b.html", "templates/strings.toml"]);
    assert!(
        problems.iter().all(|problem| problem.rule == "template" && problem.place.as_ref().unwrap().span.is_some())
    );
}

#[test]
fn names_that_lead_nowhere_are_told_where_they_stand() {
    let text = "é\n  {{ page.title | uper }}{{ <nothing/> }}";
    let problems = theme(&[("a.html", text), ("b.html", "{{ 1 | loud }}")]).err().unwrap();
    let told: Vec<(&str, String)> = problems
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref().unwrap();
            let text = if &*place.file == "templates/a.html" { text } else { "{{ 1 | loud }}" };
            (problem.message.as_str(), text[place.span.clone().unwrap()].to_owned())
        })
        .collect();
    assert_eq!(told.len(), 3, "{problems:#?}");
    assert_eq!(told[0].0, "unknown filter `uper`");
    assert!(told[0].1.contains("uper"), "{told:?}");
    assert_eq!(told[1].0, "unknown component `nothing`");
    assert_eq!(told[2].0, "unknown filter `loud`");
}

#[test]
fn a_parent_that_does_not_exist_is_told_with_the_nearest_name() {
    let problems = theme(&[("a.html", "{% extends \"bass.html\" %}"), ("base.html", "")]).err().unwrap();
    assert_eq!(problems[0].message, "the template extends `bass.html`, which does not exist");
    assert_eq!(problems[0].help.as_deref(), Some("did you mean `base.html`?"));
}

#[test]
fn a_field_that_a_page_has_not_is_told_with_template_and_page() {
    let problem = print("<p>{{ site.titel }}</p>").unwrap_err();
    assert_eq!(problem.message, "field `titel` is not defined, on page `404.html`");
    assert!(problem.help.unwrap().contains("title"));
    assert_eq!(problem.place.unwrap().file.as_ref(), "templates/404.html");
}

#[test]
fn a_page_may_ask_for_a_template_that_the_theme_has_not() {
    let theme = theme(&[("44.html", "")]).ok().unwrap();
    let lost = fixtures::bare().into_iter().find(|fixture| fixture.view.template == "404.html").unwrap();
    let problem = shown(&lost, &theme).unwrap_err();
    assert_eq!(problem.message, "the theme has no template `404.html`, which page `404.html` asks for");
    assert_eq!(problem.help.as_deref(), Some("did you mean `44.html`?"));
}

#[test]
fn a_template_that_writes_too_much_is_stopped() {
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    let endless =
        "{% for a in range(end=100000) %}{% for b in range(end=100000) %}xxxxxxxxxxxxxxxx{% endfor %}{% endfor %}";
    let problem = print_with(endless, |theme| theme.limited(limits)).unwrap_err();
    assert_eq!(problem.message, "the template wrote more than 1 MB for page `404.html`");
}

#[test]
fn a_template_that_takes_too_long_is_stopped() {
    let limits = Limits { time: Duration::from_millis(20), ..Limits::default() };
    let slow = "{% for a in range(end=100000) %}{% for b in range(end=1000) %}{% endfor %}.{% endfor %}";
    let problem = print_with(slow, |theme| theme.limited(limits)).unwrap_err();
    assert_eq!(problem.message, "the template took longer than 0 s for page `404.html`");
}

#[test]
fn a_component_that_calls_itself_ends_in_an_error() {
    let problem = print("{% component a() %}{{ <a/> }}{% endcomponent a %}{{ <a/> }}").unwrap_err();
    assert!(problem.message.contains("recursion"), "{}", problem.message);
    assert!(problem.message.ends_with("on page `404.html`"), "{}", problem.message);
}

#[test]
fn the_watchdog_tells_of_a_template_that_writes_nothing() {
    let (tell, told) = mpsc::channel();
    let limits = Limits { time: Duration::ZERO, ..Limits::default() };
    let watchdog = Watchdog::new(limits, move |problem| tell.send(problem).unwrap()).unwrap();
    drop(watchdog.watch("quick/index.html", "entry.html"));
    let slow = watchdog.watch("slow/index.html", "list.html");
    let problem = told.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!(
        problem.message,
        "the template is still at work on page `slow/index.html` after 0 s, and writes nothing"
    );
    assert_eq!(problem.place.unwrap().file.as_ref(), "templates/list.html");
    drop(slow);
    assert!(told.recv_timeout(Duration::from_millis(50)).is_err());
}

#[test]
fn sentences_are_filled_and_their_values_escaped() {
    assert_eq!(print("{{ \"{n} of {all}\" | fill(n=1, all=\"<2>\") }}").unwrap(), "1 of &lt;2&gt;");
    let problem = print("{{ \"{n}\" | fill(m=1) }}").unwrap_err();
    assert!(problem.message.contains("asks for `n`, which is not given"), "{}", problem.message);
}

#[test]
fn json_cannot_end_the_element_it_stands_in() {
    let printed = print("{{ {\"a\": \"</script><!-- & ' \u{2028}\", \"b\": [1, true, none]} | json }}").unwrap();
    assert_eq!(printed, r#"{"a":"\u003c/script\u003e\u003c!-- \u0026 \u0027 \u2028","b":[1,true,null]}"#);
}

#[test]
fn steps_walk_a_tree_deeper_than_components_can() {
    let template = "{% for s in page.extra_tree | steps %}{% endfor %}";
    assert!(print(template).is_err(), "only arrays are walked");
    let mut node =
        serde_json::json!({"answer": "a", "title": "end", "href": "end/", "role": "outcome", "children": []});
    for depth in 0..200 {
        node = serde_json::json!({"answer": "a", "title": format!("q{depth}"), "href": "q/", "role": "question", "children": [node, {"answer": "b", "title": "side", "href": "side/", "role": "seen", "children": []}]});
    }
    let theme = builtin_theme();
    let mut tree = fixtures::full().into_iter().find(|fixture| fixture.view.template == "tree.html").unwrap();
    fixtures::set_tree(&mut tree, &node);
    let html = render(&tree, &theme);
    balanced(&html, "deep tree");
    assert_eq!(html.matches("<a href=\"side/\">side</a> <em>(as above)</em></li>").count(), 200);
}

/// Writes the pages to the folder in `KB_THEME_PAGES`, to be looked at in a browser.
#[test]
#[allow(clippy::disallowed_methods, reason = "a page to look at has to be a file")]
fn pages_can_be_looked_at() {
    let Some(folder) = std::env::var_os("KB_THEME_PAGES").map(std::path::PathBuf::from) else {
        return;
    };
    let theme = builtin_theme();
    let write = |path: std::path::PathBuf, bytes: &[u8]| {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    for fixture in fixtures::full() {
        write(folder.join(&fixture.view.path), render(&fixture, &theme).as_bytes());
    }
    for fixture in fixtures::bare() {
        write(folder.join("bare").join(&fixture.view.path), render(&fixture, &theme).as_bytes());
    }
    for (name, bytes) in builtin::STATIC {
        for root in ["assets", "bare/assets"] {
            write(folder.join(root).join(name), bytes);
        }
    }
}
