//! For each page, plain data: all it will show and no more.
//!
//! Templates and files are unknown here. What a template can use is exactly what the types of [`page`] hold, under
//! the names they have there.

mod add;
mod case_study;
mod comparison;
mod context;
mod entry;
pub mod export;
mod fit;
mod folders;
mod glossary;
mod home;
mod kinds;
mod letters;
mod list;
mod machine;
mod map;
mod nav;
pub mod page;
mod prose;
mod relations;
mod reviews;
mod search;
mod tree;

use crate::config::Config;
use crate::graph::Graph;
use crate::model::Site;
use context::Context;
use page::{Content, PageView};

pub use machine::comparison::{Ranked, ranked};
pub use machine::files as machine_files;
pub use search::{documents, kind_titles};

/// Every page of a site, in the order of their paths.
pub fn pages(site: &Site, graph: &Graph, config: &Config) -> Vec<PageView> {
    let context = Context::new(site, graph, config);
    let mut pages = vec![home::page(&context), not_found(&context), list::search(&context), list::all(&context)];
    pages.extend(list::tags(&context));
    pages.extend(map::page(&context));
    pages.extend(list::folders(&context));
    pages.extend(folders::pages(&context));
    pages.extend(reviews::pages(&context));
    for entry in site.entries.values() {
        if entry.tree.is_some() {
            pages.extend(tree::pages(&context, entry));
        } else if !entry.url.is_empty() {
            // A README at the top of `content/` is home's text.
            pages.push(entry::page(&context, entry));
        }
    }
    pages.extend(redirects(&context));
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    pages
}

fn not_found(context: &Context<'_>) -> PageView {
    let at = context.not_found();
    let trees = tree::starts(&at);
    at.page("404.html", &page::word("pages.lost"), &page::word("lost_text"), Content::NotFound { trees })
}

fn redirects(context: &Context<'_>) -> Vec<PageView> {
    let mut pages = Vec::new();
    for (address, id) in &context.site.names.redirects {
        let Some(entry) = context.site.entries.get(id) else {
            continue;
        };
        let at = context.at(address);
        let to = at.link(&entry.title, &entry.url);
        let mut page = at.page("redirect.html", &entry.title, "", Content::Redirect { to });
        page.noindex = true;
        pages.push(page);
    }
    pages
}
