//! Pictograms of terms: one sprite with all symbols, and a file for each other pictogram.

use crate::model::{Catalog, Colors, Drawing, Svg, Term};
use crate::page::site::file_path;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Namespace declaration of an SVG file.
pub const XMLNS: &str = "xmlns=\"http://www.w3.org/2000/svg\"";

/// Pictograms of all terms that pages may show.
#[derive(Debug, Default)]
pub struct Pictograms {
    /// Path and content of the sprite; `None` without symbols.
    pub sprite: Option<(String, String)>,
    /// Pictograms that are files of their own, by their path in the output folder.
    pub files: BTreeMap<String, Drawing>,
}

impl Pictograms {
    /// Collects the pictograms of a catalog.
    pub fn of(catalog: &Catalog) -> Pictograms {
        let mut pictograms = Pictograms::default();
        let mut symbols = BTreeMap::new();
        for drawing in terms(catalog).filter_map(|term| term.pictogram.as_ref()) {
            if let Some(svg) = symbol_of(drawing) {
                symbols.entry(&svg.id).or_insert_with(|| symbol(svg));
            } else if let Some(path) = path(drawing) {
                pictograms.files.entry(path).or_insert_with(|| drawing.clone());
            }
        }
        if !symbols.is_empty() {
            let symbols: String = symbols.into_values().collect();
            let text = format!("<svg {XMLNS}>\n{symbols}</svg>\n");
            let hash = blake3::hash(text.as_bytes()).to_hex();
            pictograms.sprite = Some((format!("media/pictograms-{}.svg", &hash[..16]), text));
        }
        pictograms
    }
}

/// Path in the output folder of a pictogram that is a file of its own.
pub fn path(drawing: &Drawing) -> Option<String> {
    match drawing {
        Drawing::Svg(svg) => Some(format!("media/pictogram-{}.svg", svg.id)),
        Drawing::Picture(file) => file_path::file_path(file),
    }
}

/// The vector drawing, if it can be shown from the sprite.
pub fn symbol_of(drawing: &Drawing) -> Option<&Svg> {
    match drawing {
        Drawing::Svg(svg) if svg.colors != Colors::Shaded => Some(svg),
        _ => None,
    }
}

/// `<symbol>` element of a drawing in the sprite.
pub fn symbol(svg: &Svg) -> String {
    format!("<symbol id=\"{}\" {}>{}</symbol>\n", svg.id, svg.frame, svg.content)
}

/// All terms whose pictograms pages may show, with repetitions.
pub fn terms(catalog: &Catalog) -> impl Iterator<Item = &Arc<Term>> {
    let treks = catalog.treks.iter().flat_map(|trek| {
        let single = [&trek.practice, &trek.difficulty, &trek.route, &trek.accessibility_level];
        let lists =
            [&trek.themes, &trek.labels, &trek.networks, &trek.accessibilities, &trek.ratings];
        single.into_iter().flatten().chain(lists.into_iter().flatten())
    });
    let sites = catalog.outdoor_sites.iter().flat_map(|site| {
        let lists = [&site.ratings, &site.themes, &site.labels, &site.managers];
        site.practice.iter().chain(lists.into_iter().flatten())
    });
    let courses = catalog.outdoor_courses.iter().flat_map(|course| &course.ratings);
    let contents = catalog.touristic_contents.iter().flat_map(|content| {
        content.category.iter().chain(&content.types).chain(&content.label_accessibility)
    });
    let desks = catalog.information_desks.iter().flat_map(|desk| &desk.label_accessibility);
    let areas = catalog.sensitive_areas.iter().flat_map(|area| &area.practices);
    let built = catalog.infrastructures.iter().flat_map(|built| &built.infrastructure_type);
    let services = catalog.services.iter().map(|service| &service.service_type);
    let places = contents.chain(desks).chain(areas).chain(built).chain(services);
    treks.chain(sites).chain(courses).chain(places)
}
