//! Ascent and descent of a trail, by a method that is named beside its figures.

mod fault;
mod geotrek;
mod smooth;

use crate::model::{AscentMethod, Line, Position};
pub use fault::{Faults, faults};
use fault::{spikes, zeros};
pub use geotrek::{geotrek_mean, geotrek_parts};
use smooth::hysteresis;
pub use smooth::{STEP, Smooth};

/// Metres climbed and lost, and the heights between which the trail lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Climb {
    pub ascent: f64,
    /// Not negative.
    pub descent: f64,
    pub min_elevation: f64,
    pub max_elevation: f64,
    /// Whole metres by which the trail ends higher than it starts, gaps left out.
    pub rise: f64,
}

/// What the heights of a trail say.
#[derive(Debug, Clone, PartialEq)]
pub struct Relief {
    pub climb: Climb,
    /// One per segment; `None` when too many heights are faults, which only `Raw` counts.
    pub smooth: Option<Vec<Smooth>>,
}

impl Climb {
    /// What is climbed and lost between the heights of a segment.
    fn over(heights: &[(f64, f64)], (ascent, descent): (f64, f64)) -> Climb {
        Climb {
            ascent,
            descent,
            min_elevation: elevations(heights).fold(f64::INFINITY, f64::min),
            max_elevation: elevations(heights).fold(f64::NEG_INFINITY, f64::max),
            rise: heights[heights.len() - 1].1.round() - heights[0].1.round(),
        }
    }

    /// Ascent and descent in whole metres, which differ by as much as the whole heights of the end
    /// and of the start: the larger of both takes what rounding leaves, and neither is negative.
    pub fn whole(self) -> (f64, f64) {
        let (ascent, descent) = (self.ascent.round(), self.descent.round());
        let left = self.rise - (ascent - descent);
        let climbs = ascent > descent || (ascent == descent && left >= 0.0);
        let (ascent, descent) =
            if climbs { (ascent + left, descent) } else { (ascent, descent - left) };
        let below = ascent.min(descent).min(0.0);
        (ascent - below, descent - below)
    }

    /// Both, one after the other.
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

/// The name of a method with its parameters, as it is written beside the figures.
pub fn name(method: AscentMethod) -> &'static str {
    match method {
        AscentMethod::Smooth => "resample10/mean50/hyst3",
        AscentMethod::Geotrek => "geotrek25/mean2/integer",
        AscentMethod::Raw => "raw",
    }
}

/// What the heights of a line say, from its [`distances`](crate::derive::measure::distances): its
/// climb by a method,
///
/// * `Smooth`: resampled every 10 m, gaps filled, a mean over ±50 m, then a threshold of 3 m, and
///   what is left at the end;
/// * `Geotrek`: a point every 25 m at most, the mean of five points, whole metres, no threshold
///   (Geotrek-admin, `altimetry`: `ft_smooth_line`, `ft_elevation_infos`). Heights that an admin
///   has smoothed already (whole metres, points every 25 m at most) are taken as they are;
/// * `Raw`: the sum of all differences;
///
/// and its smooth heights, the same by every method.
///
/// `None` when fewer than half of the positions have an elevation.
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
            // Whole metres already, of heights whose ends are means too.
            Climb { rise: ascent - descent, ..Climb::over(&heights, (ascent, descent)) }
        }
        AscentMethod::Raw => {
            let heights = Some(known).filter(enough)?;
            Climb::over(&heights, sum(&elevations(&heights).collect::<Vec<_>>()))
        }
    };
    Some((climb, smooth))
}

/// Distance and elevation, where the elevation is known.
fn known(segment: &[Position], walked: &[f64]) -> Vec<(f64, f64)> {
    let known = segment.iter().zip(walked);
    known.filter_map(|(position, walked)| Some((*walked, position.elevation()?))).collect()
}

/// The same without faults.
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

/// What is climbed and lost, every difference counted.
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
