//! What is under way, for a person who waits. In: names of rooms and counts. Out: lines on stderr, only on a terminal.
//! Never: a word on stdout, or anything about a record.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// Whether and how progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Bars on a terminal, nothing elsewhere.
    Terminal,
    /// Nothing.
    Nothing,
}

/// The bar of one room.
pub struct Bar(ProgressBar);

/// Starts the bar of a room.
pub fn room(show: Show, name: &'static str) -> Bar {
    let target = match show {
        // indicatif itself draws nothing where stderr is no terminal.
        Show::Terminal => ProgressDrawTarget::stderr(),
        Show::Nothing => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix:<10} {wide_msg} {elapsed:>6}") {
        bar.set_style(style);
    }
    bar.set_prefix(name);
    bar.enable_steady_tick(Duration::from_millis(120));
    Bar(bar)
}

impl Bar {
    /// So many records are done.
    pub fn records(&self, done: u64) {
        self.0.set_message(format!("{done} records"));
    }

    /// Something else is under way.
    pub fn say(&self, message: String) {
        self.0.set_message(message);
    }

    /// The room is left.
    pub fn done(self, message: String) {
        self.0.finish_with_message(message);
    }
}
