//! Kinds of the team's own in `kb.toml`: none takes the place of another kind, folder or key.

use std::sync::Arc;

use crate::config::{Config, TeamKind};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::fields::At;
use crate::model::Site;
use crate::model::kind::{COMMON, Kind};

/// Reports kinds that could not be told apart, and targets that name none.
pub(super) fn check(site: &Site, config: &Config, out: &mut Vec<Diagnostic>) {
    let file: Arc<str> = "kb.toml".into();
    let mut report = |rule: &str, message: String, help: Option<String>, at: &At<String>| {
        let problem = Diagnostic::new(rule, message).maybe_help(help);
        out.push(problem.at(&file, at.span.clone()));
    };
    for (index, kind) in config.kinds.iter().enumerate() {
        // Keys of a table are unique, so only built-in kinds can have the id too.
        if count(site, &kind.id.value) > 1 {
            let message = format!("kb has a kind `{}` already", kind.id.value);
            report("config", message, None, &kind.id);
            continue;
        }
        let before = config.kinds[..index].iter().find(|other| other.folder.value == kind.folder.value);
        let taken = before.map(|other| other.id.value.clone()).or_else(|| {
            let built_in = |other: &&Kind| other.folder == kind.folder.value && !is_of_team(&config.kinds, other);
            let known = site.kinds.iter().find(built_in);
            known.map(|other| other.id.to_string())
        });
        if let Some(taken) = taken {
            let folder = &kind.folder.value;
            let message = format!("the folder `{folder}` belongs to the kind `{taken}`");
            report("config", message, None, &kind.folder);
        }
        for field in &kind.fields {
            if COMMON.contains(&field.name.value.as_str()) {
                let message = format!("every kind has a key `{}` already", field.name.value);
                report("config", message, None, &field.name);
            }
            if let Some(target) = field.target.as_ref().filter(|id| count(site, &id.value) == 0) {
                let message = format!("no kind is called `{}`", target.value);
                let known = site.kinds.iter().map(|kind| &*kind.id);
                report("unknown-value", message, did_you_mean(&target.value, known), target);
            }
        }
    }
}

/// How many kinds of the site have the id.
fn count(site: &Site, id: &str) -> usize {
    site.kinds.iter().filter(|kind| kind.id == id).count()
}

fn is_of_team(team: &[TeamKind], kind: &Kind) -> bool {
    team.iter().any(|own| own.id.value == kind.id)
}
