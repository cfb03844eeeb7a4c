//! A score and its figures, a line each.

use kb_search::{Explanation, How, WordScore};

use crate::diagnostic::printable;

/// The figures under a hit, those that add up in one column.
pub(super) fn lines(explanation: &Explanation, score: f64) -> Vec<String> {
    let Explanation { words, title, boost, length, average_length } = explanation;
    let mut rows: Vec<(f64, String, String)> =
        words.iter().map(|word| (word.score, printable(&word.word), found(word))).collect();
    if let Some(title) = title {
        let share = 100.0 * title.inside / title.total;
        let told =
            format!("{} of its {} words asked for, {share:.0} % of what the query is worth", title.words, title.stems);
        rows.push((title.score, "title".to_owned(), told));
    }
    let width = rows.iter().map(|(_, name, _)| name.chars().count()).max().unwrap_or(0);
    let mut lines = vec![format!("score {score:.3}: {length:.0} words, {average_length:.0} on average")];
    lines.extend(rows.into_iter().map(|(value, name, told)| {
        let gap = " ".repeat(width - name.chars().count());
        format!("  {value:>7.3}  {name}{gap}  {told}")
    }));
    if *boost != 1.0 {
        lines.push(format!("  × {boost:<5}  boost of its kind and status"));
    }
    lines
}

/// Where a word was found, and how often.
fn found(word: &WordScore) -> String {
    let stems: Vec<String> = word
        .stems
        .iter()
        .map(|stem| {
            let entries = if stem.documents == 1 { "entry" } else { "entries" };
            format!("`{}` {} × here, in {} {entries}", printable(&stem.stem), stem.count, stem.documents)
        })
        .collect();
    let stems = stems.join(" and ");
    match word.how {
        How::Word => stems,
        How::Completion => format!("goes on as {stems}; counts {}", word.weight),
        How::Synonym => format!("stands for {stems}; counts {}", word.weight),
    }
}
