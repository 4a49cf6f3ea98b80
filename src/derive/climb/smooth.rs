//! Smoothed heights: resampled every 10 m, without the noise of GPS receivers.

/// Metres between samples.
pub const STEP: f64 = 10.0;
/// Number of samples on each side in the moving average (±50 m).
const MEAN: usize = 5;
/// Metres from which a change of height is counted: smaller ones are noise of GPS receivers.
const HYSTERESIS: f64 = 3.0;

/// Smoothed heights of a segment, one every [`STEP`] metres.
#[derive(Debug, Clone, PartialEq)]
pub struct Smooth {
    /// Metres from the start of the trail to the first height.
    pub start: f64,
    /// Metres from the start of the trail to the last height.
    pub end: f64,
    /// Metres above sea level.
    pub heights: Vec<f64>,
}

impl Smooth {
    /// Smooths the heights of a segment: pairs of distance and elevation.
    pub fn of(heights: &[(f64, f64)]) -> Smooth {
        let (start, end) = (heights[0].0, heights[heights.len() - 1].0);
        Smooth { start, end, heights: mean(&resample(heights)) }
    }

    /// Metres from the start of the trail to the height of this index.
    pub fn distance(&self, index: usize) -> f64 {
        (self.start + index as f64 * STEP).min(self.end)
    }
}

/// Elevations every [`STEP`] metres, interpolated, and the last elevation.
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

/// Moving average of the samples.
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
            // The window is symmetric, so that start and end keep their height.
            let reach = MEAN.min(i).min(samples.len() - 1 - i);
            if reach == 0 {
                return samples[i];
            }
            (sums[i + reach + 1] - sums[i - reach]) / (2 * reach + 1) as f64
        })
        .collect()
}

/// Ascent and descent, where changes smaller than the threshold are not counted. The remaining
/// change at the end is counted, so that ascent minus descent is the difference between end and
/// start.
pub fn hysteresis(samples: &[f64]) -> (f64, f64) {
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
