//! How good the detectors are. In: texts with labelled spans and with what they say about whom. Out: counts and rates for
//! each label, category and language. Never: a text, or a label left out because the detectors cannot find it.

use crate::{Inspection, Inspector, Kind, Level, National, Passage, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use terms::{Category, Lang, Text, Whose};

/// One text with what should be found in it; spans count *characters*.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// Names the row in error lists.
    #[serde(default)]
    pub id: Option<String>,
    /// The text.
    pub text: Text,
    /// Its language.
    #[serde(default)]
    pub lang: Option<Lang>,
    /// What should be found.
    #[serde(default)]
    pub spans: Vec<GoldSpan>,
    /// What the text says about a person; `None` in sets that do not label it, empty where it says nothing.
    #[serde(default)]
    pub says: Option<Vec<GoldSaying>>,
    /// What a text that says nothing about anybody is about all the same: a hard negative of that category.
    #[serde(default)]
    pub topic: Option<String>,
}

/// A labelled span of a gold text.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldSpan {
    /// First character.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// What it is, by the name of [`Kind`] or one of its other names.
    pub label: String,
}

/// Something that a gold text says about a person.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldSaying {
    /// A special category, or `criminal`.
    pub category: String,
    /// `author` or `other`.
    pub whose: Whose,
}

/// A rate with its 95 % interval after Wilson.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// The rate; 0 of nothing is 0.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// How many.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
}

impl Rate {
    /// `part` of `whole`.
    pub fn of(part: usize, whole: usize) -> Self {
        if whole == 0 {
            return Self { value: 0.0, low: 0.0, high: 1.0, part, whole };
        }
        const Z: f64 = 1.959_963_984_540_054;
        let (n, p) = (whole as f64, part as f64 / whole as f64);
        let (below, middle) = (1.0 + Z * Z / n, p + Z * Z / (2.0 * n));
        let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let (low, high) = (((middle - half) / below).max(0.0), ((middle + half) / below).min(1.0));
        Self { value: p, low, high, part, whole }
    }
}

/// How well one label is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Quality {
    /// Of what was reported, the part that is right.
    pub precision: f64,
    /// Of what is there, the part that was reported.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// The mean that weighs recall twice as much.
    pub f2: f64,
    /// Spans in the gold.
    pub n: usize,
    /// Spans reported.
    pub reported: usize,
    /// Spans reported and right.
    pub right: usize,
    /// The 95 % interval of the precision.
    pub precision_interval: [f64; 2],
    /// The 95 % interval of the recall.
    pub recall_interval: [f64; 2],
}

impl Quality {
    fn of(Counts { n, reported, right }: Counts) -> Self {
        let (precision, recall) = (Rate::of(right, reported), Rate::of(right, n));
        let f = |beta: f64| match beta * beta * precision.value + recall.value {
            0.0 => 0.0,
            below => (1.0 + beta * beta) * precision.value * recall.value / below,
        };
        Self {
            precision: precision.value,
            recall: recall.value,
            f1: f(1.0),
            f2: f(2.0),
            n,
            reported,
            right,
            precision_interval: [precision.low, precision.high],
            recall_interval: [recall.low, recall.high],
        }
    }
}

/// How well one category is told, in one language or in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Told {
    /// Of the texts that say it of their author: found.
    pub author_found: Rate,
    /// Of the same: found or held for a human.
    pub author_found_or_held: Rate,
    /// Of the texts that say it of another person: found.
    pub other_found: Rate,
    /// Of the texts on the topic that say it of nobody: found or held all the same.
    pub hard_negatives_alarmed: Rate,
    /// Of all texts that do not say it of their author: found or held for that category.
    pub others_alarmed: Rate,
}

/// What a tenth of the scores is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// Findings whose score lies in it.
    pub findings: usize,
    /// The mean of their scores.
    pub mean_score: f64,
    /// The part that is right.
    pub right: Rate,
}

/// A finding that is wrong or missing; it names the row and the place, never what stands there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mistake {
    /// The row, by its id or its number.
    pub id: String,
    /// The label or category.
    pub label: String,
    /// `missed`, `false_alarm`, or `held` for a false alarm that only holds.
    pub what: &'static str,
    /// First byte; the whole text where a category was missed.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// The quality on a gold set.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Evaluation {
    /// The version of the detectors.
    pub version: &'static str,
    /// For each label of the gold, and each kind that was reported without being one.
    pub entities: BTreeMap<String, Quality>,
    /// The same for each language.
    pub entities_by_language: BTreeMap<String, BTreeMap<String, Quality>>,
    /// For each category that the gold labels in texts.
    pub categories: BTreeMap<String, Told>,
    /// The same for each language.
    pub categories_by_language: BTreeMap<String, BTreeMap<String, Told>>,
    /// Texts of which the gold says that they say nothing about anybody: held for a human, by language.
    pub neutral_held: BTreeMap<String, Rate>,
    /// For each label: the scores in tenths, and what they are worth.
    pub reliability: BTreeMap<String, Vec<Bin>>,
    /// Over all labels of the gold, also those that these detectors do not look for.
    pub micro: Quality,
    /// Over the labels of the gold that these detectors look for.
    pub micro_detected: Quality,
    /// Every mistake, by row.
    #[serde(skip)]
    pub mistakes: Vec<Mistake>,
    /// Texts read.
    pub rows: usize,
    /// Bytes read.
    pub bytes: usize,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    n: usize,
    reported: usize,
    right: usize,
}

impl Counts {
    fn plus(self, other: Self) -> Self {
        Self { n: self.n + other.n, reported: self.reported + other.reported, right: self.right + other.right }
    }
}

#[derive(Clone, Copy, Default)]
struct ToldCounts {
    author: [usize; 3],
    other: [usize; 2],
    hard: [usize; 2],
    rest: [usize; 2],
}

impl ToldCounts {
    fn rates(&self) -> Told {
        let [author, found, held] = self.author;
        let pair = |[whole, part]: [usize; 2]| Rate::of(part, whole);
        Told {
            author_found: Rate::of(found, author),
            author_found_or_held: Rate::of(held, author),
            other_found: pair(self.other),
            hard_negatives_alarmed: pair(self.hard),
            others_alarmed: pair(self.rest),
        }
    }
}

#[derive(Default)]
struct Tally {
    // By label, then language.
    counts: BTreeMap<String, BTreeMap<String, Counts>>,
    told: BTreeMap<String, BTreeMap<String, ToldCounts>>,
    neutral: BTreeMap<String, [usize; 2]>,
    scores: BTreeMap<String, [(usize, f64, usize); 10]>,
    mistakes: Vec<Mistake>,
}

/// Compares what `inspector` finds with the gold. A reported span is right if its kind is the label and both share at
/// least half of the characters that either has; each gold span is matched once. Kinds that the gold never labels are
/// listed but do not count in the means: a gold set of names says nothing about addresses.
pub fn evaluate<'g>(inspector: &Inspector, gold: impl IntoIterator<Item = &'g Gold>) -> Evaluation {
    let mut tally = Tally::default();
    let (mut rows, mut bytes) = (0, 0);
    let gold: Vec<&Gold> = gold.into_iter().collect();
    for (one, inspection) in inspected(inspector, &gold) {
        rows += 1;
        bytes += one.text.expose().len();
        let id = one.id.clone().unwrap_or_else(|| rows.to_string());
        tally.spans(one, &id, &inspection);
        if let Some(says) = &one.says {
            tally.sayings(one, says, &id, &inspection);
        }
    }
    tally.finish(rows, bytes)
}

/// Each gold text with what is found in it, some at once.
pub(crate) fn inspected<'g>(inspector: &Inspector, gold: &[&'g Gold]) -> impl Iterator<Item = (&'g Gold, Inspection)> {
    const TOGETHER: usize = 32;
    gold.chunks(TOGETHER).flat_map(|gold| {
        let passage = |one: &&'g Gold| Passage { lang: one.lang.as_ref(), ..Passage::of(one.text.expose()) };
        let passages: Vec<Passage> = gold.iter().map(passage).collect();
        let inspections = inspector.inspect_all(&passages);
        gold.iter().copied().zip(inspections).collect::<Vec<_>>()
    })
}

impl Tally {
    fn spans(&mut self, gold: &Gold, id: &str, inspection: &Inspection) {
        let text = gold.text.expose();
        let lang = gold.lang.as_ref().map_or("?", Lang::primary).to_owned();
        let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let byte = |character: usize| borders.get(character).copied().unwrap_or(text.len());
        let mut open: Vec<(String, Span)> =
            gold.spans.iter().map(|span| (label(&span.label), Span::new(byte(span.start), byte(span.end)))).collect();
        for (label, _) in &open {
            self.count(label, &lang).n += 1;
        }
        for finding in inspection.findings.iter().filter(|finding| finding.band != Level::Clear) {
            if matches!(finding.kind, Kind::Special(_) | Kind::Criminal) && gold.says.is_some() {
                continue;
            }
            let hit =
                open.iter().position(|(label, span)| means(label, finding.kind) && is_same(*span, finding.span()));
            let label = match hit {
                Some(hit) => open.swap_remove(hit).0,
                None => finding.kind.as_str().to_owned(),
            };
            let count = self.count(&label, &lang);
            count.reported += 1;
            count.right += usize::from(hit.is_some());
            if hit.is_none() {
                self.mistake(id, &label, "false_alarm", finding.span());
            }
            self.score(&label, finding.score, hit.is_some());
        }
        for (label, span) in open {
            self.mistake(id, &label, "missed", span);
        }
    }

    fn count(&mut self, label: &str, lang: &str) -> &mut Counts {
        self.counts.entry(label.to_owned()).or_default().entry(lang.to_owned()).or_default()
    }

    fn mistake(&mut self, id: &str, label: &str, what: &'static str, span: Span) {
        self.mistakes.push(Mistake {
            id: id.to_owned(),
            label: label.to_owned(),
            what,
            start: span.start,
            end: span.end,
        });
    }

    fn score(&mut self, label: &str, score: f32, is_right: bool) {
        let bins = self.scores.entry(label.to_owned()).or_default();
        let place = (f64::from(score).clamp(0.0, 0.999) * 10.0) as usize;
        if let Some((count, sum, right)) = bins.get_mut(place) {
            *count += 1;
            *sum += f64::from(score);
            *right += usize::from(is_right);
        }
    }

    fn sayings(&mut self, gold: &Gold, says: &[GoldSaying], id: &str, inspection: &Inspection) {
        let lang = gold.lang.as_ref().map_or("?", Lang::primary).to_owned();
        let whole = Span::new(0, gold.text.expose().len());
        let is_held = inspection.band == crate::Band::Uncertain;
        if says.is_empty() {
            let [all, held] = self.neutral.entry(lang.clone()).or_default();
            *all += 1;
            *held += usize::from(is_held);
        }
        let kinds = Category::ALL.into_iter().map(Kind::Special).chain([Kind::Criminal]);
        for kind in kinds {
            let category = kind.as_str();
            let says_it = |whose: Whose| says.iter().any(|one| label(&one.category) == category && one.whose == whose);
            let level = |whose: Whose| {
                let these = inspection.findings.iter().filter(|one| one.kind == kind && one.whose == Some(whose));
                these.map(|one| one.band).max().unwrap_or(Level::Clear)
            };
            let (own, other) = (level(Whose::Author), level(Whose::Other));
            let told = self.told.entry(category.to_owned()).or_default().entry(lang.clone()).or_default();
            let mut mistake = None;
            if says_it(Whose::Author) {
                told.author[0] += 1;
                told.author[1] += usize::from(own == Level::Found);
                told.author[2] += usize::from(own >= Level::Uncertain);
                mistake = (own == Level::Clear).then_some("missed");
            } else {
                told.rest[0] += 1;
                told.rest[1] += usize::from(own >= Level::Uncertain);
                mistake = match own {
                    Level::Found => Some("false_alarm"),
                    Level::Uncertain => Some("held"),
                    Level::Clear => mistake,
                };
            }
            if says_it(Whose::Other) {
                told.other[0] += 1;
                told.other[1] += usize::from(other == Level::Found);
                mistake = mistake.or((other == Level::Clear).then_some("missed"));
            }
            if says.is_empty() && gold.topic.as_deref().map(label).as_deref() == Some(category) {
                told.hard[0] += 1;
                told.hard[1] += usize::from(own >= Level::Uncertain || other == Level::Found);
            }
            if let Some(what) = mistake {
                self.mistake(id, category, what, whole);
            }
        }
    }

    fn finish(mut self, rows: usize, bytes: usize) -> Evaluation {
        let sum =
            |by_lang: &BTreeMap<String, Counts>| by_lang.values().fold(Counts::default(), |sum, one| sum.plus(*one));
        let total = |keep: &dyn Fn(&str) -> bool| {
            let all = self.counts.iter().map(|(label, by_lang)| (label, sum(by_lang)));
            Quality::of(
                all.filter(|(label, count)| count.n > 0 && keep(label))
                    .fold(Counts::default(), |sum, (_, one)| sum.plus(one)),
            )
        };
        self.mistakes.sort();
        let told = |by_lang: &BTreeMap<String, ToldCounts>| {
            let mut all = ToldCounts::default();
            for one in by_lang.values() {
                let pairs = [(&mut all.other, one.other), (&mut all.hard, one.hard), (&mut all.rest, one.rest)];
                for (sum, part) in pairs {
                    sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
                }
                all.author.iter_mut().zip(one.author).for_each(|(sum, part)| *sum += part);
            }
            all.rates()
        };
        Evaluation {
            version: crate::VERSION,
            micro: total(&|_| true),
            micro_detected: total(&|label| is_detected(label)),
            entities: self.counts.iter().map(|(label, by_lang)| (label.clone(), Quality::of(sum(by_lang)))).collect(),
            entities_by_language: turned(&self.counts, |count| Quality::of(*count)),
            categories: self.told.iter().map(|(category, by_lang)| (category.clone(), told(by_lang))).collect(),
            categories_by_language: turned(&self.told, ToldCounts::rates),
            neutral_held: self
                .neutral
                .iter()
                .map(|(lang, [all, held])| (lang.clone(), Rate::of(*held, *all)))
                .collect(),
            reliability: self
                .scores
                .iter()
                .map(|(label, bins)| (label.clone(), bins.iter().map(bin).collect()))
                .collect(),
            mistakes: self.mistakes,
            rows,
            bytes,
        }
    }
}

fn bin((count, sum, right): &(usize, f64, usize)) -> Bin {
    let mean_score = if *count == 0 { 0.0 } else { sum / *count as f64 };
    Bin { findings: *count, mean_score, right: Rate::of(*right, *count) }
}

/// By language, then label.
fn turned<A, B>(
    by_label: &BTreeMap<String, BTreeMap<String, A>>,
    of: impl Fn(&A) -> B,
) -> BTreeMap<String, BTreeMap<String, B>> {
    let mut by_lang: BTreeMap<String, BTreeMap<String, B>> = BTreeMap::new();
    for (label, langs) in by_label {
        for (lang, one) in langs {
            by_lang.entry(lang.clone()).or_default().insert(label.clone(), of(one));
        }
    }
    by_lang
}

fn is_same(gold: Span, found: Span) -> bool {
    let shared = gold.end.min(found.end).saturating_sub(gold.start.max(found.start));
    let either = gold.end.max(found.end) - gold.start.min(found.start);
    shared * 2 >= either && shared > 0
}

/// A label that names no country's number in particular.
const ANY_NATIONAL: &str = "NATIONAL_ID";

fn means(label: &str, kind: Kind) -> bool {
    label == kind.as_str() || label == ANY_NATIONAL && matches!(kind, Kind::National(_))
}

fn is_detected(label: &str) -> bool {
    Kind::parse(label).is_some() || label == ANY_NATIONAL
}

/// Other names for the same thing in gold sets that we know.
pub(crate) fn label(label: &str) -> String {
    let ours = match label {
        "EMAIL" | "E_MAIL" | "EMAIL_OBFUSCATED" | "OBFUSCATED_EMAIL" => "EMAIL_ADDRESS",
        "PHONE" | "TELEPHONE" | "TEL" | "TELEPHONE_NUMBER" | "MOBILE" | "TELEPHONENUM" => "PHONE_NUMBER",
        "IBAN" | "BANK_ACCOUNT" => "IBAN_CODE",
        "PAYMENT_CARD" | "CARD" | "CREDIT_CARD_NUMBER" | "CREDITCARD" => "CREDIT_CARD",
        "IP" | "IPV4" | "IPV6" | "IPADDRESS" => "IP_ADDRESS",
        "MAC" => "MAC_ADDRESS",
        "DOMAIN_NAME" | "URL_PERSONAL" | "PERSONAL_URL" | "PROFILE_URL" => "URL",
        "DOB" | "BIRTH_DATE" | "BIRTHDATE" | "DATEOFBIRTH" => "DATE_OF_BIRTH",
        "USERNAME" | "SOCIAL_HANDLE" | "FEDIVERSE_HANDLE" | "MENTION" | "USER_HANDLE" => "HANDLE",
        "PERSON_NAME" | "NAME" | "PER" | "person" => "PERSON",
        "ADDRESS" | "POSTAL_ADDRESS" | "LOCATION_ADDRESS" | "STREET" | "LOCATION" => "STREET_ADDRESS",
        "ZIP_CODE" | "ZIP" | "ZIPCODE" | "POSTAL_CODE" | "UK_POSTCODE" | "NL_POSTCODE" => "POSTCODE",
        "PLATE"
        | "LICENCE_PLATE"
        | "VEHICLE_REGISTRATION"
        | "UK_VEHICLE_REGISTRATION"
        | "NUMBER_PLATE"
        | "NL_LICENSE_PLATE" => "LICENSE_PLATE",
        "GPS" | "GEO" | "GEO_COORDINATES" | "GPS_COORDINATES" | "LATLON" | "LAT_LON" | "COORDINATE" => "COORDINATES",
        "CRYPTO_ADDRESS" | "BTC" | "BITCOIN" | "BTC_ADDRESS" | "ETH_ADDRESS" | "CRYPTO_WALLET" => "CRYPTO",
        "DRIVING_LICENCE" | "DRIVER_LICENCE" | "DRIVERS_LICENSE" | "DRIVING_LICENSE" | "LICENCE"
        | "UK_DRIVING_LICENCE" => "DRIVER_LICENSE",
        "PASSPORT_NUMBER" => "PASSPORT",
        "ID_CARD" | "IDCARD" | "DE_ID_CARD" | "IT_IDENTITY_CARD" => "IDENTITY_CARD",
        "NATIONAL_ID_NUMBER" | "NATIONAL_NUMBER" | "ID_NUMBER" | "ID" => ANY_NATIONAL,
        "criminal" | "crime" | "offence" => "CRIMINAL",
        "religion" | "religion_or_belief" => "religion_belief",
        "sexual_orientation" | "sex_life" => "sex_life_orientation",
        "political" | "politics" => "political_opinion",
        "union" => "trade_union",
        other if National::parse(other).is_none() => return national(other),
        other => other,
    };
    ours.to_owned()
}

/// Other names of national numbers; every passport and driving licence of a country is one of ours.
fn national(label: &str) -> String {
    let ours = match label {
        "BSN" | "NL_BURGERSERVICENUMMER" => "NL_BSN",
        "BE_NRN"
        | "BE_RRN"
        | "BE_NATIONAL_ID"
        | "BE_NATIONAL_REGISTER_NUMBER"
        | "BE_RIJKSREGISTER"
        | "BE_NISS"
        | "BE_INSZ"
        | "RIJKSREGISTER" => "BE_NATIONAL_NUMBER",
        "DE_STEUER_ID" | "DE_STEUERID" | "DE_TIN" | "STEUER_ID" | "DE_STEUERIDENTIFIKATIONSNUMMER" => "DE_TAX_ID",
        "DE_RVNR" | "DE_SVNR" | "DE_SOCIAL_SECURITY_NUMBER" => "DE_SOCIAL_SECURITY",
        "NIR" | "FR_INSEE" | "FR_SSN" | "FR_NSS" | "FR_SOCIAL_SECURITY" | "FR_NATIONAL_ID" => "FR_NIR",
        "FR_SPI" | "FR_TIN" => "FR_TAX_ID",
        "ES_DNI" | "DNI" => "ES_NIF",
        "NIE" => "ES_NIE",
        "ES_NUSS" => "ES_SOCIAL_SECURITY",
        "IE_PPSN" | "PPSN" | "PPS" => "IE_PPS",
        "IT_CF" | "IT_CODICE_FISCALE" | "CODICE_FISCALE" => "IT_FISCAL_CODE",
        "PESEL" => "PL_PESEL",
        "CNP" => "RO_CNP",
        "EGN" => "BG_EGN",
        "CZ_RC" | "CZ_RODNE_CISLO" => "CZ_BIRTH_NUMBER",
        "SK_RC" | "SK_RODNE_CISLO" => "SK_BIRTH_NUMBER",
        "DK_CPR_NUMBER" | "CPR" => "DK_CPR",
        "EE_IK" | "EE_ISIKUKOOD" => "EE_PERSONAL_CODE",
        "LT_AK" | "LT_ASMENS_KODAS" => "LT_PERSONAL_CODE",
        "LV_PK" | "LV_PERSONAS_KODS" => "LV_PERSONAL_CODE",
        "FI_HETU" | "HETU" => "FI_PERSONAL_IDENTITY_CODE",
        "SE_PNR" | "SE_PERSONAL_NUMBER" | "PERSONNUMMER" => "SE_PERSONNUMMER",
        "AT_SVNR" | "AT_VNR" | "AT_SSN" => "AT_SOCIAL_SECURITY",
        "AMKA" => "GR_AMKA",
        "AFM" => "GR_AFM",
        "OIB" => "HR_OIB",
        "HU_TAJ" | "TAJ" => "HU_SOCIAL_SECURITY",
        "CY_TIC" => "CY_TAX_ID",
        "LU_CNS" | "LU_NATIONAL_ID" => "LU_MATRICULE",
        "MT_ID" | "MT_ID_CARD" => "MT_IDENTITY_CARD",
        "EMSO" => "SI_EMSO",
        "NINO" | "UK_NI" | "UK_NATIONAL_INSURANCE" => "UK_NINO",
        "NHS" | "UK_NHS_NUMBER" => "UK_NHS",
        "UTR" | "UK_UTR" => "UK_TAX_REFERENCE",
        "CPF" => "BR_CPF",
        "SSN" => "US_SSN",
        other if other.ends_with("_PASSPORT") => "PASSPORT",
        other if other.ends_with("_DRIVER_LICENSE") || other.ends_with("_DRIVING_LICENCE") => "DRIVER_LICENSE",
        other => other,
    };
    ours.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(text: &str, spans: &[(usize, usize, &str)]) -> Gold {
        Gold {
            id: None,
            text: Text::new(text),
            lang: None,
            spans: spans
                .iter()
                .map(|(start, end, label)| GoldSpan { start: *start, end: *end, label: (*label).to_owned() })
                .collect(),
            says: None,
            topic: None,
        }
    }

    #[test]
    fn rates_are_counted_by_hand_for_a_small_set() {
        let set = [
            // Offsets count characters: the é before the address is two bytes.
            gold("é s1@example.org and s2@example.org", &[(2, 16, "EMAIL"), (21, 35, "EMAIL_ADDRESS")]),
            gold("s3@example.org", &[]),
            gold("s4 lives there", &[(0, 2, "SHOE_SIZE")]),
        ];
        let found = evaluate(&Inspector::new(&[]), &set);
        let email = found.entities["EMAIL_ADDRESS"];
        assert_eq!((email.n, email.reported, email.right), (2, 3, 2));
        assert!((email.precision - 2.0 / 3.0).abs() < 1e-9 && (email.recall - 1.0).abs() < 1e-9);
        assert!((email.f2 - 10.0 / 11.0).abs() < 1e-9);
        assert_eq!((found.micro.n, found.micro_detected.n, found.rows), (3, 2, 3));
        let mistakes: Vec<_> = found.mistakes.iter().map(|one| (one.id.as_str(), one.what, one.start)).collect();
        assert_eq!(mistakes, [("2", "false_alarm", 0), ("3", "missed", 0)]);
        assert_eq!(found.reliability["EMAIL_ADDRESS"][9].right.part, 2);
    }

    #[test]
    fn an_interval_is_the_published_one_and_never_leaves_zero_to_one() {
        let rate = Rate::of(8, 10);
        assert!((rate.low - 0.4902).abs() < 1e-3 && (rate.high - 0.9433).abs() < 1e-3, "{rate:?}");
        assert_eq!(Rate::of(0, 0).value, 0.0);
        assert!(Rate::of(10, 10).high <= 1.0 && Rate::of(0, 10).low >= 0.0);
    }

    #[test]
    fn a_category_is_counted_for_the_person_it_is_said_of() {
        let set: Vec<Gold> = [
            r#"{"id": "a", "text": "I have diabetes.", "lang": "en", "says": [{"category": "health", "whose": "author"}]}"#,
            r#"{"id": "b", "text": "My mother has diabetes.", "lang": "en", "says": [{"category": "health", "whose": "other"}]}"#,
            r#"{"id": "c", "text": "Diabetes is common.", "lang": "en", "says": [], "topic": "health"}"#,
        ]
        .iter()
        .map(|line| serde_json::from_str(line).expect("a gold line"))
        .collect();
        let found = evaluate(&Inspector::new(&[]), &set);
        let health = found.categories["health"];
        assert_eq!((health.author_found.part, health.author_found.whole), (1, 1));
        assert_eq!((health.other_found.part, health.hard_negatives_alarmed.part), (1, 0));
        assert_eq!((health.others_alarmed.whole, found.neutral_held["en"].whole), (2, 1));
    }
}
