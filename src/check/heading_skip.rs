//! `heading-skip`: the outline of a page has a hole.

use crate::diagnostic::Diagnostic;
use crate::model::Site;

/// Reports headings that are more than one level below the one before.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for document in site.documents() {
        // The page's title is its first level.
        let mut above = 1;
        for heading in &document.headings {
            if heading.level > above + 1 {
                let message = format!("a heading of level {} follows one of level {above}", heading.level);
                let span = document.in_file(&heading.span);
                let help = format!("use level {}", above + 1);
                out.push(Diagnostic::new("heading-skip", message).at(&document.file, span).help(help));
            }
            above = heading.level;
        }
    }
}
