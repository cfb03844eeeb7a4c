//! Diagnostics of one text, capped: a hostile file must not turn into millions of messages.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::view::page::Prose;

/// Messages of one rule in one text; more are only counted.
const MOST: usize = 100;

/// What was found so far.
pub struct Problems<'a> {
    prose: &'a Prose,
    found: Vec<Diagnostic>,
    counts: BTreeMap<&'static str, (usize, Range<usize>)>,
}

impl<'a> Problems<'a> {
    pub fn new(prose: &'a Prose) -> Self {
        Problems { prose, found: Vec::new(), counts: BTreeMap::new() }
    }

    /// Reports a problem at a range of the text.
    pub fn add(&mut self, rule: &'static str, span: Range<usize>, message: String, help: Option<String>) {
        let (count, last) = self.counts.entry(rule).or_default();
        *count += 1;
        last.clone_from(&span);
        if *count <= MOST {
            let problem = Diagnostic::new(rule, message).maybe_help(help);
            self.found.push(problem.at(&self.prose.file, self.in_file(span)));
        }
    }

    /// More problems of that rule are only counted.
    pub fn is_full(&self, rule: &str) -> bool {
        self.counts.get(rule).is_some_and(|(count, _)| *count >= MOST)
    }

    /// All of them, with the number of those left out.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        for (rule, (count, last)) in std::mem::take(&mut self.counts) {
            if count > MOST {
                let message = format!("{} more of this kind in this file, up to here", count - MOST);
                let span = self.in_file(last);
                self.found.push(Diagnostic::new(rule, message).at(&self.prose.file, span));
            }
        }
        self.found
    }

    fn in_file(&self, span: Range<usize>) -> Range<usize> {
        self.prose.offset + span.start..self.prose.offset + span.end
    }
}
