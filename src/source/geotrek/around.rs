//! The neighbourhood of trails, in cells: what is in none of them is not near.

use crate::model::Position;
use std::collections::HashSet;

/// 1e-7 degrees: about 500 m of latitude.
const CELL: i32 = 50_000;

/// All that is within some 500 m of some positions, and more.
pub struct Around(HashSet<(i32, i32)>);

impl Around {
    pub fn of(positions: impl Iterator<Item = Position>) -> Around {
        Around(positions.map(cell).collect())
    }

    pub fn has(&self, position: Position) -> bool {
        let (x, y) = cell(position);
        // Far from the equator a degree of longitude is short.
        let shortened = position.lat().to_radians().cos().max(0.01);
        let aside = (1.0 / shortened).ceil() as i32;
        (-aside..=aside).any(|dx| (-1..=1).any(|dy| self.0.contains(&(x + dx, y + dy))))
    }
}

fn cell(position: Position) -> (i32, i32) {
    let (lon, lat) = position.fixed();
    (lon.div_euclid(CELL), lat.div_euclid(CELL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_within_five_hundred_metres_is_near_at_every_latitude() {
        for lat in [0.0, 45.0, 69.0, 89.0] {
            let at = |metres: f64| {
                let degrees = metres / 111_320.0 / f64::to_radians(lat).cos();
                Position::new(6.0 + degrees, lat, None).unwrap()
            };
            let around = Around::of(std::iter::once(at(0.0)));
            assert!(around.has(at(500.0)) && around.has(at(-500.0)), "{lat}");
            assert!(!around.has(at(2_500.0)), "{lat}");
        }
    }
}
