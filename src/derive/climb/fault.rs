//! Heights that are faults of the device.

use crate::model::{Line, Position};

/// A sample this many metres off both its neighbours is a fault of the device.
const SPIKE: f64 = 50.0;

/// What is wrong with the heights of a line: numbers of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Faults {
    pub missing: usize,
    /// Zeros inside a run of other heights: what devices write for "unknown".
    pub zeros: usize,
    /// More than 50 m off both neighbours.
    pub spikes: usize,
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
pub fn zeros(segment: &[Position]) -> usize {
    let all_low = segment.iter().all(|p| p.elevation().is_none_or(|e| e.abs() < SPIKE));
    if all_low { 0 } else { segment.iter().filter(|p| p.elevation() == Some(0.0)).count() }
}

pub fn spikes(heights: &[(f64, f64)]) -> Vec<usize> {
    let spike = |i: &usize| {
        let (before, here, after) = (heights[i - 1].1, heights[*i].1, heights[i + 1].1);
        (here - before).abs() > SPIKE
            && (here - after).abs() > SPIKE
            && (here > before) == (here > after)
    };
    (1..heights.len().saturating_sub(1)).filter(spike).collect()
}
