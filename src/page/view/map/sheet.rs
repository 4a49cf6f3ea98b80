//! Sheets under the drawings of maps: which area each map shows, and their addresses.

use super::shown;
use crate::derive::Atlas;
use crate::map::{Frame, Range, Sheet};
use crate::model::{Bounds, Poi, Position, Shape};
use crate::page::site::Site;
use crate::page::site::file_path::sheet_path;
use serde::Serialize;
use std::sync::Arc;

/// Maximum number of trails in a static drawing, and of places that names keep clear of.
pub const DRAWN: usize = 200;
/// Width of a drawing, in drawing units.
const WIDTH: u32 = 800;
/// Lowest and highest height of the drawing of one trek or place, in drawing units.
const HEIGHTS: [u32; 2] = [360, 640];
/// Lowest and highest height of a drawing of many treks or places, in drawing units: it is often as
/// wide as the page.
const WIDE: [u32; 2] = [340, 440];
/// Space between the trails and the edge of a drawing, in drawing units.
const MARGIN: f64 = 44.0;
/// Half the width in metres of the map of a place.
const AROUND: f64 = 1_600.0;
/// Metres in a degree of latitude.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// The drawn map under the trails.
#[derive(Debug, Clone, Serialize)]
pub struct SheetView {
    /// Address of an SVG drawing of relief, contour lines, water, roads and names, which has the size
    /// of the drawing. It follows the colour scheme of the reader.
    pub url: String,
    /// Credit of the data, or empty.
    pub credit: String,
}

pub fn view(site: &Site, sheet: &Sheet) -> SheetView {
    SheetView { url: site.asset_url(&sheet_path(sheet)), credit: site.settings.map.credit.clone() }
}

/// Elevations between which the colours of the ground lie: round numbers around those of all treks, so
/// that one more trek hardly ever changes the colours of all maps. Summits rise above the trails.
pub fn range(atlas: &Atlas) -> Range {
    const ABOVE: f64 = 300.0;
    const LEAST: f64 = 600.0;
    let climbs = atlas.figures.iter().filter_map(|figures| figures.climb);
    let reach = climbs.map(|climb| (climb.min_elevation, climb.max_elevation));
    let reach = reach.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let (low, high) = reach.unwrap_or((0.0, 2_500.0));
    let low = (low / 200.0).floor() * 200.0;
    let high = ((high + ABOVE) / 250.0).ceil() * 250.0;
    Range { low: low as f32, high: high.max(low + LEAST) as f32 }
}

/// Frame of a drawing that shows an area.
pub fn frame(area: Bounds) -> Frame {
    Frame::fit(area, WIDTH, HEIGHTS, MARGIN)
}

/// Frame of the map of a trek: its line and the places that its description mentions. `None` for a
/// trek without a place.
pub fn frame_of_trek(site: &Site, index: usize) -> Option<Frame> {
    let trek = site.trek(index);
    let own = site.figures(index).bounds;
    let bounds = match own {
        Some(_) => own,
        None => around_treks(site, &site.neighbours(index).children),
    };
    let marks = trek.points_reference.iter().copied();
    let marks = marks.chain(trek.parking_location).chain(trek.departure_geom);
    let bounds = bounds.into_iter().chain(Bounds::around(marks)).reduce(Bounds::union)?;
    Some(frame(shown::widened(bounds)))
}

/// Sheet of the map of a trek, with names that keep clear of its line and of the marks on it.
pub fn of_trek(site: &Site, index: usize) -> Option<Arc<Sheet>> {
    site.trek_sheet(index, || new_of_trek(site, index))
}

fn new_of_trek(site: &Site, index: usize) -> Option<Arc<Sheet>> {
    let (trek, near) = (site.trek(index), site.neighbours(index));
    let trail = site.figures(index).detail.iter().map(Vec::as_slice);
    let marks = trek.points_reference.iter().copied().chain(trek.parking_location);
    let pois = near.pois.iter().filter_map(|along| site.one::<Poi>(along.item).geometry);
    let ends = trek.start().into_iter().chain(trek.geometry.end());
    let marks: Vec<Position> = marks.chain(ends).chain(pois).collect();
    site.maps().sheet(frame_of_trek(site, index)?, trail, &marks)
}

/// Frame of a map of treks. `None` when none of them has a place.
pub fn frame_of_treks(site: &Site, treks: &[usize]) -> Option<Frame> {
    let area = shown::widened(around_treks(site, treks)?);
    Some(Frame::fit(area, WIDTH, WIDE, MARGIN))
}

/// Sheet of a map of treks, with names that keep clear of those that are drawn.
pub fn of_treks(site: &Site, treks: &[usize]) -> Option<Arc<Sheet>> {
    let some = treks.iter().take(DRAWN);
    let trails = some.flat_map(|trek| site.figures(*trek).overview.iter().map(Vec::as_slice));
    site.maps().sheet(frame_of_treks(site, treks)?, trails, &[])
}

/// Sheet of the map of an object that has a shape of its own.
pub fn of_shape(site: &Site, shape: &Shape) -> Option<Arc<Sheet>> {
    let positions = shape.lines.iter().flatten().chain(&shape.points).copied();
    let area = shown::widened(Bounds::around(positions)?);
    site.maps().sheet(frame(area), shape.lines.iter().map(Vec::as_slice), &shape.points)
}

/// Sheet of a map of places.
pub fn of_places(site: &Site, places: &[Position]) -> Option<Arc<Sheet>> {
    let area = shown::widened(Bounds::around(places.iter().copied())?);
    let frame = Frame::fit(area, WIDTH, WIDE, MARGIN);
    site.maps().sheet(frame, std::iter::empty(), &places[..places.len().min(DRAWN)])
}

/// Bounding box of the lines of treks, and of the starts of those without a line.
fn around_treks(site: &Site, treks: &[usize]) -> Option<Bounds> {
    let one = |trek: &usize| {
        let start = || Bounds::around(site.trek(*trek).start());
        site.figures(*trek).bounds.or_else(start)
    };
    treks.iter().filter_map(one).reduce(Bounds::union)
}

/// Sheet of the map of a place.
pub fn of_place(site: &Site, position: Position) -> Option<Arc<Sheet>> {
    let up = AROUND / METRES_PER_DEGREE;
    let across = up / position.lat().to_radians().cos().max(0.01);
    let area = Bounds {
        west: position.lon() - across,
        south: position.lat() - up / 2.0,
        east: position.lon() + across,
        north: position.lat() + up / 2.0,
    };
    site.maps().sheet(frame(area), std::iter::empty(), &[position])
}
