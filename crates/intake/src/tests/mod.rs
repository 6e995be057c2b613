//! What intake promises, on the real samples, on broken inputs, and on arbitrary bytes.
