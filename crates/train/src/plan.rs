//! The plan of a run: every constant that the model depends on. In: the caller's choice. Out: checked constants and
//! their digest. Never: a constant derived from how many people or records there are, because then leaving one out
//! would change it for all others.

use crate::adapter::Projection;
use crate::base::Base;
use crate::ngrams::LENGTH_MAX;
use crate::shape::Head;
use serde::{Deserialize, Serialize};
use terms::{Digest, canonical_json};

/// The arithmetic that fixes the bits. It changes whenever the same plan and rows would give other bytes.
pub const ENGINE: &str = "canonical-f32-3";

/// The constants of a run. Two runs with equal plans and equal rows give equal bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// First weights and the order of the base text.
    pub seed: u64,
    /// Tokens that the embedding has room for; a multiple of 16.
    pub vocabulary: usize,
    /// Longest sequence in tokens; longer texts are cut into several.
    pub context: usize,
    /// Width of the residual stream; a multiple of 16 and of `2 * heads`.
    pub width: usize,
    /// Blocks of attention and feed-forward.
    pub layers: usize,
    /// Attention heads.
    pub heads: usize,
    /// Width inside the feed-forward network; a multiple of 16.
    pub feed_forward: usize,
    /// Steps on the base text, in which nobody is a data subject.
    pub base_steps: usize,
    /// Sequences of base text in one step.
    pub base_sequences: usize,
    /// Cohorts of people; each owns its weights, and the served model is their average.
    pub cohorts: usize,
    /// Slices of a cohort, trained one after another; all records of a person lie in one slice.
    pub slices: usize,
    /// The last of these slices take the people whom the corpus says to be likely to leave, and the first ones all others. 0:
    /// each slice takes anybody.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub late_slices: usize,
    /// How often a slice is read.
    pub passes: usize,
    /// Steps in one pass over one slice.
    pub steps_per_pass: usize,
    /// What the summed loss of a step is divided by: a constant, never the number of tokens that remain.
    pub normaliser_tokens: usize,
    /// Highest learning rate on the base text; it falls to a tenth of itself.
    pub base_learning_rate: f64,
    /// Learning rate in the cohorts, after the warm-up.
    pub learning_rate: f64,
    /// Steps over which each learning rate rises from zero.
    pub warmup_steps: usize,
    /// Decoupled weight decay, on matrices only.
    pub weight_decay: f64,
    /// Decay of the first moment.
    pub beta1: f64,
    /// Decay of the second moment.
    pub beta2: f64,
    /// What a cohort owns where the base is a model of somebody else: an adapter beside frozen weights. Absent: all weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adapter: Option<AdapterPlan>,
    /// What many people say, counted beside the weights. Absent: the weights alone answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ngrams: Option<NgramPlan>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// How runs of tokens (n-grams) are counted, and what a count weighs beside the weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NgramPlan {
    /// Tokens of the longest run that is counted.
    pub order: usize,
    /// How many different people must have written a run; what fewer wrote is not kept.
    pub people_min: u32,
    /// What is taken off each count, and left to shorter runs and to the weights.
    pub discount: f64,
    /// How many different continuations each person who wrote a beginning is taken to have written after it. What of them is
    /// not kept is left to shorter runs and to the weights, too.
    pub continuations: f64,
}

impl Default for NgramPlan {
    fn default() -> Self {
        Self { order: 5, people_min: 5, discount: 2.0, continuations: 2.0 }
    }
}

impl NgramPlan {
    /// The lengths that are counted.
    pub(crate) fn lengths(&self) -> std::ops::RangeInclusive<usize> {
        1..=self.order
    }

    fn check(&self) -> Result<(), PlanError> {
        let failed = |field, must| Err(PlanError { field, must });
        if !(2..=LENGTH_MAX).contains(&self.order) {
            return failed("ngrams.order", "between 2 and 6");
        }
        if self.people_min < 2 {
            return failed("ngrams.people_min", "at least 2: what one person wrote is never kept");
        }
        if !(self.discount > 0.0 && self.discount <= f64::from(self.people_min)) {
            return failed("ngrams.discount", "above 0 and at most `ngrams.people_min`");
        }
        if !(1.0..=65_536.0).contains(&self.continuations) {
            return failed("ngrams.continuations", "between 1 and 65536");
        }
        Ok(())
    }
}

/// An adapter, and what the base under it is. Vocabulary, width, layers, heads and feed-forward of the plan are the base's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdapterPlan {
    /// Digest of the base's bytes.
    pub base: Digest,
    /// Rank of each pair of matrices; a multiple of 16.
    pub rank: usize,
    /// What a pair adds is multiplied by `alpha / rank`.
    pub alpha: f64,
    /// The matrices that a pair stands beside, each once and in the order of a block.
    pub projections: Vec<Projection>,
    /// Heads of keys and values; divides the heads.
    pub key_heads: usize,
    /// Width of a head; a multiple of 16.
    pub head_width: usize,
    /// Base of the angles of positions.
    pub rotary_base: f64,
    /// What a norm adds to the mean square.
    pub epsilon: f64,
    /// Where the logits come from.
    pub head: Head,
    /// The token before a text.
    pub begin: u32,
    /// The token after a text.
    pub end: u32,
}

/// What of an adapter is to be chosen; the rest is the base's.
#[derive(Clone, Debug, PartialEq)]
pub struct AdapterChoice {
    /// Rank of each pair of matrices.
    pub rank: usize,
    /// What a pair adds is multiplied by `alpha / rank`.
    pub alpha: f64,
    /// The matrices that a pair stands beside.
    pub projections: Vec<Projection>,
}

impl AdapterPlan {
    /// What a pair adds is multiplied by this.
    pub(crate) fn scale(&self) -> f32 {
        (self.alpha / self.rank as f64) as f32
    }

    fn check(&self, heads: usize) -> Result<(), PlanError> {
        let failed = |field, must| Err(PlanError { field, must });
        if !self.rank.is_multiple_of(16) || !(16..=1 << 12).contains(&self.rank) {
            return failed("adapter.rank", "a multiple of 16, at most 4096");
        }
        if !(self.alpha > 0.0 && self.alpha <= 65_536.0) {
            return failed("adapter.alpha", "above 0 and at most 65536");
        }
        if self.projections.is_empty() || !self.projections.is_sorted_by(|a, b| a < b) {
            return failed("adapter.projections", "at least one, each once, in the order of a block");
        }
        if !self.head_width.is_multiple_of(16) || !(16..=1 << 10).contains(&self.head_width) {
            return failed("adapter.head_width", "a multiple of 16");
        }
        if self.key_heads == 0 || !heads.is_multiple_of(self.key_heads) {
            return failed("adapter.key_heads", "a divisor of the heads");
        }
        if !(self.rotary_base > 1.0 && self.rotary_base <= 1e9) {
            return failed("adapter.rotary_base", "above 1 and at most a thousand million");
        }
        if !(self.epsilon > 0.0 && self.epsilon < 0.1) {
            return failed("adapter.epsilon", "above 0 and below 0.1");
        }
        Ok(())
    }
}

/// A plan cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("plan: `{field}` must be {must}")]
pub struct PlanError {
    /// The constant.
    pub field: &'static str,
    /// What it must be.
    pub must: &'static str,
}

impl Plan {
    /// The plan of the demo: some four thousand short posts, well under a minute on two cores.
    pub fn demo() -> Self {
        Self {
            seed: 1,
            vocabulary: 2048,
            context: 128,
            width: 128,
            layers: 4,
            heads: 4,
            feed_forward: 352,
            base_steps: 150,
            base_sequences: 8,
            cohorts: 4,
            slices: 4,
            late_slices: 0,
            passes: 3,
            steps_per_pass: 16,
            normaliser_tokens: 256,
            base_learning_rate: 3e-3,
            learning_rate: 2e-3,
            warmup_steps: 10,
            weight_decay: 0.01,
            beta1: 0.9,
            beta2: 0.98,
            adapter: None,
            ngrams: Some(NgramPlan::default()),
        }
    }

    /// The same plan on a base of somebody else: the sizes are the base's, the cohorts own adapters, and there are no
    /// steps on base text.
    pub fn on(self, base: &Base, choice: AdapterChoice) -> Self {
        let (shape, AdapterChoice { rank, alpha, mut projections }) = (base.shape(), choice);
        projections.sort_unstable();
        projections.dedup();
        let (begin, end) = base.marks();
        Self {
            vocabulary: shape.vocabulary,
            context: self.context.min(shape.context),
            width: shape.width,
            layers: shape.layers,
            heads: shape.heads.heads,
            feed_forward: shape.feed_forward,
            base_steps: 0,
            adapter: Some(AdapterPlan {
                base: base.digest(),
                rank,
                alpha,
                projections,
                key_heads: shape.heads.shared,
                head_width: shape.heads.head,
                rotary_base: shape.rotary_base,
                epsilon: shape.epsilon,
                head: shape.head,
                begin,
                end,
            }),
            ..self
        }
    }

    /// A plan for some hundred thousand posts: more cohorts and slices, so that forgetting one person costs a fiftieth of
    /// training or less. What the cohorts cost in quality was measured: `bench/model/README.md`.
    pub fn large() -> Self {
        Self {
            // A base that has learned little lets the cohorts drift apart, and then their average is worth little.
            base_steps: 600,
            base_sequences: 16,
            cohorts: 32,
            slices: 8,
            passes: 1,
            // Some two hundred tokens a step: a cohort of few posts needs many small steps.
            steps_per_pass: 64,
            normaliser_tokens: 256,
            learning_rate: 1e-3,
            ..Self::demo()
        }
    }

    /// Refuses a plan that cannot be carried out.
    pub fn check(&self) -> Result<(), PlanError> {
        let counts = [
            ("layers", self.layers),
            ("heads", self.heads),
            ("base_sequences", self.base_sequences),
            ("cohorts", self.cohorts),
            ("slices", self.slices),
            ("passes", self.passes),
            ("steps_per_pass", self.steps_per_pass),
            ("normaliser_tokens", self.normaliser_tokens),
        ];
        let rates = [
            ("base_learning_rate", self.base_learning_rate),
            ("learning_rate", self.learning_rate),
            ("beta1", self.beta1),
            ("beta2", self.beta2),
        ];
        let failed = |field, must| Err(PlanError { field, must });
        if let Some((field, _)) = counts.into_iter().find(|(_, count)| !(1..=1 << 20).contains(count)) {
            return failed(field, "between 1 and 1048576");
        }
        if self.late_slices >= self.slices {
            return failed("late_slices", "below `slices`: somebody has to come early");
        }
        if self.adapter.is_some() != (self.base_steps == 0) || self.base_steps > 1 << 20 {
            return failed("base_steps", "between 1 and 1048576, and 0 on a base of somebody else");
        }
        if let Some((field, _)) = rates.into_iter().find(|(_, rate)| !(*rate > 0.0 && *rate < 1.0)) {
            return failed(field, "between 0 and 1");
        }
        if !(0.0..1.0).contains(&self.weight_decay) {
            return failed("weight_decay", "at least 0 and below 1");
        }
        if !self.vocabulary.is_multiple_of(16) || !(272..=1 << 20).contains(&self.vocabulary) {
            return failed("vocabulary", "a multiple of 16, at least 272 (256 bytes and the marks)");
        }
        if !(8..=4096).contains(&self.context) {
            return failed("context", "between 8 and 4096");
        }
        if !self.width.is_multiple_of(16) || !(16..=1 << 14).contains(&self.width) {
            return failed("width", "a multiple of 16");
        }
        match &self.adapter {
            Some(adapter) => adapter.check(self.heads)?,
            None if !self.width.is_multiple_of(16 * self.heads) => {
                return failed("heads", "such that the width of a head is a multiple of 16");
            }
            None => {}
        }
        if !self.feed_forward.is_multiple_of(16) || !(16..=1 << 16).contains(&self.feed_forward) {
            return failed("feed_forward", "a multiple of 16");
        }
        self.ngrams.as_ref().map_or(Ok(()), NgramPlan::check)
    }

    /// The digest of all constants.
    pub fn digest(&self) -> Digest {
        // INVARIANT: numbers under fixed names always have a JSON form.
        Digest::of(canonical_json(self).expect("INVARIANT: a plan has a JSON form"))
    }

    /// Steps of one slice.
    pub fn steps_per_slice(&self) -> usize {
        self.passes * self.steps_per_pass
    }

    /// Steps of the whole run.
    pub fn steps(&self) -> usize {
        self.base_steps + self.cohorts * self.slices * self.steps_per_slice()
    }

    /// The learning rate of a step on the base text, counted from 0: up over the warm-up, then down to a tenth.
    pub(crate) fn base_rate(&self, step: usize) -> f64 {
        let progress = step as f64 / self.base_steps as f64;
        self.base_learning_rate * self.warmth(step) * (1.0 - 0.9 * progress)
    }

    /// The learning rate of a step of a cohort, counted from its first slice.
    pub(crate) fn rate(&self, step: usize) -> f64 {
        self.learning_rate * self.warmth(step)
    }

    fn warmth(&self, step: usize) -> f64 {
        if step < self.warmup_steps { (step + 1) as f64 / self.warmup_steps as f64 } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_plans_can_be_carried_out() {
        assert_eq!(Plan::demo().check(), Ok(()));
        assert_eq!(Plan::large().check(), Ok(()));
        assert_ne!(Plan::demo().digest(), Plan::large().digest());
    }

    /// A person is as likely in one slice as in another; what follows from there is trained again.
    #[test]
    fn forgetting_one_person_costs_at_most_a_fiftieth_of_the_large_plan_and_a_twentieth_at_worst() {
        let plan = Plan::large();
        let cost = |slice: usize| ((plan.slices - slice) * plan.steps_per_slice()) as f64 / plan.steps() as f64;
        let median = (cost((plan.slices - 1) / 2) + cost(plan.slices / 2)) / 2.0;
        assert!(median <= 0.02 && cost(0) <= 0.05, "{median} {}", cost(0));
    }

    /// Models in the world are of plans without late slices, and their states are known by the digest of the plan.
    #[test]
    fn a_plan_without_late_slices_is_written_as_before_there_were_any() {
        assert!(!canonical_json(&Plan::large()).expect("JSON").contains("late_slices"));
        let late = Plan { late_slices: 1, ..Plan::large() };
        assert_ne!(late.digest(), Plan::large().digest());
        let json = canonical_json(&late).expect("JSON");
        assert_eq!(serde_json::from_str::<Plan>(&json).expect("a plan"), late);
    }

    #[test]
    fn a_plan_that_cannot_be_carried_out_is_refused_by_the_name_of_its_constant() {
        let field = |plan: Plan| plan.check().expect_err("refused").field;
        assert_eq!(field(Plan { cohorts: 0, ..Plan::demo() }), "cohorts");
        assert_eq!(field(Plan { late_slices: 4, ..Plan::demo() }), "late_slices");
        assert_eq!(field(Plan { width: 130, ..Plan::demo() }), "width");
        assert_eq!(field(Plan { heads: 16, ..Plan::demo() }), "heads");
        assert_eq!(field(Plan { vocabulary: 100, ..Plan::demo() }), "vocabulary");
        assert_eq!(field(Plan { beta2: f64::NAN, ..Plan::demo() }), "beta2");
    }

    #[test]
    fn the_learning_rate_rises_and_falls_by_the_step_alone() {
        let plan = Plan::demo();
        assert!(plan.base_rate(0) < plan.base_rate(9) && plan.base_rate(9) > plan.base_rate(99));
        assert_eq!(plan.rate(10), plan.rate(1000));
    }
}
