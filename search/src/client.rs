//! The browser's half: a classic script that reads the files of an export.

/// The script. It sets one global, `kbSearch`; `search/client/client.js` is its way in.
pub const CLIENT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("../client/words.js"),
    include_str!("../client/stem.js"),
    include_str!("../client/files.js"),
    include_str!("../client/index.js"),
    include_str!("../client/query.js"),
    include_str!("../client/vocabulary.js"),
    include_str!("../client/rank.js"),
    include_str!("../client/excerpt.js"),
    include_str!("../client/client.js"),
    "})();\n",
);
