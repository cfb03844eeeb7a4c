//! `search/expect.toml`.

use super::check_with_reviews;

#[test]
fn answers_that_are_not_those_expected_are_reported() {
    check_with_reviews(
        "
        == search/expect.toml
        [[expect]]
        query = \"warm soup\"
        first = \"soup\"
        [[expect]]
        query = \"cold soup\"
        first = \"soup\"
                ^^^^^^ error[search-expect]: query \"cold soup\": expected `soup` first, got `ice`; it is number 2
        [[expect]]
        query = \"cold soup\"
        top3 = \"soup\"
        [[expect]]
        query = \"dish\"
        top3 = \"last\"
               ^^^^^^ error[search-expect]: query \"dish\": expected `last` among the first three, got `ice`, `soup`, `bread`; it is number 4
        [[expect]]
        query = \"ice\"
        top3 = \"bread\"
               ^^^^^^^ error[search-expect]: query \"ice\": expected `bread` among the first three, got `ice`; it is not found
        [[expect]]
        query = \"volcano\"
        first = \"bread\"
                ^^^^^^^ error[search-expect]: query \"volcano\": expected `bread` first, got nothing; it is not found
        == guides/ice.md
        # Cold dish, soup of ice
        == guides/soup.md
        # A soup, a warm dish
        == guides/bread.md
        # Bread

        Bread is a dish.
        == guides/last.md
        # Last

        Many more words stand in here before at the very end somebody says dish.
    ",
    );
}

#[test]
fn expectations_that_name_nothing_are_reported() {
    check_with_reviews(
        "
        == search/expect.toml
        querys = 1
        ^^^^^^ error[unknown-key]: no key is called `querys`
        [[expect]]
        ^^^^^^^^^^ error[missing-key]: an expectation needs `first`
        query = \"soup\"
        [[expect]]
        ^^^^^^^^^^ error[missing-key]: an expectation needs `query`
        first = \"soup\"
        [[expect]]
        query = \"soup\"
        frist = \"soup\"
        ^^^^^ error[unknown-key]: no key is called `frist` = did you mean `first`?
        [[expect]]
        query = \"soup\"
        first = \"soup\"
        top3 = \"soup\"
        ^^^^ error[search-expect]: an expectation has `first` or `top3`, not both
        [[expect]]
        query = \"soup\"
        first = \"soupp\"
                ^^^^^^^ error[dead-link]: no entry is called `soupp` = did you mean `soup`?
        [[expect]]
        query = \"soup\"
        top3 = \"kept\"
               ^^^^^^ error[search-expect]: `kept` is kept out of search = delete `search = false` in content/guides/kept.md
        [[expect]]
        query = \" \"
                ^^^ error[search-expect]: the query is empty
        first = \"soup\"
        [[expect]]
        query = 3
                ^ error[wrong-type]: `query = 3`: expected a text in quotes
        first = [\"soup\"]
                ^^^^^^^^ error[wrong-type]: `first = […]`: expected a text in quotes
        == guides/soup.md
        # Soup
        == guides/kept.md
        +++
        search = false
        +++
        # Kept
    ",
    );
}

#[test]
fn expectations_that_are_no_toml_are_reported() {
    check_with_reviews(
        "
        == search/expect.toml
        [[expect
                ^ error[config]: unclosed array table, expected `]]`
        == guides/soup.md
        # Soup
    ",
    );
}
