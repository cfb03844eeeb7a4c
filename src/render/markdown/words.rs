//! The words that kb itself puts into a text.

use crate::render::{builtin, theme};

/// The table `[markdown]` of the theme's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Name of the link beside a heading.
    pub anchor: String,
    /// Name of the notes at the end.
    pub footnotes: String,
    /// Name of a reference to note `{n}`.
    pub footnote: String,
    /// Name of the link back to reference `{n}`.
    pub footnote_back: String,
    /// Name of a block of code.
    pub code: String,
    /// Name of a block of code in `{language}`.
    pub code_in: String,
    /// Name of a table.
    pub table: String,
    /// Name of a table with columns `{columns}`.
    pub table_of: String,
    /// Name of a formula that stands alone.
    pub formula: String,
    /// Name of the box of a task that is done.
    pub done: String,
    /// Name of the box of a task that is not.
    pub to_do: String,
    /// Title of `[!NOTE]`.
    pub note: String,
    /// Title of `[!TIP]`.
    pub tip: String,
    /// Title of `[!IMPORTANT]`.
    pub important: String,
    /// Title of `[!WARNING]`.
    pub warning: String,
    /// Title of `[!CAUTION]`.
    pub caution: String,
}

impl Words {
    /// The words of a theme. Those that it leaves out are the built-in ones, and are put into `strings`.
    pub fn complete(strings: &mut toml::Table) -> Words {
        let built_in = builtin::TEMPLATES.iter().find(|(name, _)| *name == theme::STRINGS).map_or("", |(_, text)| text);
        let built_in: toml::Table = toml::from_str(built_in).expect("the built-in words are TOML");
        let mut words = built_in["markdown"].as_table().cloned().expect("they have a table for Markdown");
        if let Some(toml::Value::Table(own)) = strings.get("markdown") {
            words.extend(own.iter().filter(|(_, word)| word.is_str()).map(|(name, word)| (name.clone(), word.clone())));
        }
        strings.insert("markdown".to_owned(), toml::Value::Table(words.clone()));
        let word = |name: &str| words[name].as_str().expect("every word is text").to_owned();
        Words {
            anchor: word("anchor"),
            footnotes: word("footnotes"),
            footnote: word("footnote"),
            footnote_back: word("footnote_back"),
            code: word("code"),
            code_in: word("code_in"),
            table: word("table"),
            table_of: word("table_of"),
            formula: word("formula"),
            done: word("done"),
            to_do: word("to_do"),
            note: word("note"),
            tip: word("tip"),
            important: word("important"),
            warning: word("warning"),
            caution: word("caution"),
        }
    }
}

impl Default for Words {
    fn default() -> Words {
        Words::complete(&mut toml::Table::new())
    }
}

/// The words with one name filled in, ready to stand in an attribute.
pub fn filled(words: &str, name: &str, value: &str) -> String {
    super::escape::text(&words.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]
    use super::*;

    #[test]
    fn words_that_a_theme_leaves_out_are_built_in() {
        let mut strings: toml::Table = toml::from_str("skip = \"s\"\n[markdown]\nnote = \"Hinweis\"\ntip = 5").unwrap();
        let words = Words::complete(&mut strings);
        assert_eq!((words.note.as_str(), words.tip.as_str()), ("Hinweis", "Tip"));
        assert_eq!(strings["markdown"]["note"].as_str(), Some("Hinweis"));
        assert_eq!(strings["markdown"]["outside"].as_str(), Some("Another site"));
        assert_eq!(strings["skip"].as_str(), Some("s"));
    }

    #[test]
    fn a_name_is_filled_in_and_escaped() {
        assert_eq!(filled("Note <{n}>", "n", "1"), "Note &lt;1&gt;");
    }
}
