//! Shaded relief: how bright the ground is, and its colours.
//!
//! Two lights are added: one of fine forms, one of large forms. Each is a lamp in the north-west and
//! four lamps around, which lighten the slopes that the first leaves dark. The four are weighted by
//! aspect, after Mark, *Multidirectional, oblique-weighted, shaded-relief image of the Island of
//! Hawaii* (USGS 92-422).

use super::grid::{Grid, Heights, PAD};
use super::style::{Color, Relief};
use rayon::prelude::*;

/// Metres on the ground over which the large forms are smoothed.
const LARGE: f64 = 90.0;
/// Exaggeration and weight of fine forms and of large ones.
const SCALES: [(f32, f32); 2] = [(1.15, 0.55), (1.5, 0.45)];
/// Weight of the lamp in the north-west; the others together have the rest.
const NORTH_WEST: f32 = 0.6;
/// Contrast of the lowest and of the highest places: high mountains stand out, valleys rest.
const CONTRAST: [f32; 2] = [0.62, 1.17];

/// Lowest and highest elevation in metres between which the colours of the ground lie.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Range {
    pub low: f32,
    pub high: f32,
}

impl Range {
    /// Place of an elevation in the range, from 0 to 1.
    fn part(&self, elevation: f32) -> f32 {
        ((elevation - self.low) / (self.high - self.low).max(1.0)).clamp(0.0, 1.0)
    }
}

/// Brightness and height of each pixel of a drawing.
pub struct Light {
    pub width: usize,
    pub height: usize,
    /// For each pixel: how much brighter than flat ground, from about -0.7 to 0.3, and its place in the
    /// range of heights. `None` where the elevation is not known.
    cells: Vec<Option<(f32, f32)>>,
}

/// Direction to a lamp: east, north, up; and its horizontal part as a unit vector.
struct Lamp {
    to: [f32; 3],
    across: [f32; 2],
}

impl Lamp {
    /// `azimuth` is in degrees from the north, clockwise, `altitude` in degrees above the horizon.
    fn new(azimuth: f32, altitude: f32) -> Lamp {
        let (azimuth, altitude) = (azimuth.to_radians(), altitude.to_radians());
        let across = [azimuth.sin(), azimuth.cos()];
        let to = [across[0] * altitude.cos(), across[1] * altitude.cos(), altitude.sin()];
        Lamp { to, across }
    }
}

/// Lights the ground. `metres` is the size of a pixel.
pub fn light(heights: &Heights, metres: f64, range: Range) -> Light {
    let large = heights.grid.blurred(LARGE / metres);
    let lamps = [225.0, 270.0, 315.0, 360.0].map(|azimuth| Lamp::new(azimuth, 40.0));
    let main = Lamp::new(315.0, 45.0);
    let flat = NORTH_WEST * main.to[2] + (1.0 - NORTH_WEST) * lamps[0].to[2];
    let (width, height) = (heights.grid.width - 2 * PAD, heights.grid.height - 2 * PAD);
    let cell = |row: usize, column: usize| {
        let (column, row) = (column + PAD, row + PAD);
        if !heights.known[row * heights.grid.width + column] {
            return None;
        }
        let mut light = -flat;
        for (grid, (exaggeration, weight)) in [&heights.grid, &large].into_iter().zip(SCALES) {
            light += weight * lit(slope(grid, column, row, metres), exaggeration, &main, &lamps);
        }
        let part = range.part(heights.grid.at(column, row));
        Some((light * (CONTRAST[0] + (CONTRAST[1] - CONTRAST[0]) * part), part))
    };
    let rows = (0..height).into_par_iter();
    let cells = rows.flat_map_iter(|row| (0..width).map(move |column| cell(row, column)));
    Light { width, height, cells: cells.collect() }
}

/// Rise per metre to the east and to the south.
pub fn slope(grid: &Grid, column: usize, row: usize, metres: f64) -> [f32; 2] {
    let across = 2.0 * metres as f32;
    [
        (grid.at(column + 1, row) - grid.at(column - 1, row)) / across,
        (grid.at(column, row + 1) - grid.at(column, row - 1)) / across,
    ]
}

/// Brightness of ground with this slope, from 0 to 1.
fn lit([east, south]: [f32; 2], exaggeration: f32, main: &Lamp, around: &[Lamp]) -> f32 {
    let normal = [-east * exaggeration, south * exaggeration];
    let length = (normal[0] * normal[0] + normal[1] * normal[1] + 1.0).sqrt();
    let shade =
        |lamp: &Lamp| (normal[0] * lamp.to[0] + normal[1] * lamp.to[1] + lamp.to[2]) / length;
    let steepness = east * east + south * south;
    let (mut sum, mut weights) = (0.0, 0.0);
    for lamp in around {
        // The square of the sine of the angle between the aspect of the slope and the lamp.
        let weight = if steepness > 1e-9 {
            let sine = east * lamp.across[1] + south * lamp.across[0];
            sine * sine / steepness
        } else {
            0.5
        };
        sum += weight * shade(lamp);
        weights += weight;
    }
    NORTH_WEST * shade(main) + (1.0 - NORTH_WEST) * sum / weights.max(1e-6)
}

impl Light {
    /// Colours of the pixels, as bytes of red, green and blue.
    pub fn colored(&self, style: &Relief) -> Vec<u8> {
        let pixel = |cell: &Option<(f32, f32)>| {
            let color = match cell {
                Some((light, part)) => color(style, *light, *part),
                None => style.unknown,
            };
            color.map(|value| value.round().clamp(0.0, 255.0) as u8)
        };
        self.cells.par_iter().flat_map_iter(pixel).collect()
    }
}

fn color(style: &Relief, light: f32, part: f32) -> Color {
    let shadow = (-light / 0.66).clamp(0.0, 1.0) * style.shadow.1;
    let sun = (light / 0.30).clamp(0.0, 1.0) * style.sun.1;
    let ground = tint(&style.tint, part);
    let sunny = mix(ground, style.sun.0, sun);
    mix(sunny, style.shadow.0, shadow)
}

fn tint(stops: &[(f32, Color)], part: f32) -> Color {
    let above = stops.iter().position(|(stop, _)| *stop >= part).unwrap_or(stops.len() - 1).max(1);
    let ((low, from), (high, to)) = (stops[above - 1], stops[above]);
    mix(from, to, ((part - low) / (high - low)).clamp(0.0, 1.0))
}

fn mix(from: Color, to: Color, part: f32) -> Color {
    [0, 1, 2].map(|i| from[i] + (to[i] - from[i]) * part)
}

#[cfg(test)]
mod tests {
    use super::super::style::LIGHT;
    use super::*;

    /// Ground that rises by `east` and `south` metres per pixel of a metre.
    fn plane(east: f32, south: f32) -> Heights {
        let size = 2 * PAD + 3;
        let cells = (0..size * size)
            .map(|at| east * (at % size) as f32 + south * (at / size) as f32)
            .collect();
        let grid = Grid { width: size, height: size, cells };
        Heights { grid, known: vec![true; size * size] }
    }

    fn brightness(east: f32, south: f32) -> f32 {
        let lit = light(&plane(east, south), 1.0, Range { low: 0.0, high: 1000.0 });
        lit.cells[4].unwrap().0
    }

    #[test]
    fn the_light_comes_from_the_north_west() {
        assert!(brightness(0.0, 0.0).abs() < 1e-5, "flat ground");
        // Ground that falls to the north-west rises to the south-east.
        let (sunny, shady) = (brightness(0.5, 0.5), brightness(-0.5, -0.5));
        assert!(sunny > 0.05 && shady < -0.15, "{sunny} {shady}");
        let (north_east, south_west) = (brightness(-0.5, 0.5), brightness(0.5, -0.5));
        assert!((north_east - south_west).abs() < 0.1, "{north_east} {south_west}");
    }

    #[test]
    fn what_is_not_known_has_a_colour_of_its_own() {
        let mut heights = plane(0.0, 0.0);
        heights.known.fill(false);
        let lit = light(&heights, 1.0, Range { low: 0.0, high: 1000.0 });
        assert_eq!(lit.colored(&LIGHT)[..3], [238, 238, 234]);
    }

    #[test]
    fn the_colour_of_the_ground_goes_from_stop_to_stop() {
        assert_eq!(tint(&LIGHT.tint, 0.0), LIGHT.tint[0].1);
        assert_eq!(tint(&LIGHT.tint, 0.2), LIGHT.tint[1].1);
        assert_eq!(tint(&LIGHT.tint, 1.0), LIGHT.tint[5].1);
    }
}
