//! The knowledge base for other programs: checked as for a build, but no page is made.

use super::{Engine, theme};
use crate::check;
use crate::config::Flags;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::source::Sources;
use crate::view::export::{self, Export, Format};

impl Engine {
    /// The entries as documents for search engines, and all problems; with errors there are no documents.
    pub fn search_export(
        &mut self,
        sources: &Sources,
        flags: &Flags,
        format: Format,
        engines: &[export::Engine],
    ) -> (Option<Export>, Vec<Diagnostic>) {
        let (config, site, graph, mut found) = self.read(sources, flags);
        found.extend(check::site(&site, &graph, &config));
        // Titles of kinds are words of the theme.
        let loaded = self.theme.load(sources, &config, &theme::static_files(sources, &config));
        let made = match loaded {
            Ok(loaded) => Some(export::export(&site, &graph, &config, format, engines, &|text| loaded.theme.say(text))),
            Err(problems) => {
                found.extend(problems);
                None
            }
        };
        let mut problems = config.apply_checks(found);
        diagnostic::sort(&mut problems);
        let sound = problems.iter().all(|problem| problem.level != Level::Error);
        (made.filter(|_| sound), problems)
    }
}
