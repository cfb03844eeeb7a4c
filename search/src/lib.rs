//! kb-search.
