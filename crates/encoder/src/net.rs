//! The net of an encoder. In: pieces of tokens. Out: for each piece what it makes of each label. Never: a product whose sums
//! depend on what else is read beside it.

use crate::config::{Activation, Family, Shape};
use crate::folder::Cause;
use crate::ops::{self, Heads, Norm, Scratch};
use crate::tensors::{Table, Tensors};
use kernels::gemm::{self, COLS, Left, Right};

/// A matrix with a bias; its columns are filled up to whole panels.
struct Linear {
    weights: Right,
    bias: Vec<f32>,
    depth: usize,
}

impl Linear {
    /// From a `columns x depth` matrix.
    fn new(mut matrix: Vec<f32>, mut bias: Vec<f32>, depth: usize) -> Self {
        let columns = bias.len().next_multiple_of(COLS);
        matrix.resize(columns * depth, 0.0);
        bias.resize(columns, 0.0);
        let mut weights = Right::new();
        gemm::right_of_columns(&mut weights, &matrix, depth);
        Self { weights, bias, depth }
    }

    /// The product with these rows, without the bias.
    fn product(&self, rows: &[f32], left: &mut Left) -> Vec<f32> {
        gemm::left_of_rows(left, rows, self.depth);
        let mut out = vec![0.0; rows.len() / self.depth * self.bias.len()];
        gemm::product(&mut out, left, &self.weights, self.depth);
        out
    }

    fn biased(&self, rows: &[f32], left: &mut Left) -> Vec<f32> {
        let mut out = self.product(rows, left);
        ops::biased(&mut out, &self.bias);
        out
    }
}

struct Layer {
    /// Queries, keys and values side by side.
    asked: Linear,
    mixed: Linear,
    mixed_norm: Norm,
    wide: Linear,
    narrow: Linear,
    narrow_norm: Norm,
}

/// What comes between the first token of a piece and its labels.
#[derive(Clone, Copy)]
enum Bend {
    Tanh,
    Relu,
}

pub(crate) struct Net {
    shape: Shape,
    tokens: Table,
    /// For each position what is added to a token, the first type of text with it.
    places: Vec<Vec<f32>>,
    norm: Norm,
    layers: Vec<Layer>,
    first: Linear,
    bend: Bend,
    last: Linear,
    labels: usize,
}

/// What a family calls its tensors.
struct Names {
    prefix: &'static str,
    layer: &'static str,
    /// Queries, keys, values, and what mixes the heads.
    attention: [&'static str; 4],
    attention_norm: &'static str,
    wide: &'static str,
    narrow: &'static str,
    narrow_norm: &'static str,
    first: &'static str,
    last: &'static str,
}

impl Names {
    fn of(family: Family) -> Self {
        let bert = Self {
            prefix: "bert",
            layer: "encoder.layer",
            attention: ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"],
            attention_norm: "attention.output.LayerNorm",
            wide: "intermediate.dense",
            narrow: "output.dense",
            narrow_norm: "output.LayerNorm",
            first: "bert.pooler.dense",
            last: "classifier",
        };
        match family {
            Family::Bert => bert,
            Family::Roberta => {
                Self { prefix: "roberta", first: "classifier.dense", last: "classifier.out_proj", ..bert }
            }
            Family::DistilBert => Self {
                prefix: "distilbert",
                layer: "transformer.layer",
                attention: ["attention.q_lin", "attention.k_lin", "attention.v_lin", "attention.out_lin"],
                attention_norm: "sa_layer_norm",
                wide: "ffn.lin1",
                narrow: "ffn.lin2",
                narrow_norm: "output_layer_norm",
                first: "pre_classifier",
                last: "classifier",
            },
        }
    }
}

impl Net {
    pub(crate) fn read(shape: Shape, labels: usize, mut tensors: Tensors<'_>) -> Result<Self, Cause> {
        let names = Names::of(shape.family);
        let (prefix, width) = (names.prefix, shape.width);
        let linear = |tensors: &mut Tensors<'_>, name: &str, columns: usize, depth: usize| {
            let matrix = tensors.matrix(&format!("{name}.weight"), columns, depth)?;
            Ok::<_, Cause>((matrix, tensors.vector(&format!("{name}.bias"), columns)?))
        };
        let one = |tensors: &mut Tensors<'_>, name: &str, columns: usize, depth: usize| {
            let (matrix, bias) = linear(tensors, name, columns, depth)?;
            Ok::<_, Cause>(Linear::new(matrix, bias, depth))
        };
        let norm = |tensors: &mut Tensors<'_>, name: &str| {
            let weight = tensors.vector(&format!("{name}.weight"), width)?;
            let bias = tensors.vector(&format!("{name}.bias"), width)?;
            Ok::<_, Cause>(Norm { weight, bias, epsilon: shape.epsilon })
        };
        let embeddings = format!("{prefix}.embeddings");
        let tokens = tensors.table(&format!("{embeddings}.word_embeddings.weight"), shape.vocabulary, width)?;
        let places = places(&mut tensors, &embeddings, &shape)?;
        let embedding_norm = norm(&mut tensors, &format!("{embeddings}.LayerNorm"))?;
        let mut layers = Vec::new();
        for number in 0..shape.layers {
            let layer = |name: &str| format!("{prefix}.{}.{number}.{name}", names.layer);
            let [query, key, value, mixed] = names.attention.map(layer);
            let (mut asked, mut bias) = linear(&mut tensors, &query, width, width)?;
            for name in [key, value] {
                let (matrix, more) = linear(&mut tensors, &name, width, width)?;
                asked.extend(matrix);
                bias.extend(more);
            }
            layers.push(Layer {
                asked: Linear::new(asked, bias, width),
                mixed: one(&mut tensors, &mixed, width, width)?,
                mixed_norm: norm(&mut tensors, &layer(names.attention_norm))?,
                wide: one(&mut tensors, &layer(names.wide), shape.feed_forward, width)?,
                narrow: one(&mut tensors, &layer(names.narrow), width, shape.feed_forward)?,
                narrow_norm: norm(&mut tensors, &layer(names.narrow_norm))?,
            });
        }
        let first = one(&mut tensors, names.first, width, width)?;
        let last = one(&mut tensors, names.last, labels, width)?;
        tensors.all_are_read()?;
        let bend = if shape.family == Family::DistilBert { Bend::Relu } else { Bend::Tanh };
        Ok(Self { shape, tokens, places, norm: embedding_norm, layers, first, bend, last, labels })
    }

    /// What the labels of each piece come to. A piece has no more tokens than there are positions, and none that the
    /// vocabulary does not have.
    pub(crate) fn logits(&self, pieces: &[Vec<u32>]) -> Vec<Vec<f32>> {
        let (mut rows, mut left, mut scratch) = (self.embedded(pieces), Left::new(), Scratch::default());
        for (number, layer) in self.layers.iter().enumerate() {
            let asked = layer.asked.biased(&rows, &mut left);
            // Of the last layer nobody asks for more than the first token of each piece.
            let answers = if number + 1 < self.layers.len() { usize::MAX } else { 1 };
            let mixed = self.attend(&asked, pieces, answers, &mut scratch);
            if answers == 1 {
                rows = firsts(&rows, pieces, self.shape.width);
            }
            let mixed = layer.mixed.biased(&mixed, &mut left);
            ops::add_and_norm(&mut rows, &mixed, &layer.mixed_norm);
            let mut wide = layer.wide.product(&rows, &mut left);
            match self.shape.activation {
                Activation::Gelu => ops::biased_gelu(&mut wide, &layer.wide.bias),
                Activation::GeluTanh => ops::biased_gelu_tanh(&mut wide, &layer.wide.bias),
                Activation::Relu => ops::biased_relu(&mut wide, &layer.wide.bias),
            }
            let narrow = layer.narrow.biased(&wide, &mut left);
            ops::add_and_norm(&mut rows, &narrow, &layer.narrow_norm);
        }
        let mut bent = self.first.product(&rows, &mut left);
        match self.bend {
            Bend::Tanh => ops::biased_tanh(&mut bent, &self.first.bias),
            Bend::Relu => ops::biased_relu(&mut bent, &self.first.bias),
        }
        let last = self.last.biased(&bent, &mut left);
        last.chunks_exact(self.last.bias.len()).map(|row| row.iter().take(self.labels).copied().collect()).collect()
    }

    /// A row for each token: what it is and where it stands.
    fn embedded(&self, pieces: &[Vec<u32>]) -> Vec<f32> {
        let (mut rows, mut added) = (Vec::new(), Vec::new());
        for piece in pieces {
            for (token, place) in piece.iter().zip(&self.places) {
                // A token is below a usize.
                rows.extend(self.tokens.row(*token as usize));
                added.extend_from_slice(place);
            }
        }
        ops::add_and_norm(&mut rows, &added, &self.norm);
        rows
    }

    /// What so many tokens of each piece are told by all of it, or all of them where there are fewer.
    fn attend(&self, asked: &[f32], pieces: &[Vec<u32>], answers: usize, scratch: &mut Scratch) -> Vec<f32> {
        let Shape { width, heads, .. } = self.shape;
        let rows: usize = pieces.iter().map(|piece| piece.len().min(answers)).sum();
        let mut mixed = vec![0.0; rows * width];
        let (mut asked, mut rest) = (asked, mixed.as_mut_slice());
        for piece in pieces {
            let (of_piece, behind) = asked.split_at(piece.len() * 3 * width);
            let (out, open) = rest.split_at_mut(piece.len().min(answers) * width);
            ops::attend(out, of_piece, Heads { heads, head: width / heads }, scratch);
            (asked, rest) = (behind, open);
        }
        mixed
    }
}

/// The first row of each piece.
fn firsts(rows: &[f32], pieces: &[Vec<u32>], width: usize) -> Vec<f32> {
    let mut firsts = Vec::with_capacity(pieces.len() * width);
    let mut start = 0;
    for piece in pieces {
        firsts.extend_from_slice(rows.get(start..start + width).unwrap_or_default());
        start += piece.len() * width;
    }
    firsts
}

/// What is added to a token at each place.
fn places(tensors: &mut Tensors<'_>, embeddings: &str, shape: &Shape) -> Result<Vec<Vec<f32>>, Cause> {
    let (count, width) = (shape.first_position + shape.context, shape.width);
    let positions = tensors.table(&format!("{embeddings}.position_embeddings.weight"), count, width)?;
    let mut places: Vec<Vec<f32>> = (shape.first_position..count).map(|at| positions.row(at)).collect();
    if shape.types > 0 {
        let types = tensors.table(&format!("{embeddings}.token_type_embeddings.weight"), shape.types, width)?;
        let first = types.row(0);
        for place in &mut places {
            place.iter_mut().zip(&first).for_each(|(value, kind)| *value += kind);
        }
    }
    Ok(places)
}
