//! Ascent and descent of a trail, by a method that is named beside its figures.

use crate::model::{AscentMethod, Line, Position};

/// Metres between samples, samples on each side in the moving mean (±50 m), and metres that must
/// be climbed before they count: the noise of receivers is no climbing.
pub const STEP: f64 = 10.0;
const MEAN: usize = 5;
const HYSTERESIS: f64 = 3.0;
/// A sample this many metres off both its neighbours is a fault of the device.
const SPIKE: f64 = 50.0;
/// Geotrek's `ALTIMETRIC_PROFILE_PRECISION`, in metres, and `ALTIMETRIC_PROFILE_AVERAGE`, in
/// points on each side.
const GEOTREK_STEP: f64 = 25.0;
const GEOTREK_MEAN: usize = 2;

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

/// The heights of a segment every [`STEP`] metres, without the noise of receivers.
#[derive(Debug, Clone, PartialEq)]
pub struct Smooth {
    /// Metres from the start of the trail to the first of them, and to the last.
    pub start: f64,
    pub end: f64,
    pub heights: Vec<f64>,
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

impl Smooth {
    fn of(heights: &[(f64, f64)]) -> Smooth {
        let (start, end) = (heights[0].0, heights[heights.len() - 1].0);
        Smooth { start, end, heights: mean(&resample(heights)) }
    }

    /// Metres from the start of the trail to each height.
    pub fn distance(&self, index: usize) -> f64 {
        (self.start + index as f64 * STEP).min(self.end)
    }
}

/// What is wrong with the heights of a line: numbers of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Faults {
    pub missing: usize,
    /// Zeros inside a run of other heights: what devices write for "unknown".
    pub zeros: usize,
    /// More than 50 m off both neighbours.
    pub spikes: usize,
}

/// The name of a method with its parameters, as it is written beside the figures.
pub fn name(method: AscentMethod) -> &'static str {
    match method {
        AscentMethod::Smooth => "resample10/mean50/hyst3",
        AscentMethod::Geotrek => "geotrek25/mean2/integer",
        AscentMethod::Raw => "raw",
    }
}

/// What the heights of a line say, from its [`distances`](crate::derive::measure::distances): its climb by
/// a method,
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
            let (ascent, descent) = sum(&geotrek(&heights));
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

/// What is wrong with the heights of a line.
pub fn faults(line: &Line) -> Faults {
    let mut faults = Faults::default();
    for segment in line.segments() {
        let zeros = zeros(segment);
        let known = segment.iter().filter_map(|position| position.elevation());
        let known: Vec<(f64, f64)> =
            known.filter(|e| zeros == 0 || *e != 0.0).map(|elevation| (0.0, elevation)).collect();
        faults.missing += segment.iter().filter(|p| p.elevation().is_none()).count();
        faults.zeros += zeros;
        faults.spikes += spikes(&known).len();
    }
    faults
}

/// Zeros among heights that are not near the sea.
fn zeros(segment: &[Position]) -> usize {
    let all_low = segment.iter().all(|p| p.elevation().is_none_or(|e| e.abs() < SPIKE));
    if all_low { 0 } else { segment.iter().filter(|p| p.elevation() == Some(0.0)).count() }
}

fn spikes(heights: &[(f64, f64)]) -> Vec<usize> {
    let spike = |i: &usize| {
        let (before, here, after) = (heights[i - 1].1, heights[*i].1, heights[i + 1].1);
        (here - before).abs() > SPIKE
            && (here - after).abs() > SPIKE
            && (here > before) == (here > after)
    };
    (1..heights.len().saturating_sub(1)).filter(spike).collect()
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

fn resample(heights: &[(f64, f64)]) -> Vec<f64> {
    let (start, end) = (heights[0].0, heights[heights.len() - 1].0);
    let count = ((end - start) / STEP).floor() as usize + 1;
    let mut samples = Vec::with_capacity(count + 1);
    samples.push(heights[0].1);
    let mut next = 1;
    for i in 1..count {
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
            if reach == 0 {
                return samples[i];
            }
            (sums[i + reach + 1] - sums[i - reach]) / (2 * reach + 1) as f64
        })
        .collect()
}

/// What is climbed and lost, changes counted from the threshold on. What is left at the end counts
/// too: a trail climbs as much more than it descends as it ends higher.
fn hysteresis(samples: &[f64]) -> (f64, f64) {
    let (mut ascent, mut descent, mut reference) = (0.0, 0.0, samples[0]);
    let last = samples.len() - 1;
    for (i, sample) in samples.iter().enumerate() {
        let change = sample - reference;
        if change.abs() >= HYSTERESIS || i == last {
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

fn geotrek(heights: &[(f64, f64)]) -> Vec<f64> {
    let whole = heights.iter().all(|(_, height)| height.fract() == 0.0);
    let dense = heights.windows(2).all(|pair| pair[1].0 - pair[0].0 <= GEOTREK_STEP + 1.0);
    if whole && dense {
        return heights.iter().map(|(_, height)| *height).collect();
    }
    let mut dense = Vec::with_capacity(heights.len() * 2);
    for pair in heights.windows(2) {
        let parts = geotrek_parts(pair[1].0 - pair[0].0);
        let height = |i: usize| pair[0].1 + (pair[1].1 - pair[0].1) * i as f64 / parts as f64;
        dense.extend((0..parts).map(height));
    }
    dense.extend(heights.last().map(|(_, height)| *height));
    geotrek_mean(&dense)
}

/// Into how many parts Geotrek cuts a stretch of so many metres.
pub fn geotrek_parts(metres: f64) -> usize {
    (metres / GEOTREK_STEP) as usize + 1
}

/// Geotrek's smoothing: the mean of each height and the two on each side, in whole metres.
pub fn geotrek_mean(heights: &[f64]) -> Vec<f64> {
    let mean = |i: usize| {
        let window =
            &heights[i.saturating_sub(GEOTREK_MEAN)..heights.len().min(i + GEOTREK_MEAN + 1)];
        (window.iter().sum::<f64>() / window.len() as f64).round()
    };
    (0..heights.len()).map(mean).collect()
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
mod tests {
    use super::*;
    use crate::derive::measure::{self, tests::eastwards as line};
    use proptest::prelude::*;

    fn climb(line: &Line, method: AscentMethod) -> Option<Climb> {
        Some(relief(line, &measure::distances(line), method)?.climb)
    }

    #[test]
    fn whole_metres_are_never_negative() {
        for (first, last) in [(1000.5, 1000.4), (1000.4, 1000.5), (999.6, 1000.4)] {
            let line = line(500.0, &[Some(first), Some(last)]);
            let (ascent, descent) = climb(&line, AscentMethod::Raw).unwrap().whole();
            assert!(ascent >= 0.0 && descent >= 0.0, "{first} to {last}: {ascent}, {descent}");
            assert_eq!(ascent - descent, last.round() - first.round(), "{first} to {last}");
        }
    }

    #[test]
    fn a_steady_climb_is_its_height_by_every_method() {
        let elevations: Vec<_> = (0..=100).map(|i| Some(1000.0 + f64::from(i) * 5.0)).collect();
        for method in [AscentMethod::Smooth, AscentMethod::Geotrek, AscentMethod::Raw] {
            let climb = climb(&line(50.0, &elevations), method).unwrap();
            // Geotrek's mean takes a little from both ends.
            let lost = if method == AscentMethod::Geotrek { 6.0 } else { 1e-6 };
            assert!((climb.ascent - 500.0).abs() < lost, "{method:?}: {climb:?}");
            assert_eq!(climb.descent, 0.0);
            assert_eq!((climb.min_elevation, climb.max_elevation), (1000.0, 1500.0));
        }
    }

    #[test]
    fn what_begins_low_and_ends_high_climbs_the_difference() {
        for (spacing, heights) in [
            (1_234.5, &[1000.0, 1100.0][..]),
            (3.0, &[1000.0, 1100.0]),
            (1_000.0, &[1000.0, 1001.0, 1100.0, 1099.0, 1100.0]),
            (400.0, &[1000.0, 1040.3, 1039.0, 1100.0]),
        ] {
            let line = line(spacing, &heights.iter().copied().map(Some).collect::<Vec<_>>());
            for method in [AscentMethod::Smooth, AscentMethod::Raw] {
                let climb = climb(&line, method).unwrap();
                let rise = climb.ascent - climb.descent;
                assert!((rise - 100.0).abs() < 1e-9, "{method:?} {spacing}: {climb:?}");
            }
        }
        let two = line(800.0, &[Some(1000.0), Some(1100.0)]);
        let climb = climb(&two, AscentMethod::Smooth).unwrap();
        assert_eq!((climb.ascent, climb.descent), (100.0, 0.0));
    }

    #[test]
    fn noise_of_a_metre_is_no_climb() {
        let elevations: Vec<_> = (0..501).map(|i| Some(1000.0 + f64::from(i % 2))).collect();
        assert_eq!(climb(&line(5.0, &elevations), AscentMethod::Smooth).unwrap().ascent, 0.0);
        assert_eq!(climb(&line(5.0, &elevations), AscentMethod::Raw).unwrap().ascent, 250.0);
    }

    #[test]
    fn zeros_and_spikes_of_a_device_are_left_out_and_counted() {
        let mut elevations = vec![Some(1000.0); 200];
        (elevations[50], elevations[120], elevations[150]) = (Some(0.0), Some(4000.0), None);
        let line = line(10.0, &elevations);
        let climb = climb(&line, AscentMethod::Smooth).unwrap();
        assert_eq!((climb.ascent, climb.max_elevation), (0.0, 1000.0));
        assert_eq!(faults(&line), Faults { missing: 1, zeros: 1, spikes: 1 });
    }

    #[test]
    fn smooth_heights_are_the_same_by_every_method_and_none_of_faults() {
        let smooth = |line: &Line, method| relief(line, &measure::distances(line), method)?.smooth;
        let hill = line(10.0, &[100.0, 140.0, 0.0, 120.0, 110.0].map(Some));
        for method in [AscentMethod::Geotrek, AscentMethod::Raw] {
            assert_eq!(smooth(&hill, method), smooth(&hill, AscentMethod::Smooth), "{method:?}");
        }
        let faults = line(10.0, &[Some(100.0), Some(0.0), Some(0.0), Some(0.0)]);
        assert_eq!(climb(&faults, AscentMethod::Smooth), None);
        assert_eq!(climb(&faults, AscentMethod::Raw).unwrap().descent, 100.0);
        assert_eq!(smooth(&faults, AscentMethod::Raw), None);
    }

    #[test]
    fn a_walk_by_the_sea_has_no_faulty_zeros() {
        let elevations = vec![Some(0.0), Some(3.0), Some(0.0), Some(12.0)];
        assert_eq!(faults(&line(10.0, &elevations)), Faults::default());
    }

    #[test]
    fn heights_of_an_admin_are_not_smoothed_again() {
        let heights = [100.0, 104.0, 101.0, 109.0];
        let whole: Vec<_> = heights.iter().map(|height| Some(*height)).collect();
        assert_eq!(climb(&line(24.0, &whole), AscentMethod::Geotrek).unwrap().ascent, 12.0);
        let device: Vec<_> = heights.iter().map(|height| Some(height + 0.4)).collect();
        assert!(climb(&line(24.0, &device), AscentMethod::Geotrek).unwrap().ascent < 8.0);
    }

    proptest! {
        #[test]
        fn the_raw_sums_differ_by_end_and_start(
            heights in prop::collection::vec(0_i32..300_000, 2..200),
        ) {
            let elevations: Vec<_> = heights.iter().map(|cm| Some(f64::from(*cm) / 100.0)).collect();
            let climb = climb(&line(7.0, &elevations), AscentMethod::Raw).unwrap();
            let rise = f64::from(heights[heights.len() - 1] - heights[0]) / 100.0;
            prop_assert!((climb.ascent - climb.descent - rise).abs() < 1e-6);
        }

        #[test]
        fn ascent_and_descent_differ_by_end_and_start_in_whole_metres_too(
            heights in prop::collection::vec(10_000_i32..60_000, 2..200),
            spacing in 1.0..300.0_f64,
            walk in prop::bool::ANY,
        ) {
            // A walk goes on from where it is; other heights are all over the place.
            let mut here = 100_000;
            let heights = heights.into_iter().map(|cm| match walk {
                true => { here += cm % 900 - 450; here }
                false => cm,
            });
            let elevations: Vec<_> = heights.map(|cm| Some(f64::from(cm) / 100.0)).collect();
            let line = line(spacing, &elevations);
            let distances = measure::distances(&line);
            let known = known(&line.segments()[0], &distances);
            let clean = clean(&known, &line.segments()[0]);
            for (method, heights) in [(AscentMethod::Smooth, clean), (AscentMethod::Raw, known)] {
                let Some(climb) = climb(&line, method) else { continue };
                let (first, last) = (heights[0].1, heights[heights.len() - 1].1);
                prop_assert!((climb.ascent - climb.descent - (last - first)).abs() < 1e-6);
                let (ascent, descent) = climb.whole();
                prop_assert_eq!(ascent - descent, last.round() - first.round());
                prop_assert!(ascent >= 0.0 && (ascent - climb.ascent).abs() <= 1.5, "{climb:?}");
                prop_assert!(descent >= 0.0 && (descent - climb.descent).abs() <= 1.5, "{climb:?}");
            }
        }

        #[test]
        fn the_way_back_swaps_ascent_and_descent(
            heights in prop::collection::vec(10_000_i32..300_000, 2..200),
        ) {
            let mut elevations: Vec<_> = heights.iter().map(|cm| Some(f64::from(*cm) / 100.0)).collect();
            let there = climb(&line(7.0, &elevations), AscentMethod::Raw).unwrap();
            elevations.reverse();
            let back = climb(&line(7.0, &elevations), AscentMethod::Raw).unwrap();
            prop_assert!((there.ascent - back.descent).abs() < 1e-6);
            prop_assert!((there.descent - back.ascent).abs() < 1e-6);
        }
    }
}
