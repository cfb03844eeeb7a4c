//! An exit's page: where the trees that re-use this one lead from here.

use super::super::context::At;
use super::super::page::{Content, ExitUse, ExitView, PageView, sentence, word};
use super::{Tree, path, question};
use crate::decide::{self, End, Given};
use crate::model::Entry;
use crate::model::tree::Target;

/// The address of an exit's page.
pub(in crate::view) fn address(tree: &Entry, exit: &str) -> String {
    format!("{}x/{exit}/", tree.url)
}

/// The page of an exit, or of a path that ends there.
pub(super) fn page(tree: &Tree<'_, '_>, exit: &str, given: Option<&[Given]>) -> PageView {
    let Tree { context, entry, flow, .. } = tree;
    let address = given.map_or_else(|| address(entry, exit), |given| path::address(entry, flow, given));
    let at = context.at(&address);
    let view = ExitView {
        tree: at.link(&entry.title, &entry.url),
        start: question::start(&at, entry, flow),
        id: exit.to_owned(),
        path: path::taken(tree, &at, given.unwrap_or_default()),
        users: users(&at, entry, exit),
        from: if given.is_some() { Vec::new() } else { question::from(&at, entry, flow, &End::Exit(exit.to_owned())) },
        file: entry.file.to_string(),
        edit: at.edit(&entry.file),
    };
    let title = sentence("exit", &[("id", exit)]);
    let mut page = at.page("exit.html", &title, "", Content::Exit(Box::new(view)));
    super::super::entry::speak(entry, &mut page);
    page.crumbs = at.crumbs(&[(&word("kinds.tree.plural"), "trees/"), (&entry.title, &entry.url)], &title);
    page
}

/// Trees that re-use this one, with what each makes of the exit.
fn users(at: &At<'_, '_>, entry: &Entry, exit: &str) -> Vec<ExitUse> {
    let mut users = Vec::new();
    for user in at.context.site.of_kind("tree") {
        let Some(tree) = user.tree.as_deref() else { continue };
        let targets =
            tree.questions.iter().flat_map(|question| &question.choices).filter_map(|choice| choice.to.as_ref());
        let mapped = targets.filter_map(|to| match &to.value {
            Target::Use { tree, exits } if *tree == *entry.id => exits.iter().find(|(mapped, _)| mapped.value == exit),
            _ => None,
        });
        // All uses of one tree in a tree map its exits alike.
        let Some(flow) = mapped.take(1).next().and_then(|_| decide::flow(at.context.site, user)) else { continue };
        let prefix = format!("{}.", entry.id);
        let inner = flow.steps.iter().filter(|step| step.id.starts_with(&prefix) && step.owner.id == entry.id);
        let leads = inner
            .flat_map(|step| &step.ways)
            .find(|way| matches!(way.choice.to.as_ref().map(|to| &to.value), Some(Target::Exit(id)) if id == exit));
        if let Some(way) = leads {
            let (title, href) = question::end(at, user, &flow, &way.to);
            users.push(ExitUse {
                tree: at.link(&user.title, &user.url),
                to: crate::view::page::Link { title, href, current: false },
            });
        }
    }
    users
}
