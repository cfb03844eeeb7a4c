//! Keys and their values.

use super::check;

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
