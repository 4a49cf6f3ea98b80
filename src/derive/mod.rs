//! Stage 2: computes an [`Atlas`] from the [`Catalog`], in parallel, without files, clock or
//! translations.

pub mod measure;
pub mod climb;
pub mod effort;
pub mod duration;
pub mod season;
pub mod profile;
pub mod topology;
pub mod simplify;
mod along;
pub mod nearby;
pub mod itinerary;
pub mod sensitivity;
mod figures;

use crate::model::{Bounds, Catalog, Position, SensitiveArea, Trek};
use crate::report::Report;
use duration::DurationMethod;
pub use figures::Figures;
use nearby::Neighbours;
use rayon::prelude::*;
use season::Seasons;
use std::sync::Arc;
use topology::Shared;

/// Catalog with everything that was computed from it.
#[derive(Debug, Clone)]
pub struct Atlas {
    pub catalog: Catalog,
    /// Settings with which the figures were computed.
    pub settings: Settings,
    /// Figures of each trek, in the order of `catalog.treks`.
    pub figures: Vec<Arc<Figures>>,
    /// Neighbours of each trek, in the order of `catalog.treks`.
    pub neighbours: Vec<Neighbours>,
    /// For each POI, the indices of the treks it lies along.
    pub treks_of_poi: Vec<Vec<usize>>,
    /// For each touristic content, the indices of the treks it lies near.
    pub treks_of_content: Vec<Vec<usize>>,
    /// For each touristic event, the indices of the treks it lies near.
    pub treks_of_event: Vec<Vec<usize>>,
    /// For each sensitive area, its outlines simplified within [`simplify::DETAIL`] metres. Areas
    /// that share a border still share it.
    pub outlines: Vec<Vec<Vec<Position>>>,
    /// For each trek, the indices of the sensitive areas it crosses.
    pub areas_of_trek: Vec<Vec<usize>>,
}

/// `[figures]` of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Formula for the walking time of treks whose source does not give a duration.
    pub duration: DurationMethod,
    /// Months in which trails are usually walked, by their highest elevation.
    pub seasons: Seasons,
}

/// Computes the atlas. Results for unchanged treks are taken from `previous`, the atlas of an
/// earlier run in the same process.
pub fn derive(
    catalog: Catalog,
    settings: Settings,
    previous: Option<&Atlas>,
    report: &mut Report,
) -> Atlas {
    let previous = previous.filter(|previous| previous.settings == settings);
    // The previous atlas and the index of the trek in it, if the trek is unchanged.
    let before = |trek: &Arc<Trek>| -> Option<(&Atlas, usize)> {
        let previous = previous?;
        let index = previous.catalog.treks.binary_search_by(|t| t.id.cmp(&trek.id)).ok()?;
        Arc::ptr_eq(&previous.catalog.treks[index], trek).then_some((previous, index))
    };
    let known = |trek: &Arc<Trek>| before(trek).map(|(atlas, index)| atlas.figures[index].clone());
    let shared = if catalog.treks.iter().all(|trek| before(trek).is_some()) {
        Shared::default()
    } else {
        let segments = catalog.treks.iter().flat_map(|trek| trek.geometry.segments());
        Shared::of(&segments.map(Vec::as_slice).collect::<Vec<_>>())
    };
    let new = |trek: &Arc<Trek>| Arc::new(figures(trek, settings.duration, &shared));
    let figures: Vec<Arc<Figures>> =
        catalog.treks.par_iter().map(|trek| known(trek).unwrap_or_else(|| new(trek))).collect();
    let same_places = previous.is_some_and(|atlas| nearby::same_places(&atlas.catalog, &catalog));
    let along = |trek: &Arc<Trek>| {
        before(trek).filter(|_| same_places).map(|(atlas, index)| &atlas.neighbours[index])
    };
    let neighbours = nearby::neighbours(&catalog, &figures, &along, report);
    let invert = |count, of: fn(&Neighbours) -> Vec<usize>| {
        let mut treks_of = vec![Vec::new(); count];
        for (trek, neighbours) in neighbours.iter().enumerate() {
            of(neighbours).into_iter().for_each(|item| treks_of[item].push(trek));
        }
        treks_of
    };
    Atlas {
        outlines: outlines(&catalog),
        areas_of_trek: sensitivity::crossed(&figures, &catalog.sensitive_areas),
        treks_of_poi: invert(catalog.pois.len(), |n| n.pois.iter().map(|a| a.item).collect()),
        treks_of_content: invert(catalog.touristic_contents.len(), |n| {
            n.contents.iter().map(|a| a.item).collect()
        }),
        treks_of_event: invert(catalog.touristic_events.len(), |n| {
            n.events.iter().map(|a| a.item).collect()
        }),
        catalog,
        settings,
        figures,
        neighbours,
    }
}

/// Simplified outlines of each sensitive area.
fn outlines(catalog: &Catalog) -> Vec<Vec<Vec<Position>>> {
    let rings = catalog.sensitive_areas.iter().flat_map(|area| &area.geometry);
    let shared = Shared::of(&rings.map(Vec::as_slice).collect::<Vec<_>>());
    let simple = |area: &Arc<SensitiveArea>| {
        let [simple] = simplify::lines(&area.geometry, &shared, [simplify::DETAIL]);
        simple
    };
    catalog.sensitive_areas.par_iter().map(simple).collect()
}

/// Computes the figures of one trek.
fn figures(trek: &Trek, method: DurationMethod, shared: &Shared) -> Figures {
    let line = &trek.geometry;
    let distances = measure::distances(line);
    let length_2d = distances.last().copied().unwrap_or_default();
    let [detail, overview] =
        simplify::lines(line.segments(), shared, [simplify::DETAIL, simplify::OVERVIEW]);
    let whole = !itinerary::is_in_pieces(trek);
    let relief = climb::relief(line, &distances, trek.ascent_method).filter(|_| whole);
    let climb = relief.as_ref().map(|relief| relief.climb);
    let smooth = relief.and_then(|relief| relief.smooth);
    let effort = climb.zip(smooth.as_deref());
    let effort = effort.map(|(climb, smooth)| effort::effort(smooth, length_2d, climb));
    Figures {
        length_2d,
        length_3d: line.has_elevation().then(|| measure::length_3d(line, &distances)),
        climb,
        profile: profile::profile(line, &distances).filter(|_| whole),
        effort,
        duration: duration::duration(method, trek, length_2d, climb, smooth.as_deref()),
        detail,
        overview,
        bounds: Bounds::around(line.positions()),
    }
}
