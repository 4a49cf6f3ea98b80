//! Smoothing of heights by the method of Geotrek-admin.

/// Maximum number of metres between points: `ALTIMETRIC_PROFILE_PRECISION` of Geotrek-admin.
const GEOTREK_STEP: f64 = 25.0;
/// Number of points on each side in the moving average: `ALTIMETRIC_PROFILE_AVERAGE` of
/// Geotrek-admin.
const GEOTREK_MEAN: usize = 2;

/// Smoothed heights of a segment, from pairs of distance and elevation. Heights that are already
/// smoothed are returned as they are.
pub fn heights(heights: &[(f64, f64)]) -> Vec<f64> {
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

/// Number of parts into which Geotrek-admin divides a stretch of a length in metres.
pub fn geotrek_parts(metres: f64) -> usize {
    (metres / GEOTREK_STEP) as usize + 1
}

/// Moving average of Geotrek-admin: mean of each height and the two on each side, in whole metres.
pub fn geotrek_mean(heights: &[f64]) -> Vec<f64> {
    let mean = |i: usize| {
        let window =
            &heights[i.saturating_sub(GEOTREK_MEAN)..heights.len().min(i + GEOTREK_MEAN + 1)];
        (window.iter().sum::<f64>() / window.len() as f64).round()
    };
    (0..heights.len()).map(mean).collect()
}
