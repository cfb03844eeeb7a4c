//! The events of a text, one after the other, with a look ahead: a text of one long paragraph has millions of them.

use std::collections::VecDeque;
use std::ops::Range;
use std::vec;

use pulldown_cmark::{DefaultBrokenLinkCallback, Event, OffsetIter, Parser};

use crate::parse::markdown::options;

/// An event and where it stands in the text.
pub type Placed<'a> = (Event<'a>, Range<usize>);

/// The events that are still to come.
pub struct Events<'a> {
    source: Source<'a>,
    ahead: VecDeque<Placed<'a>>,
    taken: usize,
}

enum Source<'a> {
    Text(Box<OffsetIter<'a, DefaultBrokenLinkCallback>>),
    Part(vec::IntoIter<Placed<'a>>),
}

impl<'a> Events<'a> {
    /// All events of a text.
    pub fn of(text: &'a str) -> Self {
        let parser = Parser::new_ext(text, options()).into_offset_iter();
        Events { source: Source::Text(Box::new(parser)), ahead: VecDeque::new(), taken: 0 }
    }

    /// Events that were kept.
    pub fn part(events: Vec<Placed<'a>>) -> Self {
        Events { source: Source::Part(events.into_iter()), ahead: VecDeque::new(), taken: 0 }
    }

    /// How many were taken so far.
    pub fn taken(&self) -> usize {
        self.taken
    }

    /// The event that comes after `n` others.
    pub fn peek(&mut self, n: usize) -> Option<&Event<'a>> {
        self.peek_placed(n).map(|(event, _)| event)
    }

    /// The event that comes after `n` others, and where it stands.
    pub fn peek_placed(&mut self, n: usize) -> Option<&Placed<'a>> {
        while self.ahead.len() <= n {
            let next = self.pull()?;
            self.ahead.push_back(next);
        }
        self.ahead.get(n)
    }

    /// Takes the rest of the element that was started last, its end included, and shows each event in it.
    pub fn inside(&mut self, mut each: impl FnMut(Event<'a>, Range<usize>)) {
        let mut depth = 1;
        for (event, range) in self.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
            each(event, range);
        }
    }

    /// Takes the rest of the element that was started last.
    pub fn skip_element(&mut self) {
        self.inside(|_, _| {});
    }

    fn pull(&mut self) -> Option<Placed<'a>> {
        match &mut self.source {
            Source::Text(parser) => parser.next(),
            Source::Part(events) => events.next(),
        }
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = Placed<'a>;

    fn next(&mut self) -> Option<Placed<'a>> {
        self.taken += 1;
        self.ahead.pop_front().or_else(|| self.pull())
    }
}
