//! Objects and lists of JSON, split into members and items that are not parsed yet.

use crate::input;
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::fmt;

/// Result of reading a feature. The error is a plain text, because a malformed file may have one for
/// each of its features.
pub type Read<T> = Result<T, String>;

/// Members of a file, a feature or a geometry, as raw JSON.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Object<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    pub crs: Option<&'a RawValue>,
    #[serde(borrow)]
    pub features: Option<&'a RawValue>,
    #[serde(borrow)]
    properties: Option<&'a RawValue>,
    #[serde(borrow)]
    pub geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    pub geometries: Option<&'a RawValue>,
    #[serde(borrow)]
    pub coordinates: Option<&'a RawValue>,
}

impl<'a> Object<'a> {
    pub fn of(json: &'a str) -> Read<Object<'a>> {
        if !json.starts_with('{') {
            return Err("it is not an object".to_owned());
        }
        serde_json::from_str(json).map_err(|error| format!("it is not GeoJSON: {error}"))
    }

    pub fn kind(&self) -> Option<String> {
        serde_json::from_str(self.kind?.get()).ok()
    }

    /// Attributes of a feature. Empty when the member is not an object: PHP writes `[]` for no
    /// attributes.
    pub fn properties(&self) -> Read<Map<String, Value>> {
        let Some(json) = self.properties.map(RawValue::get).filter(|json| json.starts_with('{'))
        else {
            return Ok(Map::new());
        };
        let most = input::SETTINGS;
        if json.len() as u64 > most.bytes {
            return Err(format!("its attributes are larger than {most}"));
        }
        serde_json::from_str(json).map_err(|error| {
            match error.to_string().starts_with("recursion limit") {
                true => "its attributes are nested too deep".to_owned(),
                false => format!("its attributes cannot be read: {error}"),
            }
        })
    }
}

/// Calls `take` with each item of a list, as raw JSON.
pub fn each<'a>(list: &'a str, take: impl FnMut(&'a str)) -> Read<()> {
    struct Items<F>(F);
    impl<'de, F: FnMut(&'de str)> Visitor<'de> for Items<F> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
            while let Some(item) = items.next_element::<&'de RawValue>()? {
                (self.0)(item.get());
            }
            Ok(())
        }
    }
    let mut json = serde_json::Deserializer::from_str(list);
    json.deserialize_seq(Items(take)).map_err(|_| "its `features` is not a list".to_owned())
}
