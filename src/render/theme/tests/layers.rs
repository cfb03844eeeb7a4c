//! What a knowledge base and its theme put over the built-in theme.

use std::sync::Arc;

use super::*;

/// The built-in theme with a knowledge base's own files over it.
fn over_builtin(files: &[(&str, &str)]) -> Result<Theme, Vec<Diagnostic>> {
    Theme::new(&Files { layers: vec![builtin::layer(), own(files)], assets: assets() })
}

fn lost_page(theme: &Theme) -> String {
    let lost = fixtures::bare().into_iter().find(|fixture| fixture.view.template == "404.html").unwrap();
    render(&lost, theme)
}

#[test]
fn one_block_of_a_built_in_template_can_be_replaced() {
    let own = "{% extends \"default/404.html\" %}{% block main %}<h1>Gone</h1>{{ super() }}{% endblock main %}";
    let html = lost_page(&over_builtin(&[("404.html", own)]).ok().unwrap());
    assert!(html.contains("<h1>Gone</h1>") && html.contains("<p class=\"label\">404</p>"), "{html}");
}

#[test]
fn one_component_one_word_and_one_icon_can_be_replaced() {
    let parts = "{% component icon(name: string, flip: bool = false) %}[{{ name }}]{% endcomponent icon %}";
    let files = [("parts.html", parts), (STRINGS, "skip = \"Jump\""), (ICONS, "search = '<path d=\"M0 0h16\"/>'")];
    let html = lost_page(&over_builtin(&files).unwrap_or_else(|problems| panic!("{problems:#?}")));
    assert!(html.contains("[search]"), "the component");
    assert!(
        html.contains("href=\"#kb-main\">Jump</a>") && html.contains("Breadcrumb") | html.contains("Menu"),
        "the word"
    );
    assert!(
        html.contains("<symbol id=\"kb-i-search\" viewBox=\"0 0 16 16\"><path d=\"M0 0h16\"/></symbol>"),
        "the icon"
    );
}

#[test]
fn a_block_that_an_override_lost_is_told_at_the_override() {
    let problems = over_builtin(&[("base.html", "<p>{% block main %}{% endblock main %}</p>")]).err().unwrap();
    let place = problems[0].place.as_ref().unwrap();
    assert_eq!(place.file.as_ref(), "templates/base.html");
    assert!(problems[0].message.starts_with("the template has no block `"), "{}", problems[0].message);
    assert!(problems[0].help.as_ref().unwrap().contains("{% extends \"default/base.html\" %}"));
}

#[test]
fn a_file_that_the_theme_has_not_is_told_with_the_nearest_name() {
    let problem = print("{{ asset(name=\"prose.cs\") }}").unwrap_err();
    assert!(problem.message.contains("the theme has no file `prose.cs`"), "{}", problem.message);
}

#[test]
fn a_theme_has_defaults_which_a_knowledge_base_replaces() {
    let source = Source { file: "themes/x/theme.toml".into(), text: "[extra]\naccent = \"red\"\nwide = true".into() };
    let theme = Layer {
        name: "x".into(),
        defaults: Some(source),
        ..own(&[("404.html", "{{ theme.accent }} {{ theme.wide }}")])
    };
    let theme = Theme::new(&Files { layers: vec![theme], ..Files::default() }).ok().unwrap();
    let mut lost = fixtures::bare().into_iter().find(|fixture| fixture.view.template == "404.html").unwrap();
    let mut site = (*lost.view.site).clone();
    site.extra = serde_json::json!({"accent": "blue"});
    lost.view.site = Arc::new(site);
    assert_eq!(render(&lost, &theme), "blue true");
}
