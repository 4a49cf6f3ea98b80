//! Sensitive areas of the API → the catalog.

use crate::address::slug;
use crate::model::*;
use crate::source::geotrek::object::Object;
use crate::source::geotrek::reading::Reading;
use serde_json::Value;

impl Reading<'_> {
    pub fn sensitive_area(&self, id: &str, object: &Object) -> Option<SensitiveArea> {
        let name = self.called(id, object, "name")?;
        let geometry = object.shape("geometry").lines;
        if geometry.is_empty() {
            object.wrong("geometry", "has no outline: it is not shown on treks that cross it");
        }
        let mut period = [false; 12];
        let months = object.value("period").and_then(Value::as_array);
        for (month, sensitive) in period.iter_mut().zip(months.into_iter().flatten()) {
            *month = sensitive.as_bool().unwrap_or_default();
        }
        let rules = object.objects("rules");
        Some(SensitiveArea {
            id: self.id(&slug(id)),
            name,
            description: object.html("description"),
            contact: object.html("contact"),
            info_url: object.web_address("info_url"),
            period,
            practices: self.terms.many(Vocabulary::SportPractice, object, "practices"),
            rules: rules.iter().map(|rule| rule.names("name")).collect(),
            elevation: object.number("elevation"),
            geometry,
            structure: self.structure_of(object),
            origin: self.origin("sensitivearea", id),
        })
    }
}
