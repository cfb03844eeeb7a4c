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

/// Reads `…/trees/ID/p/question.answer/…/`, or a question's or an outcome's page with answers in its query.
pub fn page_address(address: &str) -> Option<PageAddress> {
    let address = address.trim().split('#').next()?;
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let parts: Vec<String> =
        path.split('/').filter(|part| !part.is_empty() && *part != "index.html").map(decoded).collect();
    let mark = parts.iter().rposition(|part| matches!(part.as_str(), "p" | "q" | "o"))?;
    let folder = format!("{}/", parts[..mark].join("/"));
    let mut answers: Vec<(String, String)> = Vec::new();
    if parts[mark] == "p" {
        for part in &parts[mark + 1..] {
            // A question of a re-used tree has a dot in its id; answers have none.
            let (question, answer) = part.rsplit_once('.')?;
            answers.push((question.to_owned(), answer.to_owned()));
        }
    }
    let mut version = None;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=')?;
        match decoded(key) {
            key if key == "v" => version = Some(decoded(value)),
            key => answers.push((key, decoded(value))),
        }
    }
    Some(PageAddress { folder, answers, version })
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
