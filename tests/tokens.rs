//! The colours of options can be told from every surface they stand on.

#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

const TOKENS: &str = include_str!("../themes/default/static/tokens.css");
const SURFACES: [&str; 5] = ["bg", "raised", "sunken", "wash", "grid"];

/// A token's colour: the first of `light-dark(…, …)` or the second.
fn token(name: &str, dark: bool) -> &'static str {
    let value = TOKENS.split_once(&format!("--{name}: light-dark(")).unwrap_or_else(|| panic!("no token `{name}`")).1;
    let value = value.split_once(");").unwrap().0;
    let between = value.find(", ").unwrap();
    if dark { &value[between + 2..] } else { &value[..between] }
}

/// Red, green and blue as light, 0 to 1.
fn light(colour: &str) -> [f64; 3] {
    if colour == "#fff" {
        return [1.0; 3];
    }
    let numbers = colour.trim_start_matches("oklch(").trim_end_matches(')');
    let numbers: Vec<f64> = numbers.split_whitespace().map(|number| number.parse().unwrap()).collect();
    let [lightness, chroma, hue] = numbers[..] else { panic!("`{colour}` is no colour of three numbers") };
    let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
}

/// The contrast of WCAG 2. Light that a screen cannot show is cut off, as browsers do.
fn contrast(a: &str, b: &str) -> f64 {
    let luminance = |colour: &str| {
        let [red, green, blue] = light(colour).map(|part| part.clamp(0.0, 1.0));
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_that_of_wcag() {
    let black = "oklch(0 0 0)";
    assert!((contrast("#fff", black) - 21.0).abs() < 0.01);
    // #777 on white.
    assert!((contrast("oklch(0.5693 0 0)", "#fff") - 4.48).abs() < 0.02);
    // #f00 on white.
    assert!((contrast("oklch(0.628 0.2577 29.23)", "#fff") - 4.0).abs() < 0.02);
}

#[test]
fn options_stand_out_from_every_surface() {
    let mut faint = Vec::new();
    for dark in [false, true] {
        for option in 1..=8 {
            for surface in SURFACES {
                let contrast = contrast(token(&format!("opt-{option}"), dark), token(surface, dark));
                if contrast < 3.0 {
                    faint.push(format!("--opt-{option} on --{surface}, dark: {dark}: {contrast:.2}"));
                }
            }
        }
    }
    assert_eq!(faint, [""; 0]);
}

/// Whoever sees no colours, in forced colours or on paper, has eight forms; `--opt-N` is remapped with all others.
#[test]
fn forced_colours_take_every_option() {
    let forced = TOKENS.split_once("(forced-colors: active)").unwrap().1;
    for option in 1..=8 {
        assert!(forced.contains(&format!("--opt-{option}: CanvasText;")), "--opt-{option}");
    }
}
