//! Distances along a line of a drawing.

/// Distance between two points.
pub fn distance([ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> f64 {
    (bx - ax).hypot(by - ay)
}

/// A line, with the distance from its start to each of its points.
pub struct Walk<'p> {
    points: &'p [[f64; 2]],
    walked: Vec<f64>,
}

impl Walk<'_> {
    pub fn new(points: &[[f64; 2]]) -> Walk<'_> {
        let mut sum = 0.0;
        let steps = points.windows(2).map(|pair| {
            sum += distance(pair[0], pair[1]);
            sum
        });
        Walk { points, walked: std::iter::once(0.0).chain(steps).collect() }
    }

    /// Length of the line.
    pub fn length(&self) -> f64 {
        self.walked[self.walked.len() - 1]
    }

    /// Point at a distance from the start of a line of at least two points.
    pub fn at(&self, distance: f64) -> [f64; 2] {
        let last = self.points.len() - 1;
        let next = self.walked.partition_point(|walked| *walked < distance).clamp(1, last);
        let (from, to) = (self.walked[next - 1], self.walked[next]);
        let part = ((distance - from) / (to - from).max(1e-9)).clamp(0.0, 1.0);
        let (a, b) = (self.points[next - 1], self.points[next]);
        [0, 1].map(|i| a[i] + (b[i] - a[i]) * part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_found_by_its_distance_from_the_start() {
        let points = [[0.0, 0.0], [3.0, 4.0], [3.0, 4.0], [3.0, 14.0]];
        let walk = Walk::new(&points);
        assert_eq!(walk.length(), 15.0);
        assert_eq!(
            [0.0, 2.5, 5.0, 15.0, 20.0].map(|at| walk.at(at)),
            [[0.0, 0.0], [1.5, 2.0], [3.0, 4.0], [3.0, 14.0], [3.0, 14.0],]
        );
        assert_eq!(Walk::new(&[]).length(), 0.0);
    }
}
