//! Markdown on its way to a page.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::config::RawHtml;

/// A piece of Markdown and what its links stand for; `render` makes its HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Prose {
    /// The file it stands in.
    pub file: Arc<str>,
    /// The Markdown of the whole file: link definitions and footnotes may stand anywhere in it.
    pub text: Arc<str>,
    /// The parts of `text` to render: whole blocks, in order.
    pub parts: Vec<Range<usize>>,
    /// Byte offset of `text` in the file, for places in messages.
    pub offset: usize,
    /// Addresses of links and images by the place where they are written (start of their range in `text`).
    pub links: BTreeMap<usize, LinkTarget>,
    /// Width and height of images by the place where they are written.
    pub sizes: BTreeMap<usize, ImageSize>,
    /// Ids of headings by the place where they are written.
    pub heading_ids: BTreeMap<usize, String>,
    /// What happens to raw HTML.
    pub raw_html: RawHtml,
}

/// The size of an image in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ImageSize {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// What a link of the text becomes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum LinkTarget {
    /// A link (or an image's `src`) to this address.
    Href(String),
    /// A link to this address with this text, as a `[[wiki link]]` without its own text has it.
    Titled {
        /// The address.
        href: String,
        /// The title of what it leads to.
        title: String,
    },
    /// Only text: the address was refused, is dead or leads to a draft that is left out.
    Text,
}
