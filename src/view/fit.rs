//! Whether a text fits into a drawing: widths from a table, because no font is at hand.
//!
//! The theme's fonts are those of each reader's system. The table holds the widest that its list of fonts gives, so
//! a text that fits here fits everywhere.

use unicode_normalization::char::is_combining_mark;

/// How wide a text is at most, in the unit of `size`.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| f64::from(thousandths(c))).sum::<f64>() * size / 1000.0
}

/// A text that fits: whole, or cut after a word with an ellipsis; one long word is cut inside.
pub(super) fn fit(text: &str, room: f64, size: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let room = room - width("…", size);
    let mut used = 0.0;
    let mut end = 0;
    let mut word = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            word = at;
        }
        used += f64::from(thousandths(c)) * size / 1000.0;
        if used > room {
            break;
        }
        end = at + c.len_utf8();
    }
    let cut = if word * 2 > end { word } else { end };
    format!(
        "{}…",
        text[..cut].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '-' | '–'))
    )
}

/// A text in two lines at most: words go on in the second one, and what does not fit there is cut.
pub(super) fn lines(text: &str, room: f64, size: f64) -> Vec<String> {
    if width(text, size) <= room {
        return vec![text.to_owned()];
    }
    let words = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let first = words.take_while(|&at| width(text[..at].trim_end(), size) <= room).last();
    match first.map(|at| (text[..at].trim_end(), text[at..].trim_start())) {
        Some((first, rest)) if !first.is_empty() && !rest.is_empty() => vec![first.to_owned(), fit(rest, room, size)],
        _ => vec![fit(text, room, size)],
    }
}

/// The width of a character, in thousandths of the size of the text.
fn thousandths(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '\'' | '|' | '!' | '.' | ',' | ':' | ';' => 330,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 420,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' | '—' => 1000,
        'O' | 'Q' => 790,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' | '#' => 770,
        c if c.is_ascii() => 640,
        c if is_combining_mark(c) => 0,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => 0,
        // Latin, Greek, Cyrillic, Hebrew and Arabic letters; what comes later may fill a square.
        c if c < '\u{700}' => {
            if c.is_uppercase() {
                900
            } else {
                720
            }
        }
        '\u{2010}'..='\u{201f}' => 630,
        _ => 1100,
    }
}

#[cfg(test)]
mod tests {
    use super::{fit, lines, width};

    #[test]
    fn what_fits_stays_whole() {
        assert_eq!(fit("Cold starts", 200.0, 12.0), "Cold starts");
        assert_eq!(fit("", 0.0, 12.0), "");
    }

    #[test]
    fn what_is_too_long_is_cut_after_a_word() {
        assert_eq!(fit("Serverless or microservices for a small team", 150.0, 12.0), "Serverless or…");
        assert_eq!(fit("Pay per run, or for uptime", 100.0, 12.0), "Pay per run…");
        assert_eq!(fit("Donaudampfschiffahrt", 90.0, 12.0), "Donaudamp…");
    }

    #[test]
    fn two_lines_hold_more() {
        assert_eq!(lines("Cold starts", 100.0, 12.0), ["Cold starts"]);
        assert_eq!(lines("Serverless, microservices, or both?", 130.0, 12.0), ["Serverless,", "microservices, or…"]);
        assert_eq!(lines("Pay per run or for uptime", 100.0, 12.0), ["Pay per run or", "for uptime"]);
        assert_eq!(lines("Donaudampfschiffahrt und mehr", 90.0, 12.0), ["Donaudamp…"]);
        assert_eq!(lines("  ", 1.0, 12.0).len(), 1);
    }

    #[test]
    fn every_cut_fits() {
        for text in
            ["Who guards what, and when", "МИКРОСЕРВИСЫ И ФУНКЦИИ", "無伺服器架構與微服務", "WWWWWWWW", "🙂🙂🙂🙂"]
        {
            for room in [40.0, 60.0, 100.0, 145.0] {
                let cut = fit(text, room, 12.5);
                assert!(width(&cut, 12.5) <= room, "{cut} in {room}");
            }
        }
    }
}
