//! kb: an architecture knowledge base and static site generator.

pub mod check;
pub mod cli;
pub mod compare;
pub mod config;
pub mod decide;
pub mod diagnostic;
pub mod engine;
pub mod fields;
pub mod graph;
pub mod model;
pub mod output;
pub mod parse;
pub mod render;
pub mod serve;
pub mod source;
pub mod view;
