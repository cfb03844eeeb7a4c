//! Ids, addresses, titles, headings and files.

use super::check;

#[test]
fn ids_are_kebab_case() {
    check(
        "
        == guides/Get_Started.md
        +++
        ^^^ error[bad-id]: `Get_Started` is not kebab-case = rename the file to `get-started.md`
        +++
        == notes/Any Name.md
        # A plain page
    ",
    );
}

#[test]
fn ids_are_unique_in_the_whole_knowledge_base() {
    check(
        "
        == guides/start.md
        == options/start.md
        +++
        title = \"Start\"
                ^^^^^^^ error[duplicate-id]: `start` is also the id of content/guides/start.md = rename one of the two files
        +++
    ",
    );
}

#[test]
fn addresses_are_unique_whatever_their_case() {
    check(
        "
        == Notes/a.md
        # One
        == notes/A.md
        # Two
        ^^^^^ error[duplicate-url]: its address `notes/A/` is also that of content/Notes/a.md
        == guides/one.md
        +++
        slug = \"two\"
        +++
        == guides/two.md
        +++
        title = \"Second\"
                ^^^^^^^^ error[duplicate-url]: its address `guides/two/` is also that of content/guides/one.md
        +++
        == search.md
        # Search
        ^^^^^^^^ error[duplicate-url]: its address `search/` is also that of a page of kb's own
    ",
    );
}

#[test]
fn a_slug_is_one_part_of_an_address() {
    check(
        "
        == guides/one.md
        +++
        slug = \"../two\"
               ^^^^^^^^ error[bad-id]: `slug = \"../two\"` is no part of an address = for example `two`
        +++
    ",
    );
}

#[test]
fn titles_are_unique() {
    check(
        "
        == guides/one.md
        +++
        title = \"Start\"
        +++
        == guides/two.md
        +++
        title = \"start\"
                ^^^^^^^ warning[duplicate-title]: content/guides/one.md has the same title
        +++
    ",
    );
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    check(
        "
        == guides/start.md
        ## Two
        #### Four
        ^^^^^^^^^ warning[heading-skip]: a heading of level 4 follows one of level 2 = use level 3
        ## Two again
        == guides/deep.md
        ### Three
        ^^^^^^^^^ warning[heading-skip]: a heading of level 3 follows one of level 1 = use level 2
        == guides/_index.md
        ## Two
        #### Four
        ^^^^^^^^^ warning[heading-skip]: a heading of level 4 follows one of level 2 = use level 3
    ",
    );
}

#[test]
fn entries_that_nobody_links_are_orphans() {
    check(
        "
        == kb.toml
        == options/fn.md
        == options/lonely.md
        +++
        title = \"Lonely\"
                ^^^^^^^^ warning[orphan]: no other entry's page links to `lonely`
        +++
        [[lonely]] links to itself.
        == use-cases/jobs.md
        == glossary/word.md
        == notes/page.md
        A plain page may stand alone. [[word]]
        == sources/book.md
        == _index.md
        == trees/t.md
        +++
        [[question]]
        id = \"q\"
        ask = \"Q?\"
        [[question.answer]]
        id = \"a\"
        label = \"A\"
        to = \"outcome:o\"
        [[question.answer]]
        id = \"b\"
        label = \"B\"
        to = \"outcome:o\"
        basis = \"assumption\"
        [[outcome]]
        id = \"o\"
        [[path]]
        name = \"the first\"
        answers = \"q=a\"
        expect = \"o\"
        +++
        ## o:o
        Text.
    ",
    );
}

#[test]
fn a_folder_of_ordinary_markdown_is_no_problem() {
    check(
        "
        == README.md
        # Handbook
        See [how](how/README.md), [the rules](how/rules.md#rule-one), [here](#handbook), [the folder](how/) and [[rules]].
        == how/README.md
        # How
        Back [up](../README.md) or [across](./rules.md) or [to a file](../files/a.txt).

        ---

        Text.
        == how/rules.md
        ## Rule one

        [The title is the first heading](#rule-one)
        - [ ] A task
        == files/a.txt
        Text
    ",
    );
}

#[test]
fn files_that_browsers_run_are_refused() {
    check(
        "
        == a.js
        error[refused-asset]: `.js` files are never published: browsers run them
        == b.svg
        error[refused-asset]: the drawing holds `<script>`
        <svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>
        == c.docx
        error[refused-asset]: `c.docx` is no kind of file that is published; `[content] assets` lists them
        == d.svg
        <svg xmlns=\"http://www.w3.org/2000/svg\"/>
    ",
    );
}

#[test]
fn what_kb_new_wrote_is_to_be_replaced() {
    check(
        "
        == glossary/event.md
        +++
        title = \"Event\"
        definition = \"What the word means, in one sentence.\"
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unfilled]: \"What the word means, in one sentence.\" is what `kb new` wrote = write your own words, or delete it
        opinion = true
        +++
        Write here what there is to say.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unfilled]: \"Write here what there is to say.\" is what `kb new` wrote = write your own words, or delete it

        What got worse is written here too.
        == a.md
        # A

        [[event]]
    ",
    );
}

#[test]
fn images_that_are_none_are_refused() {
    check(
        "
        == a.png
        error[refused-asset]: the file is called `.png` and holds no such image
        <script>alert(1)</script>
        == b.JPG
        error[refused-asset]: the file is called `.jpg` and holds an image of kind gif
        GIF89a and more than that
        == c.gif
        error[refused-asset]: the image is cut short or broken
        GIF89a and more than that
    ",
    );
}
