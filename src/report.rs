//! What a build has to tell: warnings that name the item, counts and timings.

use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// Collected along the stages, never printed by them.
#[derive(Debug, Clone, Default, Serialize, serde::Deserialize)]
pub struct Report {
    pub warnings: Vec<Warning>,
    /// Servers that could not be asked: the site is made from what was pulled before.
    #[serde(default)]
    pub stale: Vec<String>,
    /// How many of each noun the site holds, and how many files were written.
    pub counts: BTreeMap<String, usize>,
    /// Seconds per stage, in the order of the stages.
    pub timings: Vec<(String, f64)>,
    /// The photographs that took longest to encode, and how many seconds each.
    #[serde(default)]
    pub slowest_pictures: Vec<(String, f64)>,
}

/// Something wrong with one item, that did not stop the build.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
pub struct Warning {
    /// The item or file the user knows: `treks/lake/track.gpx`.
    pub item: String,
    /// Line in that file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
    /// What is wrong and, when known, what to do.
    pub problem: String,
}

impl Report {
    /// Notes what is wrong with one item.
    pub fn warn(&mut self, item: impl fmt::Display, problem: impl fmt::Display) {
        self.warnings.push(Warning {
            item: item.to_string(),
            line: None,
            problem: problem.to_string(),
        });
    }

    /// The same, where the line is known.
    pub fn warn_at(&mut self, item: impl fmt::Display, line: u32, problem: impl fmt::Display) {
        self.warnings.push(Warning {
            item: item.to_string(),
            line: Some(line),
            problem: problem.to_string(),
        });
    }

    /// The same with each problem once: at the first item that has it, with the others named or
    /// counted.
    pub fn merged(mut self) -> Report {
        const NAMED: usize = 3;
        let mut merged: Vec<(Warning, Vec<String>)> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for warning in std::mem::take(&mut self.warnings) {
            match known.get(&warning.problem) {
                Some(first) if merged[*first].0.item != warning.item => {
                    let name = warning.item.rsplit('/').next().unwrap_or_default();
                    merged[*first].1.push(name.to_owned());
                }
                Some(_) => merged.push((warning, Vec::new())),
                None => {
                    known.insert(warning.problem.clone(), merged.len());
                    merged.push((warning, Vec::new()));
                }
            }
        }
        let with_others = |(mut warning, others): (Warning, Vec<String>)| {
            match others.len() {
                0 => {}
                1..=NAMED => warning.problem += &format!(" (the same in {})", others.join(", ")),
                others => warning.problem += &format!(" (the same in {others} others)"),
            }
            warning
        };
        self.warnings = merged.into_iter().map(with_others).collect();
        self
    }

    /// Adds the first problems of one file, and how many more there are.
    pub fn first_of(&mut self, file: &str, mut problems: Report) {
        const TOLD: usize = 20;
        let untold = problems.warnings.len().saturating_sub(TOLD);
        problems.warnings.truncate(TOLD);
        self.extend(problems);
        if untold > 0 {
            self.warn(file, format!("and {untold} more problems"));
        }
    }

    /// Notes how many there are of something.
    pub fn count(&mut self, what: &str, number: usize) {
        self.counts.insert(what.to_owned(), number);
    }

    /// Adds the warnings of another report, such as one made by a parallel task.
    pub fn extend(&mut self, other: Report) {
        self.warnings.extend(other.warnings);
        self.stale.extend(other.stale);
        self.counts.extend(other.counts);
        self.timings.extend(other.timings);
        self.slowest_pictures.extend(other.slowest_pictures);
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A file name may hold what would colour or clear a terminal.
        let shown = |text: &str| text.replace(char::is_control, "\u{fffd}");
        let (item, problem) = (shown(&self.item), shown(&self.problem));
        match self.line {
            Some(line) => write!(f, "{item}:{line}: {problem}"),
            None => write!(f, "{item}: {problem}"),
        }
    }
}
