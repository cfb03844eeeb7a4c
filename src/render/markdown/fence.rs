//! The words after a fence: ```` ```rust title="src/a.rs" lines start=10 mark="2,4-6" diff ````.

use std::ops::Range;

/// What the words after a fence ask for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The language as it is written, empty when there is none.
    pub language: String,
    /// Shown above the block, mostly a path.
    pub title: Option<String>,
    /// Number of the first line; lines are numbered when this is given.
    pub start: Option<usize>,
    /// Lines to mark, counted from 1 whatever number the first one shows.
    pub marks: Vec<(usize, usize)>,
    /// Lines that start with `+` and `-` are added and taken away.
    pub diff: bool,
}

impl Info {
    /// Reads the words. What kb does not know is for other tools and is left alone.
    pub fn read(words: &str) -> Info {
        let mut info = Info::default();
        let mut rest = words.trim();
        if let Some(language) = rest.get(language(rest)).filter(|word| !word.contains('=')) {
            language.clone_into(&mut info.language);
            rest = &rest[language.len()..];
        }
        while let Some((name, value, after)) = next(rest) {
            rest = after;
            match (name, value) {
                ("title", Some(title)) if !title.trim().is_empty() => info.title = Some(title.trim().to_owned()),
                ("lines", None) => info.start = info.start.or(Some(1)),
                ("start", Some(number)) => info.start = number.parse().ok().or(info.start),
                ("mark", Some(lines)) => info.marks = marks(lines),
                ("diff", None) => info.diff = true,
                _ => {}
            }
        }
        info
    }

    /// The line is among those to mark.
    pub fn is_marked(&self, line: usize) -> bool {
        self.marks.iter().any(|&(first, last)| (first..=last).contains(&line))
    }
}

/// Where the language stands in the words: up to a blank, or what rustdoc (`rust,ignore`) and others append.
pub fn language(words: &str) -> Range<usize> {
    let start = words.len() - words.trim_start().len();
    let end =
        words[start..].find(|c: char| c.is_whitespace() || c == ',' || c == '{').map_or(words.len(), |i| start + i);
    start..end
}

/// The next `name`, `name=value` or `name="value with blanks"`, and what follows it.
fn next(words: &str) -> Option<(&str, Option<&str>, &str)> {
    let words = words.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    let end = words.find(|c: char| c.is_whitespace() || c == ',' || c == '=').unwrap_or(words.len());
    if words.is_empty() {
        return None;
    }
    let (name, rest) = words.split_at(end);
    let Some(rest) = rest.strip_prefix('=') else {
        return Some((name, None, rest));
    };
    let quote = rest.chars().next().filter(|c| *c == '"' || *c == '\'');
    if let Some(quote) = quote
        && let Some((value, after)) = rest[1..].split_once(quote)
    {
        return Some((name, Some(value), after));
    }
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    Some((name, Some(&rest[..end]), &rest[end..]))
}

/// `2,4-6` as ranges.
fn marks(lines: &str) -> Vec<(usize, usize)> {
    let lines = lines.trim_matches(|c| c == '{' || c == '}');
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
    };
    // More ranges than any reader can follow only cost time on every line.
    lines.split(',').take(100).filter_map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_after_a_fence_are_read() {
        let info = Info::read("rust title=\"src/a b.rs\" lines start=10 mark=\"2,4-6\" diff other=x");
        assert_eq!(info.language, "rust");
        assert_eq!(info.title.as_deref(), Some("src/a b.rs"));
        assert_eq!((info.start, info.diff), (Some(10), true));
        assert_eq!(info.marks, [(2, 2), (4, 6)]);
        assert!(info.is_marked(5) && !info.is_marked(3));
    }

    #[test]
    fn a_block_may_have_no_language_or_more_than_one_word_for_it() {
        assert_eq!(Info::read("title=x").language, "");
        assert_eq!(Info::read("title=x").title.as_deref(), Some("x"));
        assert_eq!(Info::read("rust,ignore").language, "rust");
        assert_eq!(Info::read("js{1,3}").language, "js");
        assert_eq!(Info::read(""), Info::default());
        assert_eq!(Info::read("a ==== title=\"x").title.as_deref(), Some("\"x"));
    }
}
