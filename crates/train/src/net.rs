//! The network: a Llama. In: sequences of tokens. Out: losses, and all that the gradient of the weights needs, in the
//! layout its products want. Never: a value that depends on which sequences share a group, a step or a thread.
#![expect(clippy::indexing_slicing, reason = "tensors: every range comes from the layout that sized the buffer")]

use crate::adapter::{Adapter, Low, LowScratch, Stack};
use crate::ops::{self, NormAt, Rotary, Scratch};
use crate::shape::{Head, Shape};
use kernels::gemm::{self, Left, ROWS, Right};
use kernels::math::Dice;
use rayon::prelude::*;
use std::ops::Range;

/// Where each tensor lies in the one vector of weights. Matrices first, norms last, so that decay ends at one border.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) embedding: Range<usize>,
    /// What the logits are made with: the embedding, or a matrix of its own.
    pub(crate) head: Range<usize>,
    pub(crate) layers: Vec<LayerAt>,
    pub(crate) norm: Range<usize>,
    pub(crate) matrices_end: usize,
    pub(crate) len: usize,
}

/// The tensors of one layer.
#[derive(Clone, Debug)]
pub(crate) struct LayerAt {
    /// Queries, keys and values, one below the other.
    pub(crate) attention: Range<usize>,
    pub(crate) attention_out: Range<usize>,
    /// Gates and ups, one below the other.
    pub(crate) gate_up: Range<usize>,
    pub(crate) down: Range<usize>,
    pub(crate) attention_norm: Range<usize>,
    pub(crate) feed_norm: Range<usize>,
}

impl Layout {
    pub(crate) fn new(shape: &Shape) -> Self {
        let (width, feed, heads) = (shape.width, shape.feed_forward, shape.heads);
        let mut end = 0;
        let mut take = |len: usize| {
            end += len;
            end - len..end
        };
        let embedding = take(shape.vocabulary * width);
        let head = match shape.head {
            Head::Tied => embedding.clone(),
            Head::Own => take(shape.vocabulary * width),
        };
        let matrices: Vec<_> = (0..shape.layers)
            .map(|_| {
                let attention = take(heads.row() * width);
                [attention, take(width * heads.width()), take(2 * feed * width), take(width * feed)]
            })
            .collect();
        let matrices_end = take(0).start;
        let layers = matrices.into_iter().map(|[attention, attention_out, gate_up, down]| LayerAt {
            attention,
            attention_out,
            gate_up,
            down,
            attention_norm: take(width),
            feed_norm: take(width),
        });
        let layers = layers.collect();
        let norm = take(width);
        Self { embedding, head, layers, matrices_end, len: norm.end, norm }
    }
}

/// One matrix, by its place in the network.
#[derive(Clone, Copy, Debug)]
enum Matrix {
    Head,
    Attention(usize),
    AttentionOut(usize),
    GateUp(usize),
    Down(usize),
}

/// A matrix packed for `y = W x` and for its gradient.
#[derive(Debug, Default)]
pub(crate) struct Packed {
    pub(crate) forward: Right,
    pub(crate) backward: Right,
}

impl Packed {
    pub(crate) fn both(&mut self, weights: &[f32], inputs: usize) {
        gemm::right_of_columns(&mut self.forward, weights, inputs);
        gemm::right_of_rows(&mut self.backward, weights, inputs);
    }
}

/// What a network is packed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Learning,
    Reading,
}

/// The weights, packed for the products of one step.
#[derive(Debug)]
pub(crate) struct Net {
    pub(crate) shape: Shape,
    packed_for: Use,
    pub(crate) layout: Layout,
    pub(crate) weights: Vec<f32>,
    head: Packed,
    layers: Vec<[Packed; 4]>,
    pub(crate) rotary: Rotary,
}

impl Net {
    /// First weights: uniform with the spread of a normal of 0.02, the outputs of each block narrower by its depth.
    pub(crate) fn seeded(shape: &Shape, seed: u64) -> Self {
        let layout = Layout::new(shape);
        let mut dice = Dice::new(seed);
        let mut weights = vec![1.0; layout.len];
        let spread = 0.02 * 3.0f32.sqrt();
        let narrow = spread / (2.0 * shape.layers as f32).sqrt();
        let mut fill = |range: &Range<usize>, spread: f32| {
            for weight in &mut weights[range.clone()] {
                *weight = (2.0 * dice.unit() - 1.0) * spread;
            }
        };
        fill(&layout.embedding, spread);
        if shape.head == Head::Own {
            fill(&layout.head, spread);
        }
        for layer in &layout.layers {
            fill(&layer.attention, spread);
            fill(&layer.attention_out, narrow);
            fill(&layer.gate_up, spread);
            fill(&layer.down, narrow);
        }
        Self::with(shape, weights)
    }

    /// The network with these weights.
    pub(crate) fn with(shape: &Shape, weights: Vec<f32>) -> Self {
        Self::packed_for(shape, weights, Use::Learning)
    }

    /// The network with these weights, to read with: half the memory of one that can learn.
    pub(crate) fn reading(shape: &Shape, weights: Vec<f32>) -> Self {
        Self::packed_for(shape, weights, Use::Reading)
    }

    fn packed_for(shape: &Shape, weights: Vec<f32>, packed_for: Use) -> Self {
        let layout = Layout::new(shape);
        assert!(weights.len() == layout.len, "INVARIANT: the weights fill the layout");
        let layers = layout.layers.iter().map(|_| Default::default()).collect();
        let rotary = Rotary::new(shape.context, shape.rotary_base, shape.heads);
        let mut net =
            Self { shape: shape.clone(), packed_for, layout, weights, head: Packed::default(), layers, rotary };
        net.pack();
        net
    }

    /// Packs the weights again after they have changed.
    pub(crate) fn pack(&mut self) {
        let (width, feed, wide) = (self.shape.width, self.shape.feed_forward, self.shape.heads.width());
        let mut jobs = vec![(&mut self.head, &self.layout.head, width)];
        for (packed, at) in self.layers.iter_mut().zip(&self.layout.layers) {
            let [attention, attention_out, gate_up, down] = packed;
            jobs.push((attention, &at.attention, width));
            jobs.push((attention_out, &at.attention_out, wide));
            jobs.push((gate_up, &at.gate_up, width));
            jobs.push((down, &at.down, feed));
        }
        let (weights, packed_for) = (&self.weights, self.packed_for);
        jobs.into_par_iter().for_each(|(packed, range, inputs)| match packed_for {
            Use::Learning => packed.both(&weights[range.clone()], inputs),
            Use::Reading => gemm::right_of_columns(&mut packed.forward, &weights[range.clone()], inputs),
        });
    }

    /// Runs a group forward and backward: for the gradient of all weights, or of an adapter beside them.
    pub(crate) fn learn(&self, group: &mut Group, adapter: Option<&Adapter>) {
        assert!(self.packed_for == Use::Learning, "INVARIANT: only a network that can learn is taught");
        self.forward(group, adapter);
        self.head_gradient(group, adapter);
        for layer in (0..self.layers.len()).rev() {
            self.feed_gradient(group, layer, adapter);
            self.attention_gradient(group, layer, adapter);
        }
    }

    /// The logits after each token of a sequence, row by row: the bits of reading them one after another, much sooner.
    pub(crate) fn logits(&self, tokens: &[u32]) -> Vec<f32> {
        let mut group = self.pass(tokens);
        gemm::left_of_rows(&mut group.left, &group.y, self.shape.width);
        gemm::product_in_parts(&mut group.logits, &group.left, &self.head.forward, self.shape.width);
        group.logits
    }

    /// Runs one sequence forward, its last token included, which has nothing to predict.
    fn pass(&self, tokens: &[u32]) -> Group {
        let mut group = Group::default();
        group.push(&[tokens, &[0]].concat(), 0.0);
        self.forward(&mut group, None);
        group
    }

    /// Runs a group forward and notes its losses; nothing is learned.
    pub(crate) fn judge(&self, group: &mut Group, adapter: Option<&Adapter>) {
        self.forward(group, adapter);
        self.losses(group);
    }

    fn forward(&self, group: &mut Group, adapter: Option<&Adapter>) {
        let width = self.shape.width;
        group.size(&self.shape);
        for (row, token) in group.x.chunks_exact_mut(width).zip(&group.tokens) {
            // A token is below the vocabulary, so the cast loses nothing.
            row.copy_from_slice(&self.weights[*token as usize * width..][..width]);
        }
        for layer in 0..self.layers.len() {
            self.attention_forward(group, layer, adapter);
            self.feed_forward(group, layer, adapter);
        }
        self.norm(&mut group.y, &mut group.inverses, &group.x, &self.layout.norm);
    }

    fn norm(&self, out: &mut [f32], inverses: &mut [f32], x: &[f32], weight: &Range<usize>) {
        ops::norm(out, inverses, x, &self.weights[weight.clone()], self.shape.epsilon);
    }

    fn attention_forward(&self, group: &mut Group, layer: usize, adapter: Option<&Adapter>) {
        let (width, heads, at) = (self.shape.width, self.shape.heads, &self.layout.layers[layer]);
        let (wide, row) = (heads.width(), heads.row());
        let [attention, attention_out, ..] = &self.layers[layer];
        let tape = &mut group.tapes[layer];
        tape.x.copy_from_slice(&group.x);
        self.norm(&mut group.y, &mut tape.inverses, &tape.x, &at.attention_norm);
        gemm::left_of_rows(&mut group.left, &group.y, width);
        gemm::right_of_rows(&mut tape.normed, &group.y, width);
        gemm::product_in_parts(&mut tape.rows, &group.left, &attention.forward, width);
        if let Some(adapter) = adapter {
            let place = (layer, Stack::Attention);
            adapter.add(place, &group.left, &mut tape.rows, &mut tape.lows, &mut group.low);
        }
        let mut kept = 0;
        for span in &group.spans {
            let rows = &mut tape.rows[span.start * row..span.end * row];
            for (position, row) in rows.chunks_exact_mut(row).enumerate() {
                self.rotary.turn(row, position);
            }
            let len = ops::probabilities_len(heads.heads, span.len());
            let out = &mut group.wide_y[span.start * wide..span.end * wide];
            ops::attend(out, &mut tape.kept[kept..kept + len], rows, heads);
            kept += len;
        }
        gemm::left_of_rows(&mut group.left, &group.wide_y, wide);
        gemm::right_of_rows(&mut tape.attended, &group.wide_y, wide);
        gemm::product_in_parts(&mut group.y, &group.left, &attention_out.forward, wide);
        if let Some(adapter) = adapter {
            let place = (layer, Stack::AttentionOut);
            adapter.add(place, &group.left, &mut group.y, &mut tape.lows, &mut group.low);
        }
        ops::add(&mut group.x, &group.y);
    }

    fn feed_forward(&self, group: &mut Group, layer: usize, adapter: Option<&Adapter>) {
        let (width, feed, at) = (self.shape.width, self.shape.feed_forward, &self.layout.layers[layer]);
        let [_, _, gate_up, down] = &self.layers[layer];
        let tape = &mut group.tapes[layer];
        tape.middle.copy_from_slice(&group.x);
        self.norm(&mut group.y, &mut tape.middle_inverses, &tape.middle, &at.feed_norm);
        gemm::left_of_rows(&mut group.left, &group.y, width);
        gemm::right_of_rows(&mut tape.middle_normed, &group.y, width);
        gemm::product_in_parts(&mut tape.gate_up, &group.left, &gate_up.forward, width);
        if let Some(adapter) = adapter {
            let place = (layer, Stack::GateUp);
            adapter.add(place, &group.left, &mut tape.gate_up, &mut tape.lows, &mut group.low);
        }
        ops::gated(&mut group.wide, &tape.gate_up, feed);
        gemm::left_of_rows(&mut group.left, &group.wide, feed);
        gemm::right_of_rows(&mut tape.gated, &group.wide, feed);
        gemm::product_in_parts(&mut group.y, &group.left, &down.forward, feed);
        if let Some(adapter) = adapter {
            let place = (layer, Stack::Down);
            adapter.add(place, &group.left, &mut group.y, &mut tape.lows, &mut group.low);
        }
        ops::add(&mut group.x, &group.y);
    }

    /// Logits of the normed rows, turned into losses and the gradient of the logits.
    fn losses(&self, group: &mut Group) {
        gemm::left_of_rows(&mut group.left, &group.y, self.shape.width);
        gemm::product_in_parts(&mut group.logits, &group.left, &self.head.forward, self.shape.width);
        ops::cross_entropy(&mut group.logits, &mut group.losses, &group.targets, &group.scales);
    }

    fn head_gradient(&self, group: &mut Group, adapter: Option<&Adapter>) {
        let (width, vocabulary) = (self.shape.width, self.shape.vocabulary);
        if adapter.is_none() {
            gemm::right_of_rows(&mut group.normed, &group.y, width);
        }
        self.losses(group);
        if adapter.is_none() {
            gemm::left_of_columns(&mut group.d_logits, &group.logits, vocabulary);
        }
        gemm::left_of_rows(&mut group.left, &group.logits, vocabulary);
        gemm::product(&mut group.d_norm, &group.left, &self.head.backward, vocabulary);
        group.dx.fill(0.0);
        let weight = &self.weights[self.layout.norm.clone()];
        ops::norm_gradient(&mut group.dx, &mut group.d_norm, NormAt { x: &group.x, inverses: &group.inverses, weight });
    }

    fn feed_gradient(&self, group: &mut Group, layer: usize, adapter: Option<&Adapter>) {
        let (width, feed, at) = (self.shape.width, self.shape.feed_forward, &self.layout.layers[layer]);
        let [_, _, gate_up, down] = &self.layers[layer];
        let tape = &mut group.tapes[layer];
        gemm::left_of_rows(&mut group.left, &group.dx, width);
        gemm::product(&mut group.wide, &group.left, &down.backward, width);
        match adapter {
            None => gemm::left_of_columns(&mut tape.d_down, &group.dx, width),
            Some(adapter) => {
                let place = (layer, Stack::Down);
                adapter.add_gradient(place, &group.dx, &mut group.wide, &mut tape.lows, &mut group.low);
            }
        }
        ops::gated_gradient(&mut group.wider, &group.wide, &tape.gate_up, feed);
        gemm::left_of_rows(&mut group.left, &group.wider, 2 * feed);
        gemm::product(&mut tape.d_feed_norm, &group.left, &gate_up.backward, 2 * feed);
        match adapter {
            None => gemm::left_of_columns(&mut tape.d_gate_up, &group.wider, 2 * feed),
            Some(adapter) => {
                let place = (layer, Stack::GateUp);
                adapter.add_gradient(place, &group.wider, &mut tape.d_feed_norm, &mut tape.lows, &mut group.low);
            }
        }
        let weight = &self.weights[at.feed_norm.clone()];
        let at = NormAt { x: &tape.middle, inverses: &tape.middle_inverses, weight };
        ops::norm_gradient(&mut group.dx, &mut tape.d_feed_norm, at);
    }

    fn attention_gradient(&self, group: &mut Group, layer: usize, adapter: Option<&Adapter>) {
        let (width, heads, at) = (self.shape.width, self.shape.heads, &self.layout.layers[layer]);
        let row = heads.row();
        let [attention, attention_out, ..] = &self.layers[layer];
        let tape = &mut group.tapes[layer];
        gemm::left_of_rows(&mut group.left, &group.dx, width);
        gemm::product(&mut group.wide_y, &group.left, &attention_out.backward, width);
        match adapter {
            None => gemm::left_of_columns(&mut tape.d_attention_out, &group.dx, width),
            Some(adapter) => {
                let place = (layer, Stack::AttentionOut);
                adapter.add_gradient(place, &group.dx, &mut group.wide_y, &mut tape.lows, &mut group.low);
            }
        }
        let mut kept = 0;
        for span in &group.spans {
            let len = ops::probabilities_len(heads.heads, span.len());
            let range = span.start * row..span.end * row;
            let d_rows = &mut group.d_rows[range.clone()];
            let dy = &group.wide_y[span.start * heads.width()..span.end * heads.width()];
            let kept_here = &tape.kept[kept..kept + len];
            ops::attend_gradient(d_rows, dy, &tape.rows[range], kept_here, heads, &mut group.scratch);
            for (position, row) in d_rows.chunks_exact_mut(row).enumerate() {
                self.rotary.turn_back(row, position);
            }
            kept += len;
        }
        gemm::left_of_rows(&mut group.left, &group.d_rows, row);
        gemm::product(&mut tape.d_attention_norm, &group.left, &attention.backward, row);
        match adapter {
            None => gemm::left_of_columns(&mut tape.d_attention, &group.d_rows, row),
            Some(adapter) => {
                let place = (layer, Stack::Attention);
                let d_input = &mut tape.d_attention_norm;
                adapter.add_gradient(place, &group.d_rows, d_input, &mut tape.lows, &mut group.low);
            }
        }
        let weight = &self.weights[at.attention_norm.clone()];
        let at = NormAt { x: &tape.x, inverses: &tape.inverses, weight };
        ops::norm_gradient(&mut group.dx, &mut tape.d_attention_norm, at);
    }

    /// Adds to `gradient` what these groups learned, in parallel over rows of matrices. The embedding's share as input
    /// goes to `inputs`: two chains, so that where a group ends cannot be seen in either.
    pub(crate) fn gather(&self, groups: &[Group], gradient: &mut [f32], inputs: &mut [f32]) {
        // Eight blocks of rows a job: enough work to be worth a steal, and enough jobs for many cores.
        const BLOCKS: usize = 8;
        assert!(self.shape.head == Head::Tied, "INVARIANT: a head of its own is never learned");
        let (width, feed) = (self.shape.width, self.shape.feed_forward);
        let (mut rest, norms) = gradient.split_at_mut(self.layout.matrices_end);
        let mut jobs = Vec::new();
        let mut take = |matrix: Matrix, range: &Range<usize>, columns: usize| {
            let (mine, others) = std::mem::take(&mut rest).split_at_mut(range.len());
            rest = others;
            let parts = mine.chunks_mut(BLOCKS * ROWS * columns).enumerate();
            jobs.extend(parts.map(|(part, out)| (matrix, part * BLOCKS, out)));
        };
        take(Matrix::Head, &self.layout.embedding, width);
        for (layer, at) in self.layout.layers.iter().enumerate() {
            take(Matrix::Attention(layer), &at.attention, width);
            take(Matrix::AttentionOut(layer), &at.attention_out, self.shape.heads.width());
            take(Matrix::GateUp(layer), &at.gate_up, width);
            take(Matrix::Down(layer), &at.down, feed);
        }
        rayon::join(
            || {
                jobs.into_par_iter().for_each(|(matrix, first, out)| {
                    for group in groups {
                        group.accumulate(matrix, first, out);
                    }
                });
            },
            || self.gather_rows(groups, norms, inputs),
        );
    }

    /// The same for an adapter: nothing but its own weights has a gradient.
    pub(crate) fn gather_adapter(adapter: &Adapter, groups: &[Group], gradient: &mut [f32]) {
        adapter.jobs(gradient).into_par_iter().for_each(|(job, out)| {
            for group in groups {
                let tape = &group.tapes[job.layer];
                let input = match job.stack {
                    Stack::Attention => &tape.normed,
                    Stack::AttentionOut => &tape.attended,
                    Stack::GateUp => &tape.middle_normed,
                    Stack::Down => &tape.gated,
                };
                job.accumulate(&tape.lows, input, group.tokens.len(), out);
            }
        });
    }

    fn gather_rows(&self, groups: &[Group], norms: &mut [f32], inputs: &mut [f32]) {
        let width = self.shape.width;
        for group in groups {
            let layers = group.tapes.iter().flat_map(|tape| [&tape.d_attention_norm, &tape.d_feed_norm]);
            for (norm, rows) in norms.chunks_exact_mut(width).zip(layers.chain([&group.d_norm])) {
                for row in rows.chunks_exact(width) {
                    ops::add(norm, row);
                }
            }
            for (token, row) in group.tokens.iter().zip(group.dx.chunks_exact(width)) {
                ops::add(&mut inputs[*token as usize * width..][..width], row);
            }
        }
    }
}

/// Some whole sequences that are run together. Which ones are together changes memory and time, never a bit.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) tokens: Vec<u32>,
    targets: Vec<u32>,
    scales: Vec<f32>,
    spans: Vec<Range<usize>>,
    /// The loss of each token, in nats, unscaled.
    pub(crate) losses: Vec<f64>,
    tapes: Vec<Tape>,
    x: Vec<f32>,
    inverses: Vec<f32>,
    normed: Right,
    dx: Vec<f32>,
    d_norm: Vec<f32>,
    d_logits: Left,
    // Reused from layer to layer.
    y: Vec<f32>,
    // Like `y`, of the width of all heads.
    wide_y: Vec<f32>,
    wide: Vec<f32>,
    wider: Vec<f32>,
    d_rows: Vec<f32>,
    logits: Vec<f32>,
    left: Left,
    scratch: Scratch,
    low: LowScratch,
}

/// What one layer keeps of a group: inputs for the way back, and the factors of its weights' gradients.
#[derive(Debug, Default)]
struct Tape {
    x: Vec<f32>,
    inverses: Vec<f32>,
    normed: Right,
    rows: Vec<f32>,
    kept: Vec<f32>,
    attended: Right,
    middle: Vec<f32>,
    middle_inverses: Vec<f32>,
    middle_normed: Right,
    gate_up: Vec<f32>,
    gated: Right,
    d_attention: Left,
    d_attention_out: Left,
    d_gate_up: Left,
    d_down: Left,
    d_attention_norm: Vec<f32>,
    d_feed_norm: Vec<f32>,
    // What each pair of an adapter keeps.
    lows: Vec<Low>,
}

impl Group {
    /// Forgets its sequences and keeps its memory.
    pub(crate) fn clear(&mut self) {
        self.tokens.clear();
        self.targets.clear();
        self.scales.clear();
        self.spans.clear();
    }

    /// Adds a sequence: each token is to predict the next, and its loss is multiplied by `scale`.
    pub(crate) fn push(&mut self, sequence: &[u32], scale: f32) {
        let start = self.tokens.len();
        self.tokens.extend(sequence.iter().take(sequence.len().saturating_sub(1)));
        self.targets.extend(sequence.iter().skip(1));
        self.scales.resize(self.tokens.len(), scale);
        self.spans.push(start..self.tokens.len());
    }

    fn size(&mut self, shape: &Shape) {
        let (n, width, feed, heads) = (self.tokens.len(), shape.width, shape.feed_forward, shape.heads);
        let kept = self.spans.iter().map(|span| ops::probabilities_len(heads.heads, span.len())).sum();
        let set = |buffer: &mut Vec<f32>, len: usize| buffer.resize(len, 0.0);
        self.tapes.resize_with(shape.layers, Tape::default);
        for tape in &mut self.tapes {
            for buffer in [&mut tape.x, &mut tape.middle, &mut tape.d_attention_norm, &mut tape.d_feed_norm] {
                set(buffer, n * width);
            }
            set(&mut tape.inverses, n);
            set(&mut tape.middle_inverses, n);
            set(&mut tape.rows, n * heads.row());
            set(&mut tape.kept, kept);
            set(&mut tape.gate_up, 2 * n * feed);
        }
        for buffer in [&mut self.x, &mut self.y, &mut self.dx, &mut self.d_norm] {
            set(buffer, n * width);
        }
        set(&mut self.inverses, n);
        set(&mut self.wide, n * feed);
        set(&mut self.wider, 2 * n * feed);
        set(&mut self.wide_y, n * heads.width());
        set(&mut self.d_rows, n * heads.row());
        set(&mut self.logits, n * shape.vocabulary);
        self.losses.resize(n, 0.0);
    }

    /// Continues the chains of some rows of a matrix' gradient over the tokens of this group.
    fn accumulate(&self, matrix: Matrix, first: usize, out: &mut [f32]) {
        let (left, right) = match matrix {
            Matrix::Head => (&self.d_logits, &self.normed),
            Matrix::Attention(layer) => (&self.tapes[layer].d_attention, &self.tapes[layer].normed),
            Matrix::AttentionOut(layer) => (&self.tapes[layer].d_attention_out, &self.tapes[layer].attended),
            Matrix::GateUp(layer) => (&self.tapes[layer].d_gate_up, &self.tapes[layer].middle_normed),
            Matrix::Down(layer) => (&self.tapes[layer].d_down, &self.tapes[layer].gated),
        };
        gemm::accumulate_rows(out, left, first, right, self.tokens.len());
    }
}

/// Reads one sequence token by token for a completion: the same products on one row, so the same bits as in training.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    net: &'a Net,
    // Queries, keys and values of all tokens read, for each layer.
    rows: Vec<Vec<f32>>,
    read: usize,
}

impl<'a> Reader<'a> {
    /// Reads some tokens at once; returns the logits of the next. The first token is that which begins a text.
    pub(crate) fn begin(net: &'a Net, first: u32, others: &[u32]) -> (Self, Vec<f32>) {
        let tokens = [&[first], others].concat();
        let mut group = net.pass(&tokens);
        let rows = group.tapes.iter_mut().map(|tape| std::mem::take(&mut tape.rows)).collect();
        let last = &group.y[others.len() * net.shape.width..];
        let mut logits = vec![0.0; net.shape.vocabulary];
        gemm::product_of_row_shared(&mut logits, last, &net.head.forward);
        (Self { net, rows, read: tokens.len() }, logits)
    }

    /// How many tokens were read.
    pub(crate) fn read(&self) -> usize {
        self.read
    }

    /// Forgets all but the first `read` tokens.
    pub(crate) fn back_to(&mut self, read: usize) {
        self.read = self.read.min(read);
        for rows in &mut self.rows {
            rows.truncate(self.read * self.net.shape.heads.row());
        }
    }

    /// Reads a token and returns the logits of the next.
    pub(crate) fn next(&mut self, token: u32) -> Vec<f32> {
        let (shape, net) = (&self.net.shape, self.net);
        let (width, feed, heads) = (shape.width, shape.feed_forward, shape.heads);
        let mut x = net.weights[token as usize * width..][..width].to_vec();
        let (mut y, mut inverse, mut kept) = (vec![0.0; width], [0.0], Vec::new());
        let (mut row, mut wide_y) = (vec![0.0; heads.row()], vec![0.0; heads.width()]);
        let through = |out: &mut [f32], input: &[f32], matrix: &Packed| {
            gemm::product_of_row_shared(out, input, &matrix.forward);
        };
        for ((at, packed), rows) in net.layout.layers.iter().zip(&net.layers).zip(&mut self.rows) {
            let [attention, attention_out, gate_up, down] = packed;
            net.norm(&mut y, &mut inverse, &x, &at.attention_norm);
            through(&mut row, &y, attention);
            net.rotary.turn(&mut row, self.read);
            rows.extend_from_slice(&row);
            kept.resize(heads.heads * (self.read + 1), 0.0);
            ops::attend(&mut wide_y, &mut kept, rows, heads);
            let mut out = vec![0.0; width];
            through(&mut out, &wide_y, attention_out);
            ops::add(&mut x, &out);
            net.norm(&mut y, &mut inverse, &x, &at.feed_norm);
            let (mut both, mut wide) = (vec![0.0; 2 * feed], vec![0.0; feed]);
            through(&mut both, &y, gate_up);
            ops::gated(&mut wide, &both, feed);
            through(&mut out, &wide, down);
            ops::add(&mut x, &out);
        }
        self.read += 1;
        net.norm(&mut y, &mut inverse, &x, &net.layout.norm);
        let mut logits = vec![0.0; shape.vocabulary];
        through(&mut logits, &y, &net.head);
        logits
    }
}
