//! Which files make the theme: the built-in one or a folder under `themes/`, and what the knowledge base puts over it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::output::Key;
use crate::render::builtin;
use crate::render::theme::{Limits, Theme, Watchdog};
use crate::source::Sources;

/// Called with the problem when a template neither ends nor writes.
pub type Stuck = Arc<dyn Fn(Diagnostic) + Send + Sync>;

/// A theme with the key of its templates.
pub(super) struct Loaded {
    /// The theme.
    pub theme: Theme,
    /// A hash of all its templates.
    pub key: Key,
}

/// The theme of the last build, which is used again while its files stay the same.
pub(super) struct Cache {
    stuck: Option<Stuck>,
    last: Option<Arc<Loaded>>,
}

impl Cache {
    pub fn new(stuck: Option<Stuck>) -> Self {
        Cache { stuck, last: None }
    }

    pub fn load(&mut self, sources: &Sources, config: &Config) -> Result<Arc<Loaded>, Vec<Diagnostic>> {
        let templates = templates(sources, config)?;
        let parts: Vec<&[u8]> = templates.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]).collect();
        let key = Key::of(&parts);
        if let Some(last) = self.last.as_ref().filter(|last| last.key == key) {
            return Ok(last.clone());
        }
        let mut theme = Theme::new(templates)?;
        if let Some(stuck) = &self.stuck {
            let stuck = stuck.clone();
            // Without a thread to spare the limits that are checked while a page is written still hold.
            if let Ok(watchdog) = Watchdog::new(Limits::default(), move |problem| stuck(problem)) {
                theme = theme.watched(watchdog);
            }
        }
        let loaded = Arc::new(Loaded { theme, key });
        self.last = Some(loaded.clone());
        Ok(loaded)
    }
}

fn templates(sources: &Sources, config: &Config) -> Result<BTreeMap<String, Arc<str>>, Vec<Diagnostic>> {
    let mut templates: BTreeMap<String, Arc<str>> =
        builtin::TEMPLATES.iter().map(|&(name, text)| (name.to_owned(), text.into())).collect();
    if let Some(name) = &config.theme {
        let folder = format!("themes/{name}");
        if sources.below(&folder).next().is_none() {
            let file = "kb.toml".into();
            let problem = Diagnostic::new("config", format!("no theme is at `{folder}`"));
            return Err(vec![problem.in_file(&file).help("remove `theme` from `[site]` to use the built-in one")]);
        }
    }
    for folder in layers(config, "templates") {
        for (name, file) in sources.below(&folder) {
            if let Some(text) = file.text() {
                templates.insert(name.to_owned(), text.into());
            }
        }
    }
    Ok(templates)
}

/// Folders that lie over the built-in theme, the last one on top.
fn layers(config: &Config, kind: &str) -> Vec<String> {
    let theme = config.theme.as_ref().map(|name| format!("themes/{name}/{kind}"));
    theme.into_iter().chain([kind.to_owned()]).collect()
}

/// Files of the theme's `static` folder, by name.
pub(super) fn static_files(sources: &Sources, config: &Config) -> BTreeMap<String, Arc<[u8]>> {
    let mut files: BTreeMap<String, Arc<[u8]>> =
        builtin::STATIC.iter().map(|&(name, bytes)| (name.to_owned(), bytes.into())).collect();
    for folder in layers(config, "static") {
        files.extend(sources.below(&folder).map(|(name, file)| (name.to_owned(), file.bytes.clone())));
    }
    files
}
