//! The law against its text: cases, scenarios, mutants, a second reading of the rules, and properties.

mod support;
