//! `kb.toml`.

use super::check;

#[test]
fn settings_that_kb_cannot_use_are_reported() {
    check(
        "
        == kb.toml
        titel = \"x\"
        ^^^^^ error[unknown-key]: no key is called `titel`
        [site]
        titel = \"x\"
        ^^^^^ error[unknown-key]: no key is called `titel` = did you mean `title`?
        base_url = \"kb.example.org\"
                   ^^^^^^^^^^^^^^^^ error[config]: `base_url` is no address that starts with http:// or https://
        theme = \"../x\"
                ^^^^^^ error[config]: `theme` is the name of a folder under `themes/`
        featured = \"start\"
                   ^^^^^^^ error[wrong-kind]: `start` is no decision tree
        [content]
        raw_html = \"cleen\"
                   ^^^^^^^ error[unknown-value]: `raw_html` cannot be `cleen` = did you mean `clean`?
        assets = [\"pdf\", \"js\"]
                         ^^^^ error[config]: `js` files are never published: browsers run them
        [checks]
        orphan = \"off\"
        deadlink = \"off\"
        ^^^^^^^^ error[unknown-key]: no rule is called `deadlink` = did you mean `dead-link`?
        dead-link = \"never\"
                    ^^^^^^^ error[unknown-value]: a level is \"error\", \"warning\" or \"off\"
        [repo]
        ^^^^^^ error[missing-key]: `[repo]` needs `url`
        forge = \"githup\"
                ^^^^^^^^ error[unknown-value]: `forge` cannot be `githup` = did you mean `github`?
        [trees]
        path_pages = -1
                     ^^ error[config]: `path_pages` is 0 or more
        [serve]
        port = 70000
               ^^^^^ error[config]: `port` is from 1 to 65535
        [search.boost]
        decision = 1.5
        deprecated = 0
                     ^ error[config]: a boost is above 0, and 100 at most
        term = 1e9
               ^^^ error[config]: a boost is above 0, and 100 at most
        guide = \"much\"
                ^^^^^^ error[wrong-type]: `guide = \"much\"`: expected a number
        decisoin = 2
        ^^^^^^^^ error[unknown-key]: no kind and no status is called `decisoin` = did you mean `decision`?
        == guides/start.md
    ",
    );
}

#[test]
fn broken_settings_are_reported_where_they_break() {
    check(
        "
        == kb.toml
        [site
             ^ error[config]: unclosed table, expected `]`
        == notes/start.md
        # Start
    ",
    );
}

#[test]
fn levels_can_be_changed_for_all_files_or_some() {
    check(
        "
        == kb.toml
        [checks]
        orphan = \"off\"
        dead-link = \"warning\"
        heading-skip = \"error\"
        [[checks.override]]
        paths = [\"content/guides/**\"]
        dead-link = \"off\"
        [[checks.override]]
        paths = [\"content/guides/b.md\"]
        dead-link = \"error\"
        == options/fn.md
        [[gone]]
          ^^^^ warning[dead-link]: no page is called `gone`
        #### Deep
        ^^^^^^^^^ error[heading-skip]: a heading of level 4 follows one of level 1
        == guides/a.md
        [[gone]]
        == guides/b.md
        [[gone]]
          ^^^^ error[dead-link]: no page is called `gone`
    ",
    );
}

#[test]
fn tags_can_be_fixed() {
    check(
        "
        == kb.toml
        [content]
        tags = [\"cost\", \"security\"]
        [checks]
        orphan = \"off\"
        == guides/start.md
        +++
        tags = [\"cost\", \"secruity\"]
                        ^^^^^^^^^^ error[unknown-value]: no tag is called `secruity` = did you mean `security`?
        +++
    ",
    );
}

const RUNBOOKS: &str = "
        == kb.toml
        [checks]
        orphan = \"off\"
        [kinds.runbook]
        folder = \"runbooks\"
        title = \"Runbook\"
        plural = \"Runbooks\"
        [[kinds.runbook.field]]
        name = \"severity\"
        required = true
        values = [\"low\", \"high\"]
        [[kinds.runbook.field]]
        name = \"for\"
        type = \"ids\"
        target = \"option\"
        inverse = \"has runbook\"
        [[kinds.runbook.field]]
        name = \"steps\"
        type = \"list\"
        required = true
        [[kinds.runbook.field]]
        name = \"tested\"
        type = \"date\"
        == options/fn.md
        == guides/start.md
";

#[test]
fn kinds_of_the_team_are_checked_like_built_in_ones() {
    check(&format!(
        "{RUNBOOKS}
        == runbooks/restart.md
        +++
        title = \"Restart\"
        severity = \"hihg\"
                   ^^^^^^ error[unknown-value]: `severity` cannot be `hihg` = did you mean `high`?
        for = [\"start\", \"fm\"]
               ^^^^^^^ error[wrong-kind]: `for`: `start` is of the kind guide, expected option
                        ^^^^ error[dead-link]: no page is called `fm`
        steps = []
                ^^ error[missing-key]: `steps` needs at least one item
        tested = \"yes\"
                 ^^^^^ error[wrong-type]: `tested = \"yes\"`: expected a date like 2026-11-23, without quotes
        seveirty = 1
        ^^^^^^^^ error[unknown-key]: no key is called `seveirty` = did you mean `severity`?
        +++
        == runbooks/Stop.md
        +++
        ^^^ error[missing-key]: a runbook needs `title`
        ^^^ error[missing-key]: a runbook needs `severity`
        ^^^ error[missing-key]: a runbook needs `steps`
        ^^^ error[bad-id]: `Stop` is not kebab-case
        +++
    "
    ));
}

#[test]
fn a_kind_of_the_team_does_not_take_a_built_in_ones_place() {
    check(
        "
        == kb.toml
        [kinds.option]
               ^^^^^^ error[config]: kb has a kind `option` already
        [kinds.recipe]
        folder = \"guides\"
                 ^^^^^^^^ error[config]: the folder `guides` belongs to the kind `guide`
        [[kinds.recipe.field]]
        name = \"title\"
               ^^^^^^^ error[config]: every kind has a key `title` already
        [[kinds.recipe.field]]
        name = \"uses\"
        type = \"ids\"
        target = \"opton\"
                 ^^^^^^^ error[unknown-value]: no kind is called `opton` = did you mean `option`?
    ",
    );
}

#[test]
fn the_featured_tree_is_there_and_stands_alone() {
    check(
        "
        == kb.toml
        site.featured = \"nothing\"
                        ^^^^^^^^^ error[dead-link]: no tree is called `nothing`
    ",
    );
}

#[test]
fn what_cannot_be_published_cannot_be_silenced() {
    check(
        "
        == kb.toml
        [checks]
        not-utf8 = \"off\"
                   ^^^^^ error[config]: `not-utf8` is always an error: what it reports cannot be read or published
        == a.md
        text
    ",
    );
}
