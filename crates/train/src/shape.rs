//! The shape of a Llama. In: a plan. Out: every size and constant that its arithmetic needs. Never: a size that the
//! products cannot carry.

use crate::Plan;
use crate::ops::Heads;

/// Base of the angles of a model that was trained from the start.
pub(crate) const ROTARY_BASE: f64 = 10_000.0;
/// What a norm adds to the mean square, in a model that was trained from the start.
pub(crate) const EPSILON: f64 = 1e-5;

/// Every size and constant of a Llama.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shape {
    pub(crate) vocabulary: usize,
    pub(crate) context: usize,
    pub(crate) width: usize,
    pub(crate) layers: usize,
    pub(crate) heads: Heads,
    pub(crate) feed_forward: usize,
    pub(crate) rotary_base: f64,
    pub(crate) epsilon: f64,
    pub(crate) head: Head,
}

/// Where the logits come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Head {
    /// From the embedding.
    Tied,
    /// From a matrix of their own.
    Own,
}

impl Shape {
    pub(crate) fn of(plan: &Plan) -> Self {
        let heads = match &plan.adapter {
            Some(adapter) => Heads { heads: plan.heads, shared: adapter.key_heads, head: adapter.head_width },
            None => Heads { heads: plan.heads, shared: plan.heads, head: plan.width / plan.heads },
        };
        let adapter = plan.adapter.as_ref();
        Self {
            vocabulary: plan.vocabulary,
            context: plan.context,
            width: plan.width,
            layers: plan.layers,
            heads,
            feed_forward: plan.feed_forward,
            rotary_base: adapter.map_or(ROTARY_BASE, |adapter| adapter.rotary_base),
            epsilon: adapter.map_or(EPSILON, |adapter| adapter.epsilon),
            head: adapter.map_or(Head::Tied, |adapter| adapter.head),
        }
    }
}
