//! The script's words, stems and weights are those of the index.

#![allow(clippy::disallowed_methods, reason = "Node reads what is written here")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::analysis;
use crate::language::Language;
use crate::snapshot::idf;
use crate::testing::Dice;

/// What of the script makes words and stems.
const SOURCE: &str = concat!(include_str!("../../client/words.js"), include_str!("../../client/stem.js"));

/// What of the script weighs words, after `SOURCE`.
const INDEX: &str = concat!(include_str!("../../client/files.js"), include_str!("../../client/index.js"));

/// Beginnings, and what may follow: words of all steps of the stemmer, and many that no step knows.
const BEGINNINGS: &str = "a be by y ye cry dye sky ski enjoy abbey hop hopp tan fall fill fizz fail control roll agree feed succ \
    proc exc inn out earr herr cann even str happ nation ration relat condition formal electric hope callous commun gener univers \
    arsen later emerg organ past inter express motor plast trouble siz conflat vil matt rat ceas prob angular homolog effect \
    bowdler replac adjust depend adopt irrit defens infer revis allow digit vietnam predicat oper feudal decis sens triplic \
    good skis skies dying lying tying idly gently ugly early only singly news howe atlas cosmos bias andes geo theolog photo graph \
    logist bibliogist apolog use us ass buzz egg add off app err yay yey oyo zyx naïv café straß größ œuvr łódź smørr ёлк дом 日本 \
    data base micro serv queu cach deploy latenc throughput kuber net es container orchestr event sourc quick slow b c x q";
const ENDINGS: &str = " s es ed ing ies ied ly y e er ers or est ness nesses ful fully fulness less lessly lessli ive ives ively \
    iveness ization izations ize izes ized izing izer ation ations ational ationally tional tionally ional enci anci ency ancy abli \
    ably able ability ible ibly ibility entli ently ent ents ence ance ant ment ments ement ements emently al als ally alli ality \
    aliti alism alist ousli ously ousness ous iviti ivity biliti ogi ogy ogist ogists li icate icates icity iciti ical ically ism ist \
    ate ates ated ating ator ators ion ions sion tion bed bbed bbing dded dding eed eedly edly ingly ying yed us ss sses ces ll lle";

fn made_up() -> BTreeSet<String> {
    let (beginnings, endings) = (BEGINNINGS.split_whitespace(), || ENDINGS.split_whitespace().chain([""]));
    let mut words = BTreeSet::new();
    for beginning in beginnings {
        for ending in endings() {
            let word = format!("{beginning}{ending}");
            words.extend(endings().step_by(7).map(|last| format!("{word}{last}")));
            words.insert(word);
        }
    }
    let letters = ["a", "e", "i", "o", "u", "y", "b", "d", "l", "n", "s", "t", "w", "x", "ing", "ed", "ly", "é", "ß"];
    let mut dice = Dice::new(11);
    for _ in 0..20_000 {
        let length = 1 + dice.roll(7);
        words.insert((0..length).map(|_| letters[dice.roll(letters.len())]).collect());
    }
    words
}

/// Texts of characters that are cut, joined, paired, lowered and folded in some way.
fn odd_texts() -> Vec<String> {
    let pieces = [
        "a",
        "B",
        "order",
        "Service",
        "URL",
        "net",
        ".net",
        "C++",
        "c#",
        "++",
        "#",
        "_",
        "-",
        ".",
        " ",
        "\u{a0}",
        "9",
        "٣",
        "½",
        "Ⅷ",
        "İ",
        "ı",
        "Σ",
        "ς",
        "ß",
        "ẞ",
        "É",
        "e\u{301}",
        "\u{301}",
        "Ǆ",
        "ǅ",
        "ﬁ",
        "日",
        "本",
        "が",
        "ｶ",
        "한",
        "ᄒ",
        "ᅡ",
        "々",
        "𠮷",
        "𝒜",
        "𐐀",
        "ё",
        "й",
        "ά",
        "ᾳ",
        "ŉ",
        "ŀ",
        "œ",
        "þ",
        "\u{200d}",
        "\u{0}",
        "\u{feff}",
        "'",
        "’",
        "…",
        "नि",
        "ไทย",
        "ab",
        "abcdefghijklmnopqrstuvwxyz",
    ];
    let mut dice = Dice::new(23);
    let mut text = || (0..dice.roll(14)).map(|_| pieces[dice.roll(pieces.len())]).collect();
    (0..8_000).map(|_| text()).collect()
}

/// What the index makes of a text: the text, then word, stem, position, ends in bytes, number of parts of each.
fn analysed(text: &str) -> Value {
    let (words, stems) = (analysis::words(text), Language::ENGLISH.stems(text));
    let tokens = words.iter().zip(&stems).map(|(word, stem)| {
        json!([word.text, stem.text, word.position, word.offset_from, word.offset_to, word.position_length])
    });
    json!([text, tokens.collect::<Vec<_>>()])
}

/// All strings of the corpora of other projects: markup, attacks, invalid files, in many scripts.
fn corpora() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpora");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut texts = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("json") => strings(&serde_json::from_str(&text).unwrap(), &mut texts),
            _ => texts.extend(text.lines().map(str::to_owned)),
        }
    }
    texts
}

fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|inner| strings(inner, found)),
        Value::Object(table) => table.values().for_each(|inner| strings(inner, found)),
        _ => {}
    }
}

/// Has Node compare; gives how many it compared.
fn compare(script: &str, client: &str, expected: &str) -> usize {
    let dir = tempfile::tempdir().unwrap();
    let (file, lines) = (dir.path().join("client.js"), dir.path().join("expected.ndjson"));
    fs::write(&file, client).unwrap();
    fs::write(&lines, expected).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(script);
    let output = Command::new("node").arg(script).arg(file).arg(lines).output();
    let output = output.expect("node is needed; `cargo xtask test` installs it");
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    println!("{told}");
    assert!(output.status.success(), "{told}");
    told.split(' ').next().unwrap().parse().unwrap()
}

fn lines(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().map(|text| format!("{}\n", analysed(&text))).collect()
}

#[test]
fn texts_have_the_same_words_and_stems_in_the_browser() {
    let words: Vec<String> = made_up().into_iter().collect();
    assert!(words.len() > 60_000);
    let together = words.chunks(200).map(|words| words.join(" ")).chain(odd_texts());
    assert!(compare("words.mjs", SOURCE, &lines(together)) > 300_000);
}

#[test]
fn the_texts_of_other_projects_have_the_same_words_and_stems_in_the_browser() {
    assert!(compare("words.mjs", SOURCE, &lines(corpora())) > 50_000);
}

#[test]
fn words_weigh_the_same_in_the_browser_however_many_pages_hold_them() {
    let sizes = [1, 2, 3, 90, 1_399, 10_000, 65_537, 150_001];
    let weights = sizes.map(|pages| {
        let bits: Vec<u32> = (1..=pages).map(|with| (idf(pages, with) as f32).to_bits()).collect();
        format!("{}\n", json!([pages, bits]))
    });
    let compared = compare("idf.mjs", &format!("{SOURCE}{INDEX}"), &weights.concat());
    assert_eq!(compared as u64, sizes.iter().sum::<u64>());
}
