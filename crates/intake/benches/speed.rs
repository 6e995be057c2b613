//! How fast a source is read here. In: `make ROWS FOLDER`, or `read FILE`. Out: `posts.jsonl` and `posts.csv`, or one line of
//! JSON with what it took. Never: a judgement.
#![expect(clippy::disallowed_methods, reason = "a measurement needs a watch")]

use intake::{ColumnMap, Declared, Format, Item, Source};
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;
use terms::{Kind, Provenance};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", rows, folder] => make(rows.parse()?, Path::new(folder)),
        ["read", file] => read(Path::new(file)),
        _ => Err("say `make ROWS FOLDER` or `read FILE`".into()),
    }
}

/// Writes the same posts as lines of JSON and as CSV; each is computed from its number.
fn make(rows: u64, folder: &Path) -> Result<(), Box<dyn Error>> {
    const WORDS: [&str; 16] = [
        "tea",
        "at",
        "four",
        "who",
        "comes",
        "to",
        "the",
        "garden",
        "\\\"yes\\\"",
        "thé",
        "market",
        "rain",
        "again",
        "🙂",
        "and",
        "cake",
    ];
    let mut lines = std::io::BufWriter::new(std::fs::File::create(folder.join("posts.jsonl"))?);
    let mut table = std::io::BufWriter::new(std::fs::File::create(folder.join("posts.csv"))?);
    writeln!(table, "id,author,ts,channel,lang,text")?;
    let mut text = String::new();
    for row in 0..rows {
        // A linear congruence: the figures need text of varying length, not chance.
        let mut state = row.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.clear();
        for _ in 0..6 + (state >> 60) * 4 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let word = WORDS.get((state >> 60) as usize).copied().unwrap_or_default();
            write!(text, "{word} ")?;
        }
        let (author, channel, seconds) = (state >> 44, row % 40, 1_700_000_000 + row * 7);
        writeln!(
            lines,
            r#"{{"id":"{row}","author":"a{author}","ts":{seconds},"channel":"c{channel}","lang":"en","text":"{text}"}}"#
        )?;
        let quoted = text.replace("\\\"", "\"\"");
        writeln!(table, "{row},a{author},{seconds},c{channel},en,\"{quoted}\"")?;
    }
    lines.flush()?;
    table.flush()?;
    Ok(())
}

/// Reads a file and uses every mapped column of every row.
fn read(file: &Path) -> Result<(), Box<dyn Error>> {
    let mut source = Source::new(file, Provenance::ThirdPartyDataset);
    let is_table = file.extension().is_some_and(|extension| extension == "csv");
    source.format = Some(if is_table { Format::Csv } else { Format::Jsonl });
    source.service = Some("forum".to_owned());
    source.declare = Declared { kind: Some(Kind::GroupPost), ..Declared::default() };
    source.map = Some(ColumnMap {
        record_id: "id".to_owned(),
        text: "text".to_owned(),
        account_id: Some("author".to_owned()),
        created_at: Some("ts".to_owned()),
        group_id: Some("channel".to_owned()),
        lang: Some("lang".to_owned()),
        time: intake::TimeForm::UnixSeconds,
        ..ColumnMap::default()
    });
    let (mut text_bytes, mut authored, mut latest) = (0, 0u64, None);
    let watch = Instant::now();
    let tally = intake::read::<std::convert::Infallible>(&source, &mut |item| {
        if let Item::Post(post) = item {
            text_bytes += post.text.expose().len();
            authored += u64::from(post.account_id.is_some() && post.group_id.is_some() && post.lang.is_some());
            latest = latest.max(post.created_at);
        }
        Ok(())
    })?;
    let seconds = watch.elapsed().as_secs_f64();
    let latest = latest.map(|at| at.timestamp()).unwrap_or_default();
    println!(
        r#"{{"rows":{},"rejected":{},"authored":{authored},"text_bytes":{text_bytes},"latest":{latest},"bytes":{},"seconds":{seconds:.3}}}"#,
        tally.accepted, tally.rejected, tally.bytes
    );
    Ok(())
}
