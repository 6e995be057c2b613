//! Text in pictures, by Tesseract where somebody asks for it. In: the program and the pixels of a picture as a PNG. Out: the
//! words that stand in it, or that they cannot be read whole. Never: a picture that counts as read because the program is not
//! there, gave up, or was not sure of a word.

use crate::program::{self, Ended};
use std::ffi::OsStr;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program that reads the text in pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextReader {
    program: PathBuf,
    languages: String,
    stamp: String,
    seconds_max: u64,
}

/// Why a program cannot read pictures.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReaderError {
    /// There is no such program.
    #[error(
        "`{program}` was not found, so no text in a picture can be read; install it with `apt-get install tesseract-ocr`"
    )]
    NotInstalled {
        /// As it is configured.
        program: String,
    },
    /// It is another program, or broken.
    #[error("`{program}` does not answer as Tesseract does; name the program `tesseract`")]
    NoTesseract {
        /// As it is configured.
        program: String,
    },
    /// It does not know a language.
    #[error(
        "`{program}` does not know the language `{language}`; install it with `apt-get install tesseract-ocr-{language}`"
    )]
    Language {
        /// As it is configured.
        program: String,
        /// The one that is missing.
        language: String,
    },
}

impl TextReader {
    /// The program of this name in a folder of `path`, or at this place, with the languages that it is to read.
    pub fn open(name: &str, languages: &[String], path: Option<&OsStr>) -> Result<Self, ReaderError> {
        let program = || name.to_owned();
        let found = if name.contains(std::path::MAIN_SEPARATOR) {
            Some(PathBuf::from(name)).filter(|program| program.is_file())
        } else {
            program::find(name, path)
        };
        let found = found.ok_or_else(|| ReaderError::NotInstalled { program: program() })?;
        let ask = |what: &str| {
            let said = program::run(command(&found).arg(what).stdin(Stdio::null()), SECONDS_MAX, BYTES_MAX);
            said.ok().and_then(|said| String::from_utf8(said).ok())
        };
        let no_tesseract = || ReaderError::NoTesseract { program: program() };
        let version = ask("--version").ok_or_else(no_tesseract)?;
        let version = version.lines().next().filter(|line| line.starts_with("tesseract ")).ok_or_else(no_tesseract)?;
        let known = ask("--list-langs").ok_or_else(no_tesseract)?;
        // The first line says where they lie.
        if let Some(unknown) = languages.iter().find(|one| !known.lines().skip(1).any(|known| known == one.as_str())) {
            return Err(ReaderError::Language { program: program(), language: unknown.clone() });
        }
        let languages = languages.join("+");
        let stamp = format!("{version} {languages} {RULES}");
        Ok(Self { program: found, languages, stamp, seconds_max: SECONDS_MAX })
    }

    /// Changes with the program, its version and its languages: what another one read is read again.
    pub fn stamp(&self) -> &str {
        &self.stamp
    }

    /// The words in a picture, line by line; nothing where they cannot be read whole.
    pub fn read(&self, png: &[u8]) -> Option<String> {
        words(&self.tell(png).ok()?)
    }

    fn tell(&self, png: &[u8]) -> Result<Vec<u8>, Ended> {
        let mut input = world::scratch().map_err(|_| Ended::Failed)?;
        input.write_all(png).and_then(|()| input.seek(SeekFrom::Start(0))).map_err(|_| Ended::Failed)?;
        let mut command = command(&self.program);
        command.args(["stdin", "stdout", "-l", &self.languages, "--psm", "3", "tsv"]).stdin(input);
        program::run(&mut command, self.seconds_max, BYTES_MAX)
    }
}

/// Nothing of ours reaches it but its arguments and the picture. Each picture is read by one thread.
fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("OMP_THREAD_LIMIT", "1");
    command
}

/// The words of its table, in lines; nothing where it is not sure of one, or where this is no such table.
fn words(table: &[u8]) -> Option<String> {
    let mut lines = str::from_utf8(table).ok()?.lines();
    lines.next().filter(|head| *head == HEAD)?;
    let (mut text, mut place) = (String::new(), None);
    for line in lines {
        let cells: Vec<&str> = line.splitn(12, '\t').collect();
        let [level, _, block, paragraph, row, _, _, _, _, _, sure, word] = cells.as_slice() else { return None };
        if *level != "5" || word.trim().is_empty() {
            continue;
        }
        let sure: f64 = sure.parse().ok()?;
        let signs = word.chars().filter(|c| c.is_alphanumeric()).count();
        if sure < SURE_MIN && signs >= SIGNS_MIN {
            return None;
        }
        let here = Some((*block, *paragraph, *row));
        text.push_str(match place {
            None => "",
            _ if here == place => " ",
            _ => "\n",
        });
        text.push_str(word.trim());
        place = here;
    }
    Some(text)
}

/// Seconds that one picture may take.
const SECONDS_MAX: u64 = 60;
/// Bytes that may be said about one.
const BYTES_MAX: u64 = 4 << 20;
/// How sure it is of a word at least, of 100, and of how many letters and digits one that counts is made: a single one is
/// often a twig or a shadow.
const SURE_MIN: f64 = 60.0;
const SIGNS_MIN: usize = 2;
/// The first line of its table.
const HEAD: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext";
/// Changes with what is taken for read.
const RULES: &str = "1";

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of the table: how sure it is of a word, the line that it is in, and the word.
    fn row(line: u32, sure: &str, word: &str) -> String {
        format!("5\t1\t1\t1\t{line}\t1\t0\t0\t9\t9\t{sure}\t{word}\n")
    }

    fn read(rows: &[String]) -> Option<String> {
        words(format!("{HEAD}\n1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n{}", rows.concat()).as_bytes())
    }

    #[test]
    fn words_come_in_their_lines_and_one_that_nobody_is_sure_of_makes_the_whole_unread() {
        let rows = [row(1, "96.1", "two"), row(1, "60.0", "otters"), row(1, "95", " "), row(2, "93", "played")];
        assert_eq!(read(&rows).as_deref(), Some("two otters\nplayed"));
        assert_eq!(read(&[row(1, "96", "two"), row(1, "59.9", "otters")]), None);
        // A twig.
        assert_eq!(read(&[row(1, "96", "two"), row(1, "11", "~i")]).as_deref(), Some("two ~i"));
        assert_eq!(read(&[]).as_deref(), Some(""));
    }

    #[test]
    fn what_is_no_table_of_words_is_not_read() {
        for table in [&b""[..], b"Error\n", b"\xff\xfe", format!("{HEAD}\n5\t1\tcut off\n").as_bytes()] {
            assert_eq!(words(table), None);
        }
        assert_eq!(read(&[row(1, "sure", "two")]), None);
    }

    #[test]
    fn a_program_that_is_not_there_or_is_another_one_is_refused_with_what_to_do() {
        let english = ["eng".to_owned()];
        let gone = TextReader::open("tesseract", &english, Some(OsStr::new("/nowhere"))).expect_err("not there");
        assert!(gone.to_string().ends_with("install it with `apt-get install tesseract-ocr`"), "{gone}");
        let other = TextReader::open("true", &english, std::env::var_os("PATH").as_deref()).expect_err("another one");
        assert_eq!(other, ReaderError::NoTesseract { program: "true".to_owned() });
        let Ok(_) = TextReader::open("tesseract", &english, std::env::var_os("PATH").as_deref()) else {
            eprintln!("NOT TESTED: {gone}");
            return;
        };
        let klingon = ["eng".to_owned(), "tlh".to_owned()];
        let unknown =
            TextReader::open("tesseract", &klingon, std::env::var_os("PATH").as_deref()).expect_err("unknown");
        assert_eq!(unknown, ReaderError::Language { program: "tesseract".to_owned(), language: "tlh".to_owned() });
    }
}
