//! Arithmetic with the same bits on every machine. In: numbers. Out: products, sums and elementary functions of them, each
//! in one order and by operations that IEEE 754 defines exactly. Never: a result that depends on the processor, on the number
//! of threads or on what else is computed beside it.
//!
//! What trains a model and what hears a text by one both stand on this, so that the bytes of a model, and what is found in a
//! text, are the same on a laptop and in a cluster.

pub mod gemm;
pub mod math;
pub mod numbers;
pub mod rows;

#[doc(hidden)]
pub use pulp::NullaryFnOnce;
