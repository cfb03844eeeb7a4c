//! Rankings and flips against slow and obvious ones, which count in whole numbers.

use proptest::prelude::*;

use super::{Wish, rank};
use crate::fields::At;
use crate::model::Id;
use crate::model::comparison::{Better, Cell, CellValue, Comparison, Criterion, Scale};

/// A criterion of a made comparison: how many steps its scale has, which end is better, its weight, and the step of
/// each option.
#[derive(Clone, Debug)]
struct Made {
    steps: usize,
    better: Better,
    weight: u8,
    cells: Vec<Option<usize>>,
}

const OPTIONS: [&str; 4] = ["a", "b", "c", "d"];
/// A common multiple of all steps that scales here can have: scores are whole numbers of these parts.
const PARTS: i64 = 12;

fn made() -> impl Strategy<Value = Made> {
    let better = prop_oneof![Just(Better::Higher), Just(Better::Lower), Just(Better::Neither)];
    (2_usize..=5, better, 0_u8..=5)
        .prop_flat_map(|(steps, better, weight)| {
            let cells = proptest::collection::vec(proptest::option::weighted(0.8, 0..steps), OPTIONS.len());
            (Just(steps), Just(better), Just(weight), cells)
        })
        .prop_map(|(steps, better, weight, cells)| Made { steps, better, weight, cells })
}

fn at<T>(value: T) -> At<T> {
    At::new(value, 0..0)
}

fn comparison(made: &[Made]) -> Comparison {
    let id = |place: usize| format!("c{place}");
    let criterion = |(place, made): (usize, &Made)| Criterion {
        id: at(id(place)),
        label: String::new(),
        scale: Scale::Ordinal { steps: (0..made.steps).map(|step| step.to_string()).collect(), low: None, high: None },
        better: made.better,
        weight: made.weight,
        group: String::new(),
    };
    let cells = made.iter().enumerate().flat_map(|(place, made)| {
        OPTIONS.iter().zip(&made.cells).map(move |(option, step)| Cell {
            option: at((*option).to_owned()),
            criterion: at(id(place)),
            value: step.map(|step| at(word(step))),
            unknown: step.is_none(),
            text: String::new(),
            source: None,
            opinion: true,
            as_of: None,
            links: Vec::new(),
            span: 0..0,
        })
    });
    let cells = cells.collect();
    let criteria = made.iter().enumerate().map(criterion).collect();
    Comparison { criteria, cells, presets: Vec::new(), whole: true }
}

fn word(step: usize) -> CellValue {
    CellValue::Word(step.to_string())
}

/// An option in the obvious ranking.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    option: usize,
    /// Points and the weight that they are shared by.
    score: (i64, i64),
    /// Weight that is known, and all weight.
    coverage: (i64, i64),
    ranked: bool,
    knocked_out: Vec<usize>,
}

fn row(made: &[Made], weights: &[u8], musts: &[(usize, usize)], option: usize) -> Row {
    let (mut points, mut known, mut all) = (0, 0, 0);
    for (made, weight) in made.iter().zip(weights).filter(|(made, _)| made.better != Better::Neither) {
        let weight = i64::from(*weight);
        all += weight;
        if let Some(step) = made.cells[option] {
            let top = made.steps - 1;
            let good = if made.better == Better::Lower { top - step } else { step };
            points += weight * PARTS * whole(good) / whole(top);
            known += weight;
        }
    }
    let below = |(criterion, least): &&(usize, usize)| {
        let made = &made[*criterion];
        made.cells[option].is_none_or(|step| if made.better == Better::Lower { step > *least } else { step < *least })
    };
    let knocked_out: Vec<usize> = musts.iter().filter(below).map(|(criterion, _)| *criterion).collect();
    let ranked = known > 0 && 2 * known >= all && knocked_out.is_empty();
    Row { option, score: (points, known * PARTS), coverage: (known, all), ranked, knocked_out }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).expect("it is small")
}

/// Whether one stands before the other, which comes later by its title.
fn first(a: &Row, b: &Row) -> bool {
    let place = |row: &Row| if !row.knocked_out.is_empty() { 2 } else { i32::from(!row.ranked) };
    if place(a) != place(b) {
        return place(a) < place(b);
    }
    // Without anything known there is no score, which is less than any.
    match (a.score, b.score) {
        ((_, 0), (_, 0)) | (_, (_, 0)) => true,
        ((_, 0), _) => false,
        ((points, of), (others, of_others)) => points * of_others >= others * of,
    }
}

fn ranking(made: &[Made], weights: &[u8], musts: &[(usize, usize)]) -> Vec<Row> {
    let mut ranking: Vec<Row> = Vec::new();
    for option in 0..OPTIONS.len() {
        let row = row(made, weights, musts, option);
        let at = ranking.iter().take_while(|before| first(before, &row)).count();
        ranking.insert(at, row);
    }
    ranking
}

fn winner(ranking: &[Row]) -> Option<usize> {
    ranking.first().filter(|row| row.ranked).map(|row| row.option)
}

/// All changes of one weight that give another winner: how much, which criterion, up or down.
fn flip(made: &[Made], weights: &[u8], musts: &[(usize, usize)]) -> Option<(usize, u8, u8, usize)> {
    let winner_now = winner(&ranking(made, weights, musts))?;
    let mut flips = Vec::new();
    for criterion in 0..made.len() {
        for to in 0..=5 {
            let mut tried = weights.to_vec();
            tried[criterion] = to;
            match winner(&ranking(made, &tried, musts)) {
                Some(other) if other != winner_now => {
                    flips.push((to.abs_diff(weights[criterion]), criterion, to, other));
                }
                _ => {}
            }
        }
    }
    flips.into_iter().min().map(|(_, criterion, to, other)| (criterion, weights[criterion], to, other))
}

fn close(share: f64, (part, of): (i64, i64)) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "they are small")]
    let true_share = part as f64 / of as f64;
    (share - true_share).abs() < 1e-12
}

proptest! {
    #[test]
    fn rankings_and_flips_are_the_obvious_ones(
        (made, musts) in proptest::collection::vec(made(), 1..6).prop_flat_map(|made| {
            let must = (0..made.len(), 0_usize..5);
            (Just(made), proptest::collection::vec(must, 0..2))
        })
    ) {
        let comparison = comparison(&made);
        let musts: Vec<(usize, usize)> = musts.into_iter().map(|(at, least)| (at, least % made[at].steps)).collect();
        let mut wish = Wish::unset(&comparison);
        wish.musts = musts.iter().map(|(at, least)| (*at, word(*least))).collect();
        let options = OPTIONS.map(Id::from);
        let found = rank(&comparison, &options, &wish);
        let expected = ranking(&made, &wish.weights, &musts);
        let place = |id: &Id| OPTIONS.iter().position(|option| *option == &**id).expect("it is one of them");
        for (found, expected) in found.rows.iter().zip(&expected) {
            prop_assert_eq!(place(&found.option), expected.option);
            prop_assert_eq!(found.ranked, expected.ranked);
            prop_assert_eq!(&found.knocked_out, &expected.knocked_out);
            match found.score {
                Some(score) => prop_assert!(close(score, expected.score)),
                None => prop_assert_eq!(expected.score.1, 0),
            }
            prop_assert!(expected.coverage.1 == 0 && found.coverage == 0.0 || close(found.coverage, expected.coverage));
        }
        let ranked: Vec<&Row> = expected.iter().filter(|row| row.ranked).collect();
        let clear = match ranked[..] {
            [] => false,
            [_] => true,
            [a, b, ..] => 10 * (a.score.0 * b.score.1 - b.score.0 * a.score.1) >= a.score.1 * b.score.1,
        };
        prop_assert_eq!(found.clear, clear);
        let found = found.flip.map(|flip| (flip.criterion, flip.from, flip.to, place(&flip.winner)));
        prop_assert_eq!(found, flip(&made, &wish.weights, &musts));
    }
}

/// Sums in another order differ in the last digit: `0.1 + 0.2` is not `0.3`.
#[test]
fn what_is_equal_but_for_rounding_stays_in_order() {
    let steps = |cells: [usize; 2]| Made {
        steps: 4,
        better: Better::Higher,
        weight: 1,
        cells: vec![Some(cells[0]), Some(cells[1]), None, None],
    };
    let made = [steps([0, 2]), steps([1, 1]), steps([2, 0])];
    let comparison = comparison(&made);
    let options = OPTIONS.map(Id::from);
    for option in [0, 1] {
        let found =
            rank(&comparison, &[options[option].clone(), options[1 - option].clone()], &Wish::unset(&comparison));
        assert_eq!(found.rows[0].option, options[option]);
    }
}

#[test]
fn wishes_are_read_as_they_are_written() {
    let made = [
        Made { steps: 3, better: Better::Higher, weight: 2, cells: vec![None; 4] },
        Made { steps: 3, better: Better::Neither, weight: 1, cells: vec![None; 4] },
    ];
    let mut comparison = comparison(&made);
    comparison.criteria[0].scale =
        Scale::Ordinal { steps: vec!["a, b".into(), "c:d".into(), "e".into()], low: None, high: None };
    let read = |weights: &str, musts: &str| {
        let mut wish = Wish::unset(&comparison);
        wish.weigh(&comparison, weights).and_then(|()| wish.must(&comparison, musts)).map_err(|error| error.message)?;
        Ok::<_, String>(format!("{} | {}", wish.weights_text(&comparison), wish.musts_text(&comparison)))
    };
    assert_eq!(read("c0:5", "c0:a, b,c1:1").as_deref(), Ok("c0:5 | c0:a, b,c1:1"));
    assert_eq!(read("c0:5,c0:2", "c0:c:d,c1:0,c0:e").as_deref(), Ok(" | c0:e,c1:0"));
    let wrong = |weights: &str, musts: &str| read(weights, musts).unwrap_err();
    assert_eq!(wrong("c1:1", "c0:e"), "`c1` is not scored");
    assert_eq!(wrong("c2:1", "c0:e"), "no criterion is called `c2`");
    assert_eq!(wrong("c0", "c0:e"), "`c0` is not `criterion:value`");
    for weight in ["6", "", "2.0", "-1", "05"] {
        assert_eq!(wrong(&format!("c0:{weight}"), "c0:e"), format!("a weight is from 0 to 5, not `{weight}`"));
    }
    assert_eq!(wrong("c0:1", "c0:f"), "`f` is not on the scale of `c0`");
}
