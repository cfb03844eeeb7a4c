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

/// Three options and three criteria; these cells, one a line: option, criterion.
fn matrix(options: &str, criteria: [&str; 3], cells: &str) -> String {
    let mut site = "
        == options/fn.md
        == options/svc.md
        == options/mix.md
        == comparisons/c.md
        +++
"
    .to_owned();
    site += options;
    for criterion in criteria {
        site += &format!("        [[criterion]]\n        {criterion}\n        type = \"text\"\n");
    }
    for cell in cells.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (written, problems) = cell.split_once(" | ").unwrap_or((cell, ""));
        let (option, criterion) = written.split_once(' ').unwrap_or_default();
        site += &format!("        [[cell]]\n        option = \"{option}\"\n");
        for (key, problem) in problems.split(" | ").filter_map(|problem| problem.split_once(": ")) {
            if key == "option" {
                site += &format!("                 {problem}\n");
            }
        }
        site += &format!("        criterion = \"{criterion}\"\n");
        for (key, problem) in problems.split(" | ").filter_map(|problem| problem.split_once(": ")) {
            if key == "criterion" {
                site += &format!("                    {problem}\n");
            }
        }
        site += "        unknown = true\n";
    }
    site + "        +++\n"
}

const OPTIONS: &str = "        options = [\"fn\", \"svc\", \"mix\"]\n";
const CRITERIA: [&str; 3] = ["id = \"wait\"", "id = \"price\"", "id = \"team\""];
const CELLS: &str = "
    fn wait
    fn price
    fn team
    svc wait
    svc price
    svc team
    mix wait
    mix price
    mix team";

/// The cells without those that a text holds.
fn without(text: &str) -> String {
    CELLS.lines().filter(|line| !line.contains(text)).fold(String::new(), |cells, line| cells + line + "\n")
}

#[test]
fn a_whole_matrix_is_clean() {
    check(&matrix(OPTIONS, CRITERIA, CELLS));
}

#[test]
fn an_option_without_cells_is_one_problem() {
    let options = "        options = [\"fn\", \"svc\", \"mix\"]
                                ^^^^^ error[cell-missing]: `mix` has no cell, for none of 3 criteria = write the cell; where nothing is known, `unknown = true`\n";
    check(&matrix(options, CRITERIA, &without("mix")));
}

#[test]
fn a_criterion_without_cells_is_one_problem() {
    let price = "id = \"price\"\n             ^^^^^^^ error[cell-missing]: price × fn, svc, mix are empty";
    check(&matrix(OPTIONS, [CRITERIA[0], price, CRITERIA[2]], &without("price")));
}

#[test]
fn a_comparison_without_cells_is_one_problem() {
    let wait = "id = \"wait\"\n             ^^^^^^ error[cell-missing]: the comparison has no cells";
    check(&matrix(OPTIONS, [wait, CRITERIA[1], CRITERIA[2]], ""));
}

#[test]
fn an_option_that_is_not_compared_is_one_problem() {
    let options = "        options = [\"fn\", \"svc\"]\n";
    let cells = CELLS.replace(
        "mix wait",
        "mix wait | option: ^^^^^ error[cell-unknown-name]: no option of this comparison is called `mix` (written 3 times)",
    );
    check(&matrix(options, CRITERIA, &cells));
}

#[test]
fn a_misspelt_option_is_one_problem() {
    let options = "        options = [\"fn\", \"svcs\", \"mix\"]
                         ^^^^^^ error[dead-link]: no page is called `svcs` = did you mean `svc`?\n";
    check(&matrix(options, CRITERIA, CELLS));
}

#[test]
fn a_misspelt_criterion_is_one_problem() {
    let cells = CELLS.replace(
        "fn price",
        "fn price | criterion: ^^^^^^^ error[cell-unknown-name]: no criterion of this comparison is called `price` (written 3 times) = did you mean `prize`?",
    );
    check(&matrix(OPTIONS, [CRITERIA[0], "id = \"prize\"", CRITERIA[2]], &cells));
}

#[test]
fn a_misspelt_name_in_one_cell_is_one_problem() {
    let cells = CELLS.replace(
        "svc price",
        "svc prise | criterion: ^^^^^^^ error[cell-unknown-name]: no criterion of this comparison is called `prise` = did you mean `price`?",
    );
    check(&matrix(OPTIONS, CRITERIA, &cells));
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
