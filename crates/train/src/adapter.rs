//! Adapters: a pair of narrow matrices beside a frozen one (LoRA). In: the packed input of a frozen product. Out: what
//! the pair adds to it, its gradient, and the sum of both as plain weights. Never: a change of the frozen weights, or a
//! bit that depends on which sequences share a group.
#![expect(clippy::indexing_slicing, reason = "tensors: every range comes from the layout that sized the buffer")]

use crate::net::{Layout, Packed};
use crate::ops;
use crate::shape::Shape;
use kernels::gemm::{self, Left, ROWS, Right};
use kernels::math::Dice;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A matrix of a block that an adapter can stand beside, by its name in Llama.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Projection {
    /// Queries.
    #[serde(rename = "q_proj")]
    Query,
    /// Keys.
    #[serde(rename = "k_proj")]
    Key,
    /// Values.
    #[serde(rename = "v_proj")]
    Value,
    /// The output of attention.
    #[serde(rename = "o_proj")]
    Out,
    /// Gates of the feed-forward network.
    #[serde(rename = "gate_proj")]
    Gate,
    /// What the gates let through.
    #[serde(rename = "up_proj")]
    Up,
    /// The output of the feed-forward network.
    #[serde(rename = "down_proj")]
    Down,
}

/// Matrices that are multiplied at once, because they read the same input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stack {
    Attention,
    AttentionOut,
    GateUp,
    Down,
}

/// Where a projection stands in its stack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) stack: Stack,
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    /// Outputs of the stack before these.
    pub(crate) offset: usize,
    /// All outputs of the stack.
    stride: usize,
}

impl Projection {
    /// All of a block, in its order.
    pub const ALL: [Self; 7] = [Self::Query, Self::Key, Self::Value, Self::Out, Self::Gate, Self::Up, Self::Down];

    /// The name in Hugging Face's layout, with that of its module.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Query => "self_attn.q_proj",
            Self::Key => "self_attn.k_proj",
            Self::Value => "self_attn.v_proj",
            Self::Out => "self_attn.o_proj",
            Self::Gate => "mlp.gate_proj",
            Self::Up => "mlp.up_proj",
            Self::Down => "mlp.down_proj",
        }
    }

    pub(crate) fn place(self, shape: &Shape) -> Place {
        let (width, feed, heads) = (shape.width, shape.feed_forward, shape.heads);
        let (wide, narrow) = (heads.width(), heads.narrow());
        let attention = |outputs, offset| (Stack::Attention, width, outputs, offset, heads.row());
        let gates = |offset| (Stack::GateUp, width, feed, offset, 2 * feed);
        let (stack, inputs, outputs, offset, stride) = match self {
            Self::Query => attention(wide, 0),
            Self::Key => attention(narrow, wide),
            Self::Value => attention(narrow, wide + narrow),
            Self::Out => (Stack::AttentionOut, wide, width, 0, width),
            Self::Gate => gates(0),
            Self::Up => gates(feed),
            Self::Down => (Stack::Down, feed, width, 0, width),
        };
        Place { stack, inputs, outputs, offset, stride }
    }

    /// Where its weights lie among all weights of a model.
    pub(crate) fn range(self, shape: &Shape, layout: &Layout, layer: usize) -> Range<usize> {
        let (place, at) = (self.place(shape), &layout.layers[layer]);
        let stack = match place.stack {
            Stack::Attention => &at.attention,
            Stack::AttentionOut => &at.attention_out,
            Stack::GateUp => &at.gate_up,
            Stack::Down => &at.down,
        };
        let start = stack.start + place.offset * place.inputs;
        start..start + place.outputs * place.inputs
    }
}

/// Where a pair lies in the one vector of an adapter: `down` is `rank x inputs`, `up` is `outputs x rank`.
#[derive(Clone, Debug)]
pub(crate) struct PairAt {
    pub(crate) projection: Projection,
    pub(crate) place: Place,
    pub(crate) down: Range<usize>,
    pub(crate) up: Range<usize>,
}

/// All pairs of all layers.
#[derive(Clone, Debug)]
pub(crate) struct Pairs {
    pub(crate) rank: usize,
    pub(crate) layers: Vec<Vec<PairAt>>,
    pub(crate) len: usize,
}

impl Pairs {
    pub(crate) fn new(shape: &Shape, projections: &[Projection], rank: usize) -> Self {
        let mut len = 0;
        let mut take = |count: usize| {
            len += count;
            len - count..len
        };
        let mut pair = |projection: &Projection| {
            let place = projection.place(shape);
            let (down, up) = (take(rank * place.inputs), take(place.outputs * rank));
            PairAt { projection: *projection, place, down, up }
        };
        let layers = (0..shape.layers).map(|_| projections.iter().map(&mut pair).collect()).collect();
        Self { rank, layers, len }
    }

    /// First weights: what reads is drawn as a linear layer is, what writes is zero, so that nothing is added yet.
    pub(crate) fn seeded(&self, seed: u64) -> Vec<f32> {
        let (mut weights, mut dice) = (vec![0.0; self.len], Dice::new(seed));
        for pair in self.layers.iter().flatten() {
            let spread = 1.0 / (pair.place.inputs as f32).sqrt();
            for weight in &mut weights[pair.down.clone()] {
                *weight = (2.0 * dice.unit() - 1.0) * spread;
            }
        }
        weights
    }

    /// Several adapters of these pairs as one of all their ranks together: what it adds is the sum of what they add.
    pub(crate) fn beside(&self, adapters: &[Vec<f32>]) -> Vec<f32> {
        let mut weights = Vec::with_capacity(self.len * adapters.len());
        for pair in self.layers.iter().flatten() {
            for adapter in adapters {
                weights.extend_from_slice(&adapter[pair.down.clone()]);
            }
            for row in 0..pair.place.outputs {
                for adapter in adapters {
                    weights.extend_from_slice(&adapter[pair.up.clone()][row * self.rank..][..self.rank]);
                }
            }
        }
        weights
    }

    /// Adds to the weights of a model what an adapter adds to its products, in parallel over pairs.
    pub(crate) fn merge(&self, adapter: &[f32], scale: f32, weights: &mut [f32], shape: &Shape, layout: &Layout) {
        let pairs =
            self.layers.iter().enumerate().flat_map(|(layer, pairs)| pairs.iter().map(move |pair| (layer, pair)));
        let pairs: Vec<_> = pairs.collect();
        let added = pairs.par_iter().map(|(_, pair)| {
            let (mut left, mut right) = (Left::new(), Right::new());
            gemm::left_of_rows(&mut left, &adapter[pair.up.clone()], self.rank);
            gemm::right_of_rows(&mut right, &adapter[pair.down.clone()], pair.place.inputs);
            let mut added = vec![0.0; pair.place.outputs * pair.place.inputs];
            gemm::product(&mut added, &left, &right, self.rank);
            added.iter_mut().for_each(|value| *value *= scale);
            added
        });
        for ((layer, pair), added) in pairs.iter().zip(added.collect::<Vec<_>>()) {
            ops::add(&mut weights[pair.projection.range(shape, layout, *layer)], &added);
        }
    }
}

/// An adapter, packed for the products of one step.
#[derive(Debug)]
pub(crate) struct Adapter {
    pub(crate) pairs: Pairs,
    pub(crate) weights: Vec<f32>,
    scale: f32,
    // Down and up, pair by pair.
    layers: Vec<Vec<[Packed; 2]>>,
}

/// What one pair keeps of a group: the factors of its gradient. The third, the input, is kept by the frozen product.
#[derive(Debug, Default)]
pub(crate) struct Low {
    through: Right,
    d_out: Left,
    d_through: Left,
}

/// What pairs work in.
#[derive(Debug, Default)]
pub(crate) struct LowScratch {
    through: Vec<f32>,
    out: Vec<f32>,
    left: Left,
}

impl Adapter {
    pub(crate) fn with(pairs: Pairs, weights: Vec<f32>, scale: f32) -> Self {
        assert!(weights.len() == pairs.len, "INVARIANT: the weights fill the layout");
        let layers = pairs.layers.iter().map(|pairs| pairs.iter().map(|_| Default::default()).collect()).collect();
        let mut adapter = Self { pairs, weights, scale, layers };
        adapter.pack();
        adapter
    }

    /// Packs the weights again after they have changed.
    pub(crate) fn pack(&mut self) {
        let (rank, weights) = (self.pairs.rank, &self.weights);
        let pairs: Vec<_> = self.layers.iter_mut().flatten().zip(self.pairs.layers.iter().flatten()).collect();
        pairs.into_par_iter().for_each(|([down, up], at)| {
            down.both(&weights[at.down.clone()], at.place.inputs);
            up.both(&weights[at.up.clone()], rank);
        });
    }

    fn stack(&self, layer: usize, stack: Stack) -> impl Iterator<Item = (usize, &PairAt, &[Packed; 2])> {
        let pairs = self.pairs.layers[layer].iter().zip(&self.layers[layer]).enumerate();
        pairs.filter(move |(_, (at, _))| at.place.stack == stack).map(|(number, (at, packed))| (number, at, packed))
    }

    /// Adds to the outputs of a stack what its pairs make of the input.
    pub(crate) fn add(
        &self,
        (layer, stack): (usize, Stack),
        input: &Left,
        rows: &mut [f32],
        lows: &mut Vec<Low>,
        scratch: &mut LowScratch,
    ) {
        let rank = self.pairs.rank;
        lows.resize_with(self.pairs.layers[layer].len(), Low::default);
        for (number, PairAt { place, .. }, [down, up]) in self.stack(layer, stack) {
            let tokens = rows.len() / place.stride;
            scratch.through.resize(tokens * rank, 0.0);
            gemm::product_in_parts(&mut scratch.through, input, &down.forward, place.inputs);
            scratch.through.iter_mut().for_each(|value| *value *= self.scale);
            gemm::right_of_rows(&mut lows[number].through, &scratch.through, rank);
            gemm::left_of_rows(&mut scratch.left, &scratch.through, rank);
            scratch.out.resize(tokens * place.outputs, 0.0);
            gemm::product_in_parts(&mut scratch.out, &scratch.left, &up.forward, rank);
            for (row, out) in rows.chunks_exact_mut(place.stride).zip(scratch.out.chunks_exact(place.outputs)) {
                ops::add(&mut row[place.offset..place.offset + place.outputs], out);
            }
        }
    }

    /// Adds to the gradient of a stack's input what flows back through its pairs, and keeps what their own gradient needs.
    pub(crate) fn add_gradient(
        &self,
        (layer, stack): (usize, Stack),
        d_rows: &[f32],
        d_input: &mut [f32],
        lows: &mut [Low],
        scratch: &mut LowScratch,
    ) {
        let rank = self.pairs.rank;
        for (number, PairAt { place, .. }, [down, up]) in self.stack(layer, stack) {
            let low = &mut lows[number];
            scratch.out.clear();
            for row in d_rows.chunks_exact(place.stride) {
                scratch.out.extend_from_slice(&row[place.offset..place.offset + place.outputs]);
            }
            let tokens = d_rows.len() / place.stride;
            gemm::left_of_columns(&mut low.d_out, &scratch.out, place.outputs);
            gemm::left_of_rows(&mut scratch.left, &scratch.out, place.outputs);
            scratch.through.resize(tokens * rank, 0.0);
            gemm::product(&mut scratch.through, &scratch.left, &up.backward, place.outputs);
            scratch.through.iter_mut().for_each(|value| *value *= self.scale);
            gemm::left_of_columns(&mut low.d_through, &scratch.through, rank);
            gemm::left_of_rows(&mut scratch.left, &scratch.through, rank);
            scratch.out.resize(tokens * place.inputs, 0.0);
            gemm::product(&mut scratch.out, &scratch.left, &down.backward, rank);
            ops::add(d_input, &scratch.out);
        }
    }

    /// The gradient of all pairs in jobs that share nothing: layer, pair, which of the two, its first block of rows.
    pub(crate) fn jobs<'g>(&self, gradient: &'g mut [f32]) -> Vec<(Job, &'g mut [f32])> {
        let (mut rest, mut jobs) = (gradient, Vec::new());
        for (layer, pairs) in self.pairs.layers.iter().enumerate() {
            for (number, at) in pairs.iter().enumerate() {
                for (half, len, columns) in
                    [(Half::Down, at.down.len(), at.place.inputs), (Half::Up, at.up.len(), self.pairs.rank)]
                {
                    let (mine, others) = std::mem::take(&mut rest).split_at_mut(len);
                    rest = others;
                    let parts = mine.chunks_mut(BLOCKS * ROWS * columns).enumerate();
                    let stack = at.place.stack;
                    jobs.extend(
                        parts.map(|(part, out)| (Job { layer, number, stack, half, first: part * BLOCKS }, out)),
                    );
                }
            }
        }
        jobs
    }
}

/// Blocks of rows in one job.
const BLOCKS: usize = 8;

/// One of the two matrices of a pair.
#[derive(Clone, Copy, Debug)]
enum Half {
    Down,
    Up,
}

/// Some rows of the gradient of one matrix.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Job {
    pub(crate) layer: usize,
    number: usize,
    pub(crate) stack: Stack,
    half: Half,
    first: usize,
}

impl Job {
    /// Continues the chains of these rows over the tokens of a group.
    pub(crate) fn accumulate(self, lows: &[Low], input: &Right, tokens: usize, out: &mut [f32]) {
        let low = &lows[self.number];
        let (left, right) = match self.half {
            Half::Down => (&low.d_through, input),
            Half::Up => (&low.d_out, &low.through),
        };
        gemm::accumulate_rows(out, left, self.first, right, tokens);
    }
}
