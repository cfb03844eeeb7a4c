//! kb: an architecture knowledge base and static site generator.

pub mod diagnostic;
pub mod output;
pub mod parse;
pub mod render;
pub mod serve;
pub mod view;
