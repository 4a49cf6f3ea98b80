//! Infrastructure, services and signage of the API → the catalog.

use crate::address::slug;
use crate::model::*;
use crate::source::geotrek::object::Object;
use crate::source::geotrek::reading::Reading;

impl Reading<'_> {
    pub fn infrastructure(&self, id: &str, object: &Object) -> Option<Infrastructure> {
        let infrastructure_type = self.terms.one(Vocabulary::InfrastructureType, object, "type");
        Some(Infrastructure {
            id: self.id(&slug(id)),
            uuid: object.text("uuid"),
            name: object.names("name"),
            description: object.html("description"),
            accessibility: object.names("accessibility"),
            infrastructure_type,
            conditions: self.conditions(Vocabulary::InfrastructureCondition, object),
            usage_difficulty: self.terms.one(
                Vocabulary::UsageDifficulty,
                object,
                "usage_difficulty",
            ),
            geometry: self.required_place(object)?,
            attachments: self.attachments(object),
            structure: self.structure_of(object),
            origin: self.origin("infrastructure", id),
        })
    }

    pub fn service(&self, id: &str, object: &Object) -> Option<Service> {
        // A service is published only if its type is.
        let service_type = self.terms.one(Vocabulary::ServiceType, object, "type")?;
        Some(Service {
            id: self.id(&slug(id)),
            uuid: object.text("uuid"),
            service_type,
            geometry: self.required_place(object)?,
            structure: self.structure_of(object),
            origin: self.origin("service", id),
        })
    }

    pub fn signage(&self, id: &str, object: &Object) -> Option<Signage> {
        Some(Signage {
            id: self.id(&slug(id)),
            uuid: object.text("uuid"),
            name: object.names("name"),
            description: object.html("description"),
            code: object.text("code"),
            signage_type: self.terms.one(Vocabulary::SignageType, object, "type"),
            conditions: self.conditions(Vocabulary::SignageCondition, object),
            printed_elevation: object.number("printed_elevation"),
            blades: object.objects("blades").iter().map(|blade| self.blade(blade)).collect(),
            geometry: self.required_place(object)?,
            attachments: self.attachments(object),
            structure: self.structure_of(object),
            origin: self.origin("signage", id),
        })
    }

    /// Conditions of an object. Geotrek has several since 2.109 (infrastructure) and 2.101.5 (signage),
    /// one before.
    fn conditions(&self, vocabulary: Vocabulary, object: &Object) -> Vec<std::sync::Arc<Term>> {
        match object.value("conditions") {
            Some(_) => self.terms.many(vocabulary, object, "conditions"),
            None => self.terms.one(vocabulary, object, "condition").into_iter().collect(),
        }
    }

    fn blade(&self, blade: &Object) -> Blade {
        Blade {
            number: blade.text("number"),
            direction: self.terms.one(Vocabulary::SignageDirection, blade, "direction"),
            lines: blade.objects("lines").iter().map(|line| self.line_of_blade(line)).collect(),
        }
    }

    fn line_of_blade(&self, line: &Object) -> BladeLine {
        let drawn = line.objects("pictograms");
        // Geotrek before 2.109 has one text instead.
        let pictograms =
            drawn.iter().map(|drawn| drawn.names("label")).chain([line.names("pictogram")]);
        BladeLine {
            text: line.names("text"),
            distance: line.number("distance").map(|kilometres| kilometres * 1000.0),
            time: line.text("time").and_then(|time| hours(&time)),
            pictograms: pictograms.filter(|name| !name.is_empty()).collect(),
            direction: self.terms.one(Vocabulary::SignageDirection, line, "direction"),
        }
    }
}

/// Converts a time like `01:15:00`, or `1 02:00:00` with days, to hours. `None` for other texts and for
/// zero.
fn hours(time: &str) -> Option<f64> {
    let (days, time) = time.split_once(' ').unwrap_or(("0", time));
    let mut parts = time.split(':').map(|part| part.parse::<f64>().ok());
    let mut next = || parts.next().unwrap_or(Some(0.0));
    let hours = days.parse::<f64>().ok()? * 24.0 + next()? + next()? / 60.0 + next()? / 3600.0;
    Some(hours).filter(|hours| *hours > 0.0 && hours.is_finite())
}

#[cfg(test)]
mod tests {
    use super::hours;

    #[test]
    fn times_of_blades_are_hours() {
        assert_eq!(hours("01:15:00"), Some(1.25));
        assert_eq!(hours("1 02:00:00"), Some(26.0));
        for nothing in ["", "00:00:00", "soon", "1:x"] {
            assert_eq!(hours(nothing), None, "{nothing}");
        }
    }
}
