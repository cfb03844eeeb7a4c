//! References and relations that are written in front matter.

use std::borrow::Cow;

use super::{Edge, Graph, Node, Resolved, by_name, key_reference};
use crate::fields::At;
use crate::model::comparison::Criterion;
use crate::model::tree::Label;
use crate::model::{Comparison, Entry, Relation, Site, Tree, Value, relation};

const OPTION: &[Cow<'static, str>] = &[Cow::Borrowed("option")];
const SOURCE: &[Cow<'static, str>] = &[Cow::Borrowed("source")];
const TREE: &[Cow<'static, str>] = &[Cow::Borrowed("tree")];
const COMPARISON: &[Cow<'static, str>] = &[Cow::Borrowed("comparison")];
const ANY: &[Cow<'static, str>] = &[];

struct Keys<'a> {
    site: &'a Site,
    entry: &'a Entry,
    graph: &'a mut Graph,
}

impl Keys<'_> {
    /// One id: a reference always, a relation when it leads somewhere.
    fn add(&mut self, from: &Node, id: &At<String>, spec: &Spec<'_>) {
        let to = by_name(self.site, &id.value);
        if let Resolved::Node(node, _) = &to
            && let Some(relation) = spec.relation
        {
            self.edge(from, node.clone(), relation, spec.note);
        }
        let (file, from) = (&self.entry.file, Some(&self.entry.id));
        self.graph.references.push(key_reference(file, from, id, spec.key, spec.targets, spec.wrong_kind, to));
    }

    fn edge(&mut self, from: &Node, to: Node, relation: &Relation, note: Option<&Label>) {
        let edge = Edge { from: from.clone(), to, relation: relation.clone(), quote: None, note: note.cloned() };
        self.graph.add_edge(edge);
    }

    fn all(&mut self, from: &Node, ids: &[At<String>], spec: &Spec<'_>) {
        for id in ids {
            self.add(from, id, spec);
        }
    }
}

/// How a key's ids are meant.
struct Spec<'a> {
    key: &'a str,
    targets: &'a [Cow<'static, str>],
    relation: Option<&'a Relation>,
    wrong_kind: &'static str,
    note: Option<&'a Label>,
}

fn spec<'a>(key: &'a str, targets: &'a [Cow<'static, str>], relation: &'a Relation) -> Spec<'a> {
    Spec { key, targets, relation: Some(relation), wrong_kind: "wrong-kind", note: None }
}

/// References and relations of an entry's front matter.
pub(super) fn entry(site: &Site, entry: &Entry, node: &Node, graph: &mut Graph) {
    let mut keys = Keys { site, entry, graph };
    let about = if entry.comparison.is_some() { &relation::WEIGHS } else { &relation::ABOUT };
    keys.all(node, &entry.options, &spec("options", OPTION, about));
    keys.all(node, &entry.sources, &spec("sources", SOURCE, &relation::CITES));
    keys.all(node, &entry.related, &spec("related", ANY, &relation::RELATED));
    keys.all(node, &entry.supersedes, &spec("supersedes", ANY, &relation::SUPERSEDES));
    for field in &site.kind(entry).fields {
        match entry.fields.get(&*field.key) {
            Some(Value::Ids(ids)) => {
                let relation = field.relation.as_ref();
                let (key, targets) = (&*field.key, &*field.targets);
                keys.all(node, ids, &Spec { key, targets, relation, wrong_kind: "wrong-kind", note: None });
            }
            Some(Value::Direction(effects)) => {
                for (option, _) in effects {
                    let quiet = Spec { relation: None, ..spec("direction", OPTION, &relation::ABOUT) };
                    keys.add(node, option, &quiet);
                }
            }
            _ => {}
        }
    }
    took(&mut keys, node);
    if let Some(tree) = &entry.tree {
        self::tree(&mut keys, node, tree);
    }
    if let Some(comparison) = &entry.comparison {
        self::comparison(&mut keys, node, comparison);
    }
}

fn took(keys: &mut Keys<'_>, node: &Node) {
    let Some(took) = keys.entry.took() else {
        return;
    };
    let quiet = Spec { relation: None, ..spec("took.tree", TREE, &relation::TOOK) };
    keys.add(node, &took.tree, &quiet);
    let tree = keys.site.entries.get(took.tree.value.as_str()).filter(|entry| entry.tree.is_some());
    if let Some(tree) = tree {
        let outcome = At::new(format!("{}#o:{}", tree.id, took.outcome.value), took.outcome.span.clone());
        keys.add(node, &outcome, &spec("took.outcome", TREE, &relation::TOOK));
    }
}

fn tree(keys: &mut Keys<'_>, node: &Node, tree: &Tree) {
    if let Some(comparison) = &tree.comparison {
        let quiet = Spec { relation: None, ..spec("comparison", COMPARISON, &relation::RELATED) };
        keys.add(node, comparison, &quiet);
    }
    let in_tree = |key, targets, relation| Spec { wrong_kind: "tree-wrong-kind", ..spec(key, targets, relation) };
    for question in &tree.questions {
        let from = Node { id: node.id.clone(), part: Some(format!("q:{}", question.id.value)) };
        for choice in &question.choices {
            let because = Spec { note: Some(&choice.label), ..in_tree("because", ANY, &relation::BECAUSE) };
            keys.all(&from, &choice.because, &because);
        }
    }
    for outcome in &tree.outcomes {
        let from = Node { id: node.id.clone(), part: Some(format!("o:{}", outcome.id.value)) };
        keys.all(&from, &outcome.recommend, &in_tree("recommend", OPTION, &relation::RECOMMENDS));
        keys.all(&from, &outcome.because, &in_tree("because", ANY, &relation::BECAUSE));
        keys.all(&from, &outcome.duties, &in_tree("duties", ANY, &relation::DUTY));
        keys.all(&from, &outcome.revisit, &in_tree("revisit", ANY, &relation::REVISIT));
        for contra in &outcome.contra {
            keys.add(&from, &contra.entry, &in_tree("contra", ANY, &relation::CONTRA));
        }
    }
}

fn comparison(keys: &mut Keys<'_>, node: &Node, comparison: &Comparison) {
    for cell in &comparison.cells {
        let criterion = comparison.criterion(&cell.criterion.value);
        let label = |criterion: &Criterion| Label::Written(At::new(criterion.label.clone(), criterion.id.span.clone()));
        let note = criterion.map(label);
        let note = note.as_ref();
        let evidence = Spec { note, ..spec("links", ANY, &relation::EVIDENCE) };
        keys.all(node, &cell.links, &evidence);
        if let Some(source) = &cell.source {
            keys.add(node, source, &Spec { note, ..spec("source", SOURCE, &relation::CITES) });
        }
    }
}
