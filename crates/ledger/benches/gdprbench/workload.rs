//! What the four roles of GDPRbench do. In: a seed, and how many subjects and operations. Out: the operations, in order, the
//! same ones for every side. Never: an operation about somebody who was erased, except to see that they were.

use std::collections::BTreeMap;
use terms::Instant;

/// Purposes per 10,000 subjects, as in the workload files: 400 records share one.
const PURPOSES_PER_10000: u64 = 25;
/// The skew of YCSB's Zipf.
const THETA: f64 = 0.99;
/// The longest range of the log that is read at a time, as in YCSB's scans.
const LOG_MAX: u64 = 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Controller,
    Customer,
    Processor,
    Regulator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    CreateRecord { key: u64 },
    DeleteRecord { key: u64 },
    UpdateMetadataByPurpose { purpose: u64 },
    UpdateMetadataByUser { key: u64 },
    ReadDataByUser { key: u64 },
    ReadMetadataByKey { key: u64 },
    UpdateDataByKey { key: u64 },
    Withdraw { key: u64 },
    Object { key: u64 },
    ReadDataByKey { key: u64 },
    ReadMetadataByPurpose { purpose: u64 },
    ReadMetadataByUser { key: u64 },
    ReadLogs { from: u64, until: u64 },
    VerifyDeletion { key: u64 },
}

/// One operation, with its number and its moment.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub number: u64,
    pub at: Instant,
    pub operation: Operation,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Controller, Self::Customer, Self::Processor, Self::Regulator];

    pub fn name(self) -> &'static str {
        match self {
            Self::Controller => "controller",
            Self::Customer => "customer",
            Self::Processor => "processor",
            Self::Regulator => "regulator",
        }
    }

    /// How often each operation comes, in hundredths.
    fn shares(self) -> &'static [(u64, &'static str)] {
        match self {
            Self::Controller => {
                &[(25, CREATE), (25, DELETE), (25, "update-metadata-by-PUR"), (25, "update-metadata-by-USR")]
            }
            Self::Customer => &[
                (20, "read-data-by-USR"),
                (20, "read-metadata-by-KEY"),
                (20, "update-data-by-KEY"),
                (20, "update-metadata-by-KEY"),
                (20, DELETE),
            ],
            Self::Processor => &[(20, "read-data-by-KEY"), (40, "read-metadata-by-PUR"), (40, "read-metadata-by-USR")],
            Self::Regulator => &[(46, "read-metadata-by-USR"), (31, "get-system-logs"), (23, "verify-deletion")],
        }
    }

    fn is_skewed(self) -> bool {
        matches!(self, Self::Customer | Self::Regulator)
    }
}

const CREATE: &str = "create-record";
const DELETE: &str = "delete-record-by-USR";

impl Operation {
    pub fn name(self) -> &'static str {
        match self {
            Self::CreateRecord { .. } => CREATE,
            Self::DeleteRecord { .. } => DELETE,
            Self::UpdateMetadataByPurpose { .. } => "update-metadata-by-PUR",
            Self::UpdateMetadataByUser { .. } => "update-metadata-by-USR",
            Self::ReadDataByUser { .. } => "read-data-by-USR",
            Self::ReadMetadataByKey { .. } => "read-metadata-by-KEY",
            Self::UpdateDataByKey { .. } => "update-data-by-KEY",
            Self::Withdraw { .. } | Self::Object { .. } => "update-metadata-by-KEY",
            Self::ReadDataByKey { .. } => "read-data-by-KEY",
            Self::ReadMetadataByPurpose { .. } => "read-metadata-by-PUR",
            Self::ReadMetadataByUser { .. } => "read-metadata-by-USR",
            Self::ReadLogs { .. } => "get-system-logs",
            Self::VerifyDeletion { .. } => "verify-deletion",
        }
    }
}

/// Draws operations, and keeps account of what they did to the records.
pub struct Planner {
    chance: u64,
    now: Instant,
    number: u64,
    pub purposes: u64,
    // By key, whether the record is there.
    there: Vec<bool>,
    // Records that are there, by purpose.
    of_purpose: BTreeMap<u64, u64>,
    erased: Vec<u64>,
    log_size: u64,
    // Shares of the ranks 1, 2, … of a Zipf over the first records, added up.
    ranks: Vec<f64>,
}

impl Planner {
    pub fn new(seed: u64, subjects: u64, now: Instant) -> Self {
        let purposes = (subjects * PURPOSES_PER_10000 / 10_000).max(1);
        let mut of_purpose = BTreeMap::new();
        for key in 0..subjects {
            *of_purpose.entry(key % purposes).or_default() += 1;
        }
        let mut sum = 0.0;
        let ranks = (1..=subjects).map(|rank| {
            sum += 1.0 / (rank as f64).powf(THETA);
            sum
        });
        let ranks = ranks.collect();
        let there = (0..subjects).map(|_| true).collect();
        Self {
            chance: seed,
            now,
            number: 0,
            purposes,
            there,
            of_purpose,
            erased: Vec::new(),
            log_size: subjects,
            ranks,
        }
    }

    pub fn steps(&mut self, role: Role, count: u64) -> Vec<Step> {
        (0..count).map(|_| self.step(role)).collect()
    }

    fn step(&mut self, role: Role) -> Step {
        self.number += 1;
        self.now += chrono::Duration::seconds(1);
        let mut drawn = self.draw(100);
        let mut name = CREATE;
        for (share, of) in role.shares() {
            name = of;
            if drawn < *share {
                break;
            }
            drawn -= share;
        }
        let operation = self.operation(name, role.is_skewed());
        self.account_for(operation);
        Step { number: self.number, at: self.now, operation }
    }

    fn operation(&mut self, name: &str, skewed: bool) -> Operation {
        let key = self.key(skewed);
        let purpose = key % self.purposes;
        match name {
            CREATE => Operation::CreateRecord { key: self.there.len() as u64 },
            DELETE => Operation::DeleteRecord { key },
            "update-metadata-by-PUR" => Operation::UpdateMetadataByPurpose { purpose },
            "update-metadata-by-USR" => Operation::UpdateMetadataByUser { key },
            "read-data-by-USR" => Operation::ReadDataByUser { key },
            "read-metadata-by-KEY" => Operation::ReadMetadataByKey { key },
            "update-data-by-KEY" => Operation::UpdateDataByKey { key },
            "update-metadata-by-KEY" if self.draw(2) == 0 => Operation::Withdraw { key },
            "update-metadata-by-KEY" => Operation::Object { key },
            "read-data-by-KEY" => Operation::ReadDataByKey { key },
            "read-metadata-by-PUR" => Operation::ReadMetadataByPurpose { purpose },
            "read-metadata-by-USR" => Operation::ReadMetadataByUser { key },
            "get-system-logs" => {
                let length = 1 + self.draw(LOG_MAX);
                let from = self.draw(self.log_size.saturating_sub(length).max(1));
                Operation::ReadLogs { from, until: from + length }
            }
            _ => {
                let at = self.draw(self.erased.len().max(1) as u64);
                let erased = usize::try_from(at).ok().and_then(|at| self.erased.get(at));
                // Before anybody was erased there is nothing to verify.
                erased.map_or(Operation::ReadDataByUser { key }, |key| Operation::VerifyDeletion { key: *key })
            }
        }
    }

    /// What the operation does to the records.
    fn account_for(&mut self, operation: Operation) {
        self.log_size += match operation {
            Operation::CreateRecord { key } => {
                self.there.push(true);
                *self.of_purpose.entry(key % self.purposes).or_default() += 1;
                1
            }
            Operation::DeleteRecord { key } => {
                if let Some(there) = usize::try_from(key).ok().and_then(|key| self.there.get_mut(key)) {
                    *there = false;
                }
                self.of_purpose.entry(key % self.purposes).and_modify(|count| *count -= 1);
                self.erased.push(key);
                1
            }
            Operation::UpdateMetadataByPurpose { purpose } => {
                self.of_purpose.get(&purpose).copied().unwrap_or_default()
            }
            Operation::UpdateMetadataByUser { .. }
            | Operation::UpdateDataByKey { .. }
            | Operation::Withdraw { .. }
            | Operation::Object { .. } => 1,
            _ => 0,
        };
    }

    /// A record of those that were loaded; where it is gone, the next one that is there.
    fn key(&mut self, skewed: bool) -> u64 {
        let count = self.ranks.len() as u64;
        let mut key = if skewed {
            let sum = self.ranks.last().copied().unwrap_or(1.0);
            let at = self.draw(1 << 53) as f64 / (1_u64 << 53) as f64 * sum;
            // Scrambled, so that the records that are asked for most lie anywhere.
            mixed(self.ranks.partition_point(|share| *share < at) as u64) % count
        } else {
            self.draw(count)
        };
        while usize::try_from(key).ok().and_then(|key| self.there.get(key)) == Some(&false) {
            key = (key + 1) % count;
        }
        key
    }

    fn draw(&mut self, below: u64) -> u64 {
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.chance) % below
    }
}

/// The mixing step of SplitMix64.
fn mixed(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
