//! The browser's half: a classic script that reads the files of an export.

/// The script. It sets one global, `kbSearch`; `search/client/client.js` is its way in.
///
/// Made from `search/client/` by `cargo xtask client`, so that readers load no comments.
pub const CLIENT: &str = include_str!("../client.min.js");

#[cfg(test)]
mod tests;
