//! Words of the theme inside the texts of a view.
//!
//! A view knows what is to be said, the theme's `strings.toml` how. A text of a view may therefore name words by their
//! id; `render` puts them in before a template sees the text.

/// Noncharacters, which Unicode keeps for the inside of programs and HTML has no place for: what they enclose is an id
/// and its values. Content that holds them all the same cannot do more than name words.
const OPEN: char = '\u{fdd0}';
const GAP: char = '\u{fdd1}';
const CLOSE: char = '\u{fdd2}';
/// Sentences in sentences that a view may make; content must not decide how deep the stack grows.
const DEEPEST: usize = 4;

/// The words under an id of `strings.toml`: `facts.owner`.
pub fn word(id: &str) -> String {
    sentence(id, &[])
}

/// The same with values in the places of the sentence; values may hold words too.
pub fn sentence(id: &str, values: &[(&str, &str)]) -> String {
    let mut text = format!("{OPEN}{id}");
    for (name, value) in values {
        text.push(GAP);
        text.push_str(name);
        text.push(GAP);
        text.push_str(value);
    }
    text.push(CLOSE);
    text
}

/// The text with all words put in, none when it holds no words; `find` gives what the theme has under an id.
pub fn resolve(text: &str, find: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    text.contains(OPEN).then(|| {
        let mut rest = text;
        let mut resolved = String::with_capacity(text.len());
        while let Some((before, after)) = rest.split_once(OPEN) {
            resolved.push_str(before);
            rest = match one(after, find, DEEPEST) {
                Some((said, after)) => {
                    resolved.push_str(&said);
                    after
                }
                None => {
                    resolved.push(OPEN);
                    after
                }
            };
        }
        resolved.push_str(rest);
        resolved
    })
}

/// Reads what follows an opening mark; gives the words and what stands behind them. None when no view wrote it: it does
/// not end, or holds too many others in each other.
fn one<'t>(text: &'t str, find: &dyn Fn(&str) -> Option<String>, depth: usize) -> Option<(String, &'t str)> {
    let depth = depth.checked_sub(1)?;
    let mut parts = vec![String::new()];
    let mut rest = text;
    loop {
        let at = rest.find([OPEN, GAP, CLOSE])?;
        let part = parts.last_mut().expect("there is always one part");
        part.push_str(&rest[..at]);
        let mark = rest[at..].chars().next().expect("a mark was found here");
        rest = &rest[at + mark.len_utf8()..];
        match mark {
            OPEN => {
                let (said, after) = one(rest, find, depth)?;
                part.push_str(&said);
                rest = after;
            }
            GAP => parts.push(String::new()),
            _ => break,
        }
    }
    let id = parts.remove(0);
    // A theme without the words shows their id: better than nothing, and seen at once.
    let mut said = find(&id).unwrap_or(id);
    for pair in parts.chunks_exact(2) {
        said = said.replace(&format!("{{{}}}", pair[0]), &pair[1]);
    }
    Some((said, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(id: &str) -> Option<String> {
        match id {
            "home" => Some("Start".into()),
            "read" => Some("read {day}, {n} times".into()),
            "day" => Some("on {d} Oct".into()),
            _ => None,
        }
    }

    #[test]
    fn words_stand_where_their_ids_stood() {
        assert_eq!(resolve("plain {text}", &find), None);
        assert_eq!(resolve(&format!("a {} b", word("home")), &find).as_deref(), Some("a Start b"));
        let day = sentence("day", &[("d", "3")]);
        let text = format!("{}; {}", sentence("read", &[("day", &day), ("n", "2")]), word("home"));
        assert_eq!(resolve(&text, &find).as_deref(), Some("read on 3 Oct, 2 times; Start"));
    }

    #[test]
    fn ids_without_words_are_shown() {
        assert_eq!(resolve(&word("none.such"), &find).as_deref(), Some("none.such"));
    }

    #[test]
    fn marks_that_no_view_wrote_stay_and_do_no_harm() {
        let unchanged = |text: &str| assert_eq!(resolve(text, &find).as_deref(), Some(text));
        unchanged("a \u{fdd0}home");
        unchanged(&OPEN.to_string().repeat(200_000));
        unchanged(&format!("{OPEN}{}", GAP.to_string().repeat(200_000)));
        assert_eq!(resolve("\u{e000}home\u{e002}", &find), None);
    }
}
