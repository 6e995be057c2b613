//! The tensors of an encoder. In: the bytes of `model.safetensors`. Out: matrices and vectors by name, as numbers of single
//! precision or as they are stored. Never: room for more than the file holds, a number that is none, or a tensor that nobody
//! asked for.

use crate::folder::Cause;
use kernels::numbers;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use std::collections::BTreeMap;

/// What a row of small whole numbers is multiplied by stands under the name of its tensor and this.
const SCALE: &str = ".scale";

/// Tensors that a table of positions or types is computed from anew.
const WITHOUT_EFFECT: [&str; 2] = [".embeddings.position_ids", ".embeddings.token_type_ids"];

pub(crate) struct Tensors<'b>(BTreeMap<String, TensorView<'b>>);

/// A matrix as it is stored, whose rows are read one at a time: most rows of an embedding are never asked for.
pub(crate) struct Table {
    bytes: Vec<u8>,
    stored: Stored,
    width: usize,
}

/// How numbers are stored.
enum Stored {
    Single,
    Half,
    Brain,
    /// Whole numbers of a byte, each row with its scale.
    Bytes(Vec<f32>),
}

impl Table {
    /// The numbers of one row; none where there is no such row.
    pub(crate) fn row(&self, row: usize) -> Vec<f32> {
        let length = self.width * self.stored.bytes();
        let bytes = self.bytes.get(row * length..(row + 1) * length).unwrap_or_default();
        match &self.stored {
            Stored::Single => numbers::singles(bytes),
            Stored::Half => numbers::halves(bytes),
            Stored::Brain => numbers::brains(bytes),
            Stored::Bytes(scales) => {
                let scale = scales.get(row).copied().unwrap_or_default();
                bytes.iter().map(|byte| f32::from(byte.cast_signed()) * scale).collect()
            }
        }
    }

    fn rows(&self) -> usize {
        self.bytes.len() / (self.width * self.stored.bytes())
    }
}

impl Stored {
    fn bytes(&self) -> usize {
        match self {
            Self::Single => 4,
            Self::Half | Self::Brain => 2,
            Self::Bytes(_) => 1,
        }
    }
}

impl<'b> Tensors<'b> {
    pub(crate) fn read(bytes: &'b [u8]) -> Result<Self, Cause> {
        let parsed = SafeTensors::deserialize(bytes)
            .map_err(|cause| format!("`model.safetensors` is broken: {cause}; copy it again"))?;
        Ok(Self(parsed.tensors().into_iter().collect()))
    }

    /// A matrix of this shape, as it is stored.
    pub(crate) fn table(&mut self, name: &str, rows: usize, width: usize) -> Result<Table, Cause> {
        self.stored(name, &[rows, width])
    }

    /// A matrix of this shape.
    pub(crate) fn matrix(&mut self, name: &str, rows: usize, width: usize) -> Result<Vec<f32>, Cause> {
        let table = self.table(name, rows, width)?;
        Ok((0..rows).flat_map(|row| table.row(row)).collect())
    }

    pub(crate) fn vector(&mut self, name: &str, length: usize) -> Result<Vec<f32>, Cause> {
        Ok(self.stored(name, &[length])?.row(0))
    }

    fn stored(&mut self, name: &str, shape: &[usize]) -> Result<Table, Cause> {
        let missing =
            || format!("the tensor `{name}` is missing; fine-tune it for sequence classification and save all of it");
        let tensor = self.0.remove(name).ok_or_else(missing)?;
        if tensor.shape() != shape {
            let found = tensor.shape();
            return Err(format!(
                "`{name}` has the shape {found:?} and `config.json` says {shape:?}; take the two that belong together"
            ));
        }
        let stored = match tensor.dtype() {
            Dtype::F32 => Stored::Single,
            Dtype::F16 => Stored::Half,
            Dtype::BF16 => Stored::Brain,
            Dtype::I8 => {
                Stored::Bytes(self.vector(&format!("{name}{SCALE}"), shape.first().copied().unwrap_or_default())?)
            }
            other => {
                return Err(format!("`{name}` is stored as {other:?}; save it as F32, F16, BF16, or I8 with scales"));
            }
        };
        // INVARIANT: a shape of the configuration has a last side, and no side is nothing.
        let width = shape.last().copied().unwrap_or(1).max(1);
        let table = Table { bytes: tensor.data().to_vec(), stored, width };
        // Row by row, so that nothing of a large table is kept twice.
        if (0..table.rows()).all(|row| table.row(row).iter().all(|value| value.is_finite())) {
            return Ok(table);
        }
        Err(format!("`{name}` holds something that is no number; train it again"))
    }

    /// Refuses what is left.
    pub(crate) fn all_are_read(self) -> Result<(), Cause> {
        let left = self.0.into_keys().find(|name| !WITHOUT_EFFECT.iter().any(|ending| name.ends_with(ending)));
        left.map_or(Ok(()), |name| Err(format!("the tensor `{name}` is not known; save the model without it")))
    }
}
