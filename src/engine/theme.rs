//! Which files make the theme: the built-in one or a folder under `themes/`, and what the knowledge base puts over it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::output::{Digest, Key};
use crate::render::builtin;
use crate::render::theme::{Files, Layer, Limits, Source, Theme, Watchdog};
use crate::source::{self, Sources};

/// Called with the problem when a template neither ends nor writes.
pub type Stuck = Arc<dyn Fn(Diagnostic) + Send + Sync>;

/// Characters of a hash in the name of a published file: enough that no two states of a file ever share one.
const HASH: usize = 10;

/// A theme with the key of its templates.
pub(super) struct Loaded {
    /// The theme.
    pub theme: Theme,
    /// A hash of all its templates, and of the names of its files.
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

    pub fn load(
        &mut self,
        sources: &Sources,
        config: &Config,
        published: &[Published],
    ) -> Result<Arc<Loaded>, Vec<Diagnostic>> {
        let layers = layers(sources, config)?;
        let assets = published.iter().map(|file| (file.name.clone(), file.path.clone())).collect();
        let files = Files { layers, assets };
        let key = key(&files);
        if let Some(last) = self.last.as_ref().filter(|last| last.key == key) {
            return Ok(last.clone());
        }
        let mut theme = Theme::new(&files)?;
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

fn key(files: &Files) -> Key {
    let mut parts: Vec<&[u8]> = Vec::new();
    for layer in &files.layers {
        parts.push(layer.name.as_bytes());
        let defaults = layer.defaults.as_ref().map_or("", |source| &source.text);
        parts.push(defaults.as_bytes());
        parts.extend(layer.files.iter().flat_map(|(name, source)| [name.as_bytes(), source.text.as_bytes()]));
    }
    parts.extend(files.assets.values().map(String::as_bytes));
    Key::of(&parts)
}

fn layers(sources: &Sources, config: &Config) -> Result<Vec<Layer>, Vec<Diagnostic>> {
    let mut layers = vec![builtin::layer()];
    if let Some(name) = &config.theme {
        let folder = format!("themes/{name}");
        if sources.below(&folder).next().is_none() {
            let file = "kb.toml".into();
            let problem = Diagnostic::new("config", format!("no theme is at `{folder}`"));
            return Err(vec![problem.in_file(&file).help("remove `theme` from `[site]` to use the built-in one")]);
        }
        let mut layer = layer(sources, name, &format!("{folder}/templates"));
        layer.defaults = sources.files.get(&*format!("{folder}/theme.toml")).and_then(source);
        layers.push(layer);
    }
    layers.push(layer(sources, "", "templates"));
    Ok(layers)
}

fn layer(sources: &Sources, name: &str, folder: &str) -> Layer {
    let files = sources.below(folder).filter_map(|(name, file)| Some((name.to_owned(), source(file)?)));
    Layer { name: name.to_owned(), files: files.collect(), defaults: None }
}

fn source(file: &source::File) -> Option<Source> {
    Some(Source { file: file.path.clone(), text: file.text()?.into() })
}

/// A file of the theme's `static` folder.
pub(super) struct Published {
    /// Its name in the folder, which templates and style sheets use.
    pub name: String,
    /// Where it is published: its name with a hash of its bytes, so that browsers may keep it for ever.
    pub path: String,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

impl Published {
    /// The path under its plain name, for a file that style sheets and scripts may ask for, such as a font.
    pub fn plain(&self) -> Option<String> {
        let code = self.name.ends_with(".css") || self.name.ends_with(".js");
        (!code).then(|| format!("assets/{}", self.name))
    }
}

/// Files of the theme's `static` folder, by name.
pub(super) fn static_files(sources: &Sources, config: &Config) -> Vec<Published> {
    let mut files: BTreeMap<String, Arc<[u8]>> =
        builtin::STATIC.iter().map(|&(name, bytes)| (name.to_owned(), bytes.into())).collect();
    let theme = config.theme.as_ref().map(|name| format!("themes/{name}/static"));
    for folder in theme.into_iter().chain(["static".to_owned()]) {
        files.extend(sources.below(&folder).map(|(name, file)| (name.to_owned(), file.bytes.clone())));
    }
    // The dialog needs the client, and one file is one request less. The client goes with the format of the index and not with
    // the theme, so it cannot be replaced.
    if let Some(dialog) = files.get_mut("search-dialog.js") {
        *dialog = [kb_search::CLIENT.as_bytes(), dialog].concat().into();
    }
    files.into_iter().map(|(name, bytes)| Published { path: hashed(&name, &bytes), name, bytes }).collect()
}

/// `assets/site.3fa94c0e1b.css`.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = Digest::of(bytes).to_string();
    let hash = &hash[..HASH];
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let gap = if folder.is_empty() { "" } else { "/" };
    match file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        Some((stem, ending)) => format!("assets/{folder}{gap}{stem}.{hash}.{ending}"),
        None => format!("assets/{folder}{gap}{file}.{hash}"),
    }
}
