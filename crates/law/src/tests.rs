//! The law against its text: cases, scenarios, mutants, a second reading of the rules, and properties.

mod cases;
mod choices;
mod clerk;
mod differ;
mod exchange;
mod facts;
mod invariants;
mod loading;
mod malformed;
mod mutants;
mod naive;
mod own_cases;
mod purposes;
mod random;
mod register;
mod scenarios;
mod support;
mod text;
mod turns;
