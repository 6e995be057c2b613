//! Archives and compressed streams as they are, and whatever shows itself by its structure.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| readings::read_bytes(bytes, &[None]));
