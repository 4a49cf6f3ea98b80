//! Warnings about the fields of one file.

use crate::report::{Report, Warning};
use std::cell::{Cell, RefCell};

/// Number of warnings that are reported one by one. Further ones are only counted.
const REPORTED: usize = 20;

/// Collected warnings of one file.
#[derive(Default)]
pub struct Problems {
    reported: RefCell<Report>,
    /// Number of problems beyond `REPORTED`.
    omitted: Cell<usize>,
    as_on_paper: RefCell<Vec<AsOnPaper>>,
}

/// A field written as on paper. All fields with one cause are reported in one warning.
struct AsOnPaper {
    cause: Cause,
    key: String,
    line: Option<u32>,
    problem: String,
}

/// Kind of writing that suits paper, not a machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A date like `15/08/2027`.
    Date,
    /// Typographic quotation marks.
    Quotes,
}

impl Problems {
    /// Starts from the warnings of parsing the front matter as a whole.
    pub fn new(reported: Report) -> Problems {
        Problems { reported: RefCell::new(reported), ..Problems::default() }
    }

    /// Adds a problem. Its line and text are computed only when it is reported.
    pub fn add(
        &self,
        item: &str,
        line: impl FnOnce() -> Option<u32>,
        problem: impl FnOnce() -> String,
    ) {
        let mut reported = self.reported.borrow_mut();
        if reported.warnings.len() >= REPORTED {
            return self.omitted.update(|omitted| omitted + 1);
        }
        reported.warnings.push(Warning { item: item.to_owned(), line: line(), problem: problem() });
    }

    /// Adds a field that is written as on paper.
    pub fn add_as_on_paper(&self, cause: Cause, key: &str, line: Option<u32>, problem: String) {
        let field = AsOnPaper { cause, key: key.to_owned(), line, problem };
        self.as_on_paper.borrow_mut().push(field);
    }

    /// Moves all collected problems to the report.
    pub fn report(&self, item: &str, report: &mut Report) {
        report.extend(self.reported.take());
        let as_on_paper = self.as_on_paper.take();
        for cause in [Cause::Date, Cause::Quotes] {
            let mut fields = as_on_paper.iter().filter(|field| field.cause == cause);
            let Some(first) = fields.next() else { continue };
            let others = fields.map(|field| format!("`{}`", field.key)).take(REPORTED);
            let others: Vec<String> = others.collect();
            let others = match others.is_empty() {
                true => String::new(),
                false => format!("; the same is wrong with {}", others.join(", ")),
            };
            report.warnings.push(Warning {
                item: item.to_owned(),
                line: first.line,
                problem: format!("`{}` {}{others}", first.key, first.problem),
            });
        }
        let omitted = self.omitted.take();
        if omitted > 0 {
            report.warn(item, format!("and {omitted} more problems of its fields"));
        }
    }
}
