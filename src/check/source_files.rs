//! Addresses of sources: `dead-link` for a file that is not there, `unsafe-url` for what is no address.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::graph::url::{self, Address};
use crate::model::Site;

/// Checks `file` and `url` of sources.
pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for entry in site.of_kind("source") {
        if let Some(file) = entry.text("file")
            && !site.assets.contains_key(file.value.trim_start_matches('/'))
        {
            let message = format!("no file is at `{}` under content/", file.value);
            let help = did_you_mean(&file.value, site.assets.keys().map(String::as_str));
            out.push(Diagnostic::new("dead-link", message).at(&entry.file, file.span.clone()).maybe_help(help));
        }
        if let Some(written) = entry.text("url")
            && url::read(&written.value) != Address::External
        {
            let problem = Diagnostic::new("unsafe-url", "`url` is no address of another site");
            out.push(problem.at(&entry.file, written.span.clone()));
        }
    }
}
