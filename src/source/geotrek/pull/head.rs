//! Fields of an object that decide whether it is requested again.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// Fields of an object that decide whether it is requested again.
#[derive(Deserialize, Default)]
pub struct Head {
    #[serde(default)]
    pub id: Value,
    #[serde(default)]
    pub update_datetime: Value,
    #[serde(default)]
    pub children: Value,
    #[serde(default)]
    published: Value,
}

impl Head {
    /// True for an object that is not published in any language: a stage, which is published only as a
    /// part of its itinerary.
    pub fn is_unpublished(&self) -> bool {
        let by_lang = self.published.as_object();
        by_lang.is_some_and(|by_lang| {
            by_lang.values().all(|published| published != &Value::Bool(true))
        })
    }
}

/// Reads the head of an object. Empty when it is malformed.
pub fn head(object: &RawValue) -> Head {
    serde_json::from_str(object.get()).unwrap_or_default()
}
