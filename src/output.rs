//! The site as a map from path to bytes: published to a folder whole, and recalled from there by the next process.
//!
//! How the bytes were made is unknown here. This is the only module that writes to the disk: to the folder it was told
//! to publish to; with [`create`], files that are not there yet; and with [`Files`], files of certain names in a folder
//! that may hold others. What it promises of a folder that it publishes to, in the order of what may go wrong:
//!
//! - A folder that kb did not make is refused, as is one whose replacement would take sources with it ([`check`]).
//! - The folder is replaced whole. Killed at any moment, the old site or the new one is there, never a mixture.
//! - What a killed process left behind goes with the next publication.
//!
//! `.kb-site.json` in the folder marks it as kb's and remembers key, digest and diagnostics of every file.

#![expect(clippy::disallowed_methods, reason = "the only writer; it also recalls what it wrote")]

mod cache;
mod content;
mod create;
mod files;
mod lock;
mod manifest;
mod place;
mod publish;
mod swap;

pub use cache::cache_folder;
pub use content::{BadPath, Digest, File, Key, Output};
pub use create::{create, taken};
pub use files::{Files, Replaced};
pub use manifest::{MANIFEST, Manifest, Recalled, Record, load, recall};
pub use place::{Destination, check};
pub use publish::{Published, publish};
