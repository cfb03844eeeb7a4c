//! `(View, Theme)` to bytes: Markdown to HTML, highlighting, templates.
//!
//! `Site`, `Graph`, the disk and the clock are unknown here.

pub mod builtin;
pub mod markdown;
pub mod theme;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::Hash;
use crate::view::page::PageView;
use markdown::Highlighter;
use theme::Theme;

/// Largest page, in bytes.
const PAGE_LIMIT: usize = 20 << 20;

/// A page as it was rendered, with the problems found on the way.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Its bytes; none when the template failed.
    pub bytes: Option<Arc<[u8]>>,
    /// The same in Markdown; none when the page has no twin.
    pub twin: Option<Arc<[u8]>>,
    /// Problems of its texts and of its template.
    pub diagnostics: Vec<Diagnostic>,
}

/// A hash of all that a page shows; with the theme and the version of kb it says whether the page is still the same.
pub fn fingerprint(view: &PageView) -> Hash {
    let view_bytes = serde_json::to_vec(view).expect("plain data can be written as JSON");
    let prose = serde_json::to_vec(&view.prose).expect("plain data can be written as JSON");
    let mut hasher = blake3::Hasher::new();
    hasher.update(&view_bytes.len().to_le_bytes()).update(&view_bytes).update(&prose);
    hasher.finalize()
}

/// Renders a page.
pub fn page(view: &PageView, theme: &Theme, highlighter: &Highlighter) -> Rendered {
    let mut diagnostics = Vec::new();
    let mut prose = BTreeMap::new();
    let mut uses = BTreeSet::new();
    for (name, text) in &view.prose {
        let rendered = markdown::html(text, highlighter, theme.markdown_words());
        diagnostics.extend(rendered.diagnostics);
        uses.extend(rendered.uses);
        prose.insert(name.clone(), rendered.html);
    }
    let data = match theme::data(view, theme) {
        Ok(data) => data,
        Err(problem) => {
            diagnostics.push(problem);
            return Rendered { bytes: None, twin: None, diagnostics };
        }
    };
    let mut twin = None;
    if view.twin_path().is_some() {
        let texts = view.prose.iter().map(|(name, text)| (name.clone(), markdown::plain(text))).collect();
        match theme::twin(view, &data, &texts, theme) {
            Ok(bytes) => twin = Some(bytes.into()),
            Err(problem) => diagnostics.push(problem),
        }
    }
    let bytes = match theme::page(view, &data, &prose, &uses, theme) {
        Ok(bytes) if bytes.len() > PAGE_LIMIT => {
            let message = format!("the page `{}` is larger than {} MB", view.path, PAGE_LIMIT >> 20);
            let place = view.prose.values().next().map(|prose| prose.file.clone());
            let problem = Diagnostic::new("limit", message);
            diagnostics.push(match place {
                Some(file) => problem.in_file(&file),
                None => problem,
            });
            None
        }
        Ok(bytes) => Some(bytes.into()),
        Err(problem) => {
            diagnostics.push(problem);
            None
        }
    };
    Rendered { bytes, twin, diagnostics }
}
