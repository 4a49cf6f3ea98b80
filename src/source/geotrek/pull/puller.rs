//! Requests for the objects of an endpoint: all of them, or those that changed.

use super::head::head;
use crate::source::geotrek::endpoints::{ENDPOINTS, Endpoint};
use crate::source::geotrek::object::{self, text_of};
use crate::source::geotrek::settings::Settings;
use crate::source::geotrek::snapshot::{Objects, Snapshot};
use crate::source::http::{Client, Failure, shape};
use anyhow::{Context, Result};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Largest number of changed objects that are requested one by one. For more, all pages are requested.
const ONE_BY_ONE: usize = 100;
/// Number of pages that are requested before checking whether they brought new objects.
const BATCH: usize = 16;

/// A page of a list.
#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    count: Value,
    #[serde(default)]
    next: Value,
    results: Vec<Arc<RawValue>>,
}

/// Requests to the endpoints of a server.
pub struct Puller<'a> {
    pub client: &'a Client,
    pub settings: &'a Settings,
    pub before: &'a Snapshot,
    /// True to request all objects, even those with an unchanged date.
    pub full: bool,
}

impl Puller<'_> {
    /// All objects of an endpoint. `None` when the server does not have the endpoint.
    pub fn endpoint(&self, endpoint: &Endpoint) -> Result<Option<Objects>> {
        let name = endpoint.name;
        let known = self.before.objects.get(name);
        let found = match known {
            Some(known) if endpoint.dated && !self.full => self.changed(endpoint, known),
            _ => self.whole(endpoint),
        };
        match found {
            Ok(objects) => Ok(Some(objects)),
            Err(Failure::Missing) => Ok(None),
            Err(failure) => Err(failure.error().context(format!("failed to read `{name}`"))),
        }
    }

    /// Address of a request to an endpoint.
    fn address(&self, endpoint: &Endpoint, rest: &str) -> String {
        format!("api/v2/{}/?{rest}{}", endpoint.name, (endpoint.query)(self.settings))
    }

    /// Requests all objects, page by page.
    fn whole(&self, endpoint: &Endpoint) -> Result<Objects, Failure> {
        if endpoint.page_size == 0 {
            let text = self.client.text(&self.address(endpoint, ""))?;
            let results: Vec<Arc<RawValue>> =
                shape(&text, endpoint.name).map_err(Failure::Broken)?;
            // The order of such a list matters, so objects are numbered.
            let ranked = results.into_iter().enumerate();
            return Ok(ranked.map(|(rank, object)| (format!("{rank:04}"), object)).collect());
        }
        let page = |number: usize| -> Result<Page, Failure> {
            let rest = format!("page={number}&page_size={}", endpoint.page_size);
            let text = self.client.text(&self.address(endpoint, &rest))?;
            shape(&text, endpoint.name).map_err(Failure::Broken)
        };
        let first = page(1)?;
        let count = object::count(&first.count).unwrap_or(first.results.len());
        let mut more = !first.next.is_null() && first.results.len() >= count;
        // The server may use another page size.
        let size = first.results.len().max(1);
        let pages = if first.results.len() >= count { 1 } else { count.div_ceil(size) };
        let mut objects = self.by_id(endpoint, first.results);
        let mut next = 2;
        // The count may be too low: then `next` says that there are more pages. It may be too high: then
        // pages are missing or bring nothing new.
        while next <= pages || more {
            let last = if next <= pages { pages.min(next + BATCH - 1) } else { next };
            let batch: Vec<Result<Page, Failure>> =
                (next..=last).into_par_iter().map(page).collect();
            next = last + 1;
            let (before, mut ended) = (objects.len(), false);
            for page in batch {
                match page {
                    Ok(page) => {
                        more = !page.next.is_null() && page.results.len() == size;
                        objects.extend(self.by_id(endpoint, page.results));
                    }
                    // The list became shorter while it was read.
                    Err(Failure::Missing) => ended = true,
                    Err(failure) => return Err(failure),
                }
            }
            if ended || objects.len() == before {
                break;
            }
        }
        // Objects with the same name are in random order: one may be on two pages, another on none.
        if objects.len() < count {
            let listed = self.listed(endpoint)?;
            let missing: Vec<&String> =
                listed.keys().filter(|id| !objects.contains_key(*id)).collect();
            let details = self.details(endpoint, &missing)?;
            objects.extend(details);
        }
        Ok(objects)
    }

    /// Updates the objects of the last pull: requests those that were edited or added since, and removes
    /// those that are gone.
    fn changed(&self, endpoint: &Endpoint, known: &Objects) -> Result<Objects, Failure> {
        let listed = self.listed(endpoint)?;
        let is_same = |id: &String, date: &Value| {
            known
                .get(id)
                .is_some_and(|object| head(object).update_datetime == *date && !date.is_null())
        };
        let changed: Vec<&String> =
            listed.iter().filter(|(id, date)| !is_same(id, date)).map(|(id, _)| id).collect();
        if changed.len() > ONE_BY_ONE {
            return self.whole(endpoint);
        }
        let mut objects: Objects = known.clone();
        objects.retain(|id, _| listed.contains_key(id));
        objects.extend(self.details(endpoint, &changed)?);
        Ok(objects)
    }

    /// Requests identifiers and dates of all objects.
    fn listed(&self, endpoint: &Endpoint) -> Result<BTreeMap<String, Value>, Failure> {
        const SIZE: usize = 1000;
        let mut listed = BTreeMap::new();
        for number in 1.. {
            let fields = if endpoint.dated { "id,update_datetime" } else { "id" };
            let rest = format!("fields={fields}&page={number}&page_size={SIZE}");
            let text = match self.client.text(&self.address(endpoint, &rest)) {
                Err(Failure::Missing) if number > 1 => break,
                answer => answer?,
            };
            let page: Page = shape(&text, endpoint.name).map_err(Failure::Broken)?;
            let empty = page.results.is_empty();
            for object in page.results {
                let head = head(&object);
                if let Some(id) = text_of(&head.id).filter(|id| self.is_wanted(endpoint, id)) {
                    listed.insert(id, head.update_datetime);
                }
            }
            let count = object::count(&page.count).unwrap_or_default();
            if empty || listed.len() >= count || number * SIZE >= count {
                break;
            }
        }
        Ok(listed)
    }

    /// Requests objects one by one, with the filters of their list. Missing ones are left out.
    fn details(&self, endpoint: &Endpoint, ids: &[&String]) -> Result<Objects, Failure> {
        let one = |id: &&String| -> Result<Option<(String, Arc<RawValue>)>, Failure> {
            // The identifier becomes part of an address: other characters are not safe there.
            if !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                return Ok(None);
            }
            let query = (endpoint.query)(self.settings);
            let query = if query.is_empty() { query } else { format!("?{}", &query[1..]) };
            match self.client.text(&format!("api/v2/{}/{id}/{query}", endpoint.name)) {
                Ok(text) => {
                    let object =
                        RawValue::from_string(text).map_err(|e| Failure::Broken(e.into()))?;
                    Ok(Some(((*id).clone(), object.into())))
                }
                Err(Failure::Missing) => Ok(None),
                Err(failure) => Err(failure),
            }
        };
        ids.par_iter().map(one).filter_map(Result::transpose).collect()
    }

    /// Adds the stages of itineraries that are not in the list, because they are not published
    /// themselves; and the stages of those.
    pub fn with_stages(&self, mut treks: Objects) -> Result<Objects> {
        let known = self.before.objects.get("trek");
        let mut tried = BTreeSet::new();
        loop {
            let stages: BTreeSet<String> =
                treks.values().flat_map(|trek| object::ids(&head(trek).children)).collect();
            let new = |id: &String| {
                !treks.contains_key(id) && self.is_wanted(&ENDPOINTS[0], id) && !tried.contains(id)
            };
            let wanted: Vec<String> = stages.into_iter().filter(new).collect();
            if wanted.is_empty() {
                return Ok(treks);
            }
            let (mut known_stages, mut missing) = (Vec::new(), Vec::new());
            for id in &wanted {
                let stage = known.and_then(|known| known.get(id));
                match stage.filter(|stage| !self.full && head(stage).is_unpublished()) {
                    Some(stage) => known_stages.push((id.clone(), stage.clone())),
                    None => missing.push(id),
                }
            }
            let found = self.details(&ENDPOINTS[0], &missing).map_err(Failure::error);
            treks.extend(found.context("failed to read the stages of itineraries")?);
            treks.extend(known_stages);
            tried.extend(wanted);
        }
    }

    /// Objects by identifier, without those that the settings exclude.
    fn by_id(&self, endpoint: &Endpoint, objects: Vec<Arc<RawValue>>) -> Objects {
        let with_id =
            objects.into_iter().filter_map(|object| Some((text_of(&head(&object).id)?, object)));
        with_id.filter(|(id, _)| self.is_wanted(endpoint, id)).collect()
    }

    /// False for a trek that the settings exclude.
    fn is_wanted(&self, endpoint: &Endpoint, id: &str) -> bool {
        let excluded = |excluded: &u64| excluded.to_string() == id;
        endpoint.name != "trek" || !self.settings.exclude.iter().any(excluded)
    }
}
