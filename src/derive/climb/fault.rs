//! Faulty heights, as GPS devices record them.

use crate::model::{Line, Position};

/// Metres by which a height must differ from both of its neighbours to be a spike.
const SPIKE: f64 = 50.0;

/// Number of positions of a line whose height is missing or faulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Faults {
    pub missing: usize,
    /// Heights of 0 on a trail that is not near the sea: devices write 0 for "unknown".
    pub zeros: usize,
    /// Heights more than 50 m above or below both of their neighbours.
    pub spikes: usize,
}

/// Counts the missing and faulty heights of a line.
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

/// Number of heights of 0 in a segment; none when the whole segment is near sea level.
pub fn zeros(segment: &[Position]) -> usize {
    let all_low = segment.iter().all(|p| p.elevation().is_none_or(|e| e.abs() < SPIKE));
    if all_low { 0 } else { segment.iter().filter(|p| p.elevation() == Some(0.0)).count() }
}

/// Indices of the heights that are spikes.
pub fn spikes(heights: &[(f64, f64)]) -> Vec<usize> {
    let spike = |i: &usize| {
        let (before, here, after) = (heights[i - 1].1, heights[*i].1, heights[i + 1].1);
        (here - before).abs() > SPIKE
            && (here - after).abs() > SPIKE
            && (here > before) == (here > after)
    };
    (1..heights.len().saturating_sub(1)).filter(spike).collect()
}
