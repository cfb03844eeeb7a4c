//! Small sites with one thing wrong.

use super::*;
use crate::output::File;

/// Compares all problems, as `path: rule: message`, of files that are written here.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let mut output = Output::new();
    for (path, text) in files {
        output.insert(*path, File::copied(text.as_bytes())).expect("the path is fine");
    }
    let found = site(&output, Some("https://kb.example.org/a"));
    let told: Vec<String> = found
        .iter()
        .map(|problem| {
            let file = problem.place.as_ref().map_or("", |place| &place.file);
            format!("{file}: [{}]: {}", problem.rule, problem.message)
        })
        .collect();
    assert_eq!(told, expected);
}

/// A page with the policy and this in it.
fn page(body: &str) -> String {
    format!("<!doctype html>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">\n{body}")
}

#[test]
fn a_sound_site_has_no_problems() {
    let body = "<h1 id=\"a\">A</h1><a href=\"b/#x\">b</a><a href=\"https://other.example/\">o</a><a href=\"mailto:a@b.c\">m</a>\
        <img src=\"i.png\" alt=\"\" width=\"1\" height=\"1\"><script src=\"s.js\"></script>\
        <script type=\"application/json\">{\"a\": \"<img>\"}</script><link rel=\"canonical\" href=\"https://kb.example.org/a/\">\
        <a href=\"#a\">up</a><img src=\"data:image/png;base64,\" alt=\"\" width=\"1\" height=\"1\"><title><img></title>";
    let files = [
        ("index.html", page(body)),
        (
            "b/index.html",
            page("<p id=\"x\">x</p><a href=\"../\">home</a><a href=\"https://kb.example.org/a/b/\">me</a>"),
        ),
        ("404.html", page("<a href=\"/a/b/\">b</a>")),
        ("i.png", String::new()),
        ("s.js", String::new()),
        ("s.css", ".a { background: url(i.png) }".into()),
    ];
    check(&files.each_ref().map(|(path, text)| (*path, text.as_str())), &[]);
}

#[test]
fn links_that_lead_nowhere_are_told() {
    let body = page(
        "<a href=\"b/\">b</a><a href=\"#no\">x</a><a href=\"../up\">u</a><a href=\"/b\">s</a><img src=\"i.png\" width=1 height=1>",
    );
    check(
        &[("index.html", &body)],
        &[
            "index.html: [output-dead-link]: `b/` of a link leads to `b/index.html`, which is not there",
            "index.html: [output-dead-link]: `#no` of a link names the id `no`, which `index.html` has not",
            "index.html: [output-dead-link]: `../up` of a link leaves the site",
            "index.html: [output-dead-link]: `/b` of a link begins with a slash, and leads elsewhere below a path",
            "index.html: [output-dead-link]: `i.png` of `src` leads to `i.png`, which is not there",
        ],
    );
}

#[test]
fn requests_to_other_hosts_are_told() {
    let body = page(
        "<script src=\"//cdn.example/x.js\"></script><link rel=\"stylesheet\" href=\"https://fonts.example/c.css\"><img srcset=\"https://i.example/a.png 2x\" width=1 height=1>",
    );
    check(
        &[("index.html", &body), ("a.css", "@import url(https://fonts.example/f.css);")],
        &[
            "index.html: [output-foreign-request]: `<script src>` asks another host: `//cdn.example/x.js`",
            "index.html: [output-foreign-request]: `<link href>` asks another host: `https://fonts.example/c.css`",
            "index.html: [output-foreign-request]: `srcset` asks another host: `https://i.example/a.png`",
            "a.css: [output-foreign-request]: the style sheet asks another host: `https://fonts.example/f.css`",
        ],
    );
}

#[test]
fn code_in_pages_is_told() {
    let body = page(
        "<p style=\"color:red\" onclick=\"x()\">a</p><script>x()</script><style>p{}</style><a href=\"java\nscript:x()\">j</a>",
    );
    check(
        &[("index.html", &body)],
        &[
            "index.html: [output-inline-code]: `<p>` has the attribute `style`",
            "index.html: [output-inline-code]: `<p>` has the attribute `onclick`",
            "index.html: [output-inline-code]: a script stands in the page",
            "index.html: [output-inline-code]: a style sheet stands in the page",
            "index.html: [output-inline-code]: a link runs code from an address: `java\nscript:x()`",
        ],
    );
}

#[test]
fn images_without_size_ids_that_stand_twice_and_a_lost_policy_are_told() {
    check(
        &[("index.html", "<p id=\"a\"><i id=\"a\"></i><img src=\"data:image/gif;base64,\" width=\"1\">")],
        &[
            "index.html: [output-duplicate-id]: two elements have the id `a`",
            "index.html: [output-missing-size]: an image without `width` and `height`: the text below it jumps when it arrives",
            "index.html: [output-no-policy]: the page has no `Content-Security-Policy`",
        ],
    );
}

#[test]
fn a_problem_stands_at_its_tag() {
    let mut output = Output::new();
    let text = page("<p>one</p>\n<p>two <a href=\"x\">x</a></p>");
    output.insert("index.html", File::copied(text.as_bytes())).expect("the path is fine");
    let found = site(&output, None);
    let span = found[0].place.as_ref().and_then(|place| place.span.clone()).expect("it has a place");
    assert_eq!(&text[span], "<a href=\"x\">");
}

#[test]
fn a_problem_stands_at_its_own_tag_whatever_looks_like_it() {
    let mut output = Output::new();
    let text = page("<!-- <a href=y> -->\n<abbr>a</abbr> <A\n  href=\"x\">x</A> <a href=\"z\">z</a>");
    output.insert("index.html", File::copied(text.as_bytes())).expect("the path is fine");
    let spans = site(&output, None).into_iter().filter_map(|problem| problem.place?.span);
    let told: Vec<&str> = spans.map(|span| &text[span]).collect();
    assert!(told.contains(&"<a href=\"z\">") && !told.iter().any(|tag| tag.starts_with("<abbr")), "{told:?}");
}

#[test]
fn a_page_of_one_long_line_is_read_in_one_go() {
    let mut output = Output::new();
    let text = page(&"<a href=\"#top\">x</a>".repeat(50_000));
    output.insert("index.html", File::copied(text.as_bytes())).expect("the path is fine");
    assert_eq!(site(&output, None), []);
}

#[test]
fn addresses_in_lists_and_of_pages_that_moved_are_followed() {
    let body = page(
        "<meta http-equiv=\"refresh\" content=\"0; url=../gone/\"><button formaction=\"javascript:x()\">b</button>\
         <img srcset=\"data:image/gif;base64,AA 1x, no.png 2x,also.png\" width=1 height=1>",
    );
    check(
        &[("a/index.html", &body)],
        &[
            "a/index.html: [output-dead-link]: `../gone/` of `<meta http-equiv=refresh>` leads to `gone/index.html`, which is not there",
            "a/index.html: [output-inline-code]: `<button formaction>` runs code from an address: `javascript:x()`",
            "a/index.html: [output-dead-link]: `no.png` of `srcset` leads to `a/no.png`, which is not there",
            "a/index.html: [output-dead-link]: `also.png` of `srcset` leads to `a/also.png`, which is not there",
        ],
    );
}
