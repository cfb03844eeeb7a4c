//! `llms.txt`: what there is to read and where, as <https://llmstxt.org> proposes. Links lead to the Markdown twins.

use crate::config::Config;
use crate::model::{Entry, Site};
use crate::view::context::encoded;

/// The whole file.
pub(super) fn text(site: &Site, config: &Config) -> String {
    let mut text = format!("# {}\n", line(&config.title));
    if !config.description.is_empty() {
        text += &format!("\n> {}\n", line(&config.description));
    }
    let base = config.base_url.as_ref().map_or_else(String::new, |base| format!("{base}/"));
    for kind in &site.kinds {
        let mut entries: Vec<&Entry> = site.of_kind(&kind.id).filter(|entry| !entry.url.is_empty()).collect();
        entries.sort_by_key(|entry| (entry.title.to_lowercase(), entry.id.clone()));
        if entries.is_empty() {
            continue;
        }
        text += &format!("\n## {}\n\n", line(&kind.plural));
        for entry in entries {
            let about = entry.text("definition").map_or(entry.description.as_str(), |text| text.value.as_str());
            let about = if about.is_empty() { String::new() } else { format!(": {}", line(about)) };
            let title = line(&entry.title).replace('[', "\\[").replace(']', "\\]");
            text += &format!("- [{title}]({base}{}index.md){about}\n", encoded(&entry.url));
        }
    }
    text
}

/// A text without line breaks.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
