//! `(View, Theme)` to bytes: Markdown to HTML, highlighting, templates.
//!
//! `Site`, `Graph`, the disk and the clock are unknown here.

pub mod builtin;
pub mod markdown;
pub mod theme;
