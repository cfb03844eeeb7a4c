//! One text into one document: front matter, headings, links, each with its range of bytes.

pub mod markdown;
