//! Heading ids as GitHub makes them.
//!
//! The rule is that of `github-slugger`: lower case; letters, digits, `-`, `_` and marks stay; blanks become `-`; all
//! else goes; an id that exists already gets `-1`, `-2` …

use std::collections::BTreeMap;

/// The id of a heading's text, before it is made unique.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' | '-' => slug.push('-'),
            '_' => slug.push('_'),
            c if c.is_alphanumeric() || is_mark(c) => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// Combining marks and joiners, without which words of many scripts would fall apart.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || c == '\u{200d}'
}

/// Makes ids unique in the order of the headings.
#[derive(Default)]
pub struct Slugs {
    seen: BTreeMap<String, usize>,
}

impl Slugs {
    /// The id for a heading: `written` when the author gave one. Ids that begin like the theme's get `h-` before them.
    pub fn unique(&mut self, text: &str, written: Option<&str>) -> String {
        let mut base = written.map_or_else(|| slug(text), str::to_owned);
        if base.is_empty() {
            base.push_str("section");
        }
        if base.starts_with("kb-") {
            base.insert_str(0, "h-");
        }
        let mut id = base.clone();
        while self.seen.contains_key(&id) {
            let count = self.seen.entry(base.clone()).or_insert(0);
            *count += 1;
            id = format!("{base}-{count}");
        }
        self.seen.insert(id.clone(), 0);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_githubs() {
        assert_eq!(slug("What it costs you"), "what-it-costs-you");
        assert_eq!(slug("CI/CD & more: a_b-c"), "cicd--more-a_b-c");
        assert_eq!(slug("Über Größe — 中文"), "über-größe--中文");
        let mut slugs = Slugs::default();
        let ids: Vec<_> = ["A", "A", "a-1", "A", "kb-x", "!"].map(|text| slugs.unique(text, None)).into();
        assert_eq!(ids, ["a", "a-1", "a-1-1", "a-2", "h-kb-x", "section"]);
    }
}
