//! The text of a post and the bytes of a picture, as room 3 inspects them.
#![no_main]

use inspect::{Inspector, Passage, inspect_picture};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

static INSPECTOR: OnceLock<Inspector> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    if choice % 4 == 1 {
        let _ = inspect_picture(rest);
        return;
    }
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let inspector = INSPECTOR.get_or_init(|| Inspector::new(&[]).with_second_look());
    let inspection = inspector.inspect(&Passage::of(text));
    for finding in &inspection.findings {
        let span = finding.span();
        assert!(text.get(span.start..span.end).is_some(), "a finding is a span of its text");
    }
});
