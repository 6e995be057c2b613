//! What the whole room promises: the cases that a lawyer can read, what holds for every text, and what real sets show.

mod art9;
mod canary;
mod cases;
mod gold;
mod met;
mod names;
mod posts;
mod promises;
mod real;
mod training;
