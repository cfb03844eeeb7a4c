//! Where kb's HTML is not that of a specification, example by example.

/// Deviations of one corpus.
pub struct Deviations {
    /// What both the parser and kb do otherwise.
    pub parser: &'static [(&'static str, &'static [usize])],
    /// What kb does otherwise.
    pub kb: &'static [(&'static str, &'static [usize])],
}

impl Deviations {
    /// Side, number and reason of each.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, usize, &'static str)> {
        let parser = self.parser.iter().map(|entry| ("parser", entry));
        let kb = self.kb.iter().map(|entry| ("kb", entry));
        parser
            .chain(kb)
            .flat_map(|(side, (reason, numbers))| numbers.iter().map(move |number| (side, *number, *reason)))
    }
}

pub const COMMONMARK: Deviations = Deviations { parser: &[], kb: &[] };
pub const GFM: Deviations = Deviations { parser: &[], kb: &[] };
pub const GFM_EXTENSIONS: Deviations = Deviations { parser: &[], kb: &[] };
