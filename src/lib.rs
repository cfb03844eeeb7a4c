//! kb: an architecture knowledge base and static site generator.
//!
//! Structured Markdown goes in; what comes out is a static site, a search index, and every problem of the content with
//! its place and its cure. This is the map; `ARCHITECTURE.md` says what each module leaves to others.
//!
//! ```text
//! files --source--> Sources --parse--> Documents --model--> Site --graph--> Graph
//!                    (text)           (as written)         (as valid)      (links both ways)
//! Site + Graph --check--> diagnostics
//! Site + Graph --view---> Views --render--> Output --> disk (build) or memory (serve)
//! Site + Graph --view---> SearchDocs --> kb-search
//! ```
//!
//! Data flows one way. The modules below stand in that order, [`diagnostic`] first and [`cli`] last: each may use those
//! before it and none after it, and `tests/architecture.rs` fails on an arrow drawn backwards. Only [`source`] reads
//! the disk and only [`output`] writes it; only [`cli`] prints, reads the environment and asks the clock; everything
//! between is a function of its arguments. [`engine`] is the whole pipeline on one screen.

pub mod diagnostic;

pub mod fields;

pub mod source;

pub mod config;

pub mod parse;

pub mod model;

pub mod graph;

pub mod decide;

pub mod compare;

pub mod check;

pub mod view;

pub mod render;

pub mod output;

pub mod audit;

pub mod engine;

pub mod serve;

pub mod cli;
