//! Elevation along a trail: ascent, descent, extremes, and the profile to draw.

use crate::model::{Line, Position};

/// How [`climb`] works, in the words written beside its figures.
pub const METHOD: &str = "resample10/mean50/hyst3";
const STEP: f64 = 10.0;
/// Samples on each side in the moving mean: ±50 m.
const MEAN: usize = 5;
/// Metres that must be climbed before it counts.
const HYSTERESIS: f64 = 3.0;
/// A sample this many metres off both its neighbours is a fault of the device.
const SPIKE: f64 = 50.0;
/// Samples of a profile, at most.
pub const SAMPLES: usize = 300;

/// Metres climbed and lost, and the heights between which the trail lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Climb {
    pub ascent: f64,
    /// Not negative.
    pub descent: f64,
    pub min_elevation: f64,
    pub max_elevation: f64,
}

/// The trail as distance and elevation.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// At most [`SAMPLES`], in order; summits and cols are among them.
    pub samples: Vec<Sample>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Metres from the start.
    pub distance: f64,
    /// Metres above sea level.
    pub elevation: f64,
    pub position: Position,
}

/// Ascent and descent by [`METHOD`], from a line and its [`distances`](super::measure::distances): resampled every 10 m, gaps filled, a mean over ±50 m, then a
/// threshold of 3 m, which keeps the noise of receivers from counting as climbing.
///
/// `None` when fewer than half of the positions have an elevation.
pub fn climb(line: &Line, distances: &[f64]) -> Option<Climb> {
    let mut total: Option<Climb> = None;
    let mut start = 0;
    for segment in line.segments() {
        let heights = heights(segment, &distances[start..start + segment.len()])?;
        start += segment.len();
        let smooth = mean(&resample(&heights));
        let (ascent, descent) = hysteresis(&smooth);
        let elevations = || heights.iter().map(|(_, elevation)| *elevation);
        let part = Climb {
            ascent,
            descent,
            min_elevation: elevations().fold(f64::INFINITY, f64::min),
            max_elevation: elevations().fold(f64::NEG_INFINITY, f64::max),
        };
        total = Some(total.map_or(part, |total| Climb {
            ascent: total.ascent + part.ascent,
            descent: total.descent + part.descent,
            min_elevation: total.min_elevation.min(part.min_elevation),
            max_elevation: total.max_elevation.max(part.max_elevation),
        }));
    }
    total
}

/// Distance and elevation, where the elevation is known and no fault.
///
/// Zeros inside a run of other heights are what devices write for "unknown".
fn heights(segment: &[Position], distances: &[f64]) -> Option<Vec<(f64, f64)>> {
    let mut heights = Vec::with_capacity(segment.len());
    let all_low = segment.iter().all(|p| p.elevation().is_none_or(|e| e.abs() < SPIKE));
    for (position, walked) in segment.iter().zip(distances) {
        if let Some(elevation) = position.elevation().filter(|e| all_low || *e != 0.0) {
            heights.push((*walked, elevation));
        }
    }
    let spike = |i: usize| {
        let (before, here, after) = (heights[i - 1].1, heights[i].1, heights[i + 1].1);
        (here - before).abs() > SPIKE
            && (here - after).abs() > SPIKE
            && (here > before) == (here > after)
    };
    let inner = 1..heights.len().saturating_sub(1);
    let spikes: Vec<usize> = inner.filter(|i| spike(*i)).collect();
    for i in spikes.into_iter().rev() {
        heights.remove(i);
    }
    (heights.len() >= 2 && heights.len() * 2 >= segment.len()).then_some(heights)
}

fn resample(heights: &[(f64, f64)]) -> Vec<f64> {
    let (start, end) = (heights[0].0, heights[heights.len() - 1].0);
    let count = ((end - start) / STEP).floor() as usize + 1;
    let mut samples = Vec::with_capacity(count + 1);
    let mut next = 1;
    for i in 0..count {
        let at = start + i as f64 * STEP;
        while next < heights.len() - 1 && heights[next].0 < at {
            next += 1;
        }
        let ((d0, e0), (d1, e1)) = (heights[next - 1], heights[next]);
        let part = if d1 > d0 { ((at - d0) / (d1 - d0)).clamp(0.0, 1.0) } else { 1.0 };
        samples.push(e0 + part * (e1 - e0));
    }
    samples.push(heights[heights.len() - 1].1);
    samples
}

fn mean(samples: &[f64]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(samples.len() + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for sample in samples {
        sum += sample;
        sums.push(sum);
    }
    (0..samples.len())
        .map(|i| {
            // The same on both sides, so that start and end keep their height.
            let reach = MEAN.min(i).min(samples.len() - 1 - i);
            (sums[i + reach + 1] - sums[i - reach]) / (2 * reach + 1) as f64
        })
        .collect()
}

fn hysteresis(samples: &[f64]) -> (f64, f64) {
    let (mut ascent, mut descent, mut reference) = (0.0, 0.0, samples[0]);
    for sample in samples {
        let change = sample - reference;
        if change.abs() >= HYSTERESIS {
            if change > 0.0 {
                ascent += change;
            } else {
                descent -= change;
            }
            reference = *sample;
        }
    }
    (ascent, descent)
}

/// The profile to draw: the lowest and the highest position of each of 150 stretches.
///
/// `None` unless every position has an elevation: no profile is invented.
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
    let length = samples.last()?.distance;
    if samples.len() <= SAMPLES || length <= 0.0 {
        return Some(Profile { samples });
    }
    let stretches = SAMPLES / 2 - 1;
    let stretch = |sample: &Sample| (sample.distance / length * stretches as f64) as usize;
    let mut kept = vec![samples[0]];
    for run in samples.chunk_by(|a, b| stretch(a) == stretch(b)) {
        let by_height = |a: &&Sample, b: &&Sample| a.elevation.total_cmp(&b.elevation);
        let low = run.iter().min_by(by_height).copied();
        let high = run.iter().max_by(by_height).copied();
        let mut both: Vec<Sample> = low.into_iter().chain(high).collect();
        both.sort_by(|a, b| a.distance.total_cmp(&b.distance));
        kept.extend(both);
    }
    kept.extend(samples.last());
    kept.dedup();
    Some(Profile { samples: kept })
}

#[cfg(test)]
mod tests {
    use super::super::measure;
    use super::*;

    /// A line eastwards along the equator, a position every `spacing` metres.
    fn line(spacing: f64, elevations: &[Option<f64>]) -> Line {
        let degree = measure::metres_per_degree(0.0).0;
        let positions = elevations.iter().enumerate();
        let positions =
            positions.map(|(i, e)| Position::new(i as f64 * spacing / degree, 0.0, *e).unwrap());
        Line::new(vec![positions.collect()])
    }

    fn climb(line: &Line) -> Option<Climb> {
        super::climb(line, &measure::distances(line))
    }

    fn profile(line: &Line) -> Option<Profile> {
        super::profile(line, &measure::distances(line))
    }

    #[test]
    fn a_steady_climb_is_its_height() {
        let elevations: Vec<_> = (0..=100).map(|i| Some(1000.0 + f64::from(i) * 5.0)).collect();
        let climb = climb(&line(50.0, &elevations)).unwrap();
        assert!((climb.ascent - 500.0).abs() < 3.0, "{climb:?}");
        assert_eq!(climb.descent, 0.0);
        assert_eq!((climb.min_elevation, climb.max_elevation), (1000.0, 1500.0));
    }

    #[test]
    fn noise_of_a_metre_is_no_climb() {
        let elevations: Vec<_> = (0..500).map(|i| Some(1000.0 + f64::from(i % 2))).collect();
        assert_eq!(climb(&line(5.0, &elevations)).unwrap().ascent, 0.0);
    }

    #[test]
    fn zeros_and_spikes_of_a_device_are_left_out() {
        let mut elevations = vec![Some(1000.0); 200];
        elevations[50] = Some(0.0);
        elevations[120] = Some(4000.0);
        let climb = climb(&line(10.0, &elevations)).unwrap();
        assert_eq!((climb.ascent, climb.max_elevation), (0.0, 1000.0));
    }

    #[test]
    fn one_missing_height_means_no_profile() {
        let mut elevations = vec![Some(1000.0); 20];
        elevations[7] = None;
        assert_eq!(profile(&line(10.0, &elevations)), None);
    }

    #[test]
    fn a_profile_keeps_its_summit() {
        let mut elevations: Vec<_> = (0..5000).map(|i| Some(f64::from(i % 40))).collect();
        elevations[3210] = Some(2345.6);
        let profile = profile(&line(5.0, &elevations)).unwrap();
        assert!(profile.samples.len() <= SAMPLES + 2, "{}", profile.samples.len());
        assert!(profile.samples.iter().any(|sample| sample.elevation == 2345.6));
    }
}
