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
        == guides/a.md
        # A
    ",
    );
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
