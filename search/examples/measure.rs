//! Index and export alone, without the site around them: `cargo xtask bench search` runs it.
//!
//! `measure all|edit|serve CONTENT FOLDER` prints milliseconds. `all` begins with nothing; `edit` goes on from there with one
//! document changed; `serve` keeps the index in memory, and counts from an edit to the answer that knows it.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a measurement is no part of kb"
)]

use std::fs;
use std::path::Path;
use std::time::Instant;

use kb_search::{ExportOptions, Index, Language, Query, Reader, SearchDoc, Section};

/// Edits of which the median is told.
const EDITS: usize = 21;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, content, folder] = &arguments[..] else { anyhow::bail!("measure all|edit|serve CONTENT FOLDER") };
    let mut docs = documents(Path::new(content))?;
    let folder = Path::new(folder);
    let took = match mode.as_str() {
        "serve" => serve(&mut docs)?,
        mode => {
            if mode == "edit" {
                edit(&mut docs, "zyzzyva");
            }
            let started = Instant::now();
            let (mut index, _) = Index::open(&folder.join("index"), Language::ENGLISH)?;
            index.update(&docs)?;
            export(&index.reader(), &folder.join("files"))?;
            started.elapsed().as_secs_f64()
        }
    };
    println!("{:.3}", took * 1000.0);
    Ok(())
}

/// Entries as they are in the made-up knowledge base: front matter, then sections.
fn documents(content: &Path) -> anyhow::Result<Vec<SearchDoc>> {
    let mut docs = Vec::new();
    for kind in fs::read_dir(content)?.filter_map(Result::ok).filter(|kind| kind.path().is_dir()) {
        let kind_name = kind.file_name().into_string().unwrap();
        for file in fs::read_dir(kind.path())? {
            let name = file?.file_name().into_string().unwrap();
            let text = fs::read_to_string(kind.path().join(&name))?;
            let (front, body) = text.trim_start_matches("+++\n").split_once("\n+++\n").unwrap();
            let key = |key: &str| {
                let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
                line.unwrap_or_default().trim_end_matches('"').to_owned()
            };
            let id = name.trim_end_matches(".md");
            let section = |text: &str| {
                let (title, text) = text.split_once('\n').unwrap_or((text, ""));
                Section {
                    anchor: title.to_lowercase().replace(' ', "-"),
                    url: None,
                    title: title.to_owned(),
                    text: text.trim().to_owned(),
                }
            };
            docs.push(SearchDoc {
                id: id.to_owned(),
                kind: kind_name.clone(),
                title: key("title"),
                url: format!("{kind_name}/{id}/"),
                status: "accepted".to_owned(),
                tags: Vec::new(),
                owners: Vec::new(),
                path: Vec::new(),
                description: key("description"),
                sections: body.split("## ").skip(1).map(section).collect(),
                boost: 1.0,
            });
        }
    }
    docs.sort_by(|a, b| a.url.cmp(&b.url));
    Ok(docs)
}

fn edit(docs: &mut [SearchDoc], word: &str) {
    let middle = docs.len() / 2;
    let section = docs[middle].sections.last_mut().unwrap();
    section.text = format!("{}\n\n{word}", section.text);
}

/// Writes what is not there yet, on all processors, as a build does.
fn export(reader: &Reader, folder: &Path) -> anyhow::Result<()> {
    let export = reader.export(&ExportOptions { language: "en".to_owned(), ..ExportOptions::default() })?;
    fs::create_dir_all(folder)?;
    let processors = std::thread::available_parallelism()?.get();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..processors)
            .map(|worker| {
                let pieces = export.pieces.iter().skip(worker).step_by(processors);
                scope.spawn(move || -> std::io::Result<()> {
                    for piece in pieces {
                        let path = folder.join(&piece.name);
                        if !path.exists() {
                            fs::create_dir_all(path.parent().unwrap())?;
                            fs::write(path, piece.packed())?;
                        }
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap())
    })?;
    fs::write(folder.join("search.json"), &export.manifest)?;
    Ok(())
}

fn serve(docs: &mut [SearchDoc]) -> anyhow::Result<f64> {
    let mut index = Index::in_memory(Language::ENGLISH)?;
    index.update(docs)?;
    let mut times = Vec::new();
    for number in 0..EDITS {
        let word = format!("zyzzyva{number}");
        edit(docs, &word);
        let started = Instant::now();
        index.update(docs)?;
        let results = index.reader().search(&Query::new(&word))?;
        times.push(started.elapsed().as_secs_f64());
        anyhow::ensure!(results.total == 1, "the edit is not found");
    }
    times.sort_by(f64::total_cmp);
    Ok(times[EDITS / 2])
}
