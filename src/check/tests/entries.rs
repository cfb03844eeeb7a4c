//! Keys, ids and titles.

use super::{check, check_with_drafts, check_with_reviews};

#[test]
fn an_unknown_key_is_reported_with_the_nearest_one() {
    check(
        "
        == options/fn.md
        +++
        strenghts = [\"Cheap\"]
        ^^^^^^^^^ error[unknown-key]: no key is called `strenghts` = did you mean `strengths`?
        [extra]
        anything = { goes = [1] }
        +++
    ",
    );
}

#[test]
fn a_key_of_another_kind_is_unknown() {
    check(
        "
        == options/fn.md
        == performance/fast.md
        +++
        formula = \"a × b\"
        ^^^^^^^ error[unknown-key]: no key is called `formula`
        +++
        == cost/cheap.md
        +++
        formula = \"a × b\"
        +++
    ",
    );
}

#[test]
fn missing_keys_are_reported_once_each() {
    check(
        "
        == options/fn.md
        == use-cases/jobs.md as written
        +++
        ^^^ error[missing-key]: a use case needs `title`
        ^^^ error[missing-key]: a use case needs `description`
        ^^^ error[missing-key]: a use case needs `suits`
        +++
        == cost/cheap.md as written
        +++
        ^^^ error[missing-key]: a cost note needs `sources` = cite a source, or write `opinion = true`
        ^^^ error[missing-key]: a cost note needs `options`
        title = \"Cheap\"
        description = \"Cheap\"
        reviewed = 2026-11-01
        +++
        == sources/book.md as written
        +++
        ^^^ error[missing-key]: a source needs `url`, `file` or `citation`
        title = \"Book\"
        publisher = \"Press\"
        accessed = 2026-01-01
        +++
    ",
    );
}

#[test]
fn a_required_list_needs_an_item() {
    check(
        "
        == use-cases/jobs.md
        +++
        suits = []
                ^^ error[missing-key]: `suits` needs at least one id
        +++
        == decisions/one.md
        +++
        decision_makers = []
                          ^^ error[missing-key]: `decision_makers` needs at least one item
        +++
        == decisions/two.md
        +++
        status = \"proposed\"
        decision_makers = []
        +++
    ",
    );
}

#[test]
fn values_have_types() {
    check(
        "
        == options/fn.md
        == guides/start.md
        +++
        title = 7
                ^ error[wrong-type]: `title = 7`: expected a text in quotes
        tags = \"a\"
               ^^^ error[wrong-type]: `tags = \"a\"`: expected a list of texts like [\"a\", \"b\"]
        opinion = \"yes\"
                  ^^^^^ error[wrong-type]: `opinion = \"yes\"`: expected true or false
        weight = 1.5
                 ^^^ error[wrong-type]: `weight = 1.5`: expected a whole number
        reviewed = \"2026-11-01\"
                   ^^^^^^^^^^^^ error[wrong-type]: `reviewed = \"2026-11-01\"`: expected a date like 2026-11-23, without quotes
        created = 2026-11-01T10:00:00
                  ^^^^^^^^^^^^^^^^^^^ error[wrong-type]: `created = 2026-11-01T10:00:00`: expected a date like 2026-11-23, without quotes
        extra = 1
                ^ error[wrong-type]: `extra = 1`: expected a table
        +++
        == case-studies/shop.md
        +++
        took = { tree = 1, answers = \"a=b\", outcome = \"c\" }
                        ^ error[wrong-type]: `tree = 1`: expected a text in quotes
        metrics = [{ name = \"Cost\", before = true, after = 2 }]
                                             ^^^^ error[wrong-type]: `before = true`: expected a number or a text
        +++
    ",
    );
}

#[test]
fn words_come_from_fixed_sets() {
    check(
        "
        == options/fn.md
        == guides/start.md
        +++
        kind = \"giude\"
               ^^^^^^^ error[unknown-value]: no kind is called `giude` = did you mean `guide`?
        status = \"acepted\"
                 ^^^^^^^^^ error[unknown-value]: `status` cannot be `acepted` = did you mean `accepted`?
        confidence = \"sure\"
                     ^^^^^^ error[unknown-value]: `confidence` cannot be `sure` = one of: high, medium, low, single-source
        review_every = \"soon\"
                       ^^^^^^ error[unknown-value]: `review_every = \"soon\"` is no duration
        +++
        == case-studies/shop.md
        +++
        verdict = \"keept\"
                  ^^^^^^^ error[unknown-value]: `verdict` cannot be `keept` = did you mean `kept`?
        +++
        == cost/cheap.md
        +++
        direction = { fn = \"helpz\" }
                           ^^^^^^^ error[unknown-value]: `direction` cannot be `helpz` = did you mean `helps`?
        +++
    ",
    );
}

#[test]
fn dates_exist_and_lie_in_the_past() {
    check(
        "
        == options/fn.md
        == guides/start.md
        +++
        created = 2026-11-24
                  ^^^^^^^^^^ error[bad-date]: 2026-11-24 is after today, 2026-11-23
        +++
        == guides/more.md
        +++
        created = 2026-11-22
        reviewed = 2026-11-21
                   ^^^^^^^^^^ error[bad-date]: reviewed on 2026-11-21, before it was created
        +++
        == case-studies/shop.md
        +++
        date = 2027-01-01
               ^^^^^^^^^^ error[bad-date]: 2027-01-01 is after today, 2026-11-23
        +++
        == decisions/one.md
        +++
        date = 2026-11-24
               ^^^^^^^^^^ error[bad-date]: 2026-11-24 is after today, 2026-11-23
        +++
        == sources/book.md
        +++
        accessed = 2026-12-01
                   ^^^^^^^^^^ error[bad-date]: 2026-12-01 is after today, 2026-11-23
        +++
    ",
    );
}

#[test]
fn a_date_that_is_not_in_the_calendar_is_a_bad_date() {
    check(
        "
        == guides/start.md
        +++
        created = 2026-02-29
                  ^^^^^^^^^^ error[bad-date]: 2026-02-29 is not a day of the calendar
        +++
    ",
    );
}

#[test]
fn the_day_of_today_is_no_future() {
    check(
        "
        == guides/start.md
        +++
        created = 2026-11-23
        reviewed = 2026-11-23
        +++
    ",
    );
}

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
fn titles_and_descriptions_have_limits() {
    let long = |count| "x".repeat(count);
    let (title, carets) = (long(71), "^".repeat(73));
    let (description, more) = (long(201), "^".repeat(203));
    check(&format!(
        "
        == guides/start.md
        +++
        title = \"{title}\"
                {carets} error[limit]: `title` has 71 characters, 70 at most
        description = \"{description}\"
                      {more} error[limit]: `description` has 201 characters, 200 at most
        +++
        == guides/fits.md
        +++
        title = \"{}\"
        description = \"{}\"
        +++
    ",
        "é".repeat(70),
        "é".repeat(200)
    ));
}

#[test]
fn an_empty_title_is_a_missing_one() {
    check(
        "
        == guides/start.md
        +++
        title = \" \"
                ^^^ error[missing-key]: `title` is empty
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
        [[outcome]]
        id = \"o\"
        +++
        ## o:o
        Text.
    ",
    );
}

#[test]
fn drafts_are_left_out_and_links_to_them_are_told() {
    let site = "
        == guides/start.md
        [[soon]] and [the same](soon.md)
          ^^^^ warning[draft-link]: «Soon» is a draft and left out
                                ^^^^^^^ warning[draft-link]: «Soon» is a draft and left out
        == guides/soon.md
        +++
        title = \"Soon\"
        status = \"draft\"
        +++
        [[nowhere]]
    ";
    check(site);
    check_with_drafts(
        "
        == guides/start.md
        [[soon]]
        == guides/soon.md
        +++
        status = \"draft\"
        +++
        [[nowhere]]
          ^^^^^^^ error[dead-link]: no page is called `nowhere`
    ",
    );
}

#[test]
fn old_ids_work_and_are_told() {
    check(
        "
        == guides/start.md
        [[before]] and [[start]]
          ^^^^^^ warning[old-id]: `before` is an old id = write `now`
        == guides/now.md
        +++
        aliases = [\"before\", \"old/place/\"]
        related = [\"start\"]
        +++
    ",
    );
}

#[test]
fn aliases_take_no_name_or_address_of_others() {
    check(
        "
        == guides/start.md
        +++
        aliases = [\"other\", \"guides/other/\", \"../x\", \"search\", \"ok\"]
                                                               ^^^^ error[duplicate-url]: the alias `ok` is also the address of an alias of content/guides/other.md
                   ^^^^^^^ error[duplicate-id]: alias `other` is the id of another entry
                            ^^^^^^^^^^^^^^^ error[duplicate-url]: the alias `guides/other/` is also the address of content/guides/other.md
                                             ^^^^^^ error[bad-id]: `../x` is neither an old id nor an old address
        +++
        == guides/other.md
        +++
        aliases = [\"ok\"]
        +++
    ",
    );
}

#[test]
fn reviews_are_due_when_their_time_is_over() {
    check_with_reviews(
        "
        == options/fn.md
        == cost/late.md
        +++
        reviewed = 2026-05-01
                   ^^^^^^^^^^ warning[review-overdue]: its review was due on 2026-10-28
        +++
        == delivery/in-time.md
        +++
        reviewed = 2026-05-01
        +++
        == guides/often.md
        +++
        reviewed = 2026-11-01
                   ^^^^^^^^^^ warning[review-overdue]: its review was due on 2026-11-22
        review_every = \"3w\"
        +++
        == guides/today.md
        +++
        reviewed = 2026-11-02
        review_every = \"3w\"
        +++
    ",
    );
}

#[test]
fn superseding_in_one_file_is_enough() {
    check(
        "
        == decisions/new.md
        +++
        supersedes = [\"old\"]
        +++
        == decisions/old.md
    ",
    );
}

#[test]
fn contradictions_about_superseding_are_conflicts() {
    check(
        "
        == decisions/alone.md
        +++
        title = \"Alone\"
                ^^^^^^^ error[relation-conflict]: `status = \"superseded\"`, but no entry supersedes it = write `supersedes = [\"alone\"]` in the newer entry
        status = \"superseded\"
        +++
        == decisions/new.md
        +++
        supersedes = [\"idea\", \"turned-down\"]
                      ^^^^^^ error[relation-conflict]: `idea` is proposed, and cannot be superseded
                              ^^^^^^^^^^^^^ error[relation-conflict]: `turned-down` is rejected, and cannot be superseded
        +++
        == decisions/idea.md
        +++
        status = \"proposed\"
        +++
        == decisions/turned-down.md
        +++
        status = \"rejected\"
        +++
    ",
    );
}

#[test]
fn entries_do_not_supersede_each_other_in_a_circle() {
    check(
        "
        == decisions/a.md
        +++
        title = \"A\"
                ^^^ error[relation-cycle]: entries supersede each other: a → b → a
        supersedes = [\"b\"]
        +++
        == decisions/b.md
        +++
        supersedes = [\"a\"]
        +++
        == decisions/self.md
        +++
        title = \"Self\"
                ^^^^^^ error[relation-cycle]: entries supersede each other: self → self
        supersedes = [\"self\"]
        +++
    ",
    );
}

#[test]
fn yaml_is_a_warning_on_plain_pages_and_an_error_elsewhere() {
    check(
        "
        == notes/page.md
        ---
        ^^^ warning[yaml-front-matter]: YAML front matter is not read = write it as TOML between `+++` lines
        title: Old
        ---
        # New
        == notes/_index.md
        ---
        ^^^ warning[yaml-front-matter]: YAML front matter is not read
        title: Notes
        ---
        == guides/start.md as written
        ---
        ^^^ error[front-matter-syntax]: an entry of a kind has TOML front matter, not YAML
        title: Start
        ---
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
