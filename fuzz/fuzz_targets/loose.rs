//! Every format that stands in one file. The first byte chooses it, the rest is the file.
#![no_main]

use intake::Format;
use libfuzzer_sys::fuzz_target;

const FORMATS: &[Format] = &[
    Format::Jsonl,
    Format::Csv,
    Format::Mastodon,
    Format::X,
    Format::Tiktok,
    Format::RedditDump,
    Format::Documents,
    Format::Mbox,
    Format::Irc,
    Format::Bluesky,
    Format::Sqlite,
    Format::Phpbb,
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let format = FORMATS.get(usize::from(*choice) % (FORMATS.len() + 1)).copied();
    readings::read_bytes(rest, &[format]);
});
