//! Where problems are shown, whatever the text looks like.

use super::{check, check_after};

const SITE: &str = "
    == guides/start.md as written
    +++
    title = \"Äpfel\"
    description = \"One\"
    stauts = \"draft\"
    ^^^^^^ error[unknown-key]: no key is called `stauts` = did you mean `status`?
    tags = [\"a\", 7]
                 ^ error[wrong-type]: `tags = 7`: expected texts in the list
    +++
    Ünïcode before [[event-log]] and after.
                     ^^^^^^^^^ error[dead-link]: no page is called `event-log`
    The last [line](nowhere.md)
                    ^^^^^^^^^^ error[dead-link]: nothing is at `nowhere.md`
";

#[test]
fn a_problem_is_reported_where_it_is_written() {
    check(SITE);
}

#[test]
fn places_stay_right_with_windows_line_ends() {
    check_after(|text| text.replace('\n', "\r\n"), SITE);
}

#[test]
fn places_stay_right_behind_a_byte_order_mark() {
    check_after(|text| format!("\u{feff}{text}"), SITE);
}

#[test]
fn places_stay_right_without_a_last_newline() {
    check_after(|text| text.trim_end().to_owned(), SITE);
}

#[test]
fn places_stay_right_with_all_of_these() {
    check_after(|text| format!("\u{feff}{}", text.trim_end().replace('\n', "\r\n")), SITE);
}

#[test]
fn a_broken_document_with_all_of_these_is_reported_where_it_breaks() {
    let site = "
        == guides/start.md as written
        +++
        title = \"One
                    ^ error[front-matter-syntax]: invalid basic string, expected `\"`
        description = \"Two\"
        +++
        [[gone]]
          ^^^^ error[dead-link]: no page is called `gone`
    ";
    check(site);
    check_after(|text| format!("\u{feff}{text}"), site);
    check_after(
        |text| text.replace('\n', "\r\n"),
        &site.replace("expected `\"`", "expected non-double-quote visible characters, `\\`"),
    );
}

#[test]
fn a_front_matter_without_an_end_is_one_problem() {
    check(
        "
        == guides/start.md as written
        +++
        ^^^ error[front-matter-syntax]: the front matter has no end = end it with a line of three pluses
        title = \"One\"
        [[gone]]
    ",
    );
}

#[test]
fn blanks_after_the_pluses_are_no_problem() {
    check(
        "
        == guides/start.md as written
        +++  \t
        title = \"One\"
        description = \"Two\"
        +++ \t
        ++++
        Text.
    ",
    );
}

#[test]
fn every_syntax_error_is_reported_and_nothing_that_follows_from_it() {
    check(
        "
        == options/fn.md as written
        +++
        titel =
               ^ error[front-matter-syntax]: string values must be quoted, expected literal string
        status = 'accepted
                          ^ error[front-matter-syntax]: invalid literal string, expected `'`
        +++
    ",
    );
}
