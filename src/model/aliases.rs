//! `old-id` in keys: ids that are written by an old name are replaced by the current one, once, for all who read them.
//!
//! Links in prose keep what is written; they are resolved where all links are.

use std::sync::Arc;

use super::tree::Target;
use super::{Comparison, Entry, Site, Tree, Value};
use crate::diagnostic::Diagnostic;
use crate::fields::At;

/// Replaces old ids in the keys of all entries and sections.
pub(super) fn resolve(site: &mut Site, out: &mut Vec<Diagnostic>) {
    let Site { entries, sections, names, .. } = site;
    let mut replace = |file: &Arc<str>, written: &mut At<String>| {
        let (name, part) =
            written.value.split_once('#').map_or((&*written.value, None), |(name, part)| (name, Some(part)));
        if names.get(name).is_some() {
            return;
        }
        let Some(current) = names.old(name) else { return };
        let problem = Diagnostic::new("old-id", format!("`{name}` is an old id"));
        out.push(problem.at(file, written.span.clone()).help(format!("write `{current}`")));
        written.value = part.map_or_else(|| current.to_string(), |part| format!("{current}#{part}"));
    };
    for entry in entries.values_mut() {
        let file = entry.file.clone();
        each_id(entry, &mut |id| replace(&file, id));
    }
    for section in sections.values_mut() {
        let file = section.document.file.clone();
        section.order.iter_mut().for_each(|id| replace(&file, id));
    }
}

/// Visits every id of another entry that an entry's keys hold.
fn each_id(entry: &mut Entry, visit: &mut impl FnMut(&mut At<String>)) {
    let lists = [&mut entry.options, &mut entry.sources, &mut entry.related, &mut entry.supersedes];
    lists.into_iter().flatten().for_each(&mut *visit);
    for value in entry.fields.values_mut() {
        match value {
            Value::Ids(ids) => ids.iter_mut().for_each(&mut *visit),
            Value::Direction(effects) => effects.iter_mut().for_each(|(option, _)| visit(option)),
            Value::Took(took) => visit(&mut took.tree),
            _ => {}
        }
    }
    if let Some(tree) = &mut entry.tree {
        each_in_tree(Arc::make_mut(tree), visit);
    }
    if let Some(comparison) = &mut entry.comparison {
        each_in_comparison(Arc::make_mut(comparison), visit);
    }
}

fn each_in_tree(tree: &mut Tree, visit: &mut impl FnMut(&mut At<String>)) {
    tree.comparison.iter_mut().for_each(&mut *visit);
    for choice in tree.questions.iter_mut().flat_map(|question| &mut question.choices) {
        choice.because.iter_mut().for_each(&mut *visit);
        if let Some(At { value: Target::Use { tree, .. }, span }) = &mut choice.to {
            let mut id = At::new(std::mem::take(tree), span.clone());
            visit(&mut id);
            *tree = id.value;
        }
    }
    for outcome in &mut tree.outcomes {
        let lists = [&mut outcome.recommend, &mut outcome.because, &mut outcome.duties, &mut outcome.revisit];
        lists.into_iter().flatten().for_each(&mut *visit);
        outcome.contra.iter_mut().for_each(|contra| visit(&mut contra.entry));
    }
}

fn each_in_comparison(comparison: &mut Comparison, visit: &mut impl FnMut(&mut At<String>)) {
    for cell in &mut comparison.cells {
        visit(&mut cell.option);
        cell.source.iter_mut().for_each(&mut *visit);
        cell.links.iter_mut().for_each(&mut *visit);
    }
}
