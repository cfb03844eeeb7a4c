//! Every rule: its id, its level, what it says, why it is there and what cures it. `kb explain` prints these.

mod paths;
mod trees;

use super::Level;

/// A rule, as `kb explain` and the documentation show it.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its id: kebab-case, stable.
    pub id: &'static str,
    /// Its level unless `[checks]` says otherwise.
    pub level: Level,
    /// What it reports, in one line.
    pub says: &'static str,
    /// Why it is a rule; empty when the line above says it all.
    pub why: &'static str,
    /// What to do.
    pub cure: &'static str,
}

/// The rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

const fn error(id: &'static str, says: &'static str, why: &'static str, cure: &'static str) -> Rule {
    Rule { id, level: Level::Error, says, why, cure }
}

const fn warning(id: &'static str, says: &'static str, why: &'static str, cure: &'static str) -> Rule {
    Rule { id, level: Level::Warning, says, why, cure }
}

/// All rules that kb can report.
pub const RULES: &[Rule] = &joined::<COUNT>(PARTS);

const PARTS: &[&[Rule]] = &[ENTRIES, trees::TREES, paths::PATHS, trees::COMPARISONS, OUTPUT];
const COUNT: usize = ENTRIES.len() + trees::TREES.len() + paths::PATHS.len() + trees::COMPARISONS.len() + OUTPUT.len();

/// The parts of the table as one.
const fn joined<const N: usize>(parts: &[&[Rule]]) -> [Rule; N] {
    let mut all = [parts[0][0]; N];
    let (mut part, mut at, mut next) = (0, 0, 0);
    // Iterators cannot run while compiling.
    while next < N {
        if at < parts[part].len() {
            all[next] = parts[part][at];
            at += 1;
            next += 1;
        } else {
            part += 1;
            at = 0;
        }
    }
    all
}

/// Rules of files, entries, links and texts.
const ENTRIES: &[Rule] = &[
    error(
        "front-matter-syntax",
        "the front matter is not valid TOML",
        "Front matter stands between two `+++` lines and is TOML 1.1. Nothing of an entry can be read before it parses.",
        "Mend the line that the caret shows; text values need quotes, dates do not.",
    ),
    warning(
        "yaml-front-matter",
        "a plain page starts with YAML between `---` lines",
        "kb reads TOML. On a plain page the YAML is skipped, so that a folder of ordinary Markdown builds as it is; its values are not used.",
        "Write the same values as TOML between `+++` lines, or delete the block.",
    ),
    error(
        "unknown-key",
        "a key that kb does not know",
        "A mistyped key would otherwise be ignored in silence, and what it says with it.",
        "Correct the name, remove the key, or move it under `[extra]`, the only free table.",
    ),
    error(
        "missing-key",
        "a key that the kind requires is missing",
        "Each kind of entry has a few keys without which its page and its links would be incomplete.",
        "Add the key; `kb explain missing-key` and the content model list them by kind.",
    ),
    error(
        "wrong-type",
        "a value has the wrong type",
        "`tags = \"a\"` is a text where a list is needed, `date = \"2026-01-01\"` a text where a date is needed.",
        "Write the value in the type that the message names.",
    ),
    error(
        "unknown-value",
        "a value is none of those allowed",
        "Status, confidence, verdict and others have a fixed set of words, and tags may be fixed by `[content] tags`.",
        "Use one of the words that the message lists.",
    ),
    error(
        "bad-date",
        "a date that cannot be",
        "The date does not exist, lies after today, or `reviewed` lies before `created`.",
        "Correct the date. «Today» is `--today`, else SOURCE_DATE_EPOCH, else the clock.",
    ),
    error(
        "bad-id",
        "the file name of an entry is not kebab-case",
        "An entry's id is its file's name without `.md`: lower-case letters and digits, joined by single hyphens. It is part of addresses and links.",
        "Rename the file; add the old name to `aliases` if it was published.",
    ),
    error(
        "duplicate-id",
        "two entries have one id",
        "Ids are unique in the whole knowledge base, whatever the folder, or `[[id]]` would be a guess.",
        "Rename one of the two files.",
    ),
    error(
        "duplicate-url",
        "two pages have one address",
        "Also when they differ only in case or in the form of a letter, since file systems do not all tell these apart. Aliases count.",
        "Rename one, or set another `slug`; for an alias, remove it.",
    ),
    error(
        "dead-link",
        "a link that leads nowhere",
        "No entry, page, file or definition has the name that is written.",
        "Correct the name; the nearest one is offered.",
    ),
    error(
        "dead-anchor",
        "a link to a heading that the page does not have",
        "The page is there, but none of its headings has that id. Ids are made as GitHub makes them.",
        "Correct the part after `#`; the nearest one is offered.",
    ),
    error(
        "dead-image",
        "an image that is not there",
        "The file is not among the assets of the knowledge base.",
        "Correct the path, or add the file under `content/`.",
    ),
    error(
        "remote-image",
        "an image from another site",
        "Readers' browsers would ask a third party for it, and it can change or vanish.",
        "Copy the image into the knowledge base, or link to it instead of showing it.",
    ),
    error(
        "wrong-kind",
        "a relation leads to an entry of the wrong kind",
        "`suits` takes options, `sources` takes sources, and so on; anything else would make pages that say something untrue.",
        "Name an entry of the kind that the message expects.",
    ),
    error(
        "relation-conflict",
        "two entries disagree about which supersedes which",
        "`superseded` is written where nobody supersedes the entry, or a draft, proposed or rejected entry is superseded.",
        "Write `supersedes` in the newer entry, or correct the status of the older one.",
    ),
    error(
        "relation-cycle",
        "entries supersede each other in a circle",
        "A chain of superseding entries must end at one that is current.",
        "Remove one of the `supersedes` that the message lists.",
    ),
    error(
        "unsafe-url",
        "an address with a scheme that kb does not allow",
        "Links may use http, https, mailto, tel, or be relative; images may also use `data:` with png, jpeg, gif or webp. Others can run script in a reader's browser.",
        "Use an allowed address. The link is shown as text until then.",
    ),
    error(
        "refused-asset",
        "a file that kb does not publish",
        "Only the kinds of files in `[content] assets` are published, never files that a browser may run, no image that is cut short or of another kind than its name says, and no SVG with script, handlers, styles, foreign objects or outside links.",
        "Remove the file, or export it in another format.",
    ),
    error(
        "not-utf8",
        "a text file is not UTF-8",
        "kb never replaces bytes it cannot read, since the text would silently change.",
        "Save the file as UTF-8; the message names the first byte that is not.",
    ),
    error(
        "limit",
        "something is larger than kb accepts",
        "Limits keep one entry from stopping a build or a server for everybody. Titles have 70 characters, descriptions 200; the others are in the documentation.",
        "Shorten or split what the message names.",
    ),
    error(
        "symlink",
        "a link that leaves the knowledge base or leads nowhere",
        "A link could publish any file of the machine that builds the site.",
        "Copy the file into the knowledge base.",
    ),
    error(
        "unreadable",
        "a file cannot be read",
        "It vanished while kb was reading, or its permissions forbid it.",
        "Restore the file or its permissions.",
    ),
    warning(
        "orphan",
        "no other entry's page links here",
        "Readers can reach the entry only through lists and search. Relations count, as do links in prose; plain pages, sections, trees and sources are exempt.",
        "Link to it from an entry that a reader would come from.",
    ),
    warning(
        "unknown-language",
        "a code block names a language that kb cannot highlight",
        "The block is shown as plain text.",
        "Correct the name after the fence, or use `text`.",
    ),
    warning(
        "formula",
        "a formula that kb cannot read",
        "Between dollar signs stands LaTeX: no definitions, no colours, at most 2,000 characters and 50 levels. The source is shown as code.",
        "Correct the formula. Where a dollar sign is meant, write a backslash before it.",
    ),
    warning(
        "tabs",
        "a list after `<!-- tabs -->` that cannot become tabs",
        "Each tab needs a label: a first line that is all in bold. The list is shown as a list.",
        "Begin each item with `- **Label**` and an empty line.",
    ),
    warning(
        "duplicate-title",
        "two entries have one title",
        "In lists and in search readers cannot tell them apart.",
        "Rename one of them.",
    ),
    warning(
        "missing-alt",
        "an image has no alternative text",
        "Readers who do not see the image get nothing.",
        "Describe the image between the square brackets. An ornament does not belong in an entry.",
    ),
    warning(
        "heading-skip",
        "a heading skips a level",
        "The outline of the page has a hole, which confuses readers who navigate by headings.",
        "Use the next level.",
    ),
    warning(
        "html-removed",
        "raw HTML was taken out",
        "Only elements and attributes that cannot run script or change the page around them are kept.",
        "Write it in Markdown, or remove it.",
    ),
    warning(
        "draft-link",
        "a link leads to a draft that is left out",
        "It is shown as text until the draft is published.",
        "Publish the draft, build with `--drafts`, or remove the link.",
    ),
    warning(
        "old-id",
        "a link uses an old id",
        "It works through `aliases` of the entry, but readers of the source will search for the old name in vain.",
        "Write the new id.",
    ),
    warning(
        "review-overdue",
        "the entry is due for review",
        "Its `reviewed` date and `review_every` lie in the past. Only `kb check` reports this.",
        "Read the entry again, correct it, and set `reviewed` to today.",
    ),
];

/// Rules of templates, of the built site and of settings.
const OUTPUT: &[Rule] = &[
    error(
        "template",
        "a template does not parse or cannot be rendered",
        "A template asked for something that its page does not have, or ran over its limits of time and size.",
        "Mend the line of the template that the message names.",
    ),
    error(
        "output-dead-link",
        "a link of the built site leads to nothing",
        "`kb check --output` follows every link, image, script and style of the published folder. What content names is checked before; this finds what a template, a theme or an edited folder broke.",
        "Mend the template that writes the address, and build again.",
    ),
    error(
        "output-foreign-request",
        "the built site asks another host for something",
        "A reader's browser should tell nobody else what is read. The policy of the pages stops such requests, so whatever they were for is missing too.",
        "Put the file into `static/` or beside the entry, and name it there.",
    ),
    error(
        "output-inline-code",
        "the built site has code or styles in its pages",
        "The policy of the pages admits scripts and styles from files only, so that nothing in content can ever run.",
        "Move the code into a file in `static/`, and ask for it with `asset(name=\"…\")`.",
    ),
    warning(
        "unfilled",
        "an entry still says what `kb new` wrote",
        "The start of an entry is sound as it is, so that it breaks no build. Readers want the author's words.",
        "Write your own words in its place, or delete the line.",
    ),
    warning(
        "output-missing-size",
        "an image of the built site has no width or height",
        "The text below moves when the image arrives.",
        "Sizes are read from the files; a drawing needs a `viewBox`, or a `width` and a `height`. In a template, write them.",
    ),
    error(
        "output-duplicate-id",
        "two elements of a page have the same id",
        "Links and labels find the first one only.",
        "Ids of the theme begin with `kb-`; give one of the two another.",
    ),
    error(
        "output-no-policy",
        "a page of the built site has no policy",
        "The `Content-Security-Policy` in `<meta>` protects readers also where the host sends no headers.",
        "Extend `base.html`, or copy its `<meta http-equiv>` into the template.",
    ),
    error(
        "search-expect",
        "search gives another answer than `search/expect.toml` expects",
        "A team's important queries are part of its knowledge base. An edit that moves their answers away should be seen before readers miss them.",
        "Write the reader's words into the title, a heading or the text of the entry that should be found. Where the new answer is the better one, change the expectation.",
    ),
    error(
        "search-synonyms",
        "a synonym in `search/synonyms.toml` says nothing",
        "A name stands for other words that readers of the knowledge base use for the same thing. One without words, or one that is there twice, would be silently without effect.",
        "Write `name = [\"words\", \"other words\"]`, each name once.",
    ),
    error(
        "search-index",
        "the search index can be neither opened nor written",
        "A site without its index would be published as one whose search finds nothing.",
        "See to what the message names, such as a full disk. `.kb/search` can be removed at any time; kb makes it again.",
    ),
    error(
        "config",
        "`kb.toml` or a file in `search/` says something that kb cannot use",
        "",
        "Mend the value that the caret shows.",
    ),
];
