//! Markdown to HTML: the only place where HTML is made from content.
