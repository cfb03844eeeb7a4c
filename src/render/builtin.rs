//! The theme inside the binary: every file of `themes/default`, by name.

use super::theme::{DEFAULT, Layer, Source};

/// Templates and words: the files of `themes/default/templates`, sorted by name.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", include_str!("../../themes/default/templates/404.html")),
    ("article.html", include_str!("../../themes/default/templates/article.html")),
    ("base.html", include_str!("../../themes/default/templates/base.html")),
    ("case-study.html", include_str!("../../themes/default/templates/case-study.html")),
    ("comparison.html", include_str!("../../themes/default/templates/comparison.html")),
    ("entry.html", include_str!("../../themes/default/templates/entry.html")),
    ("exit.html", include_str!("../../themes/default/templates/exit.html")),
    ("freshness.html", include_str!("../../themes/default/templates/freshness.html")),
    ("glossary.html", include_str!("../../themes/default/templates/glossary.html")),
    ("home.html", include_str!("../../themes/default/templates/home.html")),
    ("icons.toml", include_str!("../../themes/default/templates/icons.toml")),
    ("kinds.html", include_str!("../../themes/default/templates/kinds.html")),
    ("list.html", include_str!("../../themes/default/templates/list.html")),
    ("map.html", include_str!("../../themes/default/templates/map.html")),
    ("outcome.html", include_str!("../../themes/default/templates/outcome.html")),
    ("owner.html", include_str!("../../themes/default/templates/owner.html")),
    ("owners.html", include_str!("../../themes/default/templates/owners.html")),
    ("parts.html", include_str!("../../themes/default/templates/parts.html")),
    ("question.html", include_str!("../../themes/default/templates/question.html")),
    ("redirect.html", include_str!("../../themes/default/templates/redirect.html")),
    ("search.html", include_str!("../../themes/default/templates/search.html")),
    ("section.html", include_str!("../../themes/default/templates/section.html")),
    ("side.html", include_str!("../../themes/default/templates/side.html")),
    ("strings.toml", include_str!("../../themes/default/templates/strings.toml")),
    ("tags.html", include_str!("../../themes/default/templates/tags.html")),
    ("tree-all.html", include_str!("../../themes/default/templates/tree-all.html")),
    ("tree-map.html", include_str!("../../themes/default/templates/tree-map.html")),
    ("tree.html", include_str!("../../themes/default/templates/tree.html")),
    ("twin.md", include_str!("../../themes/default/templates/twin.md")),
];

/// Files that are published as they are under `assets/`: those of `themes/default/static`, sorted by name.
pub const STATIC: &[(&str, &[u8])] = &[
    ("comparison.css", include_bytes!("../../themes/default/static/comparison.css")),
    ("comparison.js", include_bytes!("../../themes/default/static/comparison.js")),
    ("decide.css", include_bytes!("../../themes/default/static/decide.css")),
    ("draw.css", include_bytes!("../../themes/default/static/draw.css")),
    ("drawing.js", include_bytes!("../../themes/default/static/drawing.js")),
    ("favicon.svg", include_bytes!("../../themes/default/static/favicon.svg")),
    ("kinds.css", include_bytes!("../../themes/default/static/kinds.css")),
    ("lists.css", include_bytes!("../../themes/default/static/lists.css")),
    ("map.css", include_bytes!("../../themes/default/static/map.css")),
    ("map.js", include_bytes!("../../themes/default/static/map.js")),
    ("maths.css", include_bytes!("../../themes/default/static/maths.css")),
    ("prose.css", include_bytes!("../../themes/default/static/prose.css")),
    ("prose.js", include_bytes!("../../themes/default/static/prose.js")),
    // Without comments: a first search has a budget. Made from the file in `static`, which is what `READABLE` has.
    ("search-dialog.js", include_bytes!("../../themes/default/min/search-dialog.js")),
    ("search-marks.js", include_bytes!("../../themes/default/static/search-marks.js")),
    ("search-page.js", include_bytes!("../../themes/default/static/search-page.js")),
    ("search.css", include_bytes!("../../themes/default/static/search.css")),
    ("site.css", include_bytes!("../../themes/default/static/site.css")),
    ("site.js", include_bytes!("../../themes/default/static/site.js")),
    ("theme.js", include_bytes!("../../themes/default/static/theme.js")),
    ("tokens.css", include_bytes!("../../themes/default/static/tokens.css")),
    ("tree-end.js", include_bytes!("../../themes/default/static/tree-end.js")),
    ("tree-state.js", include_bytes!("../../themes/default/static/tree-state.js")),
    ("tree.css", include_bytes!("../../themes/default/static/tree.css")),
    ("tree.js", include_bytes!("../../themes/default/static/tree.js")),
];

/// Files of `STATIC` as people read and change them, where that is not how they are published.
pub const READABLE: &[(&str, &[u8])] =
    &[("search-dialog.js", include_bytes!("../../themes/default/static/search-dialog.js"))];

/// The templates as the lowest layer of a theme.
pub fn layer() -> Layer {
    let source =
        |name: &str, text: &str| Source { file: format!("themes/default/templates/{name}").into(), text: text.into() };
    let files = TEMPLATES.iter().map(|&(name, text)| (name.to_owned(), source(name, text))).collect();
    Layer { name: DEFAULT.to_owned(), files, defaults: None }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn the_binary_holds_every_file_of_the_default_theme() {
        let templates: Vec<&str> = super::TEMPLATES.iter().map(|(name, _)| *name).collect();
        let published: Vec<&str> = super::STATIC.iter().map(|(name, _)| *name).collect();
        assert_eq!(templates, files("templates"));
        assert_eq!(published, files("static"));
    }

    fn files(folder: &str) -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default").join(folder);
        let mut names: Vec<String> = walkdir::WalkDir::new(folder)
            .min_depth(1)
            .into_iter()
            .map(|entry| entry.expect("the theme can be read").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}
