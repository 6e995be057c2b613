//! Random facts, as JSON: from nearly clean to wholly arbitrary, repeatable from a seed.

use super::support::baseline;
use serde_json::{Value, json};

/// SplitMix64: small, and the same everywhere.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
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

    /// Days around the decision and around one another, so that borders are met.
    fn date(&mut self) -> Value {
        Value::from(self.one(&[
            "2026-06-01",
            "2026-09-01",
            "2026-10-23",
            "2026-10-24",
            "2026-10-25",
            "2026-11-20",
            "2026-11-22",
            "2026-11-23",
            "2026-11-24",
            "2027-05-01",
        ]))
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
            ("purposes", [json!("*"), json!(["ai.train.generative"]), json!(["ads"]), json!([])]),
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
        let count = self.below(4);
        (0..count).map(|_| one(self)).collect()
    }

    fn special(&mut self) -> Value {
        json!({
            "whose": self.word(&["author", "other"]), "mode": self.word(&["explicit", "inferred"]),
            "category": self.word(&["health", "religion_belief", "religion", "trade_union"]),
            "exception": self.word(&["none", "explicit_consent", "manifestly_public"]),
        })
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
            "run_country" => self.word(&["IE", "NO", "US", "CH"]),
            "residence" => self.word(&["NL", "DE", "BE", "FR", "PL", "BR"]),
            "kind" => self.word(&["post", "comment", "photo", "group_post", "direct_message", "private_group_post"]),
            "source" => self.word(&["platform_first_party", "licensed", "crawled"]),
            "created_at" => self.date(),
            "visibility_now" => self.word(&["public", "public", "friends", "unlisted", "unknown", "circle"]),
            "account" => self.word(&["active", "deactivated", "memorialised", "deleted"]),
            "age_now" | "age_at_creation" => self.one(&[
                json!(null),
                json!(12),
                json!(13),
                json!(14),
                json!(15),
                json!(16),
                json!(17),
                json!(18),
                json!(40),
            ]),
            "age_assurance" => self.word(&["none", "declared", "estimated", "verified"]),
            "consent" => self.consent(),
            "objection" => self.objection(),
            "erasure" => self.one(&[json!(null), json!("received"), json!("granted"), json!("refused")]),
            "notice" if self.below(4) == 0 => Value::Null,
            "notice" => json!({
                "delivered_at": self.date_or_null(), "covers_purpose": self.below(4) > 0,
                "language_ok": self.below(4) > 0, "objection_right_separate": self.flag(),
            }),
            "window_days" => self.one(&[json!(0), json!(1), json!(30), json!(42)]),
            "band" => self.word(&["clear", "uncertain"]),
            "special" => self.list(Self::special),
            "third_parties" => self.list(Self::third_party),
            "orders" => self.list(Self::order),
            "model" => json!({
                "unlawful_records": self.below(3), "remediated": self.flag(), "anonymous_proven": self.flag(),
                "art50_ok": self.flag(), "forgotten_subjects": self.below(3), "output_filter": self.flag(),
            }),
            _ => self.flag(),
        }
    }

    /// Facts in which each fact was drawn anew with a chance of `percent` in a hundred.
    pub(crate) fn facts(&mut self, percent: u64) -> Value {
        let mut facts = baseline();
        let names: Vec<String> = facts.as_object().expect("an object").keys().cloned().collect();
        for name in names {
            if self.below(100) < percent {
                facts[&name] = self.fact(&name);
            }
        }
        facts
    }

    /// One fact changed, whichever.
    pub(crate) fn change(&mut self, facts: &mut Value) {
        let names: Vec<String> = facts.as_object().expect("an object").keys().cloned().collect();
        let name = self.one(&names);
        facts[&name] = self.fact(&name);
    }
}
