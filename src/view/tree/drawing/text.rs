//! Texts of a drawing: labels cut short, titles broken into lines that are equally long.

use super::super::super::fit;

/// Most characters of a label.
const LABEL: usize = 14;
/// Greatest width of a label.
const LABEL_ROOM: f64 = 112.0;
/// The size of labels.
pub(super) const LABEL_TEXT: f64 = 12.0;

/// A label for a line: whole, or cut after a word.
pub(super) fn label(text: &str) -> String {
    let mut text = text.trim();
    let long = text.chars().count() > LABEL;
    if long {
        let room = text.char_indices().nth(LABEL - 1).map_or(text.len(), |(at, _)| at);
        // A blank right behind the room means that the last word is whole.
        let word = text[..room + text[room..].chars().next().map_or(0, char::len_utf8)].rfind(char::is_whitespace);
        text = word.filter(|word| word * 2 > room).map_or(&text[..room], |word| &text[..word]);
        text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '-' | '–'));
    }
    fit::fit(&if long { format!("{text}…") } else { text.to_owned() }, LABEL_ROOM, LABEL_TEXT)
}

/// A text in at most so many lines, as narrow as that number of lines allows, and whether it was cut.
pub(super) fn block(text: &str, room: i32, size: f64, most: usize) -> (Vec<String>, bool) {
    let whole = wrap(text, f64::from(room), size);
    if whole.len() > most {
        let mut lines = whole;
        let rest = lines.split_off(most - 1).concat_lines();
        lines.push(fit::fit(&rest, f64::from(room), size));
        return (lines, true);
    }
    // The narrowest room that needs no more lines.
    let (mut narrow, mut wide) = (room / 3, room);
    while narrow < wide {
        let middle = i32::midpoint(narrow, wide);
        if wrap(text, f64::from(middle), size).len() <= whole.len() {
            wide = middle;
        } else {
            narrow = middle + 1;
        }
    }
    (wrap(text, f64::from(wide), size), false)
}

trait Lines {
    fn concat_lines(self) -> String;
}

impl Lines for Vec<String> {
    /// Lines as one text again; no blank where a word was broken.
    fn concat_lines(self) -> String {
        let mut text = String::new();
        for line in self {
            if text.chars().next_back().is_some_and(|c| !is_square(c))
                && line.chars().next().is_some_and(|c| !is_square(c))
            {
                text.push(' ');
            }
            text += &line;
        }
        text
    }
}

/// Lines of words; a word that is wider than the room is broken.
fn wrap(text: &str, room: f64, size: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let joined = if line.is_empty() { word.trim_start().to_owned() } else { format!("{line}{word}") };
        if fit::width(&joined, size) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = word.trim_start().to_owned();
        while fit::width(&line, size) > room {
            let (head, tail) = broken(&line, room, size);
            lines.push(head);
            line = tail;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word that is too wide, broken where the room ends.
fn broken(word: &str, room: f64, size: f64) -> (String, String) {
    let hyphen = if word.chars().all(|c| c < '\u{590}') { "-" } else { "" };
    let mut end = 0;
    for (at, c) in word.char_indices() {
        let next = at + c.len_utf8();
        if end > 0 && fit::width(&word[..next], size) + fit::width(hyphen, size) > room {
            break;
        }
        end = next;
    }
    // Two letters alone are no part of a word.
    let tail = word[end..].chars().count();
    let back = if tail < 3 { word[..end].char_indices().rev().nth(2 - tail).map_or(end, |(at, _)| at) } else { end };
    let end = if back == 0 { end } else { back };
    (format!("{}{hyphen}", &word[..end]), word[end..].to_owned())
}

/// The words of a text, each with the blank before it. Text without blanks may be broken between its signs.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.trim().chars() {
        let starts =
            c.is_whitespace() && !before.is_whitespace() || (is_square(c) || is_square(before)) && may_begin(c);
        if starts || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(if c.is_whitespace() { ' ' } else { c });
        }
        before = c;
    }
    words
}

/// Chinese, Japanese and Korean signs, which fill a square.
fn is_square(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a line may begin with a sign: stops, closing brackets and small kana stay with what is before them.
fn may_begin(c: char) -> bool {
    !"、。，．・：；？！）」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…‥%)]}?!,.:;".contains(c)
}

#[cfg(test)]
mod tests {
    use super::{block, label};

    #[test]
    fn labels_are_cut_after_a_word() {
        assert_eq!(label("Yes"), "Yes");
        assert_eq!(label("In bursts, fast"), "In bursts…");
        assert_eq!(label("Yes, users rely on it"), "Yes, users…");
        assert_eq!(label("exactly 14 let"), "exactly 14 let");
        assert_eq!(label("Donaudampfschiff"), "Donaudampfsc…");
        assert_eq!(label("ひとつのチームだけで動かす場合"), "ひとつのチーム…");
        assert_eq!(label(""), "");
    }

    #[test]
    fn lines_are_equally_long() {
        let lines = |text: &str, most| block(text, 120, 12.5, most);
        assert_eq!(lines("Cold starts", 3), (vec!["Cold starts".into()], false));
        assert_eq!(lines("Who builds and runs it?", 3), (vec!["Who builds".into(), "and runs it?".into()], false));
        assert_eq!(
            lines("May a request wait while a function starts?", 3),
            (vec!["May a request".into(), "wait while a".into(), "function starts?".into()], false)
        );
        assert_eq!(
            lines("What is your bill as a share of the bill for the same load?", 2),
            (vec!["What is your bill".into(), "as a share of…".into()], true)
        );
        assert_eq!(
            lines("Datenschutzgrundverordnung", 3),
            (vec!["Datenschutzg-".into(), "rundverordnung".into()], false)
        );
        assert_eq!(lines("夜間も止められませんか？", 3), (vec!["夜間も止め".into(), "られませんか？".into()], false));
        assert_eq!(lines("", 3), (vec![String::new()], false));
    }
}
