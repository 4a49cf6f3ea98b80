//! Neighbourhood of trails, as a set of cells of a grid. Positions in none of them are not near.

use crate::model::Position;
use std::collections::HashSet;

/// Size of a cell in steps of 1e-7 degree: about 500 m of latitude.
const CELL: i32 = 50_000;

/// All positions within about 500 m of some trails, and some further ones.
pub struct Around(HashSet<(i32, i32)>);

impl Around {
    /// Makes the neighbourhood of trails. Each is given by its positions, with straight lines between
    /// them.
    pub fn of<T: IntoIterator<Item = Position>>(trails: impl IntoIterator<Item = T>) -> Around {
        let mut cells = HashSet::new();
        for trail in trails {
            let mut last = None;
            for position in trail {
                cells.extend(between(last.unwrap_or(position), position).map(cell));
                last = Some(position);
            }
        }
        Around(cells)
    }

    /// True for a position in the neighbourhood.
    pub fn has(&self, position: Position) -> bool {
        let (x, y) = cell(position.fixed());
        // A degree of longitude is shorter far from the equator.
        let shortening = position.lat().to_radians().cos().max(0.01);
        let aside = (1.0 / shortening).ceil() as i32;
        (-aside..=aside).any(|dx| (-1..=1).any(|dy| self.0.contains(&(x + dx, y + dy))))
    }
}

/// Points on the straight line between two positions, at most a cell apart, with the last one at `to`.
fn between(from: Position, to: Position) -> impl Iterator<Item = (i32, i32)> {
    let (from, to) = (from.fixed(), to.fixed());
    let [x, y] = [(from.0, to.0), (from.1, to.1)].map(|(a, b)| i64::from(b) - i64::from(a));
    let steps = (x.abs().max(y.abs()) / i64::from(CELL)).max(1);
    let at = move |from: i32, way: i64, step: i64| (i64::from(from) + way * step / steps) as i32;
    (1..=steps).map(move |step| (at(from.0, x, step), at(from.1, y, step)))
}

/// Cell of a point.
fn cell((lon, lat): (i32, i32)) -> (i32, i32) {
    (lon.div_euclid(CELL), lat.div_euclid(CELL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_within_five_hundred_metres_are_near_at_every_latitude() {
        for lat in [0.0, 45.0, 69.0, 89.0] {
            let at = |metres: f64| {
                let degrees = metres / 111_320.0 / f64::to_radians(lat).cos();
                Position::new(6.0 + degrees, lat, None).unwrap()
            };
            let around = Around::of([[at(0.0)]]);
            assert!(around.has(at(500.0)) && around.has(at(-500.0)), "{lat}");
            assert!(!around.has(at(2_500.0)), "{lat}");
        }
    }

    #[test]
    fn positions_along_a_long_straight_line_are_near() {
        let at = |lon, lat| Position::new(lon, lat, None).unwrap();
        let around = Around::of([[at(6.1, 45.1), at(6.1, 45.15)], [at(7.0, 46.0), at(7.1, 46.1)]]);
        for (lon, lat, near) in [
            (6.1, 45.125, true),
            (6.103, 45.137, true),
            (7.05, 46.05, true),
            (6.5, 45.5, false),
            (6.13, 45.125, false),
        ] {
            assert_eq!(around.has(at(lon, lat)), near, "{lon} {lat}");
        }
    }
}
