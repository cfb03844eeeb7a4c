//! Where the HTML is not that of a specification, example by example.

/// Deviations of one corpus: reasons, and the numbers of the examples they explain.
pub struct Deviations {
    /// What the parser does otherwise with kb's options, when its own HTML writer is used.
    pub parser: &'static [Reason],
    /// What kb does otherwise. Not all of the above is here: kb links bare addresses itself.
    pub kb: &'static [Reason],
}

type Reason = (&'static str, &'static [usize]);

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

const WIKI: &str = "`[[…]]` is a wiki link, and of entries that are not there only the text is shown";
const BARE: &str = "bare addresses are linked";
const NOT_BARE: &str = "bare addresses are linked by kb, not by the parser";
const SCHEME: &str = "only http, https, mailto, tel and relative addresses are linked";
const UNKNOWN: &str = "what is no element of HTML is text";
const ATTRIBUTES: &str = "attributes that raw HTML may not have are taken out";
const CONTENT: &str = "script, style, textarea, title and xmp are taken out with their content";
const UNENDED: &str = "a tag without an end is text; browsers drop it and all that follows";
const PARAGRAPH: &str = "what raw HTML leaves open ends with the paragraph; browsers carry it on";
const ALT: &str = "an image of raw HTML without alternative text is marked as an ornament";
const CDATA: &str = "CDATA is taken out; browsers show its end";
const COMMENTS: &str = "comments are those of CommonMark 0.31, which are those of browsers";
const BODY: &str = "the parser's own writer gives every table a body";
const IMAGE: &str = "an image of another site is its alternative text";
const FIGURE: &str = "an image with a title, alone in its paragraph, is a figure with a caption";
const FOOTNOTES: &str = "footnotes have other ids, and their numbers stand in brackets";
const UNCHECKED: &str = "the example has no HTML to compare with";

pub const COMMONMARK: Deviations = Deviations {
    parser: &[(WIKI, &[550, 561, 592])],
    kb: &[
        (WIKI, &[550, 561, 592]),
        (BARE, &[604, 608, 610, 613, 614]),
        (SCHEME, &[502, 598, 600, 601, 603]),
        (UNKNOWN, &[150, 164, 203, 493, 526, 538, 615, 616, 617, 619, 625]),
        (ATTRIBUTES, &[153, 154, 171, 618]),
        (CONTENT, &[172, 173, 174, 175, 178, 180]),
        (UNENDED, &[156, 157, 158]),
        (PARAGRAPH, &[148, 189, 346, 478, 479, 496, 632, 633, 645, 646]),
        (ALT, &[477]),
        (FIGURE, &[574, 575, 578, 579, 586, 587, 588, 590, 591, 593]),
        (CDATA, &[631]),
    ],
};

pub const GFM: Deviations = Deviations {
    parser: &[
        (WIKI, &[556, 567, 598]),
        (NOT_BARE, &[621, 622, 623, 624, 625, 626, 627, 628, 629, 630, 631]),
        (BODY, &[205]),
        (COMMENTS, &[645, 646]),
        (CONTENT, &[653]),
    ],
    kb: &[
        (WIKI, &[556, 567, 598]),
        (BARE, &[610, 614, 616, 619, 620]),
        (SCHEME, &[508, 604, 606, 607, 609, 628]),
        (UNKNOWN, &[120, 133, 170, 500, 532, 544, 632, 633, 634, 636, 642]),
        (ATTRIBUTES, &[123, 124, 139, 635]),
        (CONTENT, &[140, 141, 142, 145, 147, 653]),
        (UNENDED, &[126, 127, 128]),
        (PARAGRAPH, &[118, 156, 354, 485, 486, 503, 650, 651, 663, 664]),
        (ALT, &[484]),
        (FIGURE, &[580, 581, 584, 585, 592, 593, 594, 596, 597, 599]),
        (COMMENTS, &[645, 646]),
        (CDATA, &[649]),
    ],
};

pub const GFM_EXTENSIONS: Deviations = Deviations {
    parser: &[(BODY, &[3, 10]), (NOT_BARE, &[19, 24, 25]), (CONTENT, &[22]), (FOOTNOTES, &[23]), (UNCHECKED, &[20])],
    kb: &[(IMAGE, &[19]), (CONTENT, &[22]), (FOOTNOTES, &[23]), (UNCHECKED, &[20])],
};
