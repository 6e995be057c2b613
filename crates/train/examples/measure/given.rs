//! What a measurement is given. In: words of the command line, and JSON lines. Out: rows, base text, a plan and settings by
//! name. Never: a setting that nobody reads taken in silence.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use terms::{Digest, Text};
use train::{AdapterChoice, Base, Input, Late, Model, Plan, Projection, Row, Run, train, train_on};

pub type Failure = Box<dyn std::error::Error>;

/// What is given.
pub struct Given {
    pub plan: Plan,
    pub rows: Vec<Row>,
    pub base: Vec<String>,
    /// When each person's first post of these was written.
    pub began: BTreeMap<String, String>,
    pub folder: PathBuf,
    settings: BTreeMap<String, String>,
}

/// Settings that are no constant of the plan.
const KNOWN: [&str; 17] = [
    "plan",
    "posts",
    "characters",
    "threads",
    "seed_of_draws",
    "people",
    "batches",
    "cohort_counts",
    "steps",
    "held_out",
    "sets",
    "completions",
    "tokens_max",
    "rank",
    "late_percent",
    "ratios",
    "plan_seeds",
];

impl Given {
    /// Reads everything. `NAME=VALUE` sets a constant of the plan, or one of [`KNOWN`].
    pub fn read(posts: &str, base: &str, folder: &str, words: &[String]) -> Result<Self, Failure> {
        let mut settings = BTreeMap::new();
        for word in words {
            let (name, value) = word.split_once('=').ok_or_else(|| format!("`{word}` is no NAME=VALUE"))?;
            settings.insert(name.to_owned(), value.to_owned());
        }
        let named = if settings.get("plan").is_some_and(|name| name == "demo") { Plan::demo() } else { Plan::large() };
        let mut constants = serde_json::to_value(named)?;
        if let Some(constants) = constants.as_object_mut() {
            // A plan does not write it where it is 0.
            constants.entry("late_slices").or_insert_with(|| 0.into());
        }
        for (name, value) in &settings {
            match constants.get_mut(name) {
                Some(constant) => *constant = serde_json::from_str(value)?,
                None if KNOWN.contains(&name.as_str()) => {}
                None => return Err(format!("`{name}` is neither a constant of the plan nor one of {KNOWN:?}").into()),
            }
        }
        let plan: Plan = serde_json::from_value(constants)?;
        plan.check()?;
        let (rows, base_text, began) = (Vec::new(), Vec::new(), BTreeMap::new());
        let mut given = Self { plan, rows, base: base_text, began, folder: PathBuf::from(folder), settings };
        let most = given.setting("posts", usize::MAX)?;
        given.take(posts, most)?;
        // A tokenizer learns from the beginning of each book as well as from all of it, and much sooner.
        let characters = given.setting("characters", 16_384)?;
        let line = |line: &str| Ok(field(&serde_json::from_str(line)?, "text").chars().take(characters).collect());
        given.base = world::read_string(base)?.lines().map(line).collect::<Result<_, serde_json::Error>>()?;
        Ok(given)
    }

    /// Takes in posts.
    fn take(&mut self, path: &str, most: usize) -> Result<(), Failure> {
        for line in world::read_string(path)?.lines().take(most) {
            let post: serde_json::Value = serde_json::from_str(line)?;
            let (subject, at, text) = (field(&post, "author"), field(&post, "ts"), Text::new(field(&post, "text")));
            let began = self.began.entry(subject.clone()).or_insert_with(|| at.clone());
            if at < *began {
                *began = at;
            }
            self.rows.push(Row { record: field(&post, "id"), subject, text, late: Late::Unsaid });
        }
        Ok(())
    }

    /// A setting, or what it is by default.
    pub fn setting<T: FromStr>(&self, name: &str, default: T) -> Result<T, Failure> {
        let Some(value) = self.settings.get(name) else { return Ok(default) };
        value.parse().map_err(|_| format!("`{name}={value}` is no value for `{name}`").into())
    }

    /// Numbers apart by commas, or those by default.
    pub fn numbers(&self, name: &str, default: &[usize]) -> Result<Vec<usize>, Failure> {
        let Some(value) = self.settings.get(name) else { return Ok(default.to_vec()) };
        Ok(value.split(',').map(str::parse).collect::<Result<_, _>>()?)
    }

    /// A quiet run on the threads that were asked for.
    pub fn run(&self) -> Result<Run<'static>, Failure> {
        Ok(Run { threads: self.setting("threads", 1)?, progress: &|_| {}, permit: &|| Ok(()) })
    }

    /// Trains from the start in a folder of its own.
    pub fn train(&self, rows: Vec<Row>, plan: &Plan, name: &str) -> Result<Model, Failure> {
        let folder = self.folder.join(name);
        world::remove_dir(&folder)?;
        Ok(train(input(rows), &self.base, plan, &folder, &self.run()?)?)
    }

    /// What a plan's base makes of nobody's posts, taken for a base of somebody else, where adapters of some rank are asked for.
    pub fn frozen(&self) -> Result<Option<Arc<Base>>, Failure> {
        if self.setting("rank", 0)? == 0 {
            return Ok(None);
        }
        let alone = Plan { cohorts: 1, slices: 1, passes: 1, steps_per_pass: 1, ..self.plan.clone() };
        self.train(Vec::new(), &alone, "base")?;
        let folder = self.folder.join("base");
        Ok(Some(Arc::new(Base::read(&folder, Base::digest_of(&folder)?)?)))
    }

    /// The same beside frozen weights: each cohort owns an adapter beside all seven matrices of a layer.
    pub fn train_beside(&self, rows: Vec<Row>, base: &Arc<Base>, plan: &Plan, name: &str) -> Result<Model, Failure> {
        let folder = self.folder.join(name);
        world::remove_dir(&folder)?;
        let rank: usize = self.setting("rank", 0)?;
        let choice = AdapterChoice { rank, alpha: 2.0 * rank as f64, projections: Projection::ALL.to_vec() };
        Ok(train_on(input(rows), base, &plan.clone().on(base, choice), &folder, &self.run()?)?)
    }

    /// Orders things by chance, the same for the same seed.
    pub fn shuffled<T: Clone>(&self, of: &str, things: &[T], name: impl Fn(&T) -> String) -> Result<Vec<T>, Failure> {
        let seed: u64 = self.setting("seed_of_draws", 1)?;
        let place = |thing: &T| {
            Digest::of_parts([seed.to_be_bytes().as_slice(), of.as_bytes(), name(thing).as_bytes()]).to_string()
        };
        let mut placed: Vec<(String, T)> = things.iter().map(|thing| (place(thing), thing.clone())).collect();
        placed.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(placed.into_iter().map(|(_, thing)| thing).collect())
    }
}

/// Rows as an input; its digest is that of their names.
pub fn input(rows: Vec<Row>) -> Input {
    Input { corpus: Digest::of_parts(rows.iter().map(|row| row.record.as_bytes())), rows }
}

/// The people of some rows, each once and in order.
pub fn people(rows: &[Row]) -> Vec<String> {
    let mut people: Vec<String> = rows.iter().map(|row| row.subject.clone()).collect();
    people.sort();
    people.dedup();
    people
}

/// The value in the middle; of an even number, the mean of both.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |place: usize| sorted.get(place).copied().unwrap_or(f64::NAN);
    (at(sorted.len() / 2) + at(sorted.len().saturating_sub(1) / 2)) / 2.0
}

/// Processor seconds of this process, all threads, in hundredths.
pub fn cpu_seconds() -> Result<f64, Failure> {
    let stat = world::read_string("/proc/self/stat")?;
    // The name of the program stands in brackets and may hold a space; user and system time are the 12th and 13th after it.
    let (_, after) = stat.rsplit_once(')').ok_or("`/proc/self/stat` is not as Linux writes it")?;
    let ticks: Vec<f64> = after.split_whitespace().skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<f64>() / 100.0)
}

pub fn field(value: &serde_json::Value, name: &str) -> String {
    value.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned()
}
