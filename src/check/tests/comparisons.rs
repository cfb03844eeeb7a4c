//! Comparisons.

use super::check;

/// Two options and a comparison of them on a scale of words and on one of numbers; `more` stands below.
fn comparison(more: &str) -> String {
    format!(
        "
        == options/fn.md
        == options/svc.md
        == comparisons/fn-vs-svc.md
        +++
        [[criterion]]
        id = \"wait\"
        type = \"ordinal\"
        scale = [\"long\", \"short\"]
        [[criterion]]
        id = \"price\"
        type = \"number\"
        min = 0
        max = 10
        unit = \"EUR\"
        [[cell]]
        option = \"fn\"
        criterion = \"wait\"
        value = \"long\"
        opinion = true
        [[cell]]
        option = \"svc\"
        criterion = \"wait\"
        unknown = true
        [[cell]]
        option = \"fn\"
        criterion = \"price\"
        value = 0
        opinion = true
{more}        +++
    "
    )
}

#[test]
fn every_cell_is_written() {
    check(
        "
        == options/fn.md
        == options/svc.md
        == comparisons/fn-vs-svc.md
        +++
        [[criterion]]
        id = \"wait\"
             ^^^^^^ error[cell-missing]: wait × svc is empty = write the cell; where nothing is known, `unknown = true`
        type = \"yes-no\"
        [[cell]]
        option = \"fn\"
        criterion = \"wait\"
        value = \"yes\"
        opinion = true
        +++
    ",
    );
    check(&comparison(
        "        [[cell]]
        ^^^^^^^^ error[cell-missing]: price × svc has no `value`
        option = \"svc\"
        criterion = \"price\"
        opinion = true
",
    ));
    check(&comparison(
        "        [[cell]]
        option = \"svc\"
        criterion = \"price\"
        value = 10
        opinion = true
        [[cell]]
        ^^^^^^^^ error[cell-missing]: price × svc is written twice
        option = \"svc\"
        criterion = \"price\"
        value = 3
        opinion = true
",
    ));
}

#[test]
fn values_are_on_the_scale() {
    check(&comparison(
        "        [[cell]]
        option = \"svc\"
        criterion = \"price\"
        value = 10.5
                ^^^^ error[cell-out-of-scale]: `10.5` is not on the scale of `price`: 0 to 10 EUR
        opinion = true
        [[preset]]
        id = \"first\"
        label = \"First\"
        must = { wait = \"shrot\" }
                        ^^^^^^^ error[cell-out-of-scale]: `shrot` is not on the scale of `wait`: long, short = did you mean `short`?
",
    ));
}

#[test]
fn cells_and_presets_name_what_is_compared() {
    check(&comparison(
        "        [[cell]]
        option = \"svc\"
        criterion = \"price\"
        value = 1
        opinion = true
        [[cell]]
        option = \"svcs\"
                 ^^^^^^ error[cell-unknown-name]: no option of this comparison is called `svcs` = did you mean `svc`?
        criterion = \"wait\"
        value = \"long\"
        opinion = true
        [[preset]]
        id = \"first\"
        label = \"First\"
        weights = { prize = 2 }
                    ^^^^^ error[cell-unknown-name]: no criterion of this comparison is called `prize` = did you mean `price`?
",
    ));
}

#[test]
fn places_in_nested_tables_are_exact() {
    check(&comparison(
        "        [[cell]]
        option = \"svc\"
        criterion = \"price\"
        value = 1
        links = [\"fn\", \"gone\"]
                       ^^^^^^ error[dead-link]: no page is called `gone`
        source = \"fn\"
                 ^^^^ error[wrong-kind]: `source`: `fn` is of the kind option, expected source
        wieght = 3
        ^^^^^^ error[unknown-key]: no key is called `wieght`
        [[preset]]
        id = \"first\"
        label = \"First\"
        weights = { price = 9, wait = \"a\" }
                            ^ error[unknown-value]: a weight is from 0 to 5, not 9
                                      ^^^ error[wrong-type]: `wait = \"a\"`: expected a whole number from 0 to 5
",
    ));
}

#[test]
fn a_criterion_with_a_mistake_brings_no_others() {
    check(
        "
        == options/fn.md
        == options/svc.md
        == comparisons/fn-vs-svc.md
        +++
        [[criterion]]
        id = \"wait\"
        type = \"ordinl\"
               ^^^^^^^^ error[unknown-value]: `type` cannot be `ordinl` = did you mean `ordinal`?
        scale = [\"a\", \"b\"]
        [[cell]]
        option = \"fn\"
        criterion = \"wait\"
        value = \"a\"
        opinion = true
        [[cell]]
        option = \"svc\"
        criterion = \"wait\"
        value = \"b\"
        opinion = true
        +++
    ",
    );
}

#[test]
fn a_cell_with_a_mistyped_value_brings_no_others() {
    check(&comparison(
        "        [[cell]]
        option = \"svc\"
        criterion = \"price\"
        value = true
                ^^^^ error[wrong-type]: `value = true`: expected a word of the scale or a number
",
    ));
}

#[test]
fn cells_say_where_they_come_from() {
    check(&comparison(
        "        [[cell]]
        ^^^^^^^^ error[cell-unsourced]: price × svc names no source = cite a `source`, or mark it as `opinion = true`
        option = \"svc\"
        criterion = \"price\"
        value = 1
",
    ));
    let site = comparison(
        "        [[cell]]
        option = \"svc\"
        criterion = \"price\"
        value = 1
        source = \"book\"
                 ^^^^^^ error[cell-unsourced]: price × svc cites a source and is marked as an opinion = keep one of the two
        opinion = true
",
    );
    check(&(site.trim_end_matches(' ').to_owned() + "        == sources/book.md\n"));
}

#[test]
fn scales_of_numbers_say_what_their_ends_mean() {
    let scale = |more: &str| {
        format!(
            "
        == options/fn.md
        == options/svc.md
        == comparisons/c.md
        +++
        [[criterion]]
        id = \"effort\"
{more}        type = \"ordinal\"
        scale = [1, 2, 3]
        [[cell]]
        option = \"fn\"
        criterion = \"effort\"
        value = 1
        opinion = true
        [[cell]]
        option = \"svc\"
        criterion = \"effort\"
        value = 3
        opinion = true
        +++
    "
        )
    };
    let caret = "             ^^^^^^^^ error[scale-without-meaning]: ";
    check(&scale(&format!("{caret}say what the ends of `effort` mean = `low = \"…\"` and `high = \"…\"`, in words\n")));
    check(&scale(&format!("{caret}say what the high end of `effort` means\n        low = \"a day\"\n")));
    check(&scale(&format!("{caret}say what the low end of `effort` means\n        high = \"a year\"\n")));
    check(&scale("        low = \"a day\"\n        high = \"a year\"\n"));
}

/// Two options on one criterion.
fn two(criterion: &str, first: &str, second: &str) -> String {
    let lines = |text: &str| text.lines().map(|line| format!("        {line}\n")).collect::<String>();
    format!(
        "
        == options/fn.md
        == options/svc.md
        == comparisons/c.md
        +++
        [[criterion]]
{}        [[cell]]
        option = \"fn\"
        criterion = \"wait\"
{}        [[cell]]
        option = \"svc\"
        criterion = \"wait\"
{}        +++
    ",
        lines(criterion),
        lines(first),
        lines(second)
    )
}

#[test]
fn criteria_tell_options_apart() {
    let yes = "value = \"yes\"\nopinion = true";
    let idle = "     ^^^^^^ warning[criterion-idle]: all options that are known score the same on `wait`";
    check(&two(&format!("id = \"wait\"\n{idle}\ntype = \"yes-no\""), yes, yes));
    check(&two("id = \"wait\"\ntype = \"yes-no\"\nbetter = \"none\"", yes, yes));
    check(&two("id = \"wait\"\ntype = \"yes-no\"", yes, "unknown = true"));
    check(&two("id = \"wait\"\ntype = \"yes-no\"", yes, "value = \"no\"\nopinion = true"));
    check(&two("id = \"wait\"\ntype = \"text\"", "text = \"a\"\nopinion = true", "text = \"a\"\nopinion = true"));
}

#[test]
fn a_range_has_two_ends() {
    let number = |max: &str| format!("id = \"wait\"\ntype = \"number\"\nunit = \"s\"\nmin = 5\nmax = {max}");
    let problem = |carets: &str| format!("      {carets} error[unknown-value]: `max` is greater than `min`");
    for max in ["5", "1"] {
        let written = format!("{}\n{}", number(max), problem(&"^".repeat(max.len())));
        check(&two(&written, "value = 5\nopinion = true", "value = 6\nopinion = true"));
    }
}

#[test]
fn words_have_no_least_value() {
    let text = "text = \"a\"\nopinion = true";
    let preset = "text = \"a\"\nopinion = true\n[[preset]]\nid = \"first\"\nmust = { wait = \"a\" }
                ^^^ error[cell-out-of-scale]: `wait` has words only, so there is no least value";
    check(&two("id = \"wait\"\ntype = \"text\"", text, preset));
}
