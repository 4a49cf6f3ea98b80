//! Itineraries of several days and their stages.

use crate::model::{Id, Trek};
use std::collections::HashMap;
use std::sync::Arc;

/// For each trek its stages, in order, and the itineraries it is a stage of.
///
/// A stage that is not there is left out, one that is named twice is there once, and a trek is no
/// stage of itself.
pub fn families(treks: &[Arc<Trek>]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let index: HashMap<&Id<Trek>, usize> =
        treks.iter().enumerate().map(|(i, trek)| (&trek.id, i)).collect();
    let mut families = vec![(Vec::new(), Vec::new()); treks.len()];
    for (parent, trek) in treks.iter().enumerate() {
        let stages = trek.children.iter().filter_map(|id| index.get(id).copied());
        for stage in stages.filter(|stage| *stage != parent) {
            if !families[parent].0.contains(&stage) {
                families[parent].0.push(stage);
                families[stage].1.push(parent);
            }
        }
    }
    families
}
