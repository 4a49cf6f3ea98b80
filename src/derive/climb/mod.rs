//! Ascent and descent of a trail, by a method whose name is shown beside the figures.

mod fault;
mod geotrek;
mod smooth;

use crate::model::{AscentMethod, Line, Position};
pub use fault::{Faults, faults};
use fault::{spikes, zeros};
pub use geotrek::{geotrek_mean, geotrek_parts};
use smooth::hysteresis;
pub use smooth::{STEP, Smooth};

/// Ascent, descent, and lowest and highest elevation of a trail, in metres.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Climb {
    pub ascent: f64,
    /// Metres, as a positive number.
    pub descent: f64,
    pub min_elevation: f64,
    pub max_elevation: f64,
    /// Whole metres from the elevation of the start to that of the end, without the gaps between
    /// segments. Negative when the trail ends lower.
    pub rise: f64,
}

/// Climb and smoothed heights of a trail.
#[derive(Debug, Clone, PartialEq)]
pub struct Relief {
    pub climb: Climb,
    /// Smoothed heights of each segment. `None` when too many heights are faulty: only the method
    /// `Raw` uses these.
    pub smooth: Option<Vec<Smooth>>,
}

impl Climb {
    /// Climb over the heights of one segment, with ascent and descent already computed. Each height
    /// is a pair of distance and elevation.
    fn over(heights: &[(f64, f64)], (ascent, descent): (f64, f64)) -> Climb {
        Climb {
            ascent,
            descent,
            min_elevation: elevations(heights).fold(f64::INFINITY, f64::min),
            max_elevation: elevations(heights).fold(f64::NEG_INFINITY, f64::max),
            rise: heights[heights.len() - 1].1.round() - heights[0].1.round(),
        }
    }

    /// Returns ascent and descent in whole metres. Their difference is exactly `rise`: the larger
    /// of the two is corrected by the rounding error. Neither is negative.
    pub fn whole(self) -> (f64, f64) {
        let (ascent, descent) = (self.ascent.round(), self.descent.round());
        let left = self.rise - (ascent - descent);
        let climbs = ascent > descent || (ascent == descent && left >= 0.0);
        let (ascent, descent) =
            if climbs { (ascent + left, descent) } else { (ascent, descent - left) };
        let below = ascent.min(descent).min(0.0);
        (ascent - below, descent - below)
    }

    /// Returns the climb of this part of a trail followed by the part `next`.
    pub fn plus(self, next: Climb) -> Climb {
        Climb {
            ascent: self.ascent + next.ascent,
            descent: self.descent + next.descent,
            min_elevation: self.min_elevation.min(next.min_elevation),
            max_elevation: self.max_elevation.max(next.max_elevation),
            rise: self.rise + next.rise,
        }
    }
}

/// Name of a method with its parameters, shown beside the figures.
pub fn name(method: AscentMethod) -> &'static str {
    match method {
        AscentMethod::Smooth => "resample10/mean50/hyst3",
        AscentMethod::Geotrek => "geotrek25/mean2/integer",
        AscentMethod::Raw => "raw",
    }
}

/// Computes the climb of a line by a method, and its smoothed heights, which do not depend on the
/// method. `distances` are its [`distances`](crate::derive::measure::distances).
///
/// * `Smooth`: heights are resampled every 10 m with gaps filled, then averaged over ±50 m. Changes
///   of less than 3 m are not counted, except at the end;
/// * `Geotrek`: at most 25 m between points, mean of five points, whole metres, no threshold
///   (Geotrek-admin, `altimetry`: `ft_smooth_line`, `ft_elevation_infos`). Heights that
///   Geotrek-admin has already smoothed (whole metres, points every 25 m at most) are used as they
///   are;
/// * `Raw`: sum of all differences.
///
/// `None` when a segment has an elevation at fewer than half of its positions.
pub fn relief(line: &Line, distances: &[f64], method: AscentMethod) -> Option<Relief> {
    let mut start = 0;
    let of = |segment: &Vec<Position>| {
        let walked = &distances[start..start + segment.len()];
        start += segment.len();
        of_segment(segment, walked, method)
    };
    let (climbs, smooth): (Vec<Climb>, Vec<Option<Smooth>>) =
        line.segments().iter().map(of).collect::<Option<_>>()?;
    Some(Relief {
        climb: climbs.into_iter().reduce(Climb::plus)?,
        smooth: smooth.into_iter().collect(),
    })
}

/// Climb and smoothed heights of one segment.
fn of_segment(
    segment: &[Position],
    walked: &[f64],
    method: AscentMethod,
) -> Option<(Climb, Option<Smooth>)> {
    let known = known(segment, walked);
    let enough = |heights: &Vec<_>| heights.len() >= 2 && heights.len() * 2 >= segment.len();
    let clean = Some(clean(&known, segment)).filter(enough);
    let smooth = clean.as_deref().map(Smooth::of);
    let climb = match method {
        AscentMethod::Smooth => Climb::over(&clean?, hysteresis(&smooth.as_ref()?.heights)),
        AscentMethod::Geotrek => {
            let heights = clean?;
            let (ascent, descent) = sum(&geotrek::heights(&heights));
            // The ends are averaged too, so the rise follows from the averaged heights.
            Climb { rise: ascent - descent, ..Climb::over(&heights, (ascent, descent)) }
        }
        AscentMethod::Raw => {
            let heights = Some(known).filter(enough)?;
            Climb::over(&heights, sum(&elevations(&heights).collect::<Vec<_>>()))
        }
    };
    Some((climb, smooth))
}

/// Pairs of distance and elevation, for the positions that have an elevation.
fn known(segment: &[Position], walked: &[f64]) -> Vec<(f64, f64)> {
    let known = segment.iter().zip(walked);
    known.filter_map(|(position, walked)| Some((*walked, position.elevation()?))).collect()
}

/// Returns the known heights of a segment without faulty zeros and spikes.
fn clean(known: &[(f64, f64)], segment: &[Position]) -> Vec<(f64, f64)> {
    let keep_zeros = zeros(segment) == 0;
    let heights = known.iter().filter(|(_, elevation)| keep_zeros || *elevation != 0.0);
    let mut heights: Vec<_> = heights.copied().collect();
    for i in spikes(&heights).into_iter().rev() {
        heights.remove(i);
    }
    heights
}

fn elevations(heights: &[(f64, f64)]) -> impl Iterator<Item = f64> {
    heights.iter().map(|(_, elevation)| *elevation)
}

/// Ascent and descent as the sums of all positive and of all negative differences.
pub fn sum(heights: &[f64]) -> (f64, f64) {
    let (mut ascent, mut descent) = (0.0, 0.0);
    for pair in heights.windows(2) {
        let change = pair[1] - pair[0];
        if change > 0.0 { ascent += change } else { descent -= change }
    }
    (ascent, descent)
}

#[cfg(test)]
mod tests;
