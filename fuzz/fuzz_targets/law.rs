//! Lines of `decide --facts`, and the register of purposes. Facts that can be read are decided.
#![no_main]

use law::register::Register;
use law::{Facts, Law};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

static LAW: OnceLock<Law> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    if choice % 4 == 1 {
        let _ = std::str::from_utf8(rest).map(Register::parse);
        return;
    }
    if let Ok((_, facts)) = Facts::from_bytes(rest) {
        let law = LAW.get_or_init(|| Law::embedded().expect("the embedded law holds"));
        assert_eq!(law.decide(&facts), law.decide(&facts), "a decision is a function of its facts");
    }
});
