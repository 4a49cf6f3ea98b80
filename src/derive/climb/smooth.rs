//! Heights every 10 m, without the noise of receivers.

/// Metres between samples, samples on each side in the moving mean (±50 m), and metres that must
/// be climbed before they count: the noise of receivers is no climbing.
pub const STEP: f64 = 10.0;
const MEAN: usize = 5;
const HYSTERESIS: f64 = 3.0;

/// The heights of a segment every [`STEP`] metres, without the noise of receivers.
#[derive(Debug, Clone, PartialEq)]
pub struct Smooth {
    /// Metres from the start of the trail to the first of them, and to the last.
    pub start: f64,
    pub end: f64,
    pub heights: Vec<f64>,
}

impl Smooth {
    pub fn of(heights: &[(f64, f64)]) -> Smooth {
        let (start, end) = (heights[0].0, heights[heights.len() - 1].0);
        Smooth { start, end, heights: mean(&resample(heights)) }
    }

    /// Metres from the start of the trail to each height.
    pub fn distance(&self, index: usize) -> f64 {
        (self.start + index as f64 * STEP).min(self.end)
    }
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
