//! Writes made-up sites for the browser: `corpora FOLDER [NAME]...`, each with queries and the answers of the index, and the client.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a helper of tests stops at the first surprise, and writes what the browser reads"
)]

#[path = "../tests/parity/corpus.rs"]
mod corpus;
#[path = "../tests/parity/write.rs"]
mod write;

use std::fs;
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, names @ ..] = &arguments[..] else { panic!("corpora FOLDER [NAME]...") };
    let folder = Path::new(folder);
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("client.js"), kb_search::CLIENT).unwrap();
    for site in corpus::Site::all().iter().filter(|site| names.is_empty() || names.iter().any(|name| name == site.name))
    {
        write::write(site, &folder.join(site.name));
    }
}
