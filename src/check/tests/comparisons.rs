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
        [[cell]]
        option = \"svc\"
        criterion = \"wait\"
        unknown = true
        [[cell]]
        option = \"fn\"
        criterion = \"price\"
        value = 0
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
        +++
    ",
    );
    check(&comparison(
        "        [[cell]]
        ^^^^^^^^ error[cell-missing]: price × svc has no `value`
        option = \"svc\"
        criterion = \"price\"
",
    ));
    check(&comparison(
        "        [[cell]]
        option = \"svc\"
        criterion = \"price\"
        value = 10
        [[cell]]
        ^^^^^^^^ error[cell-missing]: price × svc is written twice
        option = \"svc\"
        criterion = \"price\"
        value = 3
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
        [[cell]]
        option = \"svcs\"
                 ^^^^^^ error[cell-unknown-name]: no option of this comparison is called `svcs` = did you mean `svc`?
        criterion = \"wait\"
        value = \"long\"
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
        [[cell]]
        option = \"svc\"
        criterion = \"wait\"
        value = \"b\"
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
