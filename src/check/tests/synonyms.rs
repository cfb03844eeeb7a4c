//! `search/synonyms.toml`.

use super::{check, check_with_reviews};

#[test]
fn synonyms_that_say_nothing_are_reported() {
    check(
        "
        == search/synonyms.toml
        faas = [\"serverless\", \"function\"]
        ci = \"continuous integration\"
             ^^^^^^^^^^^^^^^^^^^^^^^^ error[wrong-type]: `ci = \"continuous integration\"`: expected a list of texts like [\"a\", \"b\"]
        cd = []
             ^^ error[search-synonyms]: `cd` stands for nothing
        FaaS = [\"functions\"]
        ^^^^ error[search-synonyms]: `FaaS` is there already; upper and lower case are the same
        \"--\" = [\"dashes\"]
        ^^^^ error[search-synonyms]: the name of a synonym has no letter or digit
        iac = [\"IaC\"]
               ^^^^^ error[search-synonyms]: a name stands for itself anyway
        k8s = [\"kubernetes\", \"…\"]
                             ^^^ error[search-synonyms]: this has no letter or digit
        db = [7]
              ^ error[wrong-type]: `db = 7`: expected a text in quotes
        \"of many\" = [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\", \"10\", \"11\", \"12\", \"13\", \"14\", \"15\", \"16\", \"17\"]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[search-synonyms]: `of many` stands for more than 16 words
        == guides/a.md
        # A
    ",
    );
}

#[test]
fn synonyms_that_are_no_toml_are_reported() {
    check(
        "
        == search/synonyms.toml
        faas = [\"serverless\"
                            ^ error[config]: unclosed array, expected `]`
        == guides/a.md
        # A
    ",
    );
}

#[test]
fn the_first_thousand_are_used_and_one_message_says_so() {
    let text: String = (0..1_003).map(|number| format!("n{number} = [\"a\"]\n")).collect();
    let (pairs, problems) = crate::check::synonyms(&text);
    let problems: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!((pairs.len(), problems.as_slice()), (1_000, ["there are more than 1000 synonyms"].as_slice()));
}

#[test]
fn right_synonyms_are_used_beside_wrong_ones() {
    let (pairs, problems) = crate::check::synonyms("faas = [\"serverless\"]\nci = []\n");
    assert_eq!(pairs, [("faas".to_owned(), vec!["serverless".to_owned()])]);
    assert_eq!(problems.len(), 1);
}

#[test]
fn expectations_hold_because_of_synonyms() {
    check_with_reviews(
        "
        == search/synonyms.toml
        faas = [\"serverless\"]
        == search/expect.toml
        [[expect]]
        query = \"faas\"
        first = \"functions\"
        [[expect]]
        query = \"paas\"
        first = \"functions\"
                ^^^^^^^^^^^ error[search-expect]: query \"paas\": expected `functions` first, got nothing; it is not found
        == guides/functions.md
        # Functions

        They are serverless.
    ",
    );
}
