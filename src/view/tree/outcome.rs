//! An outcome's page: what is recommended, why, and what it brings with it.

use super::super::context::At;
use super::super::page::{Content, ContraView, EvidenceView, OutcomeView, PageView, word};
use super::super::{case_study, entry as entries, prose};
use super::{Tree, answer_label, outcome_address, outcome_title, path, question};
use crate::decide::{self, End, Flow, Given};
use crate::model::tree::{Contra, NodeKind, Outcome};
use crate::model::{Entry, Status, relation};

/// The page of an outcome. With answers it is the page of the path that ended there.
pub(super) fn page(tree: &Tree<'_, '_>, outcome: &Outcome, given: Option<&[Given]>) -> PageView {
    let Tree { context, entry, flow, .. } = tree;
    let id = &outcome.id.value;
    let address = given.map_or_else(|| outcome_address(entry, id), |given| path::address(entry, flow, given));
    let at = context.at(&address);
    let title = outcome_title(&at, outcome);
    let section = entry.tree.as_deref().and_then(|tree| tree.section(NodeKind::Outcome, id));
    let parts: Vec<_> = section.map(|section| entry.document.section_after(section.heading)).into_iter().collect();
    let mut view = view(tree, &at, outcome, given);
    view.toc = prose::toc(&entry.document, &parts);
    let mut page = at.page("outcome.html", &title, "", Content::Outcome(Box::new(view)));
    entries::speak(entry, &mut page);
    page.crumbs = at.crumbs(&[(&word("kinds.tree.plural"), "trees/"), (&entry.title, &entry.url)], &title);
    page.prose.insert("body".into(), prose::of(&at, &entry.document, parts));
    page
}

fn view(tree: &Tree<'_, '_>, at: &At<'_, '_>, outcome: &Outcome, given: Option<&[Given]>) -> OutcomeView {
    let Tree { entry, flow, .. } = tree;
    let target = End::Outcome(outcome.id.value.clone());
    let list = |ids: &[crate::fields::At<String>]| at.entries(ids.iter().map(|id| id.value.as_str()));
    let (raised, open) = match given {
        Some(given) => (decide::contra(flow, outcome, given), decide::contra_open(flow, outcome, given)),
        None => (outcome.contra.iter().collect(), Vec::new()),
    };
    let on_path = given.unwrap_or_default();
    OutcomeView {
        tree: at.link(&entry.title, &entry.url),
        start: question::start(at, entry, flow),
        id: outcome.id.value.clone(),
        title: outcome_title(at, outcome),
        confidence: outcome.confidence.clone().unwrap_or_default(),
        basis: outcome.basis.shown(),
        recommend: list(&outcome.recommend),
        duties: list(&outcome.duties),
        contra: contra(at, flow, &raised, &open),
        revisit: list(&outcome.revisit),
        path: path::taken(tree, at, on_path),
        changes: path::changes(tree, at, on_path),
        because: match given {
            // Those of the answers stand beside the answers.
            Some(_) => list(&outcome.because),
            None => because(at, flow, outcome, &target),
        },
        from: if given.is_some() { Vec::new() } else { question::from(at, entry, flow, &target) },
        evidence: evidence(at, entry, flow, outcome, on_path),
        comparison: path::weighed(tree, at, on_path),
        record: path::record(tree, outcome, given),
        state: tree.state(at),
        toc: Vec::new(),
        sources: entries::sources(at, entry),
        drawing: tree.drawing(at, &tree.marks(given, target)),
        text: tree.text(at),
        map: tree.map(at),
        file: entry.file.to_string(),
        edit: at.edit(&entry.file),
    }
}

fn because(at: &At<'_, '_>, flow: &Flow<'_>, outcome: &Outcome, target: &End) -> Vec<super::super::page::EntryLink> {
    let ways = flow.steps.iter().flat_map(|step| &step.ways).filter(|way| way.to == *target);
    let mut ids: Vec<&str> = Vec::new();
    for id in outcome.because.iter().chain(ways.flat_map(|way| &way.choice.because)) {
        if !ids.contains(&id.value.as_str()) {
            ids.push(&id.value);
        }
    }
    at.entries(ids)
}

fn contra(at: &At<'_, '_>, flow: &Flow<'_>, raised: &[&Contra], open: &[&Contra]) -> Vec<ContraView> {
    let view = |(contra, open): (&Contra, bool)| {
        let entry = at.by_id(&contra.entry.value)?;
        Some(ContraView {
            condition: condition(flow, &contra.condition.value),
            written: contra.condition.value.clone(),
            open,
            entry: at.entry(entry),
        })
    };
    let all = raised.iter().map(|contra| (*contra, false)).chain(open.iter().map(|contra| (*contra, true)));
    all.filter_map(view).collect()
}

/// `ops=no` in the words of the tree.
fn condition(flow: &Flow<'_>, written: &str) -> String {
    let Ok(condition) = decide::condition(flow, written) else { return written.to_owned() };
    let part = |atom: &decide::Atom| match atom {
        decide::Atom::Way { step, way } => {
            let step = &flow.steps[*step];
            format!("{} {}", step.question.ask, answer_label(&step.ways[*way].choice.label))
        }
        decide::Atom::Picks { step, picks } if picks.is_empty() => {
            format!("{} {}", flow.steps[*step].question.ask, word("none"))
        }
        decide::Atom::Picks { step, picks } => {
            let question = flow.steps[*step].question;
            let labels: Vec<&str> = picks.iter().map(|&pick| question.picks[pick].label.value.as_str()).collect();
            format!("{} {}", question.ask, labels.join(", "))
        }
        decide::Atom::Flag(flag) => setters(flow, flag),
    };
    condition.atoms.iter().map(part).collect::<Vec<_>>().join("; ")
}

/// The answers that set a flag, in their own words.
fn setters(flow: &Flow<'_>, flag: &str) -> String {
    let sets = |flags: &[crate::fields::At<String>]| flags.iter().any(|set| set.value == flag);
    let mut labels: Vec<String> = Vec::new();
    for step in &flow.steps {
        let choices = step.ways.iter().filter(|way| sets(&way.choice.flags)).map(|way| answer_label(&way.choice.label));
        let picks = step.question.picks.iter().filter(|pick| sets(&pick.flags)).map(|pick| pick.label.value.clone());
        labels.extend(choices.chain(picks));
    }
    labels.join(" / ")
}

/// Who took this way: those whose answers are most like these first, then in the order of their ids.
fn evidence(at: &At<'_, '_>, tree: &Entry, flow: &Flow<'_>, outcome: &Outcome, given: &[Given]) -> EvidenceView {
    let part = format!("o:{}", outcome.id.value);
    let took = at.context.graph.to_entry(&tree.id).filter(|edge| edge.relation == relation::TOOK);
    let here = took.filter(|edge| edge.to.part.as_deref() == Some(part.as_str()));
    let mut found: Vec<(usize, &Entry)> = here
        .filter_map(|edge| at.context.site.entries.get(&edge.from.id))
        .map(|entry| (shared(flow, entry, given), entry))
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let mut evidence = EvidenceView::default();
    for (_, entry) in found {
        let (list, count) = if agrees(outcome, entry) {
            (&mut evidence.agree, &mut evidence.agree_count)
        } else {
            (&mut evidence.disagree, &mut evidence.disagree_count)
        };
        list.push(case_study::link(at, entry));
        // What is only proposed has shown nothing yet.
        *count += usize::from(!entry.example && entry.status != Status::Proposed);
    }
    evidence
}

/// How many of its answers are those of the path.
fn shared(flow: &Flow<'_>, entry: &Entry, given: &[Given]) -> usize {
    let Some(took) = entry.took() else { return 0 };
    let theirs = decide::replay(flow, &took.answers.value).given;
    theirs.iter().filter(|one| given.iter().any(|other| one.step == other.step && one.way == other.way)).count()
}

/// Whether a case study or decision did what the outcome recommends, and did not turn back.
fn agrees(outcome: &Outcome, entry: &Entry) -> bool {
    let turned_back = entry.text("verdict").is_some_and(|verdict| matches!(&*verdict.value, "changed" | "reverted"))
        || matches!(entry.status, Status::Rejected | Status::Deprecated | Status::Superseded { .. });
    let chose = entry.list("chose");
    let recommended = |id: &str| outcome.recommend.iter().any(|option| option.value == id);
    let as_advised = outcome.recommend.is_empty() || chose.iter().all(|option| recommended(&option.value));
    !turned_back && as_advised
}
