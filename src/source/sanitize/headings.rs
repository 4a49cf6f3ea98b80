//! Levels of the headings in a text.

use crate::model::html::Place;

/// Changes the levels of headings to fit below those of the page: the highest level in use becomes 3,
/// the next one 4, and so on, so that none is skipped.
pub fn lower(places: &mut [(usize, Place)]) {
    let mut used = [false; 7];
    for (_, place) in places.iter() {
        if let Place::Level(level) = place {
            used[usize::from(*level)] = true;
        }
    }
    for (_, place) in places {
        if let Place::Level(level) = place {
            let higher = used[..usize::from(*level)].iter().filter(|used| **used).count();
            *level = [3, 4, 5, 6][higher.min(3)];
        }
    }
}
