//! Random facts, as JSON: from nearly clean to wholly arbitrary, repeatable from a seed.

use super::support::baseline;
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// SplitMix64: small, and the same everywhere.
pub(crate) struct Draw {
    state: u64,
    /// The day that drawn dates lie around, so that the day before, the day itself and the day after are all met.
    anchor: NaiveDate,
}

static BASELINE: LazyLock<Value> = LazyLock::new(baseline);

/// Days on which calendars go wrong, and the ends of what a date can say.
const AWKWARD: [&str; 12] = [
    "0001-01-01",
    "1582-10-15",
    "1900-02-28",
    "1970-01-01",
    "2000-02-29",
    "2024-02-29",
    "2024-03-01",
    "2026-02-28",
    "2026-12-31",
    "2028-02-29",
    "2100-03-01",
    "9999-12-31",
];

/// Lengths of windows: none, a day, months, years with and without a leap day, and further than any calendar.
const WINDOWS: [u64; 10] = [0, 1, 28, 29, 30, 31, 42, 365, 366, 4_294_967_295];

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        // INVARIANT: a day of the calendar.
        Self { state: seed, anchor: NaiveDate::from_ymd_opt(2026, 11, 23).expect("INVARIANT: a day") }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn one<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize].clone()
    }

    fn flag(&mut self) -> Value {
        Value::from(self.below(2) == 0)
    }

    /// Mostly days around the anchor and windows away from it; now and then the ends of the calendar and leap days.
    fn date(&mut self) -> Value {
        let awkward: NaiveDate = self.one(&AWKWARD).parse().expect("a date");
        let near = Days::new(self.below(3));
        let far = Days::new(self.one(&WINDOWS[1..9]));
        let day = match self.below(16) {
            0 => Some(awkward),
            1..=3 => self.anchor.checked_sub_days(far).and_then(|day| day.checked_add_days(near)),
            4 => self.anchor.checked_add_days(far),
            5..=9 => self.anchor.checked_sub_days(near),
            10..=12 => self.anchor.checked_add_days(near),
            _ => Some(self.anchor),
        };
        let written = |day: NaiveDate| day.format("%Y-%m-%d").to_string();
        // A date of the format has four digits for the year.
        Value::from(day.map(written).filter(|text| text.len() == 10).unwrap_or_else(|| "9999-12-31".to_owned()))
    }

    /// The day of the operation: mostly this year's, so that many facts meet the same one.
    fn today(&mut self) -> NaiveDate {
        let text = if self.below(4) == 0 { self.one(&AWKWARD) } else { "2026-11-23" };
        text.parse().expect("a date")
    }

    fn date_or_null(&mut self) -> Value {
        if self.below(4) == 0 { Value::Null } else { self.date() }
    }

    fn word(&mut self, words: &[&str]) -> Value {
        Value::from(self.one(words))
    }

    fn consent(&mut self) -> Value {
        if self.below(5) == 0 {
            return Value::Null;
        }
        let mut consent = json!({
            "state": self.word(&["given", "given", "renewed", "withdrawn", "refused"]), "explicit": self.flag(),
            "scope_covers": self.below(4) > 0, "conditions_ok": self.below(4) > 0, "given_at": self.date(),
            "withdrawn_at": self.date_or_null(), "parental": self.flag(),
        });
        if self.below(2) == 0 {
            consent["all_parties"] = self.flag();
        }
        consent
    }

    fn objection(&mut self) -> Value {
        if self.below(5) == 0 {
            return Value::Null;
        }
        let mut objection = json!({
            "state": self.word(&["received", "accepted", "rejected_compelling", "withdrawn"]),
            "received_at": self.date(), "withdrawn_at": self.date_or_null(),
        });
        if self.below(2) == 0 {
            objection["scope_covers"] = self.flag();
        }
        if self.below(2) == 0 {
            objection["match"] = self.word(&["exact", "ambiguous"]);
        }
        objection
    }

    fn third_party(&mut self) -> Value {
        let mut slice = json!({"ref": "t"});
        for name in ["objected", "child", "special", "art9_exception", "private_origin", "direct_identifier", "masked"]
        {
            if self.below(3) == 0 {
                slice[name] = self.flag();
            }
        }
        if self.below(3) == 0 {
            slice["redactable"] = self.flag();
        }
        slice
    }

    fn order(&mut self) -> Value {
        let mut order = json!({"effect": "forbid", "from": self.date()});
        let limits = [
            ("territory", [json!("*"), json!(["NL"]), json!(["DE", "BE"]), json!([])]),
            ("ops", [json!("*"), json!(["train"]), json!(["assemble", "serve"]), json!([])]),
            ("purposes", [json!("*"), json!(["ai.train.generative"]), json!(["ads", "ai.train"]), json!([])]),
        ];
        for (name, values) in limits {
            if self.below(2) == 0 {
                order[name] = self.one(&values);
            }
        }
        if self.below(2) == 0 {
            order["until"] = self.date_or_null();
        }
        if self.below(3) == 0 {
            order["active"] = self.flag();
        }
        order
    }

    fn list(&mut self, one: fn(&mut Self) -> Value) -> Value {
        // Now and then far more than a person would write.
        let count = if self.below(64) == 0 { 40 } else { self.below(4) };
        (0..count).map(|_| one(self)).collect()
    }

    fn special(&mut self) -> Value {
        json!({
            "whose": self.word(&["author", "other"]), "mode": self.word(&["explicit", "inferred"]),
            "category": self.word(&["health", "religion_belief", "religion", "trade_union"]),
            "exception": self.word(&["none", "explicit_consent", "manifestly_public"]),
        })
    }

    fn count(&mut self) -> u64 {
        self.one(&[0, 0, 1, 2, u64::MAX])
    }

    /// A new value for one fact.
    pub(crate) fn fact(&mut self, name: &str) -> Value {
        match name {
            "now" => self.date(),
            "op" => self.word(&["assemble", "train", "evaluate", "serve"]),
            "purpose" => self.word(&["ai.train.generative", "ads"]),
            "basis" => self.word(&["A6-1-a", "A6-1-a", "A6-1-f", "A6-1-b", "none"]),
            "lia" | "dpia" => self.word(&["approved", "draft", "missing", "overdue", "Approved", "in review"]),
            "lia_review_due" => self.date_or_null(),
            "compat" => self.word(&["compatible", "incompatible", "missing", "perhaps"]),
            "art36" => self.word(&["not_needed", "pending", "completed", "suspended"]),
            "run_country" => self.word(&["IE", "NO", "LI", "GR", "EL", "UK", "US", "CH"]),
            "residence" => self.word(&["NL", "DE", "BE", "FR", "ES", "DK", "SE", "PL", "BR", "ZZ"]),
            "kind" => self.word(&["post", "comment", "photo", "group_post", "direct_message", "private_group_post"]),
            "source" => self.word(&["platform_first_party", "licensed", "crawled"]),
            "created_at" => self.date(),
            "visibility_now" => self.word(&["public", "public", "friends", "unlisted", "unknown", "circle"]),
            "account" => self.word(&["active", "deactivated", "memorialised", "deleted"]),
            "age_now" | "age_at_creation" => {
                let years = [-2_147_483_648, -1, 0, 12, 13, 14, 15, 16, 17, 18, 19, 40, 2_147_483_647_i64];
                if self.below(8) == 0 { Value::Null } else { Value::from(self.one(&years)) }
            }
            "age_assurance" => self.word(&["none", "declared", "estimated", "verified"]),
            "consent" => self.consent(),
            "objection" => self.objection(),
            "erasure" => {
                self.one(&[json!(null), json!("received"), json!("granted"), json!("refused"), json!("fulfilled")])
            }
            "notice" if self.below(4) == 0 => Value::Null,
            "notice" => json!({
                "delivered_at": self.date_or_null(), "covers_purpose": self.below(4) > 0,
                "language_ok": self.below(4) > 0, "objection_right_separate": self.flag(),
            }),
            "window_days" => Value::from(self.one(&WINDOWS)),
            "band" => self.word(&["clear", "uncertain"]),
            "special" => self.list(Self::special),
            "third_parties" => self.list(Self::third_party),
            "orders" => self.list(Self::order),
            "model" => json!({
                "unlawful_records": self.count(), "remediated": self.flag(), "anonymous_proven": self.flag(),
                "art50_ok": self.flag(), "forgotten_subjects": self.count(), "output_filter": self.flag(),
            }),
            _ => self.flag(),
        }
    }

    /// Facts in which each fact was drawn anew with a chance of `percent` in a hundred.
    pub(crate) fn facts(&mut self, percent: u64) -> Value {
        self.anchor = self.today();
        let mut facts = BASELINE.clone();
        for (name, value) in facts.as_object_mut().expect("an object") {
            if name == "now" {
                *value = Value::from(self.anchor.format("%Y-%m-%d").to_string());
            }
            if self.below(100) < percent {
                *value = self.fact(name);
            }
        }
        facts
    }

    /// One fact changed, whichever.
    pub(crate) fn change(&mut self, facts: &mut Value) {
        let members = facts.as_object_mut().expect("an object");
        let at = self.below(members.len() as u64) as usize;
        let (name, value) = members.iter_mut().nth(at).expect("counted");
        *value = self.fact(name);
    }
}
