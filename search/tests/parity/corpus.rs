//! Made-up sites and what might be asked of them.

use kb_search::{SearchDoc, Section, Synonyms};
use serde_json::{Value, json};

/// Numbers that look random and are the same in every run (xorshift).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.roll(of.len())]
    }
}

/// A language as a list of words, of which the first ones are the commonest.
pub struct Site {
    pub name: &'static str,
    pub language: &'static str,
    words: Vec<String>,
    /// What rare words are made of: so many of them that the list of words is several files.
    syllables: Vec<&'static str>,
}

const ENGLISH: &str = "the of service function event store queue latency cost team the a and is organization organizational happily \
    running runs ran generously national nationalize relational conditional hopefulness digitizer vietnamization traditional \
    orders order ordering caches cached caching deployment deployed deploys relying relied studies studying skies sky news \
    dying lying succeeded proceed exceed inning outing early only singly universe university general generic past paste \
    OrderService order_service order-service adr-0042 C++ C# .NET node.js GitHub DevOps iPhone HTTPServer x y z 42 2024 0042 \
    operating operational operator callousness formalize electricity electrical hopeful goodness revival allowance inference \
    adjustable defensible irritant replacement adjustment dependent adoption communism activate angularity homologous \
    effective bowdlerize probate rate cease controll roll hopping hoped hoping tanned falling hissing fizzed failing filing \
    abcdefghijbcdefghijbcdefghijbcdefghijkl abcdefghijbcdefghijbcdefghijbcdefghijklm";
const UNICODE: &str = "İstanbul ΣΊΣΥΦΟΣ σίσυφος straße STRASSE Größe größe naïve café cafés Ångström œuvre Łódź smørrebrød Þór ёлка елка \
    日本語 検索エンジン 東京都 한국어 검색 搜索引擎 𝒜𝒷𝒸 𐐀𐐨 ﬁle ｶﾅ Ⅷ ½ ² ١٢٣ नमस्ते ไทย e\u{301}cole a\u{300} İİ ǅ ẞ ŉ ǰ ΐ 𠀀𠀁𠀂 𠮷野家 \
    event store C++ .net order_service ÄPFEL.NET übergrößenträger日本 rust2024 東京Tower tower東京";
const GERMAN: &str = "die der und häuser haus häusern übergang übergänge dienst dienste diensten funktionen funktion kosten kostenlos \
    warteschlange warteschlangen ereignis ereignisse ereignissen größe größen straße straßen äpfel apfel üben übung übungen \
    geschwindigkeit sicherheiten sicherheit OrderService abbestellung bestellung bestellungen aufeinander folge folgen";
const FRENCH: &str = "le la les services service fonctions fonction événement événements été étés continuellement continuel coûts coût \
    sécurité sécurités file files latence équipe équipes œuvre œuvres naturellement naturel majestueusement architecture";
const RUSSIAN: &str = "сервис сервисы сервисов функция функции событие события ёлка ёлки елка очередь очереди стоимость команда команды \
    безопасность безопасности архитектура архитектуры новый новая новые важная важный";
const ARABIC: &str =
    "الكتاب والكتاب كتاب كتب الخدمة خدمة والخدمات الخدمات الوظيفة وظائف حدث الأحداث تكلفة التكلفة فريق الفريق";
const DUTCH: &str = "de het diensten dienst gebeurtenis gebeurtenissen functies functie gewerkt werken werkt kosten veiligheid lichamelijk \
    mogelijkheid mogelijkheden geopend openen geef gegeven wachtrij wachtrijen";
const POLISH: &str =
    "usługi usługa funkcje funkcja zdarzenie zdarzenia kolejka kolejki koszt koszty bezpieczeństwo łódź łodzie zespół";

const ENGLISH_SYLLABLES: &str =
    "a be con de ex for gen hy in jo ka le mo ni or pre qua re ser ti un ver wi xe ya zo ing ed s ly tion er";
const ODD_SYLLABLES: &str = "é ä ß Σ σ ς İ ı ñ ø ки ё й 日 本 ｶ が 한 𐐀 𐐨 𠀀 a b 9 æ Ǆ ﬁ ά";
const GERMAN_SYLLABLES: &str = "ä ö über haus funk tion ung en ß st ka lo é dienst er es zu ge heit lich";
const RUSSIAN_SYLLABLES: &str = "сер вис фун кци ё оч ере дь ами ов ий ая под на ция ость е";
const ARABIC_SYLLABLES: &str = "ال كتا ب خدم ات و ي ون تكل فة م ست ها ق";

impl Site {
    pub fn all() -> Vec<Site> {
        let site = |name, language, words: &str| Site {
            name,
            language,
            words: words.split_whitespace().map(str::to_owned).collect(),
            syllables: Vec::new(),
        };
        let large = |name, language, words: &str, syllables: &'static str| Site {
            syllables: syllables.split_whitespace().collect(),
            ..site(name, language, words)
        };
        let mut english = site("english", "en", ENGLISH);
        english.words.extend((0..200).map(made_up));
        vec![
            english,
            site("unicode", "en", UNICODE),
            site("german", "de", GERMAN),
            site("french", "fr", FRENCH),
            site("russian", "ru", RUSSIAN),
            site("arabic", "ar", ARABIC),
            site("dutch", "nl", DUTCH),
            site("polish", "pl", POLISH),
            site("japanese", "ja", UNICODE),
            large("large-english", "en", "order service event store", ENGLISH_SYLLABLES),
            large("large-odd", "en", "order İstanbul 日本語", ODD_SYLLABLES),
            large("large-german", "de", "häuser haus übergänge", GERMAN_SYLLABLES),
            large("large-russian", "ru", "сервис сервисы ёлка", RUSSIAN_SYLLABLES),
            large("large-arabic", "ar", "الكتاب والكتاب كتاب", ARABIC_SYLLABLES),
        ]
    }

    fn word(&self, dice: &mut Dice) -> String {
        if !self.syllables.is_empty() && dice.roll(4) > 0 {
            return (0..2 + dice.roll(3)).map(|_| dice.one(&self.syllables)).collect();
        }
        let bound = 1 + dice.roll(self.words.len());
        self.words[dice.roll(bound)].clone()
    }

    fn text(&self, dice: &mut Dice, count: usize) -> String {
        let mut text = String::new();
        for _ in 0..count {
            text.push_str(&self.word(dice));
            text.push_str(
                dice.one(&[
                    " ", " ", " ", " ", ", ", ". ", " (", ") ", "\n\n", "\u{a0}", " — ", "/", "-", "_", "…\u{7}",
                ]),
            );
        }
        text
    }

    pub fn docs(&self, dice: &mut Dice, count: usize) -> Vec<SearchDoc> {
        (0..count).map(|number| self.doc(dice, number)).collect()
    }

    fn doc(&self, dice: &mut Dice, number: usize) -> SearchDoc {
        let (title, text, description) = (1 + dice.roll(5), dice.roll(120), dice.roll(12));
        let mut sections = vec![Section { text: self.text(dice, text), ..Section::default() }];
        for section in 0..dice.roll(5) {
            let (heading, text) = (dice.roll(4), dice.roll(90));
            sections.push(Section {
                anchor: format!("s{section}"),
                url: (dice.roll(5) == 0).then(|| format!("d{number:03}/q{section}/")),
                title: self.text(dice, heading),
                text: self.text(dice, text),
            });
        }
        SearchDoc {
            id: format!("d{number:03}"),
            kind: dice.one(&["guide", "decision", "Pattern"]).to_owned(),
            title: self.text(dice, title).trim().to_owned(),
            url: format!("{}/d{number:03}/", dice.one(&["a", "b"])),
            status: dice.one(&["", "accepted", "deprecated", "Superseded"]).to_owned(),
            tags: (0..dice.roll(4)).map(|_| self.word(dice)).collect(),
            owners: (0..dice.roll(3)).map(|_| dice.one(&["@platform", "@Team Σ", "ops"]).to_owned()).collect(),
            path: if dice.roll(2) == 0 { Vec::new() } else { vec!["Guides".to_owned(), self.word(dice)] },
            description: self.text(dice, description),
            sections,
            boost: [1.0, 1.0, 0.8, 0.5, 1.7, 0.1 + 0.2][dice.roll(6)],
        }
    }

    /// Names that no text holds, common words and runs of words, each standing for a few others.
    pub fn synonyms(&self, dice: &mut Dice) -> Synonyms {
        let mut pairs = vec![("faas".to_owned(), vec![self.word(dice), "unheard of".to_owned()])];
        for _ in 0..20 {
            let (name, count) = (1 + dice.roll(3), 1 + dice.roll(3));
            let name = self.text(dice, name);
            let alternatives = (0..count).map(|_| {
                let words = 1 + dice.roll(2);
                self.text(dice, words)
            });
            pairs.push((name, alternatives.collect()));
        }
        Synonyms::new(pairs)
    }

    /// Queries of every sort, and what is asked beside them.
    pub fn queries(&self, dice: &mut Dice, docs: &[SearchDoc], count: usize) -> Vec<(String, Value)> {
        let mut queries: Vec<(String, Value)> = Vec::new();
        let one_in = if self.syllables.is_empty() { 400 } else { 100 };
        let written = docs.iter().flat_map(|doc| &doc.sections).flat_map(|section| section.text.split_whitespace());
        let written: Vec<String> = written.map(str::to_owned).filter(|_| dice.roll(one_in) == 0).collect();
        for word in self.words.iter().chain(&written) {
            queries.push((word.clone(), json!({ "limit": 3 })));
            let letters: Vec<char> = word.chars().collect();
            for end in (1..letters.len()).filter(|end| *end < 3 || dice.roll(4) == 0).collect::<Vec<_>>() {
                queries.push((letters[..end].iter().collect(), json!({ "prefix": true, "limit": 3 })));
            }
            queries.extend(
                typos(dice, &letters)
                    .into_iter()
                    .map(|typo| (typo, json!({ "prefix": dice.roll(2) == 0, "limit": 3 }))),
            );
        }
        for _ in 0..count {
            let words = 1 + dice.roll(5);
            let text = self.text(dice, words);
            let doc = &docs[dice.roll(docs.len())];
            let phrase = phrase(dice, doc);
            let (sign, other) =
                (dice.one(&["+", "-", "", "kind:guide ", "-kind:decision ", "status:"]), self.word(dice));
            let (prefix, limit) = (dice.roll(2) == 0, [2, 3, 10, 200][dice.roll(4)]);
            let kinds: &[&str] = [&[][..], &["guide"], &["GUIDE", "pattern"]][dice.roll(3)];
            let tags: Vec<String> = if dice.roll(4) == 0 { vec![self.word(dice)] } else { Vec::new() };
            let statuses: &[&str] = [&[][..], &[""], &["Accepted", "superseded"]][dice.roll(3)];
            let owners: &[&str] = [&[][..], &[], &[], &["OPS", " @team σ"]][dice.roll(4)];
            let asked = json!({
                "prefix": prefix, "limit": limit, "kinds": kinds, "tags": tags, "statuses": statuses, "owners": owners,
            });
            queries.push((text.clone(), asked));
            queries.push((format!("\"{phrase}\""), json!({ "limit": 5 })));
            queries.push((format!("{sign}\"{phrase}\" {text} {sign}{other}"), json!({ "limit": 20 })));
            queries.push((format!("tag:{other} owner:\"@team ς\" owner:ops {text}"), json!({})));
        }
        queries.extend(hostile(dice));
        queries
    }
}

/// A word of syllables and suffixes.
fn made_up(number: usize) -> String {
    let syllables = ["ka", "lo", "mi", "ter", "ven", "dor", "su", "pla", "qui", "zen", "y", "gen"];
    let suffixes = [
        "", "s", "es", "ed", "ing", "ies", "ation", "ational", "fulness", "ously", "ization", "ly", "er", "ement", "y",
    ];
    let stem = [number % 12, number / 12 % 12, number / 7 % 12].map(|at| syllables[at]).concat();
    stem + suffixes[number % suffixes.len()]
}

fn typos(dice: &mut Dice, letters: &[char]) -> Vec<String> {
    if letters.len() < 3 {
        return Vec::new();
    }
    let at = 1 + dice.roll(letters.len() - 2);
    let (mut swapped, mut dropped, mut doubled) = (letters.to_vec(), letters.to_vec(), letters.to_vec());
    swapped.swap(at, at + 1);
    dropped.remove(at);
    doubled.insert(at, letters[at]);
    // Two letters wrong: long words are corrected from that far, short ones are not.
    let mut twice = swapped.clone();
    twice.remove(at - 1);
    [swapped, dropped, doubled, twice].into_iter().map(|letters| letters.into_iter().collect()).collect()
}

/// A few words as they stand in a text.
fn phrase(dice: &mut Dice, doc: &SearchDoc) -> String {
    let words: Vec<&str> = doc.sections[dice.roll(doc.sections.len())].text.split_whitespace().collect();
    if words.is_empty() {
        return doc.title.clone();
    }
    let from = dice.roll(words.len());
    words[from..(from + 1 + dice.roll(4)).min(words.len())].join(" ").replace('"', "")
}

fn hostile(dice: &mut Dice) -> Vec<(String, Value)> {
    let mut queries: Vec<String> = [
        "",
        " ",
        "\"",
        "\"\"",
        "kind:",
        "kind:\"\"",
        "status:\"\"",
        "-status:\"\" order",
        "order owner:\" \" kind:guide",
        "-",
        "+",
        "+-\"a",
        "the",
        "the the of",
        "What is a service?",
        "how does the event store cost",
        "what is how",
        "Evnt servic Evnt",
        "-the",
        "+the",
        "\u{0}",
        "\u{feff}a",
        "a\u{85}b",
        "kind:guide",
        "-kind:guide",
        "status:\u{130}",
        "kind:guide kind:decision -status:deprecated",
        "\u{200d}",
        "KIND:guide order",
        "tag :x",
        "„event“",
        "a.b.c.d.e.f",
        ".net",
        "a.net",
        "net",
        "c++c",
        "c++",
        "c#",
        "C#m",
        "++",
        "event -\"",
        "order service",
        "faas",
        "FaaS event",
        "\"faas\"",
        "-faas order",
        "+faas",
    ]
    .map(str::to_owned)
    .to_vec();
    queries.push("\"".repeat(10_000));
    queries.push("(".repeat(10_000));
    queries.push("a.".repeat(5_000));
    queries.push("word ".repeat(200_000));
    queries.push("日本".repeat(300));
    queries.push("\u{1f600}x".repeat(200));
    queries.push(format!("{}é order", "x".repeat(505)));
    queries.push(format!("{} order event", "x".repeat(39)));
    for _ in 0..100 {
        let length = dice.roll(12);
        let signs = [
            "\"", "+", "-", ":", "kind:", " ", "a", "order", "Σ", "\u{301}", "_", ".", "日", "\u{a0}", "#", "İ", "É",
            "9",
        ];
        queries.push((0..length).map(|_| dice.one(&signs)).collect());
    }
    queries.into_iter().map(|text| (text, json!({ "prefix": dice.roll(2) == 0 }))).collect()
}
