//! The parts of a block that are not matrix products: norms, rotary positions, attention, the gated unit, the loss, the
//! optimiser. In: slices of rows. Out: slices of rows, with every sum in an order that depends on lengths only. Never:
//! anything that one document learns from another.
#![expect(clippy::indexing_slicing, reason = "kernels: every length is fixed by the shape that the caller allocates")]

use kernels::kernel;
use kernels::math::exp;
use kernels::rows::{Column, LANES, add_all, columns_of, dot, fold, products, softmax, squares};

kernel! {
    /// `out += x`.
    pub(crate) fn add<'a>(out: &'a mut [f32], x: &'a [f32]) {
        for (out, x) in out.iter_mut().zip(x) {
            *out += x;
        }
    }
}

/// The mean of some vectors of one length, summed in their order; `None` of none.
pub(crate) fn mean<E>(vectors: impl IntoIterator<Item = Result<Vec<f32>, E>>) -> Result<Option<Vec<f32>>, E> {
    let (mut sum, mut count) = (Vec::new(), 0_usize);
    for vector in vectors {
        let vector = vector?;
        sum.resize(vector.len(), 0.0);
        add(&mut sum, &vector);
        count += 1;
    }
    let share = 1.0 / count as f32;
    sum.iter_mut().for_each(|value| *value *= share);
    Ok((count > 0).then_some(sum))
}

kernel! {
    /// RMSNorm: `out = x * inverse * weight` with `inverse = 1 / sqrt(mean(x^2) + epsilon)` for each row.
    pub(crate) fn norm<'a>(out: &'a mut [f32], inverses: &'a mut [f32], x: &'a [f32], weight: &'a [f32], epsilon: f64) {
        let width = weight.len();
        for ((out, inverse), x) in out.chunks_exact_mut(width).zip(inverses).zip(x.chunks_exact(width)) {
            // Single precision would lose the others beside one that dwarfs them, and what is lost here the whole row is off.
            *inverse = (1.0 / (squares(x) / width as f64 + epsilon).sqrt()) as f32;
            for ((out, x), weight) in out.iter_mut().zip(x).zip(weight) {
                *out = x * *inverse * weight;
            }
        }
    }
}

/// What the gradient of a norm starts from.
pub(crate) struct NormAt<'a> {
    pub(crate) x: &'a [f32],
    pub(crate) inverses: &'a [f32],
    pub(crate) weight: &'a [f32],
}

kernel! {
    /// Gradient of the norm: adds to `dx`, and leaves in `dy` each row's share of the gradient of the weight.
    pub(crate) fn norm_gradient<'a>(dx: &'a mut [f32], dy: &'a mut [f32], at: NormAt<'a>) {
        let width = at.weight.len();
        let rows = dx.chunks_exact_mut(width).zip(dy.chunks_exact_mut(width));
        for (((dx, dy), x), inverse) in rows.zip(at.x.chunks_exact(width)).zip(at.inverses) {
            let mut lanes = [0.0; LANES];
            let (dy_lanes, _) = dy.as_chunks::<LANES>();
            let ((x_lanes, _), (weight_lanes, _)) = (x.as_chunks::<LANES>(), at.weight.as_chunks::<LANES>());
            for ((dy, x), weight) in dy_lanes.iter().zip(x_lanes).zip(weight_lanes) {
                for lane in 0..LANES {
                    lanes[lane] += dy[lane] * weight[lane] * x[lane];
                }
            }
            let pull = fold(lanes) * inverse * inverse * inverse / width as f32;
            for (((dx, dy), x), weight) in dx.iter_mut().zip(dy).zip(x).zip(at.weight) {
                *dx += *dy * weight * inverse - x * pull;
                *dy = *dy * x * inverse;
            }
        }
    }
}

kernel! {
    /// The gated unit: `out = silu(gate) * up`, where a row of `gate_up` is the gates and then the ups.
    pub(crate) fn gated<'a>(out: &'a mut [f32], gate_up: &'a [f32], width: usize) {
        for (out, row) in out.chunks_exact_mut(width).zip(gate_up.chunks_exact(2 * width)) {
            let (gate, up) = row.split_at(width);
            for ((out, gate), up) in out.iter_mut().zip(gate).zip(up) {
                *out = gate / (1.0 + exp(-gate)) * up;
            }
        }
    }
}

kernel! {
    /// Gradient of the gated unit.
    pub(crate) fn gated_gradient<'a>(d_gate_up: &'a mut [f32], dy: &'a [f32], gate_up: &'a [f32], width: usize) {
        let rows = d_gate_up.chunks_exact_mut(2 * width).zip(gate_up.chunks_exact(2 * width));
        for ((d_row, row), dy) in rows.zip(dy.chunks_exact(width)) {
            let ((d_gate, d_up), (gate, up)) = (d_row.split_at_mut(width), row.split_at(width));
            for ((((d_gate, d_up), gate), up), dy) in d_gate.iter_mut().zip(d_up).zip(gate).zip(up).zip(dy) {
                let open = 1.0 / (1.0 + exp(-gate));
                *d_up = dy * gate * open;
                *d_gate = dy * up * open * (1.0 + gate * (1.0 - open));
            }
        }
    }
}

/// Cosines and sines of every position, `[position][half a head]`, as Llama rotates them.
#[derive(Debug)]
pub(crate) struct Rotary {
    cosines: Vec<f32>,
    sines: Vec<f32>,
    half: usize,
    // Queries and keys of a row, which are turned; the values after them are not.
    turned: usize,
}

impl Rotary {
    pub(crate) fn new(context: usize, base: f64, heads: Heads) -> Self {
        let (head, half) = (heads.head, heads.head / 2);
        let mut table = Self { cosines: Vec::new(), sines: Vec::new(), half, turned: heads.width() + heads.narrow() };
        for position in 0..context {
            for pair in 0..half {
                // In single precision, as `transformers` has them: a model learned by these, and exact ones are others, the
                // further the more.
                let frequency = 1.0 / kernels::math::pow(base, 2.0 * pair as f64 / head as f64) as f32;
                let angle = position as f32 * frequency;
                let (sine, cosine) = kernels::math::sin_cos(f64::from(angle));
                table.cosines.push(cosine as f32);
                table.sines.push(sine as f32);
            }
        }
        table
    }

    /// Rotates queries and keys of one row of queries, keys and values.
    pub(crate) fn turn(&self, row: &mut [f32], position: usize) {
        self.rotate(row, position, 1.0);
    }

    /// The gradient of [`Self::turn`]: the same by the opposite angle.
    pub(crate) fn turn_back(&self, row: &mut [f32], position: usize) {
        self.rotate(row, position, -1.0);
    }

    fn rotate(&self, row: &mut [f32], position: usize, sign: f32) {
        rotate_pairs(
            &mut row[..self.turned],
            &self.cosines[position * self.half..][..self.half],
            &self.sines[position * self.half..][..self.half],
            sign,
        );
    }
}

kernel! {
    pub(crate) fn rotate_pairs<'a>(row: &'a mut [f32], cosines: &'a [f32], sines: &'a [f32], sign: f32) {
        let half = cosines.len();
        for head in row.chunks_exact_mut(2 * half) {
            let (firsts, seconds) = head.split_at_mut(half);
            for (((first, second), cosine), sine) in firsts.iter_mut().zip(seconds).zip(cosines).zip(sines) {
                let (a, b, sine) = (*first, *second, sign * sine);
                *first = a * cosine - b * sine;
                *second = b * cosine + a * sine;
            }
        }
    }
}

/// The shape of attention over the rows of one document. A row holds the queries of all heads, then the keys, then the
/// values; where there are fewer keys than queries, neighbouring heads share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heads {
    pub(crate) heads: usize,
    /// Keys and values; divides `heads`.
    pub(crate) shared: usize,
    pub(crate) head: usize,
}

impl Heads {
    /// Width of all queries.
    pub(crate) fn width(self) -> usize {
        self.heads * self.head
    }

    /// Width of all keys, and of all values.
    pub(crate) fn narrow(self) -> usize {
        self.shared * self.head
    }

    /// Width of a row.
    pub(crate) fn row(self) -> usize {
        self.width() + 2 * self.narrow()
    }

    /// Where the query, the key and the value of a head start in a row.
    #[inline(always)]
    fn parts(self, head: usize) -> [usize; 3] {
        let shared = head / (self.heads / self.shared);
        [head * self.head, self.width() + shared * self.head, self.width() + self.narrow() + shared * self.head]
    }
}

/// The probabilities that one document keeps for its gradient: a triangle for each head.
pub(crate) fn probabilities_len(heads: usize, tokens: usize) -> usize {
    heads * tokens * (tokens + 1) / 2
}

kernel! {
    /// Causal attention of the last `out` rows of a document over all rows up to each. `rows` holds queries, keys and
    /// values; `kept` takes the probabilities.
    pub(crate) fn attend<'a>(out: &'a mut [f32], kept: &'a mut [f32], rows: &'a [f32], shape: Heads) {
        let (width, stride, length) = (shape.width(), shape.row(), shape.head);
        let tokens = rows.len() / stride;
        let first = tokens - out.len() / width;
        let scale = 1.0 / (length as f32).sqrt();
        // Of one row, turning all keys into columns would cost more than it saves.
        let (mut keys, at_once) = (Vec::new(), tokens - first >= LANES);
        let mut offset = 0;
        out.fill(0.0);
        for head in 0..shape.heads {
            let [q, k, v] = shape.parts(head);
            if at_once {
                columns_of(&mut keys, rows, stride, k, length);
            }
            for token in first..tokens {
                let query = &rows[token * stride + q..][..length];
                let scores = &mut kept[offset..offset + token + 1];
                offset += token + 1;
                if at_once {
                    products(scores, query, &keys);
                } else {
                    for (score, row) in scores.iter_mut().zip(rows.chunks_exact(stride)) {
                        *score = dot(query, &row[k..k + length]);
                    }
                }
                for score in scores.iter_mut() {
                    *score *= scale;
                }
                softmax(scores);
                let out = &mut out[(token - first) * width + head * length..][..length];
                let values = rows.chunks_exact(stride).map(|row| &row[v..v + length]);
                add_all::<32>(out, scores.iter().copied().zip(values));
            }
        }
    }
}

/// What the gradient of attention works in.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    values: Vec<Column>,
    /// The gradient of the scores: a triangle like that of the probabilities.
    d_scores: Vec<f32>,
}

/// Where the triangle of one head holds the row of a token.
#[inline(always)]
fn row_of(token: usize) -> usize {
    token * (token + 1) / 2
}

kernel! {
    /// Gradient of causal attention over a whole document: sets `d_rows`.
    pub(crate) fn attend_gradient<'a>(
        d_rows: &'a mut [f32],
        dy: &'a [f32],
        rows: &'a [f32],
        kept: &'a [f32],
        shape: Heads,
        scratch: &'a mut Scratch,
    ) {
        let (width, stride, length) = (shape.width(), shape.row(), shape.head);
        let tokens = rows.len() / stride;
        let scale = 1.0 / (length as f32).sqrt();
        let Scratch { values, d_scores } = scratch;
        d_rows.fill(0.0);
        d_scores.clear();
        d_scores.resize(row_of(tokens), 0.0);
        for head in 0..shape.heads {
            let [q, k, v] = shape.parts(head);
            let probabilities = &kept[head * row_of(tokens)..][..row_of(tokens)];
            columns_of(values, rows, stride, v, length);
            for token in 0..tokens {
                let probabilities = &probabilities[row_of(token)..][..token + 1];
                let d_scores = &mut d_scores[row_of(token)..][..token + 1];
                products(d_scores, &dy[token * width + head * length..][..length], values);
                let mean = dot(d_scores, probabilities);
                for (d_score, probability) in d_scores.iter_mut().zip(probabilities) {
                    *d_score = probability * (*d_score - mean) * scale;
                }
                let keys = rows.chunks_exact(stride).map(|row| &row[k..k + length]);
                let d_query = &mut d_rows[token * stride + q..][..length];
                add_all::<32>(d_query, d_scores.iter().copied().zip(keys));
            }
            // Each key and value over the tokens that looked at it, in their order.
            for (at, d_row) in d_rows.chunks_exact_mut(stride).enumerate() {
                let later = (at..tokens).zip(rows.chunks_exact(stride).skip(at));
                let queries = later.map(|(token, row)| (d_scores[row_of(token) + at], &row[q..q + length]));
                add_all::<32>(&mut d_row[k..k + length], queries);
                let later = (at..tokens).zip(dy.chunks_exact(width).skip(at));
                let outs = later.map(|(token, dy)| {
                    (probabilities[row_of(token) + at], &dy[head * length..(head + 1) * length])
                });
                add_all::<32>(&mut d_row[v..v + length], outs);
            }
        }
    }
}

kernel! {
    /// Turns rows of logits into the gradient of the scaled cross-entropy, and notes the loss of each row in nats.
    pub(crate) fn cross_entropy<'a>(logits: &'a mut [f32], losses: &'a mut [f64], targets: &'a [u32], scales: &'a [f32]) {
        let vocabulary = logits.len() / targets.len().max(1);
        let rows = logits.chunks_exact_mut(vocabulary.max(1)).zip(losses);
        for (((row, loss), target), scale) in rows.zip(targets).zip(scales) {
            // A token is below the vocabulary, so the cast loses nothing.
            let target = *target as usize;
            let chosen = row[target];
            let (most, total) = softmax(row);
            *loss = kernels::math::ln(f64::from(total)) + f64::from(most) - f64::from(chosen);
            row[target] -= 1.0;
            for value in row.iter_mut() {
                *value *= scale;
            }
        }
    }
}

/// The constants of one step of AdamW.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Adam {
    pub(crate) rate: f32,
    pub(crate) beta1: f32,
    pub(crate) beta2: f32,
    pub(crate) correction1: f32,
    pub(crate) correction2: f32,
    pub(crate) decay: f32,
}

kernel! {
    /// One step of AdamW.
    pub(crate) fn adam<'a>(
        weights: &'a mut [f32],
        firsts: &'a mut [f32],
        seconds: &'a mut [f32],
        gradients: &'a [f32],
        constants: Adam,
    ) {
        // Moments of rows that no step touches fade towards zero; they reach it here, before they get denormal, because
        // denormal arithmetic is slow on some processors.
        const NOTHING: f32 = 1e-30;
        let Adam { rate, beta1, beta2, correction1, correction2, decay } = constants;
        let moments = firsts.iter_mut().zip(seconds);
        for ((weight, (first, second)), gradient) in weights.iter_mut().zip(moments).zip(gradients) {
            let m = beta1 * *first + (1.0 - beta1) * gradient;
            let v = beta2 * *second + (1.0 - beta2) * (gradient * gradient);
            let m = if m.abs() < NOTHING { 0.0 } else { m };
            let v = if v < NOTHING { 0.0 } else { v };
            *first = m;
            *second = v;
            *weight -= rate * (m * correction1 / ((v * correction2).sqrt() + 1e-8) + decay * *weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_are_those_of_transformers_also_far_into_a_text() {
        let table = Rotary::new(8192, 100_000.0, Heads { heads: 1, shared: 1, head: 64 });
        // Position, pair, cosine and sine, as transformers 5.24.0 has them; exact angles would differ in the
        // last two by 1e-5 and more.
        for (position, pair, cosine, sine) in [
            (199, 1, 0.803_163_8, 0.595_758_26),
            (199, 7, -0.946_593_34, -0.322_429_96),
            (8191, 0, -0.646_390_5, -0.763_006_8),
            (8191, 1, -0.196_372_91, -0.980_529_3),
            (8191, 7, 0.945_766_45, 0.324_847_4),
        ] {
            let at = position * table.half + pair;
            let off = (table.cosines[at] - cosine).abs().max((table.sines[at] - sine).abs());
            assert!(off < 1.2e-7, "{position}, {pair}: {} and {}", table.cosines[at], table.sines[at]);
        }
    }
}
