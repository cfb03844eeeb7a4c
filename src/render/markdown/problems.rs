//! Diagnostics of one text, capped: a hostile file must not turn into millions of messages.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::view::page::Prose;

/// Messages of one rule in one text; the last one says that there is more.
const MOST: usize = 100;

/// What was found so far.
pub struct Problems<'a> {
    prose: &'a Prose,
    found: Vec<Diagnostic>,
    counts: BTreeMap<&'static str, usize>,
}

impl<'a> Problems<'a> {
    pub fn new(prose: &'a Prose) -> Self {
        Problems { prose, found: Vec::new(), counts: BTreeMap::new() }
    }

    /// Reports a problem at a range of the text.
    pub fn add(&mut self, rule: &'static str, span: Range<usize>, message: String, help: Option<String>) {
        let count = self.counts.entry(rule).or_default();
        *count += 1;
        if *count == MOST {
            let message = "more of this kind follows in this file".to_owned();
            self.found.push(Diagnostic::new(rule, message).at(&self.prose.file, self.in_file(span)));
        } else if *count < MOST {
            let problem = Diagnostic::new(rule, message).maybe_help(help);
            self.found.push(problem.at(&self.prose.file, self.in_file(span)));
        }
    }

    /// Problems of that rule are still taken. To ask first spares the work of finding out where one is.
    pub fn goes_on(&self, rule: &str) -> bool {
        self.counts.get(rule).is_none_or(|count| *count < MOST)
    }

    /// All of them.
    pub fn finish(self) -> Vec<Diagnostic> {
        self.found
    }

    fn in_file(&self, span: Range<usize>) -> Range<usize> {
        self.prose.offset + span.start..self.prose.offset + span.end
    }
}
