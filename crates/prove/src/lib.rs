//! Proofs about the law itself.
