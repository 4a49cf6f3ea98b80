//! Objects of the API → our nouns. The spelling of the API is here and in `pull`, nowhere else.

use super::Settings;
use super::object::{Object, is_image};
use super::snapshot::Snapshot;
use super::words::{self, Words};
use crate::model::trek::{Accessibility, PublishedFigures};
use crate::model::*;
use crate::report::Report;
use crate::source::slug;
use rayon::prelude::*;
use serde_json::value::RawValue;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

/// What converting one object may look at.
pub struct Reading<'a> {
    snapshot: &'a Snapshot,
    media: &'a Path,
    languages: &'a [Lang],
    server: String,
    pub words: Words,
    /// The last part of the address of treks, desks and structures, by identifier: objects refer
    /// to each other by number, pages by this.
    treks: HashMap<String, String>,
    pub desks: HashMap<String, String>,
    structures: HashMap<String, String>,
    pub sites: HashMap<String, String>,
    pub courses: HashMap<String, String>,
    /// Treks that are stages of others.
    stages: HashSet<String>,
}

/// Reads every object of a snapshot. One that cannot be used is a warning.
pub fn catalog(
    snapshot: &Snapshot,
    settings: &Settings,
    media: &Path,
    languages: &[Lang],
    report: &mut Report,
) -> Catalog {
    let mut reading = Reading {
        snapshot,
        media,
        languages,
        server: settings.url.trim_end_matches('/').to_owned(),
        words: Words::read(snapshot, settings, report),
        treks: HashMap::new(),
        desks: HashMap::new(),
        structures: HashMap::new(),
        sites: HashMap::new(),
        courses: HashMap::new(),
        stages: HashSet::new(),
    };
    let locals = |endpoint| -> HashMap<String, String> {
        let local = |(id, raw): (&String, &Arc<RawValue>)| {
            (id.clone(), reading.local(id, &Object::part(raw, &["name"]).names("name")))
        };
        snapshot.of(endpoint).map(local).collect()
    };
    let (treks, desks, structures) =
        (locals("trek"), locals("informationdesk"), locals("structure"));
    let (sites, courses) = (locals("outdoor_site"), locals("outdoor_course"));
    let stages = snapshot.of("trek");
    let stages =
        stages.flat_map(|(_, raw)| Object::part(raw, &["children"]).ids("children")).collect();
    (reading.sites, reading.courses) = (sites, courses);
    (reading.treks, reading.desks, reading.structures, reading.stages) =
        (treks, desks, structures, stages);

    let mut catalog = Catalog {
        treks: reading.all("trek", Reading::trek, report),
        pois: reading.all("poi", Reading::poi, report),
        touristic_contents: reading.all("touristiccontent", Reading::content, report),
        touristic_events: reading.all("touristicevent", Reading::event, report),
        outdoor_sites: reading.all("outdoor_site", Reading::outdoor_site, report),
        outdoor_courses: reading.all("outdoor_course", Reading::outdoor_course, report),
        sensitive_areas: reading.all("sensitivearea", Reading::sensitive_area, report),
        information_desks: reading.all("informationdesk", Reading::desk, report),
        structures: reading.all("structure", Reading::structure, report),
        flatpages: reading.all("flatpage", Reading::flatpage, report),
    };
    if settings.is_partial() {
        let near = Around::of(&catalog.treks);
        catalog.pois.retain(|poi| near.has(poi.geometry));
        let of_treks = catalog.treks.iter().flat_map(|trek| &trek.information_desks);
        let of_sites = catalog.outdoor_sites.iter().flat_map(|site| &site.information_desks);
        let named: HashSet<_> = of_treks.chain(of_sites).cloned().collect();
        catalog.information_desks.retain(|desk| named.contains(&desk.id));
    }
    // A structure without anything of its own has nothing to say here.
    let named: HashSet<_> = (catalog.treks.iter().filter_map(|t| t.structure.clone()))
        .chain(catalog.pois.iter().filter_map(|p| p.structure.clone()))
        .chain(catalog.touristic_contents.iter().filter_map(|c| c.structure.clone()))
        .chain(catalog.touristic_events.iter().filter_map(|e| e.structure.clone()))
        .chain(catalog.outdoor_sites.iter().filter_map(|s| s.structure.clone()))
        .chain(catalog.outdoor_courses.iter().filter_map(|c| c.structure.clone()))
        .collect();
    catalog.structures.retain(|structure| named.contains(&structure.id));
    catalog
}

impl Reading<'_> {
    /// Converts the objects of an endpoint, in parallel.
    fn all<T: Send>(
        &self,
        endpoint: &str,
        convert: fn(&Self, &str, &Object) -> Option<T>,
        report: &mut Report,
    ) -> Vec<Arc<T>>
    where
        Arc<T>: Send,
    {
        let objects: Vec<(&String, &Arc<RawValue>)> = self.snapshot.of(endpoint).collect();
        let one = |(id, raw): &(&String, &Arc<RawValue>)| {
            let mut told = Report::default();
            let object = Object::parse(format!("{endpoint}/{id}"), raw, &self.server, &mut told);
            let found = object.and_then(|object| {
                let found = convert(self, id, &object);
                object.finish(&mut told);
                found
            });
            (found, told)
        };
        let converted: Vec<(Option<T>, Report)> = objects.par_iter().map(one).collect();
        let mut found = Vec::with_capacity(converted.len());
        for (object, told) in converted {
            found.extend(object.map(Arc::new));
            report.extend(told);
        }
        found
    }

    /// The last part of an address: the identifier, and the name in the site's first language.
    pub fn local(&self, id: &str, name: &Localized<String>) -> String {
        match name.any(self.languages) {
            Some(name) => slug(&format!("{id}-{name}")),
            None => slug(id),
        }
    }

    pub fn id<T>(&self, local: &str) -> Id<T> {
        Id::new(&self.server, local)
    }

    pub fn named<T>(&self, locals: &HashMap<String, String>, id: &str) -> Option<Id<T>> {
        locals.get(id).map(|local| self.id(local))
    }

    pub fn structure_of(&self, object: &Object) -> Option<Id<Structure>> {
        self.named(&self.structures, &object.id("structure")?)
    }

    /// The names of an object in the languages in which it is published. One that is published
    /// without a name is called as in another language.
    pub fn published(&self, object: &Object, key: &str) -> Localized<String> {
        let names = object.names(key);
        let published = self.languages.iter().filter(|lang| object.is_published(lang));
        let name = |lang: &Lang| names.get(lang).or_else(|| names.any(self.languages)).cloned();
        published.filter_map(|lang| Some((lang.clone(), name(lang)?))).collect()
    }

    pub fn origin(&self, endpoint: &str, id: &str) -> String {
        format!("{}/api/v2/{endpoint}/{id}/", self.server)
    }

    pub fn attachments(&self, object: &Object) -> Vec<Attachment> {
        let images = object.objects("attachments").into_iter().filter(is_image);
        let attachment = |image: Object| {
            let address = image.text("url")?;
            let medium = self.snapshot.media.get(&address)?;
            if let Some(problem) = &medium.problem {
                object.wrong(
                    "attachments",
                    &format!("names the photograph {address}, which is left out: {problem}"),
                );
                return None;
            }
            let author = image.text("author");
            Some(Attachment {
                file: self.media.join(&medium.file),
                kind: AttachmentKind::Image,
                legend: image.names("legend"),
                author: author.map(|author| author.trim_start_matches(['©', ' ']).to_owned()),
                license: image.text("license"),
            })
        };
        images.filter_map(attachment).collect()
    }

    fn trek(&self, id: &str, object: &Object) -> Option<Trek> {
        let local = self.treks.get(id)?;
        let mut trek = Trek::new(self.id(local), self.origin("trek", id));
        trek.uuid = object.text("uuid");
        trek.geometry = object.line("geometry");
        if trek.geometry.is_empty() {
            object.wrong("geometry", "has no line: the trek is left out");
            return None;
        }
        trek.name = self.published(object, "name");
        if trek.name.is_empty() && self.stages.contains(id) {
            // A stage that is not published on its own is read as a part of its itinerary.
            trek.name = object.names("name");
        }
        if trek.name.is_empty() {
            return None;
        }
        trek.description_teaser = object.html("description_teaser");
        trek.ambiance = object.html("ambiance");
        trek.description = object.html("description");
        trek.departure = object.names("departure");
        trek.arrival = object.names("arrival");
        trek.advice = object.html("advice");
        trek.gear = object.html("gear");
        trek.access = object.html("access");
        trek.public_transport = object.html("public_transport");
        trek.advised_parking = object.html("advised_parking");
        trek.parking_location = object.position("parking_location");
        trek.points_reference = object.positions("points_reference");
        trek.practice = self.words.one(Vocabulary::Practice, object, "practice");
        trek.difficulty = self.words.one(Vocabulary::Difficulty, object, "difficulty");
        trek.route = self.words.one(Vocabulary::Route, object, "route");
        trek.themes = self.words.many(Vocabulary::Theme, object, "themes");
        trek.labels = self.words.many(Vocabulary::Label, object, "labels");
        trek.networks = self.words.many(Vocabulary::Network, object, "networks");
        trek.cities = self.words.many(Vocabulary::City, object, "cities");
        trek.districts = self.words.many(Vocabulary::District, object, "districts");
        trek.source = self.words.many(Vocabulary::RecordSource, object, "source");
        trek.accessibilities =
            self.words.many(Vocabulary::Accessibility, object, "accessibilities");
        trek.ratings = self.words.many(Vocabulary::Rating, object, "ratings");
        trek.ratings_description = object.html("ratings_description");
        trek.accessibility_level =
            self.words.one(Vocabulary::AccessibilityLevel, object, "accessibility_level");
        trek.accessibility = Accessibility {
            advice: object.html("accessibility_advice"),
            covering: object.html("accessibility_covering"),
            exposure: object.html("accessibility_exposure"),
            signage: object.html("accessibility_signage"),
            slope: object.html("accessibility_slope"),
            width: object.html("accessibility_width"),
            disabled_infrastructure: object.html("disabled_infrastructure"),
        };
        trek.duration = object.number("duration").filter(|hours| *hours > 0.0);
        trek.published = figures(object, &trek.geometry);
        trek.attachments = self.attachments(object);
        trek.web_links = object.objects("web_links").iter().filter_map(web_link).collect();
        let desks = object.ids("information_desks");
        trek.information_desks =
            desks.iter().filter_map(|id| self.named(&self.desks, id)).collect();
        trek.structure = self.structure_of(object);
        trek.children =
            object.ids("children").iter().filter_map(|id| self.named(&self.treks, id)).collect();
        trek.update_datetime = object.date("update_datetime");
        Some(trek)
    }

    fn poi(&self, id: &str, object: &Object) -> Option<Poi> {
        Some(Poi {
            id: self.id(&self.local(id, &object.names("name"))),
            uuid: object.text("uuid"),
            name: Some(self.published(object, "name")).filter(|name| !name.is_empty())?,
            description: object.html("description"),
            poi_type: self.words.one(Vocabulary::PoiType, object, "type"),
            geometry: self.placed(object)?,
            attachments: self.attachments(object),
            structure: self.structure_of(object),
            origin: self.origin("poi", id),
        })
    }

    fn placed(&self, object: &Object) -> Option<Position> {
        let place = object.place("geometry");
        if place.is_none() {
            object.wrong("geometry", "has no place: it is left out");
        }
        place
    }

    fn content(&self, id: &str, object: &Object) -> Option<TouristicContent> {
        let types = object.object("types");
        let types = types.iter().flat_map(|types| types.all_ids());
        Some(TouristicContent {
            id: self.id(&self.local(id, &object.names("name"))),
            uuid: object.text("uuid"),
            name: Some(self.published(object, "name")).filter(|name| !name.is_empty())?,
            description_teaser: object.html("description_teaser"),
            description: object.html("description"),
            practical_info: object.html("practical_info"),
            category: self.words.one(Vocabulary::TouristicContentCategory, object, "category"),
            types: types
                .filter_map(|id| self.words.word(Vocabulary::TouristicContentType, &id))
                .collect(),
            themes: self.words.many(Vocabulary::Theme, object, "themes"),
            geometry: self.placed(object)?,
            contact: object.html("contact"),
            email: object.email("email"),
            website: object.web_address("website"),
            attachments: self.attachments(object),
            structure: self.structure_of(object),
            origin: self.origin("touristiccontent", id),
        })
    }

    fn event(&self, id: &str, object: &Object) -> Option<TouristicEvent> {
        let time = |key| object.text(key).and_then(|time| Some(time.get(..5)?.to_owned()));
        let begin_date = object.date("begin_date");
        if begin_date.is_none() {
            object.wrong("begin_date", "is not a date: the event is left out");
        }
        Some(TouristicEvent {
            id: self.id(&self.local(id, &object.names("name"))),
            uuid: object.text("uuid"),
            name: Some(self.published(object, "name")).filter(|name| !name.is_empty())?,
            description_teaser: object.html("description_teaser"),
            description: object.html("description"),
            practical_info: object.html("practical_info"),
            event_type: self.words.one(Vocabulary::TouristicEventType, object, "type"),
            themes: self.words.many(Vocabulary::Theme, object, "themes"),
            geometry: self.placed(object)?,
            begin_date: begin_date?,
            end_date: object.date("end_date"),
            start_time: time("start_time").or_else(|| time("meeting_time")),
            duration: object.names("duration"),
            meeting_point: object.names("meeting_point"),
            place: object.names("place"),
            organizer: object.names("organizers"),
            price: object
                .text("price")
                .map(|p| Localized::everywhere(format!("{p} €")))
                .unwrap_or_default(),
            target_audience: object.names("target_audience"),
            booking: object.html("booking"),
            contact: object.html("contact"),
            email: object.email("email"),
            website: object.web_address("website"),
            cancelled: object.flag("cancelled"),
            attachments: self.attachments(object),
            structure: self.structure_of(object),
            origin: self.origin("touristicevent", id),
        })
    }

    fn desk(&self, id: &str, object: &Object) -> Option<InformationDesk> {
        let kind = object.object("type").map(|kind| {
            let id = kind.id("id").unwrap_or_default();
            words::term(Vocabulary::InformationDeskType, id, &kind, "label")
        });
        let place = object.number("longitude").zip(object.number("latitude"));
        Some(InformationDesk {
            id: self.named(&self.desks, id)?,
            name: object.names("name"),
            description: object.html("description"),
            desk_type: kind.map(Arc::new),
            geometry: place.and_then(|(lon, lat)| Position::new(lon, lat, None)),
            street: object.text("street"),
            postal_code: object.text("postal_code"),
            municipality: object.text("municipality"),
            phone: object.text("phone"),
            email: object.email("email"),
            website: object.web_address("website"),
            attachments: Vec::new(),
            origin: self.origin("informationdesk", id),
        })
    }

    fn structure(&self, id: &str, object: &Object) -> Option<Structure> {
        Some(Structure {
            id: self.named(&self.structures, id)?,
            name: object.names("name"),
            description: Localized::default(),
            color: None,
            logo: None,
            website: None,
            email: None,
            phone: None,
            address: None,
            origin: self.origin("structure", id),
        })
    }

    fn flatpage(&self, id: &str, object: &Object) -> Option<FlatPage> {
        let title = self.published(object, "title");
        Some(FlatPage {
            id: self.id(&self.local(id, &object.names("title"))),
            title: Some(title).filter(|title| !title.is_empty())?,
            content: object.html("content"),
            order: self.menu_order(id),
            attachments: self.attachments(object),
            origin: self.origin("flatpage", id),
        })
    }

    /// The place of a page in the menu, read from top to bottom; those that are not in it follow.
    fn menu_order(&self, page: &str) -> i64 {
        fn pages(item: &Object, found: &mut Vec<String>) {
            found.extend(item.id("page"));
            item.objects("children").iter().for_each(|child| pages(child, found));
        }
        let mut found = Vec::new();
        for (id, raw) in self.snapshot.of("menu_item") {
            let item =
                Object::parse(format!("menu_item/{id}"), raw, &self.server, &mut Report::default());
            item.iter().for_each(|item| pages(item, &mut found));
        }
        let place = found.iter().position(|found| found == page).unwrap_or(found.len());
        i64::try_from(place).unwrap_or(i64::MAX)
    }
}

/// Figures that the manager gives. An itinerary of separate stages says 0 of what it does not know.
fn figures(object: &Object, line: &Line) -> PublishedFigures {
    let number = |key| object.number(key);
    let unknown =
        line.segments().len() > 1 && number("max_elevation").is_none_or(|high| high == 0.0);
    PublishedFigures {
        length_2d: number("length_2d").filter(|length| *length > 0.0),
        ascent: number("ascent").filter(|_| !unknown),
        // The API says −300 for 300 metres down.
        descent: number("descent").filter(|_| !unknown).map(f64::abs),
        min_elevation: number("min_elevation").filter(|_| !unknown),
        max_elevation: number("max_elevation").filter(|_| !unknown),
    }
}

pub fn web_link(link: &Object) -> Option<WebLink> {
    let url = link.web_address("url")?;
    let name = link.names("name");
    Some(WebLink {
        name: if name.is_empty() { Localized::everywhere(url.clone()) } else { name },
        url,
    })
}

/// The neighbourhood of treks, in cells: what is further than one cell from all is not near.
struct Around(BTreeSet<(i32, i32)>);

impl Around {
    /// 1e-7 degrees: about 500 m of latitude.
    const CELL: i32 = 50_000;

    fn of(treks: &[Arc<Trek>]) -> Around {
        let positions = treks.iter().flat_map(|trek| trek.geometry.positions());
        Around(positions.map(Around::cell).collect())
    }

    fn cell(position: Position) -> (i32, i32) {
        let (lon, lat) = position.fixed();
        (lon.div_euclid(Around::CELL), lat.div_euclid(Around::CELL))
    }

    fn has(&self, position: Position) -> bool {
        let (x, y) = Around::cell(position);
        (-1..=1).any(|dx| (-1..=1).any(|dy| self.0.contains(&(x + dx, y + dy))))
    }
}
