//! Check that a pull does not lose too many objects.

use crate::source::geotrek::endpoints::{ENDPOINTS, Endpoint, NOUNS};
use crate::source::geotrek::snapshot::{Objects, Snapshot};
use anyhow::{Result, bail};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Number of objects below which a kind may lose them all.
pub const FEW: usize = 10;

/// Number of terms below which a vocabulary may lose them all.
pub const FEW_TERMS: usize = 3;

/// Checks that no kind lost more than the part `largest` of its objects, and no list is empty: an
/// incomplete answer is the most likely error of a server.
///
/// # Errors
/// When too many objects are lost.
pub fn losses(before: &Snapshot, now: &BTreeMap<String, Objects>, largest: f64) -> Result<()> {
    for (i, Endpoint { name, .. }) in ENDPOINTS.iter().enumerate() {
        let Some(known) = before.objects.get(*name).filter(|known| !known.is_empty()) else {
            continue;
        };
        let left = now.get(*name).filter(|left| !left.is_empty());
        if left.is_none() && largest < 1.0 && known.len() >= if i < NOUNS { FEW } else { FEW_TERMS }
        {
            bail!(
                "the server no longer has anything in `{name}`: if that is right, pull with `--accept-loss`"
            );
        }
        let (known, left) = (usable(known), left.map_or(0, usable));
        if i < NOUNS && known >= FEW && (left as f64) < known as f64 * (1.0 - largest) {
            bail!(
                "the server has {left} objects of `{name}` left of {known} that have a name and a place: if that is right, pull with `--accept-loss`"
            );
        }
    }
    Ok(())
}

/// Number of objects that have a name, and a place if they have a field for one.
pub fn usable(objects: &Objects) -> usize {
    #[derive(Deserialize)]
    struct Shown<'a> {
        #[serde(borrow, default = "absent")]
        name: &'a RawValue,
        #[serde(borrow, default = "absent")]
        title: &'a RawValue,
        #[serde(borrow, default = "absent")]
        geometry: &'a RawValue,
    }
    fn absent() -> &'static RawValue {
        RawValue::TRUE
    }
    let is_usable = |object: &Arc<RawValue>| {
        let shown = serde_json::from_str::<Shown>(object.get());
        let has_value = |value: &RawValue| value.get() != "null" && value.get() != "\"\"";
        shown.is_ok_and(|s| [s.name, s.title, s.geometry].into_iter().all(has_value))
    };
    objects.par_iter().filter(|(_, object)| is_usable(object)).count()
}
