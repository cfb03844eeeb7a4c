//! Results of one pure stage, kept from the last build.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::output::Key;

/// Results of one pure stage, kept from the last build and found again by key.
///
/// The key covers the whole input of the stage, so there is no list of dependencies to keep right.
pub(super) struct Memo<T>(HashMap<Key, Arc<T>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Memo(HashMap::new())
    }
}

impl<T: Send + Sync> Memo<T> {
    /// Runs `stage` on all inputs in parallel, except where the last build already has the result.
    pub fn run<I: Sync>(
        &mut self,
        inputs: &[I],
        key: impl Fn(&I) -> Key + Sync,
        stage: impl Fn(&I, Key) -> T + Sync,
    ) -> Vec<Arc<T>> {
        let results: Vec<(Key, Arc<T>)> = inputs
            .par_iter()
            .map(|input| {
                let key = key(input);
                let known = self.0.get(&key).cloned();
                (key, known.unwrap_or_else(|| Arc::new(stage(input, key))))
            })
            .collect();
        // Whatever this build did not use is forgotten: memory follows the size of the site.
        self.0 = results.iter().cloned().collect();
        results.into_iter().map(|(_, result)| result).collect()
    }
}
