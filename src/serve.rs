//! Watching, building and handing over.
