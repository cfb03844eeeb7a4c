//! What changes in the life of an entry: drafts, names, reviews, successors.

use super::{check, check_with_drafts, check_with_reviews};

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
