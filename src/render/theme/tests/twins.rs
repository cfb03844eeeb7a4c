//! The Markdown twins of pages.

use super::*;

#[test]
fn every_page_has_a_twin_in_markdown() {
    let theme = builtin_theme();
    for fixture in fixtures::full().into_iter().chain(fixtures::bare()).chain(fixtures::hostile()) {
        let path = &fixture.view.path;
        let texts = BTreeMap::from(["body", "q-1"].map(|name| (name.to_owned(), "A *text*.".to_owned())));
        let data = data(&fixture.view, &theme).unwrap_or_else(|problem| panic!("{problem:#?}"));
        let bytes = twin(&fixture.view, &data, &texts, &theme).unwrap_or_else(|problem| panic!("{problem:#?}"));
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("# "), "{path}: {text}");
        // A whole tree without questions has no place for their texts.
        let placed = !path.ends_with("/all/index.html") || text.contains("## 1.");
        assert_eq!(text.contains("\n\nA *text*."), placed, "{path}: {text}");
        assert!(!text.contains("\n\n\n"), "{path}: two empty lines\n{text}");
        assert!(!text.contains("]()") && !text.contains("{n}"), "{path}: {text}");
    }
}
