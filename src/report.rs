//! The report of a build: warnings that name the item, counts and timings.

use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// Warnings, counts and timings of a build. The stages add to it; only `cli` prints it.
#[derive(Debug, Clone, Default, Serialize, serde::Deserialize)]
pub struct Report {
    pub warnings: Vec<Warning>,
    /// Messages about servers that could not be reached: the site shows data of an earlier pull.
    #[serde(default)]
    pub stale: Vec<String>,
    /// Number of objects of each kind in the site, and of files that were written, by name.
    pub counts: BTreeMap<String, usize>,
    /// Seconds per stage, in the order of the stages.
    pub timings: Vec<(String, f64)>,
    /// Files of the site by kind: `trek`, `download`…
    #[serde(default)]
    pub files: BTreeMap<String, Tally>,
    /// Objects that changed since the last build, by kind: `treks`, `pois`… `None` when nothing is
    /// known of the last build.
    #[serde(default)]
    pub changes: Option<BTreeMap<String, Changes>>,
    /// Photographs that took longest to encode, with the seconds that each took.
    #[serde(default)]
    pub slowest_pictures: Vec<(String, f64)>,
    /// Why the file that the user asked about was made or kept; `None` unless there is a question.
    #[serde(skip)]
    pub explanation: Option<String>,
    /// True when a problem is transient, such as a full disk: the next build may not have it
    /// although no input has changed. The next build then does everything again.
    #[serde(skip)]
    pub has_transient_problem: bool,
}

/// Files of one kind in a build.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, serde::Deserialize)]
pub struct Tally {
    /// Files whose content was made, or read from another file.
    pub made: usize,
    /// Files that were kept as they are in the output folder.
    pub kept: usize,
    /// Seconds that the files took, on all threads together.
    pub seconds: f64,
}

/// Objects of a kind that changed since the last build.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Changes {
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
}

/// Problem with one item that did not stop the build.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
pub struct Warning {
    /// Item or file, by a name that the user knows, for example `treks/lake/track.gpx`.
    pub item: String,
    /// Line in the file, starting at 1; `None` when the problem is not about a line.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
    /// Description of the problem, with advice where possible.
    pub problem: String,
}

/// Warnings with the same problem, printed as one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<'a> {
    pub problem: &'a str,
    /// Warnings with this problem, in the order of the report.
    pub warnings: Vec<&'a Warning>,
}

/// Number of warnings with the same problem from which they are printed as one line.
const MANY: usize = 4;
/// Number of items named in a line about several items.
const EXAMPLES: usize = 3;

impl Report {
    /// Returns the warnings grouped by problem. Where fewer than four warnings have a problem, each
    /// of them is a group of its own. Groups are in the order of their first warnings.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut shared: HashMap<&str, usize> = HashMap::new();
        for warning in &self.warnings {
            *shared.entry(&warning.problem).or_default() += 1;
        }
        let mut groups: Vec<Group> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for warning in &self.warnings {
            let problem = warning.problem.as_str();
            match known.get(problem) {
                Some(group) => groups[*group].warnings.push(warning),
                None => {
                    if shared[problem] >= MANY {
                        known.insert(problem, groups.len());
                    }
                    groups.push(Group { problem, warnings: vec![warning] });
                }
            }
        }
        groups
    }

    /// Adds a warning about one item.
    pub fn warn(&mut self, item: impl fmt::Display, problem: impl fmt::Display) {
        self.warnings.push(Warning {
            item: item.to_string(),
            line: None,
            problem: problem.to_string(),
        });
    }

    /// Adds a warning about one line of a file. Lines start at 1.
    pub fn warn_at(&mut self, item: impl fmt::Display, line: u32, problem: impl fmt::Display) {
        self.warnings.push(Warning {
            item: item.to_string(),
            line: Some(line),
            problem: problem.to_string(),
        });
    }

    /// Adds a warning about a transient problem: the next build may not have it although no input
    /// has changed.
    pub fn warn_transient(&mut self, item: impl fmt::Display, problem: impl fmt::Display) {
        self.warn(item, problem);
        self.has_transient_problem = true;
    }

    /// Returns the report with each problem once, at the first item that has it. The message names
    /// the other items, or says how many they are.
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

    /// Adds the first problems of one file, and a warning with the number of further ones.
    pub fn first_of(&mut self, file: &str, mut problems: Report) {
        const SHOWN: usize = 20;
        let left_out = problems.warnings.len().saturating_sub(SHOWN);
        problems.warnings.truncate(SHOWN);
        self.extend(problems);
        if left_out > 0 {
            self.warn(file, format!("and {left_out} more problems"));
        }
    }

    /// Sets the number of objects of a kind.
    pub fn count(&mut self, what: &str, number: usize) {
        self.counts.insert(what.to_owned(), number);
    }

    /// Adds the warnings of another report, such as one made by a parallel task.
    pub fn extend(&mut self, other: Report) {
        self.warnings.extend(other.warnings);
        self.stale.extend(other.stale);
        self.counts.extend(other.counts);
        self.timings.extend(other.timings);
        self.files.extend(other.files);
        self.changes = self.changes.take().or(other.changes);
        self.slowest_pictures.extend(other.slowest_pictures);
        self.has_transient_problem |= other.has_transient_problem;
    }
}

impl Warning {
    /// Item and line, for example `treks/lake/index.md:3`.
    pub fn place(&self) -> String {
        let item = printable(&self.item);
        self.line.map_or_else(|| item.clone(), |line| format!("{item}:{line}"))
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), printable(&self.problem))
    }
}

impl fmt::Display for Group<'_> {
    /// Writes one line: the first items, the number of further items, and the problem.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.warnings.iter().take(EXAMPLES).map(|warning| warning.place());
        f.write_str(&named.collect::<Vec<_>>().join(", "))?;
        if self.warnings.len() > EXAMPLES {
            write!(f, " and {} more", self.warnings.len() - EXAMPLES)?;
        }
        write!(f, ": {}", printable(self.problem))
    }
}

/// Replaces control characters: those in a file name could colour or clear the terminal.
fn printable(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_of_many_items_is_one_line() {
        let mut report = Report::default();
        for i in 0..76 {
            report.warn(format!("poi/{i}"), "names /spring.jpg, which is left out");
        }
        report.warn_at("treks/lake/index.md", 3, "`duratoin` is not a field");
        for item in ["a.gpx", "b.gpx", "c.gpx"] {
            report.warn(item, "has no point");
        }
        let lines: Vec<String> = report.groups().iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "poi/0, poi/1, poi/2 and 73 more: names /spring.jpg, which is left out",
                "treks/lake/index.md:3: `duratoin` is not a field",
                "a.gpx: has no point",
                "b.gpx: has no point",
                "c.gpx: has no point",
            ]
        );
    }
}
