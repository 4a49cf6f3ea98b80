//! POIs near treks that an admin does not count among those of the trek. No object tells it: only
//! the list of the POIs of each trek, in which editors leave some out.

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

/// Under which name a snapshot keeps, for each trek, the identifiers of these POIs.
pub const NAME: &str = "pois_excluded";
/// Objects of a page, at most.
const PAGE: usize = 1000;

/// What is asked of an admin.
pub struct Question<'a> {
    pub client: &'a Client,
    pub before: &'a Snapshot,
    /// Ask for every trek, whether anything changed or not.
    pub full: bool,
}

impl Question<'_> {
    /// For each trek with POIs near it, those that its admin leaves out. Asked is for treks that
    /// changed, or whose POIs did.
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

    fn is_same(&self, endpoint: &str, id: &str, object: &RawValue) -> bool {
        let before = self.before.objects.get(endpoint).and_then(|known| known.get(id));
        before.is_some_and(|before| before.get() == object.get())
    }

    /// The POIs of a trek; `None` where the answer is not all of it.
    fn listed(&self, trek: &str) -> Result<Option<BTreeSet<String>>> {
        #[derive(Deserialize)]
        struct Page {
            #[serde(default)]
            count: Value,
            results: Vec<Value>,
        }
        // An identifier is part of an address here: nothing but what one looks like.
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
