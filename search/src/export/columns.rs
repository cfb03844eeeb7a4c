//! What the score needs of every page.

use anyhow::Context as _;

use super::pieces::{Part, Pieces, varint};
use crate::snapshot::Snapshot;

/// Writes the columns; gives their name and the factors that they refer to.
pub(super) fn write(
    snapshot: &Snapshot,
    pages: &[(usize, u32)],
    pieces: &mut Pieces,
) -> anyhow::Result<(String, Vec<f64>)> {
    let (mut lengths, mut titles, mut factors) = (Vec::new(), Vec::new(), Vec::new());
    let mut boosts: Vec<f64> = Vec::new();
    for &(segment, doc) in pages {
        let segment = &snapshot.segments[segment];
        lengths.push(segment.lengths.fieldnorm_id(doc));
        let stems = segment.title_stems.first(doc).context("a document lacks its title")?;
        titles.push(u8::try_from(stems).unwrap_or(u8::MAX));
        let boost = segment.boosts.first(doc).unwrap_or(1.0);
        let place = boosts.iter().position(|known| known.to_bits() == boost.to_bits()).unwrap_or_else(|| {
            boosts.push(boost);
            boosts.len() - 1
        });
        varint(&mut factors, place as u64);
    }
    let raw = [lengths, titles, factors].concat();
    Ok((pieces.add(Part::Columns, raw)?, boosts))
}
