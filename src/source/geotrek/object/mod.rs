//! Objects of the API, read field by field. Any field may be missing, null, or of another type.

mod geometry;

use crate::model::{Html, Lang, Localized};
use crate::report::Report;
use crate::source::sanitize::{self, Surroundings};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Field of the geometry of an object.
const GEOMETRY: &str = "geometry";

/// An object, with the problems found in it.
pub struct Object {
    /// Name in messages, like `trek/4`.
    pub item: String,
    fields: Map<String, Value>,
    /// The field [`GEOMETRY`] as it was written, and its value once it is needed: it is often longer
    /// than all others together.
    geometry: Option<(Box<RawValue>, OnceCell<Value>)>,
    /// Surroundings that resolve the addresses in its texts.
    around: Surroundings,
    /// Problems, shared with the objects inside of this one.
    problems: Rc<RefCell<Report>>,
}

impl Object {
    /// Parses an object. `None`, with a warning, when the JSON is not an object.
    pub fn parse(
        item: String,
        raw: &RawValue,
        around: &Surroundings,
        report: &mut Report,
    ) -> Option<Object> {
        let read = || {
            let mut fields: BTreeMap<Cow<str>, &RawValue> = serde_json::from_str(raw.get())?;
            let geometry = fields.remove(GEOMETRY);
            let value = |(key, raw): (Cow<str>, &RawValue)| {
                Ok((key.into_owned(), serde_json::from_str(raw.get())?))
            };
            let fields = fields.into_iter().map(value).collect::<serde_json::Result<_>>()?;
            serde_json::Result::Ok((fields, geometry))
        };
        let Ok((fields, geometry)) = read() else {
            report.warn(item, "is left out: it is not an object");
            return None;
        };
        let geometry = geometry.map(|raw| (raw.to_owned(), OnceCell::new()));
        Some(Object { geometry, ..Object::of(item, fields, around.clone()) })
    }

    /// Parses only some fields of an object, for code that reads all objects.
    pub fn part(raw: &RawValue, keys: &[&str]) -> Object {
        let fields: HashMap<Cow<str>, &RawValue> =
            serde_json::from_str(raw.get()).unwrap_or_default();
        let field = |key: &&str| {
            let value = serde_json::from_str(fields.get(*key)?.get()).ok()?;
            Some(((*key).to_owned(), value))
        };
        Object::of(String::new(), keys.iter().filter_map(field).collect(), Surroundings::default())
    }

    fn of(item: String, fields: Map<String, Value>, around: Surroundings) -> Object {
        Object { item, fields, geometry: None, around, problems: Rc::default() }
    }

    /// Reports the problems.
    pub fn finish(self, report: &mut Report) {
        report.extend(self.problems.take());
    }

    /// Warns that a field cannot be used.
    pub fn wrong(&self, key: &str, problem: &str) {
        self.problems.borrow_mut().warn(&self.item, format!("`{key}` {problem}"));
    }

    /// Raw value of a field. `None` when it is missing or null.
    pub fn value(&self, key: &str) -> Option<&Value> {
        let geometry = self.geometry.as_ref().filter(|_| key == GEOMETRY);
        let geometry = geometry.map(|(raw, value)| {
            value.get_or_init(|| serde_json::from_str(raw.get()).unwrap_or_default())
        });
        geometry.or_else(|| self.fields.get(key)).filter(|value| !value.is_null())
    }

    /// Text that is the same in all languages, without markup.
    pub fn text(&self, key: &str) -> Option<String> {
        let text = sanitize::plain(&text_of(self.value(key)?)?);
        Some(text).filter(|text| !text.is_empty())
    }

    /// Number, which may be written as a text.
    pub fn number(&self, key: &str) -> Option<f64> {
        let value = self.value(key)?;
        let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
        let number = number.filter(|number| number.is_finite());
        if number.is_none() && value.as_str() != Some("") {
            self.wrong(key, "is not a number");
        }
        number
    }

    /// Boolean. False when the field is missing.
    pub fn flag(&self, key: &str) -> bool {
        self.value(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Identifier.
    pub fn id(&self, key: &str) -> Option<String> {
        text_of(self.value(key)?)
    }

    /// List of identifiers.
    pub fn ids(&self, key: &str) -> Vec<String> {
        self.value(key).map(ids).unwrap_or_default()
    }

    /// Identifiers in all lists of this object, whatever the names of their fields.
    pub fn all_ids(&self) -> Vec<String> {
        self.fields.values().flat_map(ids).collect()
    }

    /// List of objects inside of this one.
    pub fn objects(&self, key: &str) -> Vec<Object> {
        let items = self.value(key).and_then(Value::as_array).into_iter().flatten();
        let items = items.filter_map(Value::as_object);
        items.map(|fields| self.inner(fields)).collect()
    }

    /// Object inside of this one.
    pub fn object(&self, key: &str) -> Option<Object> {
        self.value(key)?.as_object().map(|fields| self.inner(fields))
    }

    fn inner(&self, fields: &Map<String, Value>) -> Object {
        let problems = self.problems.clone();
        Object { problems, ..Object::of(self.item.clone(), fields.clone(), self.around.clone()) }
    }

    /// Texts by language, without markup.
    pub fn names(&self, key: &str) -> Localized<String> {
        self.localized(key, |text| Some(sanitize::plain(text)).filter(|text| !text.is_empty()))
    }

    /// Texts by language, sanitised.
    pub fn html(&self, key: &str) -> Localized<Html> {
        let mut warn = |problem: String| self.wrong(key, &problem);
        let mut html = |text: &str| sanitize::html(text, &self.around, &mut warn);
        self.localized(key, |text| Some(html(text)).filter(Html::shows_something))
    }

    fn localized<T>(&self, key: &str, mut read: impl FnMut(&str) -> Option<T>) -> Localized<T> {
        match self.value(key) {
            Some(Value::Object(by_lang)) => by_lang
                .iter()
                .filter_map(|(lang, text)| {
                    Some((lang.parse::<Lang>().ok()?, read(text.as_str()?)?))
                })
                .collect(),
            Some(Value::String(text)) => read(text).map(Localized::everywhere).unwrap_or_default(),
            Some(_) => {
                self.wrong(key, "is not a text");
                Localized::default()
            }
            None => Localized::default(),
        }
    }

    /// True when the object is published in a language. Without the field `published` it is.
    pub fn is_published(&self, lang: &Lang) -> bool {
        match self.value("published") {
            Some(Value::Object(by_lang)) => {
                by_lang.get(lang.as_str()).and_then(Value::as_bool).unwrap_or_default()
            }
            Some(Value::Bool(published)) => *published,
            _ => true,
        }
    }

    /// Address that a page may link to: `http` or `https`.
    pub fn web_address(&self, key: &str) -> Option<String> {
        let text = self.text(key)?;
        let found = sanitize::web_address(&text);
        if found.is_none() {
            self.wrong(key, "is not a web address");
        }
        found
    }

    pub fn email(&self, key: &str) -> Option<String> {
        sanitize::email(&self.text(key)?)
    }

    /// Date of a time stamp, like `2026-05-12`.
    pub fn date(&self, key: &str) -> Option<String> {
        let text = self.text(key)?;
        let date = text.get(..10)?;
        let digits = date.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
        digits.then(|| date.to_owned())
    }
}

/// Text, or number as text. Identifiers are one or the other, depending on the version of the server.
pub fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Identifiers in a list.
pub fn ids(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(text_of).collect()
}

/// Number of objects in a list.
pub fn count(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_with_a_number_that_nobody_can_hold_is_left_out_with_a_warning() {
        let mut report = Report::default();
        let mut parse = |json: &str| {
            let raw = RawValue::from_string(json.to_owned()).unwrap();
            Object::parse("trek/4".to_owned(), &raw, &Surroundings::default(), &mut report)
        };
        assert!(parse(r#"{"ascent": 300, "geometry": null}"#).is_some());
        assert!(parse(r#"{"ascent": 1e999}"#).is_none());
        assert_eq!(report.warnings.len(), 1);
        assert_eq!(report.warnings[0].item, "trek/4");
    }
}
