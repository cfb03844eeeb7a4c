//! Ids of documents: addresses in the letters that every engine takes.

/// Longest id: the shortest limit among the engines.
const LONGEST: usize = 128;
/// Digits of a hash: 64 bits keep apart all addresses that a site may have.
const DIGITS: usize = 16;
/// Stands before a hash, and nowhere in an id that has none.
const MARK: &str = "__";

/// The id of the document at an address: `options/queue/` is `options_queue`.
///
/// An address that does not survive this, or is too long, gets a part of its hash, so that no two addresses have one id.
pub(super) fn of(address: &str) -> String {
    let path = address.strip_suffix('/').unwrap_or(address);
    let parts = path.split('/');
    let is_plain =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let mut id = parts.clone().map(stem).collect::<Vec<_>>().join("_");
    if parts.clone().all(is_plain) && id.len() <= LONGEST {
        return id;
    }
    id.truncate(LONGEST - MARK.len() - DIGITS);
    let hash = blake3::hash(address.as_bytes()).to_hex();
    format!("{id}{MARK}{}", &hash[..DIGITS])
}

/// What is left of a part of an address.
fn stem(part: &str) -> String {
    let mut stem = String::new();
    for c in part.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            stem.push(c);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    stem
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::of;

    #[test]
    fn an_address_can_be_read_in_its_id() {
        assert_eq!(of("options/queue/"), "options_queue");
        assert_eq!(of("glossary/"), "glossary");
        assert_eq!(of("decisions/adr-0042/"), "decisions_adr-0042");
        assert_eq!(of("notes/v1.2/"), "notes_v1-2__faad388cc4c9f4d5");
    }

    #[test]
    fn every_id_has_the_letters_and_the_length_that_engines_take() {
        let long = format!("{}/", "a".repeat(200));
        let longer = format!("{}/", "décision/".repeat(40));
        for address in
            ["", "/", "日本語/", "été/", "a b/", "C++/", "..", ".hidden/", "_x/", "%41/", "a//b/", &long, &longer]
        {
            let id = of(address);
            assert!((1..=128).contains(&id.len()), "{address}: {id}");
            assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{address}: {id}");
        }
    }

    #[test]
    fn addresses_that_look_alike_have_ids_of_their_own() {
        let long = "x".repeat(150);
        let longer = "x".repeat(151);
        let dotted = of("a.b/");
        let addresses = [
            "",
            "home/",
            "a/b/",
            "a_b/",
            "a-b/",
            "a.b/",
            "a b/",
            "a/b",
            "ab/",
            "A/B/",
            "a__b/",
            "a/-b/",
            "a-/b/",
            "日本/",
            "日木/",
            "é/",
            "e\u{301}/",
            &long,
            &longer,
            &dotted,
        ];
        // `a/b/` and `a/b` are one page.
        let ids: BTreeSet<String> = addresses.iter().map(|address| of(address)).collect();
        assert_eq!(ids.len(), addresses.len() - 1, "{ids:?}");
    }
}
