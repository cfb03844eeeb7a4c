//! One wrong or missing name in a comparison is one problem.

use super::check;

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
