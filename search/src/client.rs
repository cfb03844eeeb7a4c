//! The browser's half: a classic script that reads the files of an export.

use std::sync::LazyLock;

/// The script. It sets one global, `kbSearch`; `search/client/client.js` is its way in.
///
/// Comments and indents stay here: they are a third of what every reader would load.
pub static CLIENT: LazyLock<String> = LazyLock::new(|| format!("(() => {{\n\"use strict\";\n{}}})();\n", bare(SOURCE)));

/// The files in one scope, in the order in which they need each other.
const SOURCE: &str = concat!(
    include_str!("../client/words.js"),
    include_str!("../client/stem.js"),
    include_str!("../client/files.js"),
    include_str!("../client/index.js"),
    include_str!("../client/query.js"),
    include_str!("../client/vocabulary.js"),
    include_str!("../client/rank.js"),
    include_str!("../client/excerpt.js"),
    include_str!("../client/client.js"),
);

/// A script without its comments: `/** … */` wherever it stands, and `//` where nothing stands before it on its line.
fn bare(source: &str) -> String {
    let mut code = String::new();
    for (number, part) in source.split("/**").enumerate() {
        code += if number == 0 { part } else { part.split_once("*/").map_or("", |(_, after)| after) };
    }
    let lines = code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests;
