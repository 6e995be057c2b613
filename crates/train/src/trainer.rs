//! One optimiser step after another. In: the sequences of a step, in their order. Out: new weights and moments. Never: a
//! bit that depends on threads, on how sequences were grouped, or on a sequence that is not there.

use crate::Plan;
use crate::adapter::{Adapter, Pairs};
use crate::net::{Group, Net};
use crate::ops::{self, Adam};
use crate::shape::Shape;
use kernels::math::{pow, round_bf16};
use rayon::prelude::*;
use std::iter::Peekable;
use std::sync::Arc;

/// Tokens after which a group takes no further sequence: its working set stays in a second-level cache.
const GROUP_TOKENS: usize = 96;
/// Tokens after which the gradient is gathered: bounds the memory of a step, however many records it holds.
const GATHER_TOKENS: usize = 2048;
/// The same of a large network, whose layers are many: a few groups.
const LARGE_GATHER_TOKENS: usize = 4 * GROUP_TOKENS;

/// Weights and both moments of the optimiser after a whole slice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Checkpoint {
    pub(crate) weights: Vec<f32>,
    pub(crate) firsts: Vec<f32>,
    pub(crate) seconds: Vec<f32>,
    /// Optimiser steps since the first weights.
    pub(crate) steps: usize,
}

/// A sequence and what its loss is multiplied by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weighted<'a> {
    pub(crate) sequence: &'a [u32],
    pub(crate) scale: f32,
}

/// The summed loss of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Loss {
    pub(crate) nats: f64,
    pub(crate) tokens: usize,
}

impl Loss {
    pub(crate) fn add(&mut self, other: Self) {
        self.nats += other.nats;
        self.tokens += other.tokens;
    }

    /// Nats a token, if there was a token.
    pub(crate) fn mean(self) -> Option<f64> {
        (self.tokens > 0).then(|| self.nats / self.tokens as f64)
    }
}

/// What learns.
#[derive(Debug)]
enum Learner {
    /// All weights.
    Whole(Box<Net>),
    /// An adapter; the network is shared with all cohorts and never changes.
    Beside(Arc<Net>, Adapter),
}

impl Learner {
    fn net(&self) -> &Net {
        match self {
            Self::Whole(net) => net,
            Self::Beside(net, _) => net,
        }
    }

    fn adapter(&self) -> Option<&Adapter> {
        match self {
            Self::Whole(_) => None,
            Self::Beside(_, adapter) => Some(adapter),
        }
    }

    /// The weights that learn, and how many of them, from the first, decay.
    fn weights(&mut self) -> (&mut [f32], usize) {
        match self {
            Self::Whole(net) => (&mut net.weights, net.layout.matrices_end),
            Self::Beside(_, adapter) => (&mut adapter.weights, adapter.pairs.len),
        }
    }

    fn pack(&mut self) {
        match self {
            Self::Whole(net) => net.pack(),
            Self::Beside(_, adapter) => adapter.pack(),
        }
    }
}

/// A network in training.
#[derive(Debug)]
pub(crate) struct Trainer {
    plan: Plan,
    learner: Learner,
    firsts: Vec<f32>,
    seconds: Vec<f32>,
    gradient: Vec<f32>,
    // The embedding's gradient as input: a chain of its own.
    inputs: Vec<f32>,
    groups: Vec<Group>,
    steps: usize,
}

impl Trainer {
    /// Starts from seeded weights.
    pub(crate) fn seeded(plan: &Plan) -> Self {
        let net = Net::seeded(&Shape::of(plan), plan.seed);
        let nothing = vec![0.0; net.layout.len];
        Self::around(plan, net, nothing.clone(), nothing, 0)
    }

    /// Goes on from a checkpoint.
    pub(crate) fn resume(plan: &Plan, from: Checkpoint) -> Self {
        let Checkpoint { weights, firsts, seconds, steps } = from;
        Self::around(plan, Net::with(&Shape::of(plan), weights), firsts, seconds, steps)
    }

    fn around(plan: &Plan, net: Net, firsts: Vec<f32>, seconds: Vec<f32>, steps: usize) -> Self {
        let inputs = vec![0.0; net.layout.embedding.len()];
        let (gradient, learner) = (vec![0.0; net.layout.len], Learner::Whole(Box::new(net)));
        Self { plan: plan.clone(), learner, firsts, seconds, gradient, inputs, groups: Vec::new(), steps }
    }

    /// Goes on from the checkpoint of an adapter beside a frozen network.
    pub(crate) fn resume_beside(plan: &Plan, net: Arc<Net>, pairs: Pairs, scale: f32, from: Checkpoint) -> Self {
        let Checkpoint { weights, firsts, seconds, steps } = from;
        let gradient = vec![0.0; pairs.len];
        let learner = Learner::Beside(net, Adapter::with(pairs, weights, scale));
        Self { plan: plan.clone(), learner, firsts, seconds, gradient, inputs: Vec::new(), groups: Vec::new(), steps }
    }

    /// The state at the end of a slice. The moments are rounded to bfloat16 here, in every run alike, so that a
    /// checkpoint takes eight bytes a weight instead of twelve and a resumed run equals one that was never cut.
    pub(crate) fn checkpoint(&mut self) -> Checkpoint {
        for moment in self.firsts.iter_mut().chain(&mut self.seconds) {
            *moment = round_bf16(*moment);
        }
        Checkpoint {
            weights: self.learner.weights().0.to_vec(),
            firsts: self.firsts.clone(),
            seconds: self.seconds.clone(),
            steps: self.steps,
        }
    }

    /// One step. A step without sequences is a step too: moments fade and weights follow them, with or without the
    /// people who are gone.
    pub(crate) fn step<'a>(&mut self, sequences: impl IntoIterator<Item = Weighted<'a>>, rate: f64) -> Loss {
        let loss = self.learn(sequences);
        self.update(rate);
        loss
    }

    /// Leaves the gradient of these sequences in `gradient`.
    fn learn<'a>(&mut self, sequences: impl IntoIterator<Item = Weighted<'a>>) -> Loss {
        self.gradient.fill(0.0);
        self.inputs.fill(0.0);
        let mut sequences = sequences.into_iter().peekable();
        let mut loss = Loss::default();
        loop {
            let (net, adapter) = (self.learner.net(), self.learner.adapter());
            let filled = fill(&mut self.groups, &mut sequences, gather_tokens(net));
            let (groups, _) = self.groups.split_at_mut(filled);
            if groups.is_empty() {
                break;
            }
            groups.par_iter_mut().for_each(|group| net.learn(group, adapter));
            match adapter {
                Some(adapter) => Net::gather_adapter(adapter, groups, &mut self.gradient),
                None => net.gather(groups, &mut self.gradient, &mut self.inputs),
            }
            for nats in groups.iter().flat_map(|group| &group.losses) {
                loss.add(Loss { nats: *nats, tokens: 1 });
            }
        }
        let (embedding, _) = self.gradient.split_at_mut(self.inputs.len());
        ops::add(embedding, &self.inputs);
        loss
    }

    fn update(&mut self, rate: f64) {
        // Small enough for many cores, large enough to be worth a steal.
        const CHUNK: usize = 1 << 15;
        self.steps += 1;
        let plan = &self.plan;
        let correction = |beta: f64| (1.0 / (1.0 - pow(beta, self.steps as f64))) as f32;
        let constants = Adam {
            rate: rate as f32,
            beta1: plan.beta1 as f32,
            beta2: plan.beta2 as f32,
            correction1: correction(plan.beta1),
            correction2: correction(plan.beta2),
            decay: plan.weight_decay as f32,
        };
        let (weights, border) = self.learner.weights();
        let (weights, norms) = weights.split_at_mut(border);
        let (firsts, norm_firsts) = self.firsts.split_at_mut(border);
        let (seconds, norm_seconds) = self.seconds.split_at_mut(border);
        let (gradient, norm_gradient) = self.gradient.split_at(border);
        let moments = firsts.par_chunks_mut(CHUNK).zip(seconds.par_chunks_mut(CHUNK));
        let chunks = weights.par_chunks_mut(CHUNK).zip(moments).zip(gradient.par_chunks(CHUNK));
        chunks.for_each(|((weights, (firsts, seconds)), gradient)| {
            ops::adam(weights, firsts, seconds, gradient, constants);
        });
        ops::adam(norms, norm_firsts, norm_seconds, norm_gradient, Adam { decay: 0.0, ..constants });
        self.learner.pack();
    }
}

/// How many tokens are run before their gradient is gathered. It changes memory and time, and no bit.
fn gather_tokens(net: &Net) -> usize {
    const LARGE: usize = 1 << 24;
    if net.layout.len < LARGE { GATHER_TOKENS } else { LARGE_GATHER_TOKENS }
}

/// Fills groups with whole sequences until enough tokens are together, and says how many groups that took.
fn fill<'a>(
    groups: &mut Vec<Group>,
    sequences: &mut Peekable<impl Iterator<Item = Weighted<'a>>>,
    tokens_max: usize,
) -> usize {
    let (mut filled, mut tokens) = (0, 0);
    while tokens < tokens_max && sequences.peek().is_some() {
        if groups.len() == filled {
            groups.push(Group::default());
        }
        let Some(group) = groups.get_mut(filled) else { break };
        group.clear();
        while group.tokens.len() < GROUP_TOKENS {
            let Some(next) = sequences.next() else { break };
            group.push(next.sequence, next.scale);
        }
        tokens += group.tokens.len();
        filled += 1;
    }
    filled
}

/// The loss of sequences under fixed weights, in parallel over groups and summed in order.
pub(crate) fn judge(net: &Net, adapter: Option<&Adapter>, sequences: &[Vec<u32>]) -> Loss {
    let mut sequences = sequences.iter().map(|sequence| Weighted { sequence, scale: 1.0 }).peekable();
    let (mut groups, mut loss) = (Vec::new(), Loss::default());
    loop {
        let filled = fill(&mut groups, &mut sequences, gather_tokens(net));
        let (groups, _) = groups.split_at_mut(filled);
        if groups.is_empty() {
            return loss;
        }
        groups.par_iter_mut().for_each(|group| net.judge(group, adapter));
        for nats in groups.iter().flat_map(|group| &group.losses) {
            loss.add(Loss { nats: *nats, tokens: 1 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernels::math::Dice;

    fn plan() -> Plan {
        Plan { vocabulary: 272, context: 24, width: 32, layers: 2, heads: 2, feed_forward: 48, ..Plan::demo() }
    }

    fn sequences(count: usize) -> Vec<Vec<u32>> {
        let mut dice = Dice::new(5);
        (0..count).map(|_| (0..3 + dice.below(22)).map(|_| dice.below(272) as u32).collect()).collect()
    }

    fn weighted(sequences: &[Vec<u32>]) -> impl Iterator<Item = Weighted<'_>> {
        sequences.iter().map(|sequence| Weighted { sequence, scale: 1.0 / 128.0 })
    }

    fn run(sequences: &[Vec<u32>], steps: usize) -> (Checkpoint, Loss) {
        let mut trainer = Trainer::seeded(&plan());
        let mut loss = Loss::default();
        for _ in 0..steps {
            loss = trainer.step(weighted(sequences), 1e-2);
        }
        (trainer.checkpoint(), loss)
    }

    /// The loss in double precision is not at hand, so the weights are moved far enough for single precision to see it,
    /// and the slope is taken over two distances to cancel the bend.
    #[test]
    fn the_gradient_agrees_with_finite_differences_in_every_tensor() {
        let (plan, sequences) = (plan(), sequences(6));
        let mut trainer = Trainer::seeded(&plan);
        // Away from the first weights, where half the gradients are almost zero.
        for _ in 0..20 {
            trainer.step(weighted(&sequences), 1e-2);
        }
        trainer.learn(weighted(&sequences));
        let layout = trainer.learner.net().layout.clone();
        let mut tensors = vec![layout.embedding.clone(), layout.norm.clone()];
        for at in &layout.layers {
            let here = [&at.attention, &at.attention_out, &at.gate_up, &at.down, &at.attention_norm, &at.feed_norm];
            tensors.extend(here.into_iter().cloned());
        }
        for tensor in tensors {
            // Along the gradient itself the slope is the gradient's length: one number that sees every weight.
            let gradient = trainer.gradient[tensor.clone()].to_vec();
            let length = gradient.iter().map(|g| f64::from(*g) * f64::from(*g)).sum::<f64>().sqrt();
            let slope = |distance: f64| {
                let loss = |sign: f64| {
                    let mut weights = trainer.learner.net().weights.clone();
                    for (weight, g) in weights[tensor.clone()].iter_mut().zip(&gradient) {
                        *weight += (sign * distance * f64::from(*g) / length) as f32;
                    }
                    judge(&Net::with(&Shape::of(&plan), weights), None, &sequences).nats / 128.0
                };
                (loss(1.0) - loss(-1.0)) / (2.0 * distance)
            };
            let measured = (4.0 * slope(0.01) - slope(0.02)) / 3.0;
            assert!((measured / length - 1.0).abs() < 2e-3, "{tensor:?}: {measured} against {length}");
        }
    }

    /// A shape of another kind than ours, and an adapter beside all its matrices that has learned something already.
    fn beside() -> (Plan, Arc<Net>, Pairs, Checkpoint) {
        let shape = Shape {
            heads: ops::Heads { heads: 4, shared: 2, head: 16 },
            head: crate::Head::Own,
            rotary_base: 5_000.0,
            ..Shape::of(&plan())
        };
        let net = Arc::new(Net::with(&shape, Net::seeded(&shape, 3).weights.iter().map(|w| w * 2.0).collect()));
        let pairs = Pairs::new(&shape, &crate::Projection::ALL, 16);
        let (weights, nothing) = (pairs.seeded(1), vec![0.0; pairs.len]);
        (plan(), net, pairs, Checkpoint { weights, firsts: nothing.clone(), seconds: nothing, steps: 0 })
    }

    fn trainer_beside() -> Trainer {
        let (plan, net, pairs, first) = beside();
        Trainer::resume_beside(&plan, net, pairs, 2.0, first)
    }

    #[test]
    fn the_gradient_of_an_adapter_agrees_with_finite_differences_in_every_pair() {
        let (sequences, mut trainer) = (sequences(6), trainer_beside());
        // What writes starts at zero, and then what reads has no gradient.
        for _ in 0..20 {
            trainer.step(weighted(&sequences), 1e-2);
        }
        trainer.learn(weighted(&sequences));
        let (_, net, pairs, _) = beside();
        let weights = trainer.learner.weights().0.to_vec();
        for tensor in pairs.layers.iter().flatten().flat_map(|pair| [pair.down.clone(), pair.up.clone()]) {
            let gradient = trainer.gradient[tensor.clone()].to_vec();
            let length = gradient.iter().map(|g| f64::from(*g) * f64::from(*g)).sum::<f64>().sqrt();
            assert!(length > 1e-4, "{tensor:?}: {length}");
            let slope = |distance: f64| {
                let loss = |sign: f64| {
                    let mut moved = weights.clone();
                    for (weight, g) in moved[tensor.clone()].iter_mut().zip(&gradient) {
                        *weight += (sign * distance * f64::from(*g) / length) as f32;
                    }
                    judge(&net, Some(&Adapter::with(pairs.clone(), moved, 2.0)), &sequences).nats / 128.0
                };
                (loss(1.0) - loss(-1.0)) / (2.0 * distance)
            };
            let measured = (4.0 * slope(0.01) - slope(0.02)) / 3.0;
            assert!((measured / length - 1.0).abs() < 5e-3, "{tensor:?}: {measured} against {length}");
        }
    }

    #[test]
    fn an_adapter_has_the_same_bits_with_any_threads_and_without_what_weighs_nothing() {
        let sequences = sequences(40);
        let run = |threads: usize, dropped: bool| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| {
                let mut trainer = trainer_beside();
                for _ in 0..3 {
                    let kept = sequences.iter().enumerate().filter(|(at, _)| !(dropped && at % 5 == 2));
                    let scale = |at: usize| if at % 5 == 2 { 0.0 } else { 1.0 / 128.0 };
                    trainer.step(kept.map(|(at, sequence)| Weighted { sequence, scale: scale(at) }), 1e-2);
                }
                trainer.checkpoint()
            })
        };
        let one = run(1, false);
        assert_eq!(run(2, false), one);
        assert_eq!(run(2, true), one);
    }

    #[test]
    fn adapters_beside_each_other_add_what_each_adds_and_as_plain_weights_too() {
        let (sequences, (_, net, pairs, first)) = (sequences(8), beside());
        let learned = |count: usize| {
            let mut trainer = trainer_beside();
            trainer.step(weighted(&sequences[..count]), 1e-2);
            trainer.checkpoint().weights
        };
        let (one, other) = (learned(3), learned(8));
        let together = Pairs::new(&net.shape, &crate::Projection::ALL, 32);
        let both = Adapter::with(together.clone(), pairs.beside(&[one.clone(), other.clone()]), 1.0);
        let mut plain = net.weights.clone();
        for adapter in [&one, &other] {
            pairs.merge(adapter, 1.0, &mut plain, &net.shape, &net.layout);
        }
        let nats = |net: &Net, adapter: Option<&Adapter>| judge(net, adapter, &sequences).nats;
        let (as_adapter, as_weights) = (nats(&net, Some(&both)), nats(&Net::reading(&net.shape, plain), None));
        assert!((as_adapter / as_weights - 1.0).abs() < 1e-6, "{as_adapter} {as_weights}");
        assert!((as_adapter - nats(&net, Some(&Adapter::with(pairs, first.weights, 1.0)))).abs() > 0.1);
    }

    #[test]
    fn a_tiny_set_is_learned_by_heart() {
        let sequences = sequences(4);
        let (first, last) = (run(&sequences, 1).1, run(&sequences, 120).1);
        assert!(first.mean().expect("tokens") > 5.0);
        assert!(last.mean().expect("tokens") < 0.1, "{last:?}");
    }

    #[test]
    fn one_two_and_three_threads_give_the_same_bits() {
        let sequences = sequences(60);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| run(&sequences, 5))
        };
        let one = with(1);
        assert_eq!(with(2), one);
        assert_eq!(with(3), one);
    }

    #[test]
    fn a_sequence_that_weighs_nothing_and_one_that_is_not_there_give_the_same_bits() {
        let sequences = sequences(40);
        let train = |dropped: bool| {
            let mut trainer = Trainer::seeded(&plan());
            for _ in 0..3 {
                let kept = sequences.iter().enumerate().filter(|(at, _)| !(dropped && at % 5 == 2));
                trainer.step(
                    kept.map(|(at, sequence)| Weighted {
                        sequence,
                        scale: if at % 5 == 2 { 0.0 } else { 1.0 / 128.0 },
                    }),
                    1e-2,
                );
            }
            trainer.checkpoint()
        };
        assert_eq!(train(true), train(false));
    }

    #[test]
    fn a_checkpoint_goes_on_as_if_it_had_never_stopped() {
        let sequences = sequences(20);
        let mut straight = Trainer::seeded(&plan());
        straight.step(weighted(&sequences), 1e-2);
        let between = straight.checkpoint();
        straight.step(weighted(&sequences), 1e-2);
        let mut resumed = Trainer::resume(&plan(), between);
        resumed.step(weighted(&sequences), 1e-2);
        assert_eq!(resumed.checkpoint(), straight.checkpoint());
    }

    #[test]
    fn an_empty_step_moves_the_weights_by_their_momentum() {
        let mut trainer = Trainer::seeded(&plan());
        let sequences = sequences(3);
        trainer.step(weighted(&sequences), 1e-2);
        let before = trainer.checkpoint();
        assert_eq!(trainer.step([], 1e-2), Loss::default());
        assert_ne!(trainer.checkpoint().weights, before.weights);
    }

    #[test]
    fn the_reader_gives_the_bits_of_the_whole_pass() {
        let plan = plan();
        let net = Net::seeded(&Shape::of(&plan), plan.seed);
        let sequence: Vec<u32> = (0..20).map(|at| at * 7 % 272).collect();
        let whole = net.logits(&sequence);
        let rows: Vec<&[f32]> = whole.chunks_exact(plan.vocabulary).collect();
        // However much of it is read at once and however much token by token.
        for at_once in 1..sequence.len() {
            let (mut reader, mut logits) = crate::net::Reader::begin(&net, sequence[0], &sequence[1..at_once]);
            for at in at_once..sequence.len() {
                assert_eq!(logits, rows[at - 1], "{at_once} at once, after {at}");
                logits = reader.next(sequence[at]);
            }
            assert_eq!(logits, rows[sequence.len() - 1]);
        }
        let mut nats = 0.0;
        for (pair, row) in sequence.windows(2).zip(rows) {
            let (mut row, mut loss) = (row.to_vec(), [0.0]);
            ops::cross_entropy(&mut row, &mut loss, &pair[1..], &[1.0]);
            nats += loss[0];
        }
        assert_eq!(judge(&net, None, &[sequence]).nats, nats);
    }
}
