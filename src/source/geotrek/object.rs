//! An object of the API, read field by field: any field may be missing, null, or of another type.

use crate::model::{Bounds, Html, Lang, Line, Localized, Position, Shape};
use crate::report::Report;
use crate::source::line;
use crate::source::sanitize::{self, Surroundings};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// One object, and what was wrong with it.
pub struct Object {
    /// `trek/4`: what messages call it.
    pub item: String,
    fields: Map<String, Value>,
    /// What its texts are read with.
    around: Surroundings,
    /// Shared with the objects inside of it.
    problems: Rc<RefCell<Report>>,
}

impl Object {
    /// `None`, and a warning, when it is no object at all.
    pub fn parse(
        item: String,
        raw: &RawValue,
        around: &Surroundings,
        report: &mut Report,
    ) -> Option<Object> {
        match serde_json::from_str(raw.get()) {
            Ok(Value::Object(fields)) => Some(Object::of(item, fields, around.clone())),
            _ => {
                report.warn(item, "is left out: it is no object");
                None
            }
        }
    }

    /// Some fields of an object, for what looks at all objects at once.
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
        Object { item, fields, around, problems: Rc::default() }
    }

    /// All that was wrong.
    pub fn finish(self, report: &mut Report) {
        report.extend(self.problems.take());
    }

    /// Notes that a field cannot be used.
    pub fn wrong(&self, key: &str, problem: &str) {
        self.problems.borrow_mut().warn(&self.item, format!("`{key}` {problem}"));
    }

    pub fn value(&self, key: &str) -> Option<&Value> {
        self.fields.get(key).filter(|value| !value.is_null())
    }

    /// A text that is the same in all languages, without markup.
    pub fn text(&self, key: &str) -> Option<String> {
        let text = sanitize::plain(&text_of(self.value(key)?)?);
        Some(text).filter(|text| !text.is_empty())
    }

    /// A number, or a text that is one.
    pub fn number(&self, key: &str) -> Option<f64> {
        let value = self.value(key)?;
        let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
        let number = number.filter(|number| number.is_finite());
        if number.is_none() && value.as_str() != Some("") {
            self.wrong(key, "is not a number");
        }
        number
    }

    pub fn flag(&self, key: &str) -> bool {
        self.value(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// One identifier.
    pub fn id(&self, key: &str) -> Option<String> {
        text_of(self.value(key)?)
    }

    /// A list of identifiers.
    pub fn ids(&self, key: &str) -> Vec<String> {
        self.value(key).map(ids).unwrap_or_default()
    }

    /// The identifiers in all lists of this object, whatever their names.
    pub fn all_ids(&self) -> Vec<String> {
        self.fields.values().flat_map(ids).collect()
    }

    /// Objects in this object.
    pub fn objects(&self, key: &str) -> Vec<Object> {
        let items = self.value(key).and_then(Value::as_array).into_iter().flatten();
        let items = items.filter_map(Value::as_object);
        items.map(|fields| self.inner(fields)).collect()
    }

    /// An object in this object.
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

    /// True when the object is published in a language. Servers that do not say publish it.
    pub fn is_published(&self, lang: &Lang) -> bool {
        match self.value("published") {
            Some(Value::Object(by_lang)) => {
                by_lang.get(lang.as_str()).and_then(Value::as_bool).unwrap_or_default()
            }
            Some(Value::Bool(published)) => *published,
            _ => true,
        }
    }

    /// An address that visitors may be sent to.
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

    /// The date in front of a time stamp.
    pub fn date(&self, key: &str) -> Option<String> {
        let text = self.text(key)?;
        let date = text.get(..10)?;
        let digits = date.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
        digits.then(|| date.to_owned())
    }

    /// `[longitude, latitude]`.
    pub fn position(&self, key: &str) -> Option<Position> {
        position(self.value(key)?)
    }

    /// The lines of a geometry.
    pub fn line(&self, key: &str) -> Line {
        let Some(geometry) = self.value(key) else { return Line::default() };
        let coordinates = geometry.get("coordinates").and_then(Value::as_array);
        let positions = |items: &Vec<Value>| items.iter().filter_map(position).collect();
        let segments = match geometry.get("type").and_then(Value::as_str) {
            Some("LineString") => coordinates.into_iter().map(positions).collect(),
            Some("MultiLineString") => {
                let lines = coordinates.into_iter().flatten().filter_map(Value::as_array);
                lines.map(positions).collect()
            }
            _ => Vec::new(),
        };
        line::of(segments)
    }

    /// True for a line of several parts, as the server has it: whether they touch or not.
    pub fn is_multi_line(&self, key: &str) -> bool {
        let kind = self.value(key).and_then(|geometry| geometry.get("type"));
        kind.and_then(Value::as_str) == Some("MultiLineString")
    }

    /// All positions of a geometry, in order.
    pub fn positions(&self, key: &str) -> Vec<Position> {
        fn collect(value: &Value, depth: usize, found: &mut Vec<Position>) {
            match position(value) {
                Some(position) => found.push(position),
                None if depth < 5 => {
                    let items = value.as_array().into_iter().flatten();
                    items.for_each(|item| collect(item, depth + 1, found));
                }
                None => {}
            }
        }
        let mut found = Vec::new();
        let coordinates = self.value(key).and_then(|geometry| geometry.get("coordinates"));
        coordinates.into_iter().for_each(|coordinates| collect(coordinates, 0, &mut found));
        found
    }

    /// The points, lines and outlines of a geometry of any kind.
    pub fn shape(&self, key: &str) -> Shape {
        fn collect(geometry: &Value, depth: usize, shape: &mut Shape) {
            let items = |value: Option<&'_ Value>| -> Vec<Value> {
                value.and_then(Value::as_array).cloned().unwrap_or_default()
            };
            let coordinates = geometry.get("coordinates");
            let mut line = |value: &Value| {
                let positions: Vec<Position> =
                    items(Some(value)).iter().filter_map(position).collect();
                if positions.len() > 1 {
                    shape.lines.push(positions);
                }
            };
            match geometry.get("type").and_then(Value::as_str) {
                Some("Point") => shape.points.extend(coordinates.and_then(position)),
                Some("MultiPoint") => {
                    shape.points.extend(items(coordinates).iter().filter_map(position));
                }
                Some("LineString") => coordinates.into_iter().for_each(line),
                Some("MultiLineString" | "Polygon") => items(coordinates).iter().for_each(line),
                Some("MultiPolygon") => {
                    items(coordinates)
                        .iter()
                        .flat_map(|area| items(Some(area)))
                        .for_each(|l| line(&l));
                }
                Some("GeometryCollection") if depth < 5 => {
                    let inner = items(geometry.get("geometries"));
                    inner.iter().for_each(|geometry| collect(geometry, depth + 1, shape));
                }
                _ => {}
            }
        }
        let mut shape = Shape::default();
        self.value(key).into_iter().for_each(|geometry| collect(geometry, 0, &mut shape));
        shape
    }

    /// West, south, east, north.
    pub fn bounds(&self, key: &str) -> Option<Bounds> {
        let numbers = self.value(key)?.as_array()?;
        let number = |i: usize| numbers.get(i).and_then(Value::as_f64);
        let corner = |lon, lat| Position::new(number(lon)?, number(lat)?, None);
        Bounds::around([corner(0, 1)?, corner(2, 3)?])
    }

    /// The points of a geometry in pixels, y downwards. Geotrek counts it upwards from the top.
    pub fn pixels(&self, key: &str) -> Vec<[f64; 2]> {
        fn collect(value: &Value, depth: usize, found: &mut Vec<[f64; 2]>) {
            let Some(items) = value.as_array() else { return };
            match [items.first(), items.get(1)].map(|number| number.and_then(Value::as_f64)) {
                [Some(x), Some(y)] => found.push([x, -y]),
                _ if depth < 5 => items.iter().for_each(|item| collect(item, depth + 1, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        let coordinates = self.value(key).and_then(|geometry| geometry.get("coordinates"));
        coordinates.into_iter().for_each(|coordinates| collect(coordinates, 0, &mut found));
        found
    }

    /// One place that stands for a geometry: a point itself, the middle of anything else.
    pub fn place(&self, key: &str) -> Option<Position> {
        let positions = self.positions(key);
        let count = positions.len() as f64;
        match positions[..] {
            [] => None,
            [only] => Some(only),
            _ => {
                let mean = |of: fn(Position) -> f64| {
                    positions.iter().copied().map(of).sum::<f64>() / count
                };
                Position::new(mean(Position::lon), mean(Position::lat), None)
            }
        }
    }
}

fn position(value: &Value) -> Option<Position> {
    let numbers = value.as_array()?;
    let number = |i: usize| numbers.get(i).and_then(Value::as_f64);
    Position::new(number(0)?, number(1)?, number(2))
}

/// A text, or a number as text: identifiers are one or the other, by the version of the server.
pub fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

pub fn ids(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(text_of).collect()
}

/// A number of objects.
pub fn count(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}
