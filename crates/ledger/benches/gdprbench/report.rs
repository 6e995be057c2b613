//! What was measured. In: rates and latencies. Out: tables in Markdown, with medians over the runs and ratios to plain
//! PostgreSQL. Never: a mean that hides the slow ones.

use std::collections::BTreeMap;

const PLAIN: &str = "plain PostgreSQL";
const OURS: [&str; 2] = ["ledger on SQLite", "ledger on PostgreSQL"];

/// Figures of all runs, by role, operation and side.
#[derive(Default)]
pub struct Report {
    // Operations a second, one figure a run.
    rates: BTreeMap<(&'static str, &'static str), Vec<f64>>,
    // How many, p50 and p99 in milliseconds, one of each a run.
    latencies: BTreeMap<(&'static str, &'static str, &'static str), [Vec<f64>; 3]>,
}

impl Report {
    pub fn take(&mut self, role: &'static str, side: &'static str, rate: f64, latencies: &[(&'static str, f64)]) {
        self.rates.entry((role, side)).or_default().push(rate);
        let mut by_name: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
        for (name, latency) in latencies {
            by_name.entry(name).or_default().push(*latency);
            by_name.entry(ALL).or_default().push(*latency);
        }
        for (name, mut of) in by_name {
            of.sort_by(f64::total_cmp);
            let [count, p50, p99] = self.latencies.entry((role, name, side)).or_default();
            count.push(of.len() as f64);
            p50.push(quantile(&of, 0.5));
            p99.push(quantile(&of, 0.99));
        }
    }

    pub fn print(&self) {
        println!("| role | plain PostgreSQL, op/s | ledger on SQLite, op/s | ledger on PostgreSQL, op/s |");
        println!("| --- | --- | --- | --- |");
        let roles: Vec<&str> = ["controller", "customer", "processor", "regulator"].to_vec();
        for role in &roles {
            let rate = |side: &'static str| self.rates.get(&(*role, side)).map_or(0.0, |rates| median(rates));
            let plain = rate(PLAIN);
            let ours = OURS.map(|side| format!("{:.0} ({:.2})", rate(side), rate(side) / plain));
            println!("| {role} | {plain:.0} | {} |", ours.join(" | "));
        }
        println!(
            "\n| role | operation | n | plain, p50 / p99 ms | on SQLite, p50 / p99 ms | on PostgreSQL, p50 / p99 ms |"
        );
        println!("| --- | --- | --- | --- | --- | --- |");
        for role in &roles {
            for (_, name, _) in self.latencies.keys().filter(|(of, _, side)| of == role && *side == PLAIN) {
                self.print_operation(role, name);
            }
        }
    }

    fn print_operation(&self, role: &str, name: &str) {
        let of = |side: &str| {
            let found = self.latencies.iter().find(|((of, what, by), _)| (*of, *what, *by) == (role, name, side));
            found.map_or([0.0; 3], |(_, figures)| figures.each_ref().map(|figures| median(figures)))
        };
        let [count, p50, p99] = of(PLAIN);
        let ours = OURS.map(|side| {
            let [_, our_p50, our_p99] = of(side);
            format!("{our_p50:.2} / {our_p99:.2} ({:.1} / {:.1})", our_p50 / p50, our_p99 / p99)
        });
        println!("| {role} | {name} | {count:.0} | {p50:.2} / {p99:.2} | {} |", ours.join(" | "));
    }
}

/// Stands for all operations of a role; sorts before their names.
const ALL: &str = "all";

/// Of sorted values the smallest that is not exceeded by more than the rest.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(at.max(1) - 1).copied().unwrap_or_default()
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    quantile(&sorted, 0.5)
}
