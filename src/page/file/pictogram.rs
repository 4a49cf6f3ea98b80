//! The small drawings of words: one sprite for those that are symbols, files for the others.

use crate::model::{Catalog, Colors, Drawing, Svg, Term};
use crate::page::Content;
use crate::page::Page;
use crate::page::file::media;
use crate::page::site::Site;
use crate::page::view::PictogramView;
use std::collections::BTreeMap;
use std::sync::Arc;

const XMLNS: &str = "xmlns=\"http://www.w3.org/2000/svg\"";

/// The drawings of all words that pages may show.
#[derive(Debug, Default)]
pub struct Pictograms {
    /// Path and content of the sprite, if there is a symbol.
    sprite: Option<(String, String)>,
    /// Drawings that stand alone, by their path.
    files: BTreeMap<String, Drawing>,
}

impl Pictograms {
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

/// As a template sees it. `None` for a word without a drawing.
pub fn view(site: &Site, term: &Term) -> Option<PictogramView> {
    let drawing = term.pictogram.as_ref()?;
    let Some(svg) = symbol_of(drawing) else {
        let path = path(drawing).filter(|path| site.pictograms.files.contains_key(path))?;
        return Some(PictogramView { url: site.asset_url(&path), kind: "image" });
    };
    let (path, _) = site.pictograms.sprite.as_ref()?;
    Some(PictogramView {
        url: format!("{}#{}", site.asset_url(path), svg.id),
        kind: if svg.colors == Colors::Text { "text" } else { "own" },
    })
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let page = |path: &String, content| Page {
        path: path.clone(),
        kind: "media",
        item: path.clone(),
        content,
    };
    let files = site.pictograms.files.iter();
    let mut plan: Vec<Page> = files.map(|(path, drawing)| page(path, content(drawing))).collect();
    if let Some((path, text)) = &site.pictograms.sprite {
        let text = text.clone();
        plan.push(page(path, Content::Bytes(Box::new(move || text.clone().into_bytes()))));
    }
    plan
}

/// A drawing as a file of its own.
pub fn content(drawing: &Drawing) -> Content {
    match drawing {
        Drawing::Svg(svg) => {
            let svg = svg.clone();
            Content::Bytes(Box::new(move || file(&svg).into_bytes()))
        }
        Drawing::Picture(file) => Content::File(file.clone()),
    }
}

/// The path of a drawing that is a file of its own.
fn path(drawing: &Drawing) -> Option<String> {
    match drawing {
        Drawing::Svg(svg) => Some(format!("media/pictogram-{}.svg", svg.id)),
        Drawing::Picture(file) => media::file_path(file),
    }
}

/// The drawing that is shown from the sprite.
fn symbol_of(drawing: &Drawing) -> Option<&Svg> {
    match drawing {
        Drawing::Svg(svg) if svg.colors != Colors::Shaded => Some(svg),
        _ => None,
    }
}

fn symbol(svg: &Svg) -> String {
    format!("<symbol id=\"{}\" {}>{}</symbol>\n", svg.id, svg.frame, svg.content)
}

fn file(svg: &Svg) -> String {
    format!("<svg {XMLNS} {}>{}</svg>\n", svg.frame, svg.content)
}

/// The words of which pages have a view.
fn terms(catalog: &Catalog) -> impl Iterator<Item = &Arc<Term>> {
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
