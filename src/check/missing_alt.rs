//! `missing-alt`: an image says nothing to those who do not see it.

use crate::diagnostic::Diagnostic;
use crate::model::Site;
use crate::parse::LinkKind;

/// Reports images without alternative text.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for document in site.documents() {
        let images = document.links.iter().filter(|link| link.kind == LinkKind::Image);
        for image in images.filter(|image| image.quote.link.trim().is_empty()) {
            let problem = Diagnostic::new("missing-alt", "the image has no alternative text");
            let help = "say between the square brackets what it shows";
            out.push(problem.at(&document.file, image.span.clone()).help(help));
        }
    }
}
