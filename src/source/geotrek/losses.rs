//! How much of what was known a pull may lose.

use crate::source::geotrek::endpoints::{ENDPOINTS, Endpoint, NOUNS};
use crate::source::geotrek::snapshot::{Objects, Snapshot};
use anyhow::{Result, bail};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A kind with fewer objects may lose them all.
pub const FEW: usize = 10;

/// The same of terms.
pub const FEW_WORDS: usize = 3;

/// Refuses a pull in which a kind lost a large share of its objects, or a list is gone: a
/// half-empty answer is the most likely accident.
pub fn losses(before: &Snapshot, now: &BTreeMap<String, Objects>, largest: f64) -> Result<()> {
    for (i, Endpoint { name, .. }) in ENDPOINTS.iter().enumerate() {
        let Some(known) = before.objects.get(*name).filter(|known| !known.is_empty()) else {
            continue;
        };
        let left = now.get(*name).filter(|left| !left.is_empty());
        if left.is_none() && largest < 1.0 && known.len() >= if i < NOUNS { FEW } else { FEW_WORDS }
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

/// The objects that have a name, and a place if they have a field for one.
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
        let says = |value: &RawValue| value.get() != "null" && value.get() != "\"\"";
        shown.is_ok_and(|s| [s.name, s.title, s.geometry].into_iter().all(says))
    };
    objects.par_iter().filter(|(_, object)| is_usable(object)).count()
}
