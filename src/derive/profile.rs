//! Elevation profile of a trail.

use crate::derive::simplify::peucker;
use crate::model::{Line, Position};

/// Maximum number of samples of a profile.
pub const SAMPLES: usize = 300;

/// Elevation profile of a trail.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Profile {
    /// At most [`SAMPLES`] samples, in walking order; summits and cols are among them.
    pub samples: Vec<Sample>,
}

/// Point of an elevation profile.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Sample {
    /// Metres from the start.
    pub distance: f64,
    /// Metres above sea level.
    pub elevation: f64,
    pub position: Position,
}

/// Computes the profile of a line. `distances` are its
/// [`distances`](crate::derive::measure::distances).
///
/// A long line is reduced to [`SAMPLES`] samples by the algorithm of Douglas & Peucker (1973) in
/// distance and elevation. The ends, the lowest and the highest position are always kept.
///
/// `None` unless every position has an elevation: missing heights are not invented.
pub fn profile(line: &Line, distances: &[f64]) -> Option<Profile> {
    if !line.has_elevation() {
        return None;
    }
    let samples: Vec<Sample> = line
        .positions()
        .zip(distances)
        .filter_map(|(position, distance)| {
            Some(Sample { distance: *distance, elevation: position.elevation()?, position })
        })
        .collect();
    if samples.len() <= SAMPLES || samples.last()?.distance <= 0.0 {
        return Some(Profile { samples });
    }
    let mut weights = weights(&samples);
    let by_height = |a: &usize, b: &usize| samples[*a].elevation.total_cmp(&samples[*b].elevation);
    let (low, high) =
        ((0..samples.len()).min_by(by_height)?, (0..samples.len()).max_by(by_height)?);
    (weights[low], weights[high]) = (f64::INFINITY, f64::INFINITY);
    let mut heaviest: Vec<usize> = (0..samples.len()).collect();
    heaviest.select_nth_unstable_by(SAMPLES - 1, |a, b| {
        weights[*b].total_cmp(&weights[*a]).then(a.cmp(b))
    });
    heaviest.truncate(SAMPLES);
    heaviest.sort_unstable();
    Some(Profile { samples: heaviest.into_iter().map(|index| samples[index]).collect() })
}

/// For each sample, the maximum error in metres of the drawing without it.
fn weights(samples: &[Sample]) -> Vec<f64> {
    peucker(samples.len(), 0.0, |from, to, furthest| {
        let (a, b) = (samples[from], samples[to]);
        let slope = (b.elevation - a.elevation) / (b.distance - a.distance).max(1e-9);
        let mut found = None;
        let mut most = furthest;
        for (i, sample) in samples[from + 1..to].iter().enumerate() {
            let height = a.elevation + slope * (sample.distance - a.distance);
            let off = (sample.elevation - height).abs();
            if off > most {
                (most, found) = (off, Some(from + 1 + i));
            }
        }
        found.map(|at| (at, most))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::measure::{self, tests::eastwards as line};

    fn profile(line: &Line) -> Option<Profile> {
        super::profile(line, &measure::distances(line))
    }

    #[test]
    fn one_missing_height_means_no_profile() {
        let mut elevations = vec![Some(1000.0); 20];
        elevations[7] = None;
        assert_eq!(profile(&line(10.0, &elevations)), None);
    }

    #[test]
    fn a_profile_keeps_its_ends_its_summits_and_its_cols() {
        let wave = |i: i32| 1000.0 + 300.0 * (f64::from(i) / 400.0).sin() + f64::from(i % 7) / 10.0;
        let mut elevations: Vec<_> = (0..5000).map(|i| Some(wave(i))).collect();
        (elevations[3210], elevations[1234]) = (Some(2345.6), Some(12.3));
        let profile = profile(&line(5.0, &elevations)).unwrap();
        assert_eq!(profile.samples.len(), SAMPLES);
        for height in [2345.6, 12.3, 1000.0] {
            assert!(profile.samples.iter().any(|sample| sample.elevation == height), "{height}");
        }
        assert!((profile.samples[SAMPLES - 1].distance - 4999.0 * 5.0).abs() < 0.1);
        let summits: Vec<f64> = profile.samples.iter().map(|sample| sample.elevation).collect();
        let summits = summits.iter().filter(|height| (1299.0..1302.0).contains(*height)).count();
        assert!(summits >= 2, "each top of the wave keeps its height: {summits}");
    }

    #[test]
    fn a_million_positions_are_a_profile() {
        let elevations: Vec<_> =
            (0..1_000_000).map(|i| Some(f64::from(i % 1000) + f64::from(i / 500))).collect();
        let profile = profile(&line(0.5, &elevations)).unwrap();
        assert_eq!(profile.samples.len(), SAMPLES);
    }
}
