//! Everything that names something: `dead-link`, `dead-anchor`, `dead-image`, `remote-image`, `unsafe-url`,
//! `draft-link`, `old-id`, `wrong-kind` and `tree-wrong-kind`.
//!
//! These are one question, what a reference leads to, and each reference breaks at most one of the rules; so they
//! stand in one file.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::graph::{Age, Graph, Node, Reference, Resolved, Written, parts};
use crate::model::Site;
use crate::parse::LinkKind;

/// Reports references that do not lead where they should.
pub(super) fn check(site: &Site, graph: &Graph, out: &mut Vec<Diagnostic>) {
    for reference in &graph.references {
        if let Some(problem) = judge(site, reference) {
            out.push(problem.at(&reference.file, reference.span.clone()));
        }
    }
}

fn judge(site: &Site, reference: &Reference) -> Option<Diagnostic> {
    let written = &reference.written;
    match &reference.to {
        Resolved::Node(node, age) => {
            whole_entry(reference).or_else(|| wrong_kind(site, reference, node)).or_else(|| {
                let message = format!("`{written}` is an old id");
                let old = Diagnostic::new("old-id", message).help(format!("write `{}`", node.id));
                (*age == Age::Old).then_some(old)
            })
        }
        Resolved::NoPart(node) => Some(dead_anchor(site, node)),
        Resolved::Draft(title) => {
            let message = format!("«{title}» is a draft and left out");
            Some(Diagnostic::new("draft-link", message).help("it is shown as text; build with `--drafts` to see it"))
        }
        Resolved::Unread => None,
        Resolved::Ambiguous => {
            let message = format!("several pages are called `{written}`");
            Some(Diagnostic::new("dead-link", message).help("write the path of the one that is meant"))
        }
        Resolved::RemoteImage => {
            let message = "the image is on another site";
            Some(Diagnostic::new("remote-image", message).help("copy it into the knowledge base, or link to it"))
        }
        Resolved::Unsafe => {
            let message = format!("`{}` has a scheme that is not allowed", shorten(written));
            let help = "use http, https, mailto, tel or a relative address";
            Some(Diagnostic::new("unsafe-url", message).help(help))
        }
        Resolved::Nothing => Some(dead(site, reference)),
        Resolved::Section(_) | Resolved::Asset(_) | Resolved::External(_) => match &reference.place {
            // A section may put its folders in order too.
            Written::Key { key, .. } if key == "order" => None,
            Written::Key { key, .. } => {
                Some(Diagnostic::new("dead-link", format!("`{key}` takes an id, not an address")))
            }
            Written::Link { .. } => None,
        },
    }
}

/// Only sources and outcomes are named with a part; elsewhere it would be dropped in silence.
fn whole_entry(reference: &Reference) -> Option<Diagnostic> {
    let Written::Key { key, .. } = &reference.place else {
        return None;
    };
    let (id, _) = reference.written.split_once('#')?;
    let parted = matches!(&**key, "sources" | "source" | "took.outcome");
    let problem = || Diagnostic::new("dead-link", format!("`{key}` names an entry, not a part of one"));
    (!parted).then(|| problem().help(format!("write `{id}`")))
}

fn wrong_kind(site: &Site, reference: &Reference, node: &Node) -> Option<Diagnostic> {
    let Written::Key { key, targets, wrong_kind } = &reference.place else {
        return None;
    };
    let kind = site.kind(site.entries.get(&node.id)?);
    if targets.is_empty() || targets.contains(&kind.id) {
        return None;
    }
    let expected: Vec<_> = targets
        .iter()
        .map(|id| {
            site.kinds.iter().find(|kind| kind.id == *id).map_or(id.to_string(), |kind| kind.title.to_lowercase())
        })
        .collect();
    let message = format!(
        "`{key}`: `{}` is of the kind {}, expected {}",
        node.id,
        kind.title.to_lowercase(),
        expected.join(" or ")
    );
    Some(Diagnostic::new(wrong_kind, message))
}

fn dead_anchor(site: &Site, node: &Node) -> Diagnostic {
    let part = node.part.as_deref().unwrap_or_default();
    let entry = &site.entries[&node.id];
    let known: Vec<_> = parts(entry).collect();
    let what = if entry.tree.is_some() && part.contains(':') { "question or outcome" } else { "heading" };
    let problem = Diagnostic::new("dead-anchor", format!("`{}` has no {what} `{part}`", node.id));
    problem.maybe_help(did_you_mean(part, known.iter().map(|part| &**part)))
}

fn dead(site: &Site, reference: &Reference) -> Diagnostic {
    let written = reference.written.as_str();
    let kind = match &reference.place {
        Written::Key { .. } => LinkKind::Wiki,
        Written::Link { kind, .. } => *kind,
    };
    match kind {
        LinkKind::Undefined => {
            let message = match written.strip_prefix('^') {
                Some(note) => format!("no footnote is called `{note}`"),
                None => format!("`[{}]` is defined nowhere in this file", shorten(written)),
            };
            Diagnostic::new("dead-link", message)
        }
        LinkKind::Image | LinkKind::HtmlSource => {
            let names = site.assets.keys().map(String::as_str);
            let help = nearest_path(written, names).map(|path| format!("did you mean `{path}`?"));
            Diagnostic::new("dead-image", format!("no image is at `{}`", shorten(written))).maybe_help(help)
        }
        LinkKind::Wiki => {
            let name = written.split('#').next().unwrap_or(written);
            let message = format!("no page is called `{}`", shorten(name));
            Diagnostic::new("dead-link", message).maybe_help(did_you_mean(name, site.names.all()))
        }
        LinkKind::Markdown | LinkKind::Html => {
            let files = site.entries.values().map(|entry| &*entry.file);
            let help = nearest_path(written, files).map(|file| format!("did you mean `{file}`?"));
            Diagnostic::new("dead-link", format!("nothing is at `{}`", shorten(written))).maybe_help(help)
        }
    }
}

/// The path whose last part is nearest to the last part of what is written.
fn nearest_path<'a>(written: &str, paths: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let name = last(written.split(['#', '?']).next().unwrap_or(written));
    let paths: Vec<&str> = paths.collect();
    let names: Vec<String> = paths.iter().map(|path| last(path)).collect();
    let nearest = crate::diagnostic::nearest(&name, names.iter().map(String::as_str))?;
    names.iter().position(|name| name == nearest).map(|at| paths[at])
}

fn shorten(text: &str) -> String {
    if text.chars().count() > 60 { text.chars().take(59).chain(['…']).collect() } else { text.to_owned() }
}
