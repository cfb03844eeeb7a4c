//! Expectations of search, tried on an index in memory.

use kb_search::{Index, Language, Query, Synonyms};

use super::search;
use crate::check;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::graph::Graph;
use crate::model::Site;
use crate::source::Sources;
use crate::view;

/// Problems of `search/expect.toml`; without that file no index is made.
pub(crate) fn check(sources: &Sources, site: &Site, graph: &Graph, config: &Config) -> Vec<Diagnostic> {
    let Some(text) = sources.text(check::EXPECTATIONS) else {
        return Vec::new();
    };
    let documents = || view::documents(site, graph, config);
    let (synonyms, wrong) = search::synonyms(sources);
    let mut found = ask(text, site, (search::language(config), synonyms), documents).unwrap_or_else(|error| {
        let problem = Diagnostic::new("search-expect", format!("the queries cannot be tried: {error:#}"));
        vec![problem.in_file(&check::EXPECTATIONS.into())]
    });
    if !wrong.is_empty() {
        // Answers without some of the synonyms say nothing; the mistake in these is told already.
        found.retain(|problem| problem.rule != "search-expect");
    }
    found
}

fn ask(
    text: &str,
    site: &Site,
    (language, synonyms): (Language, Synonyms),
    documents: impl FnOnce() -> Vec<kb_search::SearchDoc>,
) -> anyhow::Result<Vec<Diagnostic>> {
    let mut index = Index::in_memory(language)?;
    index.update(&documents())?;
    index.set_synonyms(synonyms)?;
    check::expectations(text, site, |words| {
        let mut query = Query::new(words);
        // As far as search looks at all.
        query.limit = usize::MAX;
        Ok(index.search(&query)?.hits.into_iter().map(|hit| hit.id).collect())
    })
}
