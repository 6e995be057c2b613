//! The rows of a dump in SQL. In: a stream of statements. Out: the rows of INSERTs into wanted tables, with the names of their
//! columns. Never: a statement understood that is no INSERT or CREATE TABLE, or a row longer than the bound in memory.

use crate::bounded::read_failed;
use crate::{IntakeError, Place};
use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;

/// A dump while it is read.
pub(super) struct Dump<R> {
    reader: R,
    place: Place,
    row_bytes_max: u64,
    since: u64,
    /// Columns of tables, from CREATE TABLE.
    tables: BTreeMap<String, Arc<[String]>>,
    /// The INSERT whose rows are being read.
    open: Option<(Arc<str>, Arc<[String]>)>,
    pub(super) rows: u64,
    pub(super) bytes: u64,
}

/// One row.
pub(super) struct Row {
    table: Arc<str>,
    columns: Arc<[String]>,
    cells: Vec<Option<String>>,
}

impl Row {
    /// Whether the name of its table ends so.
    pub(super) fn is_of(&self, end: &str) -> bool {
        self.table.ends_with(end)
    }

    /// A cell that is not NULL.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        let position = self.columns.iter().position(|name| name == column)?;
        self.cells.get(position)?.as_deref()
    }
}

impl<R: BufRead> Dump<R> {
    pub(super) fn new(reader: R, place: Place, row_bytes_max: u64) -> Self {
        let tables = BTreeMap::new();
        Self { reader, place, row_bytes_max, since: 0, tables, open: None, rows: 0, bytes: 0 }
    }

    /// The next row of a table whose name ends in one of `wanted`.
    pub(super) fn next(&mut self, wanted: &[&str]) -> Result<Option<Row>, IntakeError> {
        loop {
            if let Some((table, columns)) = self.open.clone() {
                if let Some(row) = self.row(table, columns)? {
                    return Ok(Some(row));
                }
                self.open = None;
            }
            if !self.statement(wanted)? {
                return Ok(None);
            }
        }
    }

    /// Reads up to the first row of an INSERT, or over a whole other statement. False at the end.
    fn statement(&mut self, wanted: &[&str]) -> Result<bool, IntakeError> {
        self.since = 0;
        self.blank()?;
        if self.peek()?.is_none() {
            return Ok(false);
        }
        match self.word()?.to_ascii_uppercase().as_str() {
            "INSERT" => self.insert(wanted)?,
            "CREATE" => self.create()?,
            "COPY" => {
                let what =
                    "it is a dump with COPY, which is not read; read the server itself with `format = \"postgres\"`";
                return Err(self.broken(what));
            }
            _ => self.skip()?,
        }
        Ok(true)
    }

    fn insert(&mut self, wanted: &[&str]) -> Result<(), IntakeError> {
        loop {
            match self.word()?.to_ascii_uppercase().as_str() {
                "INTO" => break,
                "IGNORE" | "DELAYED" | "LOW_PRIORITY" => {}
                _ => return self.skip(),
            }
        }
        let table = self.name()?;
        self.blank()?;
        let columns: Option<Arc<[String]>> =
            if self.peek()? == Some(b'(') { Some(self.names()?.into()) } else { self.tables.get(&table).cloned() };
        if !self.word()?.eq_ignore_ascii_case("VALUES") || !wanted.iter().any(|end| table.ends_with(end)) {
            return self.skip();
        }
        let Some(columns) = columns else {
            return Err(self.broken("it fills a table and does not say its columns; dump it with its CREATE TABLE"));
        };
        self.open = Some((table.into(), columns));
        Ok(())
    }

    fn create(&mut self) -> Result<(), IntakeError> {
        if !self.word()?.eq_ignore_ascii_case("TABLE") {
            return self.skip();
        }
        let mut table = self.name()?;
        if table.eq_ignore_ascii_case("IF") {
            // NOT EXISTS
            self.word()?;
            self.word()?;
            table = self.name()?;
        }
        self.blank()?;
        if self.peek()? == Some(b'(') {
            let columns = self.names()?;
            self.tables.insert(table, columns.into());
        }
        self.skip()
    }

    /// The first word of each part of a list in brackets, without those that begin a key.
    fn names(&mut self) -> Result<Vec<String>, IntakeError> {
        self.byte()?;
        let mut names = Vec::new();
        loop {
            let is_quoted = {
                self.blank()?;
                matches!(self.peek()?, Some(b'`' | b'"' | b'['))
            };
            let name = self.name()?;
            let is_key = !is_quoted && KEYS.contains(&name.to_ascii_uppercase().as_str());
            if !is_key {
                names.push(name);
            }
            let mut depth = 0_u32;
            loop {
                match self.byte()? {
                    Some(b'(') => depth += 1,
                    Some(b')') if depth == 0 => return Ok(names),
                    Some(b')') => depth -= 1,
                    Some(b',') if depth == 0 => break,
                    Some(quote @ (b'\'' | b'"' | b'`')) => self.quoted(quote)?.clear(),
                    Some(_) => {}
                    None => return Err(self.cut()),
                }
            }
        }
    }

    /// The next row of the open INSERT; nothing at its end.
    fn row(&mut self, table: Arc<str>, columns: Arc<[String]>) -> Result<Option<Row>, IntakeError> {
        loop {
            self.since = 0;
            self.blank()?;
            match self.byte()? {
                Some(b'(') => break,
                Some(b';') => return Ok(None),
                Some(b',') => {}
                None => return Err(self.cut()),
                // ON DUPLICATE KEY UPDATE …
                Some(_) => {
                    self.skip()?;
                    return Ok(None);
                }
            }
        }
        let mut cells = Vec::with_capacity(columns.len());
        loop {
            self.blank()?;
            cells.push(self.value()?);
            self.blank()?;
            match self.byte()? {
                Some(b',') => {}
                Some(b')') => break,
                Some(_) => return Err(self.broken("a row of an INSERT holds something else than values")),
                None => return Err(self.cut()),
            }
        }
        self.rows += 1;
        if cells.len() != columns.len() {
            return Err(self.broken("a row of an INSERT has more or fewer values than its table has columns"));
        }
        Ok(Some(Row { table, columns, cells }))
    }

    fn value(&mut self) -> Result<Option<String>, IntakeError> {
        match self.peek()? {
            Some(b'\'') => {
                self.byte()?;
                let bytes = self.quoted(b'\'')?;
                Ok(Some(String::from_utf8(bytes).map_err(|_| self.broken("a text in it is not UTF-8; convert it"))?))
            }
            Some(_) => {
                let mut plain = Vec::new();
                while let Some(byte) = self.peek()? {
                    if matches!(byte, b',' | b')') || byte.is_ascii_whitespace() {
                        break;
                    }
                    plain.push(byte);
                    self.byte()?;
                }
                let plain = String::from_utf8(plain).map_err(|_| self.broken("a value in it is not UTF-8"))?;
                if let Some(hexadecimal) = plain.strip_prefix("0x").or_else(|| plain.strip_prefix("0X")) {
                    return self.hexadecimal(hexadecimal).map(Some);
                }
                Ok(Some(plain).filter(|plain| !plain.eq_ignore_ascii_case("NULL")))
            }
            None => Err(self.cut()),
        }
    }

    /// `0x41` is `A`: `mysqldump --hex-blob` writes texts of binary collation so.
    fn hexadecimal(&self, digits: &str) -> Result<String, IntakeError> {
        let pairs = digits.as_bytes().chunks(2).map(|pair| {
            std::str::from_utf8(pair)
                .ok()
                .filter(|pair| pair.len() == 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        });
        let bytes: Option<Vec<u8>> = pairs.collect();
        bytes
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| self.broken("a value in hexadecimal digits is no text"))
    }

    /// What stands between quotes; the opening one is read.
    fn quoted(&mut self, quote: u8) -> Result<Vec<u8>, IntakeError> {
        let mut bytes = Vec::new();
        loop {
            match self.byte()? {
                None => return Err(self.cut()),
                Some(b'\\') if quote == b'\'' => bytes.push(match self.byte()?.ok_or_else(|| self.cut())? {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'0' => 0,
                    b'b' => 8,
                    b'Z' => 26,
                    other => other,
                }),
                Some(byte) if byte == quote => {
                    if self.peek()? != Some(quote) {
                        return Ok(bytes);
                    }
                    self.byte()?;
                    bytes.push(quote);
                }
                Some(byte) => bytes.push(byte),
            }
        }
    }

    /// A name, quoted or not, without the schema before it.
    fn name(&mut self) -> Result<String, IntakeError> {
        loop {
            self.blank()?;
            let name = match self.peek()? {
                Some(quote @ (b'`' | b'"')) => {
                    self.byte()?;
                    String::from_utf8_lossy(&self.quoted(quote)?).into_owned()
                }
                _ => self.word()?,
            };
            if self.peek()? != Some(b'.') {
                return Ok(name);
            }
            self.byte()?;
        }
    }

    fn word(&mut self) -> Result<String, IntakeError> {
        self.blank()?;
        let mut word = String::new();
        while let Some(byte) = self.peek()?.filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')) {
            word.push(char::from(byte));
            self.byte()?;
        }
        Ok(word)
    }

    /// Skips white space and comments. They take no memory, so they do not count, and what stood before them still does.
    fn blank(&mut self) -> Result<(), IntakeError> {
        let since = self.since;
        loop {
            match self.peek()? {
                Some(byte) if byte.is_ascii_whitespace() => {
                    self.byte()?;
                }
                Some(b'#') => self.line()?,
                Some(b'-') if self.reader.fill_buf().is_ok_and(|buffer| buffer.starts_with(b"--")) => self.line()?,
                Some(b'/') => {
                    self.byte()?;
                    let mut before = 0;
                    while let Some(byte) = self.byte()? {
                        if before == b'*' && byte == b'/' {
                            break;
                        }
                        before = byte;
                    }
                }
                _ => return Ok(()),
            }
            self.since = since;
        }
    }

    fn line(&mut self) -> Result<(), IntakeError> {
        while let Some(byte) = self.byte()? {
            self.since = 0;
            if byte == b'\n' {
                break;
            }
        }
        Ok(())
    }

    /// Skips to the end of the statement.
    fn skip(&mut self) -> Result<(), IntakeError> {
        loop {
            self.since = 0;
            match self.byte()? {
                None | Some(b';') => return Ok(()),
                Some(quote @ (b'\'' | b'"' | b'`')) => self.quoted(quote)?.clear(),
                Some(_) => {}
            }
        }
    }

    fn peek(&mut self) -> Result<Option<u8>, IntakeError> {
        let buffer = self.reader.fill_buf().map_err(|cause| read_failed(self.place.clone(), cause))?;
        Ok(buffer.first().copied())
    }

    fn byte(&mut self) -> Result<Option<u8>, IntakeError> {
        let byte = self.peek()?;
        if byte.is_some() {
            self.reader.consume(1);
            self.bytes += 1;
            self.since += 1;
            if self.since > self.row_bytes_max {
                let (place, max) = (self.place.clone(), self.row_bytes_max);
                return Err(IntakeError::OverLimit { place, max, unit: "bytes in one row" });
            }
        }
        Ok(byte)
    }

    fn broken(&self, what: &'static str) -> IntakeError {
        IntakeError::Broken { place: self.place.clone(), what }
    }

    fn cut(&self) -> IntakeError {
        IntakeError::Truncated { place: self.place.clone() }
    }
}

/// Words that begin a part of CREATE TABLE that is no column.
const KEYS: &[&str] = &["PRIMARY", "KEY", "UNIQUE", "INDEX", "CONSTRAINT", "FULLTEXT", "SPATIAL", "FOREIGN", "CHECK"];
