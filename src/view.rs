//! For each page, plain data: all it will show and no more.
//!
//! Templates and files are unknown here. What a template can use is exactly what the types of [`page`] hold, under
//! the names they have there.

pub mod page;
