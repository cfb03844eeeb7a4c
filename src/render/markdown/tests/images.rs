use super::*;
use crate::view::page::ImageSize;

fn sized(text: &str, place: &str, expected: &str) {
    let mut prose = prose(text);
    prose.sizes = [(prose.text.find(place).expect("it is there"), ImageSize { width: 640, height: 480 })].into();
    let rendered = render(&prose);
    assert_eq!(rendered.html.trim_end(), expected, "{text}");
    assert_eq!(rendered.diagnostics, [], "{text}");
}

const SIZE: &str = " width=\"640\" height=\"480\" loading=\"lazy\" decoding=\"async\">";

#[test]
fn images_have_the_size_of_their_files() {
    sized("![a](x.png)", "![", &format!("<p><img src=\"x.png\" alt=\"a\"{SIZE}</p>"));
    sized("<img alt=a src=x.png>", "x.png", &format!("<img alt=\"a\" src=\"x.png\"{SIZE}"));
    let own = " loading=\"lazy\" decoding=\"async\">";
    sized("<img alt=a src=x.png width=9>", "x.png", &format!("<img alt=\"a\" src=\"x.png\" width=\"9\"{own}"));
}

#[test]
fn an_image_alone_with_a_title_is_a_figure_with_a_caption() {
    let figure = |caption: &str| {
        format!("<figure class=\"pic\"><img src=\"x.png\" alt=\"a b\"{SIZE}<figcaption>{caption}</figcaption></figure>")
    };
    sized("![a *b*](x.png \"C *d* <e>\")", "![", &figure("C *d* &lt;e&gt;"));
    sized("![a b][r]\n\n[r]: x.png 'C'", "![", &figure("C"));
    sized("- ![a b](x.png 'C')\n\n  y", "![", &format!("<ul>\n<li>\n{}\n<p>y</p>\n</li>\n</ul>", figure("C")));
    assert!(render(&prose("![a](x.png 'C')")).uses.contains("figures"));
}

#[test]
fn other_images_stay_in_their_paragraphs() {
    for text in ["![a](x.png)", "![a](x.png 'C') b", "b ![a](x.png 'C')", "[![a](x.png 'C')](y)", "![a](x.png ' ')"] {
        let html = render(&prose(text)).html;
        assert!(html.starts_with("<p>") && html.contains("<img"), "{text}: {html}");
    }
    check("![a](http://b.c/d.png 'C')", "<p>a</p>");
}
