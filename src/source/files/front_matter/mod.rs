//! Markdown files with TOML or YAML front matter, read field by field.
//!
//! A field of the wrong type is ignored, with a warning that names file and line.

mod fields;
mod problems;
#[cfg(test)]
mod tests;

use crate::model::Html;
use crate::report::{Report, Warning};
use crate::source::files::fence::{self, Split};
use crate::source::files::paper;
use crate::source::files::suggestion::did_you_mean;
use crate::source::sanitize::{self, Surroundings};
use problems::{Cause, Problems};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The front matter of a text file, and the text below it.
pub struct FrontMatter<'a> {
    /// Name of the file in warnings.
    item: String,
    /// The whole file, to find the line of a field in. Empty for fields that are not in a file.
    text: &'a str,
    /// Number of lines of the file above these fields.
    above: usize,
    /// True when the front matter as a whole could not be parsed.
    unreadable: bool,
    fields: Map<String, Value>,
    body: &'a str,
    /// Resolves the addresses in its texts.
    around: Surroundings,
    /// Names of the fields that were read.
    read: RefCell<BTreeSet<String>>,
    /// Shared with the tables inside of this front matter.
    problems: Rc<Problems>,
}

impl<'a> FrontMatter<'a> {
    /// Reads TOML between `+++` lines or YAML between `---` lines, then the body. `item` is the name
    /// of the file in warnings.
    pub fn parse(item: &str, text: &'a str) -> FrontMatter<'a> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut problems = Report::default();
        let mut unreadable = false;
        let mut unquoted = Vec::new();
        let above = text.len() - text.trim_start().len();
        let above = text.as_bytes().iter().take(above).filter(|byte| **byte == b'\n').count();
        let (fields, body) = match fence::split(text.trim_start()) {
            Split::None => (Map::new(), text),
            Split::Unclosed(fence) => {
                problems.warn_at(
                    item,
                    1,
                    format!("the front matter has no closing `{fence}` line"),
                );
                unreadable = true;
                (Map::new(), "")
            }
            Split::Found(fence, front, body) => {
                // Empty lines replace those above, so that the parser's line numbers fit the file.
                let front = format!("{}{front}", "\n".repeat(above + 1));
                let mut fields = fence::fields(fence, &front).unwrap_or_else(|(line, problem)| {
                    unreadable = true;
                    problems.warnings.push(Warning {
                        item: item.to_owned(),
                        line,
                        problem: format!("the front matter cannot be read: {problem}"),
                    });
                    Map::new()
                });
                if fence == "---" {
                    unquoted = paper::unquote(&front, &mut fields);
                }
                (fields, body)
            }
        };
        let front = FrontMatter {
            text,
            unreadable,
            body,
            around: Surroundings::default(),
            problems: Rc::new(Problems::new(problems)),
            ..FrontMatter::of_fields(item, fields)
        };
        for key in unquoted {
            front.as_on_paper(Cause::Quotes, &key, paper::QUOTES.to_owned());
        }
        front
    }

    /// Sets the surroundings that resolve the addresses in its texts.
    pub fn within(self, around: Surroundings) -> FrontMatter<'a> {
        FrontMatter { around, ..self }
    }

    /// Fields that are not in a text file, such as the properties of a GeoJSON feature.
    pub fn of_fields(item: &str, fields: Map<String, Value>) -> FrontMatter<'static> {
        FrontMatter {
            item: item.to_owned(),
            text: "",
            above: 0,
            unreadable: false,
            fields,
            body: "",
            around: Surroundings::default(),
            read: RefCell::default(),
            problems: Rc::default(),
        }
    }

    /// The Markdown below the front matter, as HTML. `None` when it is empty.
    pub fn body(&self) -> Option<Html> {
        let body = self.body.trim();
        let mut warn = |problem: String| {
            self.problems.add(&self.item, || None, || format!("the text {problem}"));
        };
        (!body.is_empty()).then(|| sanitize::markdown(body, &self.around, &mut warn))
    }

    /// True when the front matter could not be parsed: a missing field may be written there.
    pub fn is_unreadable(&self) -> bool {
        self.unreadable
    }

    pub fn has(&self, key: &str) -> bool {
        self.fields.get(key).is_some_and(|value| !value.is_null())
    }

    /// Reads a list of tables, each like front matter of its own: fields that `read` does not read
    /// are warned about.
    pub fn tables<T>(
        &self,
        key: &str,
        mut read: impl FnMut(&FrontMatter<'a>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.as_array().filter(|items| items.iter().all(Value::is_object))
        else {
            let problem =
                format!("is not a list of tables: write `[[{key}]]` above each one's fields");
            return self.wrong(key, &problem).unwrap_or_default();
        };
        let lines = self.table_lines(key);
        let tables = items.iter().filter_map(Value::as_object).enumerate();
        let one = |(number, fields): (usize, &Map<String, Value>)| {
            let table = FrontMatter {
                above: lines.get(number).copied().unwrap_or_default(),
                // Without the line of the table, the lines of its fields cannot be found either.
                text: if lines.is_empty() { "" } else { self.text },
                around: self.around.clone(),
                problems: self.problems.clone(),
                ..FrontMatter::of_fields(&self.item, fields.clone())
            };
            let found = read(&table);
            table.warn_unread();
            found
        };
        tables.filter_map(one).collect()
    }

    /// For each table of a list, the index of the line with its `[[key]]` (TOML) or its `-` (YAML).
    fn table_lines(&self, key: &str) -> Vec<usize> {
        let heading = format!("[[{key}]]");
        let mut lines = self.text.lines().enumerate();
        let toml = lines.clone().filter(|(_, line)| line.trim() == heading);
        let toml: Vec<usize> = toml.map(|(line, _)| line).collect();
        if !toml.is_empty() || !lines.any(|(_, line)| line.trim_end() == format!("{key}:")) {
            return toml;
        }
        let yaml = lines.filter(|(_, line)| line.trim_start().starts_with("- "));
        yaml.map(|(line, _)| line).collect()
    }

    /// The value as it was parsed, for fields that no other method reads. `None` when it is null.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.read.borrow_mut().insert(key.to_owned());
        self.fields.get(key).filter(|value| !value.is_null())
    }

    /// Warns that a field cannot be used. Always returns `None`, so that a reader of the field can
    /// return it in turn.
    pub fn wrong<T>(&self, key: &str, problem: &str) -> Option<T> {
        self.problems.add(&self.item, || self.line_of(key), || format!("`{key}` {problem}"));
        None
    }

    /// Warns that a field is written as on paper.
    fn as_on_paper(&self, cause: Cause, key: &str, problem: String) {
        self.problems.add_as_on_paper(cause, key, self.line_of(key), problem);
    }

    /// Reports all problems, and warns about every field that was never read. To be called last.
    pub fn finish(self, report: &mut Report) {
        self.warn_unread();
        self.give_up(report);
    }

    /// Warns about the fields that were never read.
    fn warn_unread(&self) {
        let read = self.read.borrow();
        for key in self.fields.keys().filter(|key| !read.contains(*key)) {
            let hint = did_you_mean(key, read.iter().map(String::as_str));
            self.wrong::<()>(key, &format!("is not a field that is read here{hint}"));
        }
    }

    /// Reports the problems found so far. Unlike [`FrontMatter::finish`], it does not warn about
    /// unread fields: those of an item that is left out are never read.
    pub fn give_up(self, report: &mut Report) {
        self.problems.report(&self.item, report);
    }

    /// Line of a field in the file, starting at 1.
    fn line_of(&self, key: &str) -> Option<u32> {
        let line = self.text.lines().skip(self.above).position(|line| {
            let line = line.trim_start().trim_start_matches("- ").trim_start_matches('[');
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start().starts_with(['=', ':', ']']))
        })?;
        u32::try_from(self.above + line + 1).ok()
    }
}
