//! Everything that names something.

use super::check;

#[test]
fn a_dead_link_is_reported_where_it_is_written() {
    check(
        "
        == guides/start.md
        See the [[event-log]].
                  ^^^^^^^^^ error[dead-link]: no page is called `event-log` = did you mean `events-log`?
        See [it](events-lgo.md) or <a href=\"../x.md\">that</a>.
                 ^^^^^^^^^^^^^ error[dead-link]: nothing is at `events-lgo.md` = did you mean `content/guides/events-log.md`?
                                            ^^^^^^^ error[dead-link]: nothing is at `../x.md`
        A [full][one], a [collapsed][] and a note[^n].
          ^^^^^^^^^^^ error[dead-link]: `[one]` is defined nowhere in this file
                         ^^^^^^^^^^^ error[dead-link]: `[collapsed]` is defined nowhere in this file
                                                 ^^^^ error[dead-link]: no footnote is called `n`
        A [bracket] alone is text, as are `[[code]]` and {{ this }} and <x>.

        | Table |
        | --- |
        | [[event-lag\\|log]] |
            ^^^^^^^^^ error[dead-link]: no page is called `event-lag`
        == guides/events-log.md
    ",
    );
}

#[test]
fn a_dead_anchor_names_the_nearest_heading() {
    check(
        "
        == guides/start.md
        [[other#first-stepp]] and [that](other.md#frist-step) and [here](#nothing)
          ^^^^^^^^^^^^^^^^^ error[dead-anchor]: `other` has no heading `first-stepp` = did you mean `first-step`?
                                         ^^^^^^^^^^^^^^^^^^^ error[dead-anchor]: `other` has no heading `frist-step` = did you mean `first-step`?
                                                                         ^^^^^^^^ error[dead-anchor]: `start` has no heading `nothing`
        == guides/other.md
        ## First step
        [[#first-step]] [[start#]]
    ",
    );
}

#[test]
fn keys_name_entries_that_are_there() {
    check(
        "
        == options/fn.md
        == use-cases/jobs.md
        +++
        suits = [\"fm\"]
                 ^^^^ error[dead-link]: no page is called `fm`
        related = [\"nobody\"]
                   ^^^^^^^^ error[dead-link]: no page is called `nobody`
        sources = [\"book#three\"]
                   ^^^^^^^^^^^^ error[dead-anchor]: `book` has no heading `three`
        +++
        == sources/book.md
        ## One
        == _index.md
        +++
        order = [\"jobz\"]
                 ^^^^^^ error[dead-link]: no page is called `jobz` = did you mean `jobs`?
        +++
        == guides/_index.md
        [[fnn]]
          ^^^ error[dead-link]: no page is called `fnn` = did you mean `fn`?
        == case-studies/shop.md
        +++
        took = { tree = \"tree\", answers = \"a=b\", outcome = \"o\" }
                        ^^^^^^ error[dead-link]: no page is called `tree`
        +++
        == sources/paper.md
        +++
        file = \"papers/a.pdf\"
               ^^^^^^^^^^^^^^ error[dead-link]: no file is at `papers/a.pdf` under content/
        +++
    ",
    );
}

#[test]
fn relations_lead_to_entries_of_the_right_kind() {
    check(
        "
        == options/fn.md
        == options/app.md
        +++
        aliases = [\"old-app\"]
        +++
        == guides/start.md
        +++
        aliases = [\"first-guide\"]
        +++
        == use-cases/jobs.md
        +++
        suits = [\"start\"]
                 ^^^^^^^ error[wrong-kind]: `suits`: `start` is of the kind guide, expected option
        avoid = [\"first-guide\", \"old-app\"]
                 ^^^^^^^^^^^^^ error[wrong-kind]: `avoid`: `start` is of the kind guide, expected option
                 ^^^^^^^^^^^^^ warning[old-id]: `first-guide` is an old id = write `start`
                                ^^^^^^^^^ warning[old-id]: `old-app` is an old id = write `app`
        sources = [\"fn\"]
                   ^^^^ error[wrong-kind]: `sources`: `fn` is of the kind option, expected source
        +++
    ",
    );
}

#[test]
fn a_stem_that_two_pages_have_is_no_name() {
    check(
        "
        == one/intro.md
        # One
        == two/intro.md
        # Two
        == start.md
        # Start
        [[intro]] [[one/intro]]
          ^^^^^ error[dead-link]: several pages are called `intro` = write the path of the one that is meant
    ",
    );
}

#[test]
fn images_are_files_of_the_knowledge_base() {
    check(
        "
        == guides/start.md
        ![A drawing](drawing.svg) ![Gone](drawin.svg)
                                          ^^^^^^^^^^ error[dead-image]: no image is at `drawin.svg` = did you mean `guides/drawing.svg`?
        ![Away](https://a.example/x.png)
                ^^^^^^^^^^^^^^^^^^^^^^^ error[remote-image]: the image is on another site
        <img src=\"//a.example/y.png\" alt=\"Away\">
                  ^^^^^^^^^^^^^^^^^ error[remote-image]: the image is on another site
        ![A page](start.md)
                  ^^^^^^^^ error[dead-image]: no image is at `start.md`
        ![](drawing.svg)
            ^^^^^^^^^^^ warning[missing-alt]: the image has no alternative text
        == guides/_index.md
        ![](drawing.svg)
            ^^^^^^^^^^^ warning[missing-alt]: the image has no alternative text
        == guides/drawing.svg
        <svg xmlns=\"http://www.w3.org/2000/svg\"/>
    ",
    );
}

#[test]
fn addresses_with_other_schemes_are_unsafe() {
    check(
        "
        == guides/start.md
        [a](javascript:alert(1)) [b](JAVA&#115;cript:x) <a href=\"vbscript:x\">c</a>
            ^^^^^^^^^^^^^^^^^^^ error[unsafe-url]: `javascript:alert(1)` has a scheme that is not allowed
                                 ^^^^^^^^^^^^^^^^^^^^^^ error[unsafe-url]: `JAVAscript:x` has a scheme that is not allowed
                                                                 ^^^^^^^^^^ error[unsafe-url]: `vbscript:x` has a scheme that is not allowed
        ![d](data:image/svg+xml,x) ![e](data:image/png;base64,AA) [f](mailto:a@b.example) <https://a.example>
             ^^^^^^^^^^^^^^^^^^^^ error[unsafe-url]: `data:image/svg+xml,x` has a scheme that is not allowed
        == sources/book.md
        +++
        url = \"javascript:x\"
              ^^^^^^^^^^^^^^ error[unsafe-url]: `url` is no address of another site
        +++
    ",
    );
}

#[test]
fn a_key_names_an_entry_and_no_part_of_it() {
    check(
        "
        == options/fn.md
        == use-cases/jobs.md
        +++
        suits = [\"fn#limits\"]
                 ^^^^^^^^^^^ error[dead-anchor]: `fn` has no heading `limits`
        +++
        == use-cases/mail.md
        +++
        suits = [\"fn#\"]
                 ^^^^^ error[dead-link]: `suits` names an entry, not a part of one = write `fn`
        +++
    ",
    );
}
