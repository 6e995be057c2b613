//! Input that is made to exhaust memory, to reach other files, or to be misread: each gives an error or a rejection, and the
//! memory that it took is measured. One test, because memory is the process's, and other tests would be in the figure.
#![expect(clippy::indexing_slicing, reason = "a test that reaches beyond its own bytes fails, as it should")]
#![expect(
    clippy::disallowed_methods,
    reason = "the bombs are files of the test's own, and the system tells the memory"
)]

use intake::{ColumnMap, Declared, Format, Item, Picture, Seen, Source, recognise};
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use terms::{Kind, Provenance};

/// What reading gave: how many records, or the error.
type Outcome = Result<(u64, u64), String>;

fn read(source: &Source) -> Outcome {
    let tally = intake::read::<std::convert::Infallible>(source, &mut |item| {
        if let Item::Picture(picture) = &item {
            let _ = (picture.stripped(), picture.frame());
        }
        Ok(())
    });
    tally.map(|tally| (tally.accepted, tally.rejected)).map_err(|cause| cause.to_string())
}

fn of(format: Option<Format>, path: &Path) -> Source {
    let mut source = Source::new(path, Provenance::ThirdPartyDataset);
    source.format = format;
    if let Some(Format::Jsonl | Format::Csv) = format {
        source.service = Some("s".to_owned());
        source.map = Some(ColumnMap { record_id: "id".to_owned(), text: "text".to_owned(), ..ColumnMap::default() });
        source.declare = Declared { kind: Some(Kind::Post), ..Declared::default() };
    }
    source
}

/// Megabytes that the process has now, and the most that it had since [`forget_peak`].
fn memory() -> (u64, u64) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.split_ascii_whitespace().next().and_then(|number| number.parse::<u64>().ok()).unwrap_or_default() / 1024
    };
    (field("VmRSS:"), field("VmHWM:"))
}

fn forget_peak() {
    // Where the system does not allow it the peak is that of all cases so far, which is only stricter.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

struct Bench {
    folder: PathBuf,
}

impl Bench {
    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.join(name);
        fs::write(&path, bytes).expect("a disk");
        path
    }

    /// Reads as a format, or as what it shows itself to be, within so many megabytes.
    #[track_caller]
    fn check(
        &self,
        what: &str,
        format: Option<Format>,
        bytes: &[u8],
        megabytes_max: u64,
        expected: &dyn Fn(&Outcome) -> bool,
    ) {
        let path = self.write("hostile", bytes);
        let (before, _) = memory();
        forget_peak();
        let outcome = if format.is_none() && recognise(&path).is_err() {
            Err(recognise(&path).expect_err("checked").to_string())
        } else {
            read(&of(format, &path))
        };
        let taken = memory().1.saturating_sub(before);
        println!("{what}: {} bytes on disk, {taken} MB of memory, {outcome:?}", bytes.len());
        assert!(expected(&outcome), "{what}: {outcome:?}");
        assert!(taken <= megabytes_max, "{what}: {taken} MB");
    }
}

fn fails(words: &'static str) -> impl Fn(&Outcome) -> bool {
    move |outcome| outcome.as_ref().is_err_and(|cause| cause.contains(words))
}

fn gives(accepted: u64, rejected: u64) -> impl Fn(&Outcome) -> bool {
    move |outcome| *outcome == Ok((accepted, rejected))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

/// A zip with so many more names for its first member as `names` gives, each of the same bytes on disk.
fn overlapping(content: &[u8], names: &[String]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(names[0].as_str(), zip::write::SimpleFileOptions::default()).expect("in memory");
    archive.write_all(content).expect("in memory");
    let whole = archive.finish().expect("in memory").into_inner();
    let at = whole.windows(4).position(|window| window == b"PK\x01\x02").expect("a list of members");
    let end = whole.windows(4).position(|window| window == b"PK\x05\x06").expect("an end");
    let (head, entry) = (&whole[..at], &whole[at..end]);
    let mut out = head.to_vec();
    for name in names {
        let mut entry = entry[..46].to_vec();
        entry[28..30].copy_from_slice(&u16::try_from(name.len()).expect("short").to_le_bytes());
        entry[30..34].copy_from_slice(&[0; 4]);
        out.extend(entry);
        out.extend(name.as_bytes());
    }
    let size = u32::try_from(out.len() - at).expect("small");
    let count = u16::try_from(names.len()).expect("few");
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend(size.to_le_bytes());
    out.extend(u32::try_from(at).expect("small").to_le_bytes());
    out.extend([0, 0]);
    out
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("in memory");
        archive.write_all(bytes).expect("in memory");
    }
    archive.finish().expect("in memory").into_inner()
}

#[test]
fn hostile_input_is_refused_in_bounded_memory() {
    let folder = std::env::temp_dir().join(format!("grondslag-hostile-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a disk");
    let bench = Bench { folder };
    identifiers();
    bombs(&bench);
    archives(&bench);
    long_lines(&bench);
    encodings(&bench);
    pictures();
    fs::remove_dir_all(&bench.folder).expect("a disk");
}

/// Four million identifiers take no more memory than one million, and none is taken for new twice.
fn identifiers() {
    let half = |number: u64, salt: u64| {
        let mixed = (number ^ salt).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u128::from(mixed ^ (mixed >> 31))
    };
    let fingerprint = |number: u64| half(number, 0) << 64 | half(number, 0x5555);
    let mut seen = Seen::default();
    let mut insert = |number| seen.insert(fingerprint(number)).expect("a disk");
    assert!((0..1_000_000).all(&mut insert), "each is new");
    let (before, _) = memory();
    forget_peak();
    assert!((1_000_000..4_000_000).all(&mut insert), "each is new");
    let more = memory().1.saturating_sub(before);
    println!("identifiers: {before} MB with one million, {more} MB more with four");
    assert!(more <= 16, "{more} MB");
    assert!(!(0..4_000_000).step_by(1_001).any(&mut insert), "each was seen");
}

/// A gigabyte in a megabyte: streams of several parts, each of which is 16 megabytes of zeros or spaces.
fn bombs(bench: &Bench) {
    let zeros = vec![b' '; 16 << 20];
    let gz = gzip(&zeros).repeat(64);
    bench.check("gzip bomb", Some(Format::Jsonl), &gz, 64, &fails("goes over the limit"));
    let zst = zstd::encode_all(&zeros[..], 3).expect("in memory").repeat(64);
    bench.check("zstd bomb", Some(Format::Jsonl), &zst, 64, &fails("goes over the limit"));
    let mut header = tar::Header::new_ustar();
    header.set_size(1 << 30);
    header.set_path("outbox.json").expect("short");
    header.set_cksum();
    let tar = [gzip(header.as_bytes()), gz].concat();
    bench.check("tar bomb", None, &tar, 64, &fails("goes over the limit"));
    let tweets = [b"window.YTD.tweets.part0 = [".as_slice(), &zeros].concat();
    let member = [tweets.as_slice(), &vec![b' '; 200 << 20]].concat();
    bench.check("zip bomb", None, &zip(&[("data/tweets.js", &member)]), 64, &fails("goes over the limit"));
    let names: Vec<String> = std::iter::once("data/tweets.js".to_owned())
        .chain((1..1000).map(|part| format!("data/tweets-part{part}.js")))
        .collect();
    let empty = [b"window.YTD.tweets.part0 = [".as_slice(), &vec![b' '; 4 << 20], b"]"].concat();
    bench.check("overlapping zip", None, &overlapping(&empty, &names), 64, &fails("goes over the limit"));
    let nested = (0..8).fold(zip(&[("data/tweets.js", &zeros)]), |inner, _| zip(&[("a.zip", &inner)]));
    bench.check("nested zip", None, &nested, 64, &fails("no member that only one known export has"));
}

fn archives(bench: &Bench) {
    let mut link = zip::ZipWriter::new(Cursor::new(Vec::new()));
    link.add_symlink("data/tweets.js", "/etc/passwd", zip::write::SimpleFileOptions::default()).expect("in memory");
    bench.check("link in a zip", None, &link.finish().expect("in memory").into_inner(), 8, &fails("it is a link"));
    for name in ["../../data/tweets.js", "/data/tweets.js", "C:\\data\\tweets.js"] {
        bench.check("name in a zip", None, &zip(&[(name, b"window.YTD.tweets.part0 = []")]), 8, &fails("leads out of"));
    }
    for kind in [tar::EntryType::Symlink, tar::EntryType::Link, tar::EntryType::Block, tar::EntryType::Fifo] {
        let mut archive = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        archive.append_link(&mut header, "outbox.json", "/etc/passwd").expect("in memory");
        let bytes = archive.into_inner().expect("in memory");
        bench.check("link in a tar", None, &bytes, 8, &fails("a link or a device"));
    }
    // A name of a gigabyte, as GNU tar writes long names.
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_path("././@LongLink").expect("short");
    header.set_size(1 << 30);
    header.set_cksum();
    let bytes = [gzip(header.as_bytes()), gzip(&vec![b'a'; 16 << 20]).repeat(64)].concat();
    bench.check("long name in a tar", None, &bytes, 400, &|outcome| outcome.is_err());
}

fn long_lines(bench: &Bench) {
    let long = vec![b'a'; 100 << 20];
    let good = b"{\"id\":1,\"text\":\"b\"}\n".as_slice();
    let line = [b"{\"id\":0,\"text\":\"".as_slice(), &long, b"\"}\n", good].concat();
    bench.check("100 MB line", Some(Format::Jsonl), &line, 64, &gives(1, 1));
    let line = [long.as_slice(), b"\n", good].concat();
    bench.check("100 MB of no JSON", Some(Format::Jsonl), &line, 64, &gives(1, 1));
    let table = [b"id,text\n0,\"".as_slice(), &long, b"\"\n1,b\n"].concat();
    bench.check("100 MB cell", Some(Format::Csv), &table, 96, &fails("goes over the limit"));
    let outbox = [b"{\"type\":\"OrderedCollection\",\"orderedItems\":[\"".as_slice(), &long, b"\"]}"].concat();
    bench.check("100 MB text", Some(Format::Mastodon), &outbox, 256, &fails("goes over the limit"));
    let letter =
        [b"From s1@example.org Thu Jan  1 10:00:00 2026\nFrom: s1@example.org\n\n".as_slice(), &long, b"\n"].concat();
    bench.check("100 MB letter", Some(Format::Mbox), &letter, 256, &gives(0, 1));
    bench.check(
        "100 MB message",
        Some(Format::Irc),
        &[b"[10:00:00] <s1> ".as_slice(), &long].concat(),
        96,
        &gives(0, 1),
    );
    let deep = [b"{\"type\":\"OrderedCollection\",\"orderedItems\":".as_slice(), &vec![b'['; 20 << 20]].concat();
    bench.check("deep JSON", Some(Format::Mastodon), &deep, 64, &fails("is broken"));
    let deep = [b"{\"id\":".as_slice(), &vec![b'['; 10 << 20], b"\n", good].concat();
    bench.check("deep line", Some(Format::Jsonl), &deep, 64, &gives(1, 1));
    let deep = [b"{\"id\":2,\"text\":\"a\",\"x\":".as_slice(), &b"{\"a\":".repeat(1 << 20), b"\n", good].concat();
    bench.check("deep line that is not asked for", Some(Format::Jsonl), &deep, 64, &gives(1, 1));
}

fn encodings(bench: &Bench) {
    let text = "{\"id\":1,\"text\":\"é\"}\n";
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    for (what, bytes) in [("UTF-16LE", marked(b"\xff\xfe", &little)), ("UTF-16BE", marked(b"\xfe\xff", &big))] {
        for format in [Format::Jsonl, Format::Csv, Format::Mastodon, Format::Mbox, Format::Irc, Format::X] {
            bench.check(what, Some(format), &bytes, 8, &|outcome| outcome.is_err() || *outcome == Ok((0, 1)));
        }
    }
    bench.check("UTF-16LE without its mark", Some(Format::Jsonl), &little, 8, &|outcome| {
        !matches!(outcome, Ok((1.., _)))
    });
    bench.check(
        "Latin-1",
        Some(Format::Jsonl),
        b"{\"id\":1,\"text\":\"\xe9\"}\n{\"id\":2,\"text\":\"e\"}\n",
        8,
        &gives(1, 1),
    );
    bench.check("UTF-8 with its mark", Some(Format::Jsonl), &marked(b"\xef\xbb\xbf", text.as_bytes()), 8, &gives(1, 0));
    for escape in ["\\ud800", "\\udc00\\ud800", "\\ud83d\\u0020"] {
        let line = format!("{{\"id\":1,\"text\":\"a{escape}\"}}\n{text}");
        bench.check("half a pair", Some(Format::Jsonl), line.as_bytes(), 8, &gives(1, 1));
    }
    bench.check(
        "a zero byte",
        Some(Format::Jsonl),
        b"{\"id\":1,\"text\":\"a\0b\"}\n{\"id\":2,\"text\":\"\\u0000\"}\n",
        8,
        &gives(1, 1),
    );
}

/// A JPEG whose EXIF is this TIFF structure.
fn with_exif(tiff: &[u8]) -> Vec<u8> {
    let content = [b"Exif\0\0".as_slice(), tiff].concat();
    let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
    [b"\xff\xd8\xff\xe1".as_slice(), &length, &content, b"\xff\xda\0\x02secret\xff\xd9"].concat()
}

fn pictures() {
    let (before, _) = memory();
    forget_peak();
    // A directory that is its own next one, one that is outside, ones that say they have 65,535 entries or a value of 4 GB.
    let entry =
        |count: u32, offset: u32| [b"\x87\x69\0\x04".as_slice(), &count.to_be_bytes(), &offset.to_be_bytes()].concat();
    let directory = |entries: u16, body: &[u8], next: u32| {
        [b"MM\0*\0\0\0\x08".as_slice(), &entries.to_be_bytes(), body, &next.to_be_bytes()].concat()
    };
    for tiff in [
        directory(1, &entry(1, 8), 8),
        directory(u16::MAX, &entry(u32::MAX, u32::MAX), u32::MAX),
        directory(1, &entry(u32::MAX, 0), 0),
        b"MM\0*\xff\xff\xff\xff".to_vec(),
        b"II*\0\0\0\0\0".to_vec(),
        Vec::new(),
    ] {
        let picture = Picture { path: "a".to_owned(), media_type: "image/jpeg", bytes: with_exif(&tiff) };
        let clean = picture.stripped().expect("its parts are whole");
        assert!(
            !clean.windows(4).any(|window| window == b"Exif") && clean.windows(6).any(|window| window == b"secret")
        );
        assert!(picture.frame().is_err() && !inspect_like(&picture.bytes).is_empty());
    }
    // Every byte of a whole one changed, in four ways.
    let whole = with_exif(&directory(2, &[entry(2, 26), entry(1, 8)].concat(), 0));
    for at in 0..whole.len() {
        for change in [0, 1, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = change;
            let picture = Picture { path: "a".to_owned(), media_type: "image/jpeg", bytes };
            let _ = (picture.size(), picture.signals(), picture.frame());
            if let Ok(clean) = picture.stripped() {
                let again = Picture { path: "a".to_owned(), media_type: "image/jpeg", bytes: clean };
                assert_eq!(again.stripped().as_deref(), Ok(again.bytes.as_slice()));
            }
        }
    }
    png_bombs();
    let taken = memory().1.saturating_sub(before);
    println!("pictures: {taken} MB of memory");
    assert!(taken <= 160, "{taken} MB");
}

/// What a second reader of EXIF would look for.
fn inspect_like(bytes: &[u8]) -> Vec<usize> {
    bytes.windows(6).enumerate().filter(|(_, window)| *window == b"Exif\0\0").map(|(at, _)| at).collect()
}

fn png(width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let head = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [(b"IHDR", head.as_slice()), (b"IDAT", data), (b"IEND", b"".as_slice())] {
        let mut crc = flate2::Crc::new();
        crc.update(name);
        crc.update(content);
        out.extend(u32::try_from(content.len()).expect("small").to_be_bytes());
        out.extend(name);
        out.extend(content);
        out.extend(crc.sum().to_be_bytes());
    }
    out
}

fn png_bombs() {
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    // Exactly the rows of 4,000 by 4,000, each behind the number of its filter.
    zlib.write_all(&vec![0; 4_000 * 4_001]).expect("in memory");
    let data = zlib.finish().expect("in memory");
    // Announced as it is: 4,000 by 4,000, within the bound. As more than the bound. As less than the data hold.
    for (side, is_ok) in [(4_000, true), (100_000, false), (u32::MAX, false)] {
        let picture = Picture { path: "a".to_owned(), media_type: "image/png", bytes: png(side, side, &data) };
        assert_eq!(picture.frame().is_ok(), is_ok, "{side}");
    }
    let picture = Picture { path: "a".to_owned(), media_type: "image/png", bytes: png(8, 8, &data) };
    let _ = picture.frame();
}
