//! Colours of the theme can be told from what they stand on, in both schemes.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../../../themes/default/static/tokens.css");

/// Every colour by name, as its luminance in the light and in the dark scheme.
fn luminances() -> BTreeMap<&'static str, [f64; 2]> {
    let line = |line: &'static str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
        let (light, dark) = split(value.strip_suffix(");")?)?;
        Some((name, [luminance(light), luminance(dark)]))
    };
    TOKENS.lines().filter_map(line).collect()
}

/// Two colours at the comma between them: the first one outside of brackets.
fn split(pair: &str) -> Option<(&str, &str)> {
    let mut open = 0;
    let at = pair.find(|c: char| {
        open += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && open == 0
    })?;
    Some((pair[..at].trim(), pair[at + 1..].trim()))
}

/// The relative luminance of a colour, as WCAG defines it.
fn luminance(colour: &str) -> f64 {
    if colour == "#fff" {
        return 1.0;
    }
    let numbers = colour.strip_prefix("oklch(").and_then(|rest| rest.strip_suffix(')'));
    let numbers: Vec<f64> = numbers
        .unwrap_or_else(|| panic!("{colour} is a colour of another kind"))
        .split_whitespace()
        .map(|number| number.parse().unwrap())
        .collect();
    let [light, chroma, hue] = numbers[..] else { panic!("{colour} has another form") };
    let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
    // From Oklab to linear sRGB: https://bottosson.github.io/posts/oklab/
    let l = (light + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (light - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (light - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
    let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
    let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s;
    0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
}

fn contrast(one: f64, two: f64) -> f64 {
    (one.max(two) + 0.05) / (one.min(two) + 0.05)
}

/// Pairs under a contrast.
fn below(least: f64, names: &[&str], surfaces: &[&str]) -> Vec<String> {
    let colours = luminances();
    let mut wrong = Vec::new();
    for (name, surface) in names.iter().flat_map(|name| surfaces.iter().map(move |surface| (name, surface))) {
        for (scheme, at) in [("light", 0), ("dark", 1)] {
            let found = contrast(colours[name][at], colours[surface][at]);
            if found < least {
                wrong.push(format!("--{name} on --{surface}, {scheme}: {found:.2}"));
            }
        }
    }
    wrong
}

#[test]
fn known_contrasts_are_found() {
    assert!((contrast(luminance("#fff"), luminance("oklch(0 0 0)")) - 21.0).abs() < 0.01);
    // #767676 on white is the well-known 4.54.
    assert!((contrast(luminance("#fff"), luminance("oklch(0.5658 0 0)")) - 4.54).abs() < 0.02);
}

#[test]
fn options_can_be_seen_on_every_surface() {
    let options = ["opt-1", "opt-2", "opt-3", "opt-4", "opt-5", "opt-6", "opt-7", "opt-8"];
    assert_eq!(below(3.0, &options, &["bg", "raised", "sunken"]), [""; 0]);
}

#[test]
fn text_and_edges_can_be_seen() {
    let surfaces = ["bg", "raised", "sunken"];
    assert_eq!(below(7.0, &["ink", "muted"], &surfaces), [""; 0]);
    assert_eq!(below(4.5, &["faint", "accent", "good", "warn", "bad"], &surfaces), [""; 0]);
    assert_eq!(below(3.0, &["edge", "focus"], &surfaces), [""; 0]);
}

#[test]
fn a_high_contrast_scheme_replaces_every_option() {
    let forced = TOKENS.split("forced-colors").nth(1).unwrap();
    assert!((1..=8).all(|option| forced.contains(&format!("--opt-{option}: CanvasText"))));
}
