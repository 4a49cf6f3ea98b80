//! POIs near a trek that editors excluded from it in the admin. No object of the API says so: it is
//! known only from the list of the POIs of each trek, where they are missing.

use crate::model::Position;
use crate::source::geotrek::around::Around;
use crate::source::geotrek::object::{self, Object};
use crate::source::geotrek::snapshot::{Objects, Snapshot};
use crate::source::http::{Client, Failure, shape};
use anyhow::{Context, Result};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Name in a snapshot of the identifiers of excluded POIs, by trek.
pub const NAME: &str = "pois_excluded";
/// Largest number of objects on a page.
const PAGE: usize = 1000;

/// Requests for excluded POIs.
pub struct Question<'a> {
    pub client: &'a Client,
    pub before: &'a Snapshot,
    /// True to request the list of every trek, whether anything changed or not.
    pub full: bool,
}

impl Question<'_> {
    /// Finds the excluded POIs of each trek that has POIs near it. Requests only the lists of treks that
    /// changed, or near which a POI changed.
    ///
    /// # Errors
    /// When a list cannot be read.
    pub fn ask(&self, objects: &BTreeMap<String, Objects>) -> Result<Objects> {
        let nothing = Objects::new();
        let of = |name: &str| objects.get(name).unwrap_or(&nothing);
        let pois: Vec<(&String, &Arc<RawValue>, Position)> =
            (of("poi").par_iter()).filter_map(|(id, poi)| Some((id, poi, place(poi)?))).collect();
        let one = |(id, trek): (&String, &Arc<RawValue>)| {
            let around = Around::of([positions(trek)]);
            let near = pois.iter().filter(|(_, _, place)| around.has(*place));
            let near: Vec<(&String, &Arc<RawValue>)> =
                near.map(|(id, poi, _)| (*id, *poi)).collect();
            if near.is_empty() {
                return Ok(None);
            }
            let known = self.before.objects.get(NAME).and_then(|known| known.get(id)).cloned();
            let is_same = self.is_same("trek", id, trek)
                && near.iter().all(|(id, poi)| self.is_same("poi", id, poi));
            if known.is_some() && is_same && !self.full {
                return Ok(known.map(|known| (id.clone(), known)));
            }
            let Some(listed) = self.listed(id)? else {
                return Ok(known.map(|known| (id.clone(), known)));
            };
            let excluded: Vec<&String> =
                near.into_iter().map(|(id, _)| id).filter(|id| !listed.contains(*id)).collect();
            let excluded = serde_json::value::to_raw_value(&excluded).map_err(anyhow::Error::from);
            Ok(Some((id.clone(), excluded?.into())))
        };
        let found = of("trek").par_iter().map(one).filter_map(Result::transpose);
        found.collect::<Result<_>>().context("failed to read the POIs of treks")
    }

    /// True when an object did not change since the last pull.
    fn is_same(&self, endpoint: &str, id: &str, object: &RawValue) -> bool {
        let before = self.before.objects.get(endpoint).and_then(|known| known.get(id));
        before.is_some_and(|before| before.get() == object.get())
    }

    /// Requests the list of the POIs of a trek. `None` when it is missing or incomplete.
    fn listed(&self, trek: &str) -> Result<Option<BTreeSet<String>>> {
        #[derive(Deserialize)]
        struct Page {
            #[serde(default)]
            count: Value,
            results: Vec<Value>,
        }
        // The identifier becomes part of an address: other characters are not safe there.
        if !trek.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Ok(None);
        }
        let address = format!("api/v2/poi/?trek={trek}&fields=id&page_size={PAGE}");
        let text = match self.client.text(&address) {
            Err(Failure::Missing) => return Ok(None),
            answer => answer.map_err(Failure::error)?,
        };
        let page: Page = shape(&text, "poi")?;
        let ids = page.results.iter().filter_map(|poi| object::text_of(poi.get("id")?));
        let ids: BTreeSet<String> = ids.collect();
        let is_whole = object::count(&page.count).is_some_and(|count| count <= ids.len());
        Ok(Some(ids).filter(|_| is_whole))
    }
}

fn positions(object: &RawValue) -> Vec<Position> {
    Object::part(object, &["geometry"]).positions("geometry")
}

fn place(object: &RawValue) -> Option<Position> {
    Object::part(object, &["geometry"]).place("geometry")
}
