//! The law against its text: cases, scenarios, mutants, a second reading of the rules, and properties.

mod cases;
mod clerk;
mod facts;
mod invariants;
mod loading;
mod malformed;
mod mutants;
mod naive;
mod random;
mod scenarios;
mod support;
mod text;
