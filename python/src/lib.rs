//! The Python module `grondslag._grondslag`. In: the folder of a project and a purpose. Out: the rows of a sealed corpus,
//! shard by shard, each after the permit was asked. Never: a row after the permit ended; the reason is an exception.

use corpus::{Late, ReadError, Row};
use permit::{AskError, Stop, Told};
use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use terms::Purpose;

// Under the name of the package: a worker sends its exception by the name under which the other side imports it.
create_exception!(grondslag, GrondslagError, PyException, "Training may not begin or go on.");
create_exception!(grondslag, Stopped, GrondslagError, "The lawful answer is no: an order, a choice, another version.");
create_exception!(grondslag, Tampered, GrondslagError, "A signature or a digest does not hold.");
create_exception!(grondslag, CannotAsk, GrondslagError, "The permit could not be asked, so the answer is no.");

/// A hold on the sealed corpus of a project. Belongs to the process that made it.
#[pyclass(module = "grondslag")]
struct Trainer(Mutex<permit::Trainer>);

/// A hold on a sealed corpus whose ledger is on another machine. It gives rows for an answer of that machine alone.
#[pyclass(module = "grondslag")]
struct Elsewhere(Mutex<permit::Elsewhere>);

/// The rows of one shard, in their order.
#[pyclass(module = "grondslag")]
struct Shard(Mutex<Box<dyn Iterator<Item = Result<Row, ReadError>> + Send>>);

#[pymethods]
impl Trainer {
    #[new]
    #[pyo3(signature = (project, purpose, key=None, environment=Vec::new()))]
    fn new(
        py: Python<'_>,
        project: PathBuf,
        purpose: &str,
        key: Option<String>,
        environment: Vec<(String, String)>,
    ) -> PyResult<Self> {
        let purpose = Purpose::new(purpose);
        let opened = py.detach(|| permit::Trainer::open(&project, &environment, &purpose, key.as_deref()));
        opened.map_err(failed)?.map_err(stopped).map(|trainer| Self(Mutex::new(trainer)))
    }

    /// SHA-256 of the corpus, in hexadecimal.
    #[getter]
    fn corpus_digest(&self) -> String {
        self.lock().manifest().corpus_digest.to_string()
    }

    /// The purpose that the corpus was sealed for.
    #[getter]
    fn purpose(&self) -> String {
        self.lock().manifest().meta.purpose.as_str().to_owned()
    }

    /// How many rows each shard has.
    #[getter]
    fn shard_rows(&self) -> Vec<u64> {
        self.lock().manifest().shards.iter().map(|shard| shard.file.rows).collect()
    }

    /// Asks whether training may go on; raises if it may not.
    fn ask(&self, py: Python<'_>) -> PyResult<()> {
        match py.detach(|| self.lock().ask()).map_err(failed)? {
            Some(stop) => Err(stopped(stop)),
            None => Ok(()),
        }
    }

    /// The rows of a shard, after the permit was asked and every byte was compared with the manifest.
    fn shard(&self, py: Python<'_>, number: u16) -> PyResult<Shard> {
        let rows = py.detach(|| self.lock().shard(number).map(|rows| rows.map(|rows| Box::new(rows) as _)));
        Ok(Shard(Mutex::new(rows.map_err(failed)?.map_err(stopped)?)))
    }
}

impl Trainer {
    fn lock(&self) -> std::sync::MutexGuard<'_, permit::Trainer> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Elsewhere {
    #[new]
    fn new(py: Python<'_>, folder: PathBuf, purpose: &str, key: &str) -> PyResult<Self> {
        let purpose = Purpose::new(purpose);
        let opened = py.detach(|| permit::Elsewhere::open(&folder, &purpose, key));
        opened.map_err(failed)?.map_err(stopped).map(|held| Self(Mutex::new(held)))
    }

    /// SHA-256 of the corpus, in hexadecimal.
    #[getter]
    fn corpus_digest(&self) -> String {
        self.lock().manifest().corpus_digest.to_string()
    }

    /// The purpose that the corpus was sealed for.
    #[getter]
    fn purpose(&self) -> String {
        self.lock().manifest().meta.purpose.as_str().to_owned()
    }

    /// How many rows each shard has.
    #[getter]
    fn shard_rows(&self) -> Vec<u64> {
        self.lock().manifest().shards.iter().map(|shard| shard.file.rows).collect()
    }

    /// The next question, as JSON.
    fn question(&self) -> String {
        self.lock().question()
    }

    /// Reads the answer to the last question; raises if training may not go on.
    fn answered(&self, py: Python<'_>, answer: &[u8]) -> PyResult<()> {
        match py.detach(|| self.lock().answered(answer)).map_err(failed)? {
            Some(told) => Err(told_no(&told)),
            None => Ok(()),
        }
    }

    /// The rows of a shard for the answer to the last question, after every byte was compared with the manifest.
    fn shard(&self, py: Python<'_>, number: u16, answer: &[u8]) -> PyResult<Shard> {
        let rows = py.detach(|| self.lock().shard(number, answer).map(|rows| rows.map(|rows| Box::new(rows) as _)));
        Ok(Shard(Mutex::new(rows.map_err(failed)?.map_err(|told| told_no(&told))?)))
    }
}

impl Elsewhere {
    fn lock(&self) -> std::sync::MutexGuard<'_, permit::Elsewhere> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Shard {
    /// The next rows, at most so many; none at the end.
    fn take<'py>(&self, py: Python<'py>, count_max: usize) -> PyResult<Bound<'py, PyList>> {
        let rows: Result<Vec<Row>, ReadError> = py.detach(|| {
            let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            rows.by_ref().take(count_max).collect()
        });
        let list = PyList::empty(py);
        for row in rows.map_err(|error| failed(error.into()))? {
            list.append(entry(py, row)?)?;
        }
        Ok(list)
    }

    /// Passes over so many rows without giving them; says how many there were.
    fn skip(&self, py: Python<'_>, count: usize) -> PyResult<usize> {
        let skipped: Result<usize, ReadError> = py.detach(|| {
            let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            rows.by_ref().take(count).try_fold(0, |sum, row| row.map(|_| sum + 1))
        });
        skipped.map_err(|error| failed(error.into()))
    }
}

fn entry<'py>(py: Python<'py>, row: Row) -> PyResult<Bound<'py, PyDict>> {
    let entry = PyDict::new(py);
    entry.set_item("record", row.record)?;
    entry.set_item("subject", row.subject)?;
    entry.set_item("kind", row.kind.as_str())?;
    entry.set_item("lang", row.lang.map(String::from))?;
    entry.set_item("text", row.text.expose())?;
    entry.set_item("basis", row.basis.as_str())?;
    entry.set_item("transforms", row.transforms)?;
    // As the columns of the shards: there only where the corpus says it.
    if row.late != Late::Unsaid {
        entry.set_item("late", row.late == Late::Yes)?;
    }
    Ok(entry)
}

fn stopped(stop: Stop) -> PyErr {
    let (word, reason) = (stop.word(), stop.to_string());
    Stopped::new_err(format!("{word}: {reason}"))
}

fn told_no(told: &Told) -> PyErr {
    Stopped::new_err(format!("{}: {}", told.word, told.reason))
}

fn failed(error: AskError) -> PyErr {
    if error.is_mismatch() { Tampered::new_err(error.to_string()) } else { CannotAsk::new_err(error.to_string()) }
}

/// Rows of a sealed corpus for as long as training on them is lawful.
#[pymodule]
fn _grondslag(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add_class::<Trainer>()?;
    module.add_class::<Elsewhere>()?;
    module.add_class::<Shard>()?;
    module.add("GrondslagError", py.get_type::<GrondslagError>())?;
    module.add("Stopped", py.get_type::<Stopped>())?;
    module.add("Tampered", py.get_type::<Tampered>())?;
    module.add("CannotAsk", py.get_type::<CannotAsk>())
}
