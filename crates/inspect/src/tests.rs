//! What the whole room promises.
