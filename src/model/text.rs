//! Small readings of what is written: ids, durations, words for messages.

use super::Kind;

/// Whether an id is lower-case letters and digits, joined by single hyphens.
pub(super) fn is_kebab(id: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    id.split('-').all(plain)
}

/// «a case study», «an option».
pub(super) fn whose(kind: &Kind) -> String {
    let title = kind.title.to_lowercase();
    let article = if title.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {title}")
}

/// A text, cut to so many characters.
pub(super) fn cut(text: &str, limit: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars().take(limit - 1).chain(['…']).collect()
}

/// `90d`, `6w`, `3m`, `1y`.
pub(super) fn duration(text: &str) -> Option<jiff::Span> {
    let unit = text.chars().last()?;
    let count: i64 = text.strip_suffix(unit)?.parse().ok().filter(|count| (1..=10_000).contains(count))?;
    let span = jiff::Span::new();
    match unit {
        'd' => span.try_days(count).ok(),
        'w' => span.try_weeks(count).ok(),
        'm' => span.try_months(count).ok(),
        'y' => span.try_years(count).ok(),
        _ => None,
    }
}
