//! Addresses of a tree's pages read as answers.

use percent_encoding::percent_decode_str;

/// What the address of a tree's page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageAddress {
    /// The tree's folder, with the folders of the site before it: `kb/trees/hosting/`.
    pub folder: String,
    /// Questions with their answers, in the order of the address.
    pub answers: Vec<(String, String)>,
    /// The version of the tree, where the address holds one.
    pub version: Option<String>,
}

/// Reads `…/trees/ID/p/question.answer/…/`, or another page of a tree with answers in its query; `is_tree` knows the
/// folders of trees. Of two answers to one question the first counts, as in browsers.
pub fn page_address(address: &str, is_tree: impl Fn(&str) -> bool) -> Option<PageAddress> {
    let address = address.trim().split('#').next()?;
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let parts: Vec<String> =
        path.split('/').filter(|part| !part.is_empty() && *part != "index.html").map(decoded).collect();
    let folder = |mark: usize| format!("{}/", parts[..mark].join("/"));
    let mark = (0..=parts.len()).rev().find(|&mark| is_tree(&folder(mark)))?;
    let mut answers: Vec<(String, String)> = Vec::new();
    if parts.get(mark).is_some_and(|part| part == "p") {
        for part in &parts[mark + 1..] {
            // A question of a re-used tree has a dot in its id; answers have none.
            let (question, answer) = part.rsplit_once('.')?;
            answers.push((question.to_owned(), answer.to_owned()));
        }
    }
    let mut version = None;
    for pair in query.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (key, value) = (decoded(key), decoded(value));
        let known = answers.iter().any(|(question, _)| *question == key);
        match key.as_str() {
            "v" => version = version.or(Some(value)),
            // No answer holds a blank: what follows one would be read as another.
            _ if known || value.is_empty() || value.contains(char::is_whitespace) => {}
            _ => answers.push((key, value)),
        }
    }
    Some(PageAddress { folder: folder(mark), answers, version })
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
