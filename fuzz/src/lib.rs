//! What every fuzz target does with a source. In: bytes that the fuzzer made. Out: nothing; a panic, a broken tally or too much
//! memory is what is looked for. Never: a file left behind.

use intake::{ColumnMap, Declared, Format, Item, Source};
use std::fs;
use std::path::{Path, PathBuf};
use terms::{Kind, Provenance};

/// The file of this process; a memory disk as `TMPDIR` makes it fast.
pub fn file() -> PathBuf {
    std::env::temp_dir().join(format!("grondslag-fuzz-{}", std::process::id()))
}

/// Reads what stands at `path` as `format`, or as what it shows itself to be.
pub fn read(path: &Path, format: Option<Format>) {
    if format.is_none() && intake::recognise(path).is_err() {
        return;
    }
    let mut source = Source::new(path, Provenance::ThirdPartyDataset);
    source.format = format;
    if let Some(Format::Csv | Format::Sqlite | Format::Jsonl) = format {
        source.service = Some("s".to_owned());
        source.declare = Declared { kind: Some(Kind::Post), ..Declared::default() };
        source.map = Some(ColumnMap {
            record_id: "id".to_owned(),
            text: "text".to_owned(),
            account_id: Some("metadata.author".to_owned()).filter(|_| format == Some(Format::Jsonl)),
            created_at: Some("ts".to_owned()),
            table: Some("posts".to_owned()).filter(|_| format == Some(Format::Sqlite)),
            ..ColumnMap::default()
        });
    }
    if format == Some(Format::Documents) {
        source.declare.kind = Some(Kind::Post);
    }
    if format == Some(Format::Irc) {
        source.declare.utc_offset = Some("+01:00".to_owned());
    }
    let mut rejected = 0;
    let outcome = intake::read::<std::convert::Infallible>(&source, &mut |item| {
        match item {
            Item::Post(post) => {
                let text = post.text.expose();
                for embed in &post.embeds {
                    assert!(text.get(embed.start..embed.end).is_some(), "a quote is a span of its text");
                }
                let _ = intake::reading(&post.signals);
            }
            Item::Picture(picture) => {
                let _ = (picture.size(), picture.signals(), picture.stripped(), picture.frame().map(|frame| frame.hash()));
            }
            Item::Rejected(why) => {
                rejected += 1;
                assert!(why.to_string().len() < 2_000, "a reason holds nothing of the record");
            }
            Item::Account(_) | Item::Video(_) | Item::Exported(_) => {}
        }
        Ok(())
    });
    if let Ok(tally) = outcome {
        assert!(tally.adds_up(), "{tally:?}");
        assert_eq!(tally.rejected, rejected);
    }
}

/// Writes the bytes, reads them in each given way, and removes them.
pub fn read_bytes(bytes: &[u8], formats: &[Option<Format>]) {
    let path = file();
    fs::write(&path, bytes).expect("a disk");
    for format in formats {
        read(&path, *format);
    }
    fs::remove_file(&path).expect("a disk");
}

/// The parts of an input; a line `====` ends each but the last.
pub fn split<const N: usize>(bytes: &[u8]) -> [&[u8]; N] {
    let mut rest = bytes;
    std::array::from_fn(|_| {
        let end = rest.windows(6).position(|window| window == b"\n====\n");
        let (part, behind) = end.map_or((rest, &[][..]), |end| (&rest[..end], &rest[end + 6..]));
        rest = behind;
        part
    })
}
