//! Server → snapshot: everything at first, then what changed.

use super::Settings;
use super::object::{self, text_of};
use super::snapshot::{self, About, Medium, Snapshot};
use crate::source::http::{Client, Download, Failure, Validators, shape};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use reqwest::Url;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How a pull is to be made.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// Compare everything, whatever the dates say.
    pub full: bool,
    /// Accept that a kind lost many of its objects.
    pub accept_loss: bool,
    /// Seconds since 1970.
    pub now: u64,
}

type Objects = BTreeMap<String, Arc<RawValue>>;

/// An endpoint of the API.
struct Endpoint {
    name: &'static str,
    /// Objects of a page. Full treks are slow to make for the server.
    page_size: usize,
    /// Their date moves when they are edited.
    dated: bool,
    query: fn(&Settings) -> String,
}

const fn words(name: &'static str) -> Endpoint {
    Endpoint { name, page_size: 1000, dated: false, query: |_| String::new() }
}

/// All that is asked for. Treks come first: what they are stages of follows from them.
const ENDPOINTS: [Endpoint; 22] = [
    Endpoint { name: "trek", page_size: 50, dated: true, query: of_treks },
    Endpoint { name: "poi", page_size: 200, dated: true, query: |_| String::new() },
    Endpoint { name: "touristiccontent", page_size: 200, dated: true, query: of_content },
    Endpoint {
        name: "touristicevent",
        page_size: 200,
        dated: true,
        // Without a date only the events to come are answered.
        query: |settings| format!("{}&dates_before=2100-01-01", of_content(settings)),
    },
    Endpoint { name: "informationdesk", page_size: 200, dated: false, query: |_| String::new() },
    Endpoint { name: "flatpage", page_size: 200, dated: false, query: of_pages },
    Endpoint { name: "menu_item", page_size: 0, dated: false, query: of_pages },
    words("structure"),
    words("theme"),
    words("source"),
    words("label"),
    Endpoint {
        name: "city",
        page_size: 1000,
        dated: false,
        query: |_| "&omit=geometry".to_owned(),
    },
    Endpoint {
        name: "district",
        page_size: 1000,
        dated: false,
        query: |_| "&omit=geometry".to_owned(),
    },
    words("trek_practice"),
    words("trek_difficulty"),
    words("trek_network"),
    words("trek_route"),
    words("trek_accessibility"),
    words("trek_accessibility_level"),
    words("touristiccontent_category"),
    words("touristicevent_type"),
    words("poi_type"),
];

/// More changed objects than this are read in pages, not one by one.
const ONE_BY_ONE: usize = 100;
/// Files that cannot be fetched, after which no more are tried.
const BROKEN_MEDIA: usize = 20;
/// The first of the endpoints, which visitors come for; the others are words and lists of them.
const NOUNS: usize = 6;
/// A kind with fewer objects may lose them all.
const FEW: usize = 10;

fn list(key: &str, ids: &[u64]) -> String {
    let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
    if ids.is_empty() { String::new() } else { format!("&{key}={}", ids.join(",")) }
}

fn of_pages(settings: &Settings) -> String {
    list("portals", &settings.portals)
}

fn of_content(settings: &Settings) -> String {
    let bbox = settings.in_bbox.map(|[w, s, e, n]| format!("&in_bbox={w},{s},{e},{n}"));
    let lists = [
        ("portals", &settings.portals),
        ("structures", &settings.structures),
        ("districts", &settings.districts),
    ];
    lists.map(|(key, ids)| list(key, ids)).concat() + &bbox.unwrap_or_default()
}

fn of_treks(settings: &Settings) -> String {
    of_content(settings) + &list("practices", &settings.practices)
}

/// Asks the server, and replaces the snapshot of `folder` when everything was answered.
///
/// # Errors
/// When anything could not be had whole, or too much is gone. The snapshot is what it was.
pub fn pull(
    settings: &Settings,
    folder: &Path,
    order: Order,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<()> {
    let client =
        Client::new(&settings.url, settings.requests, Duration::from_secs(settings.timeout))?;
    let question = question(settings);
    let before = Snapshot::read(folder).filter(|before| before.about.question == question);
    let age = before.as_ref().map(|before| order.now.saturating_sub(before.about.compared));
    let full = order.full || age.is_none_or(|age| age >= settings.compare_after * 3600);
    let before = before.unwrap_or_default();

    let puller = Puller { client: &client, settings, before: &before, full };
    let reached = AtomicUsize::new(0);
    // The first answer alone, so that a server that is down is asked once.
    let treks = client.at_once(|| puller.endpoint(&ENDPOINTS[0]))?;
    let Some(treks) = treks else {
        bail!("{} has no `api/v2/trek/`: is it the address of a Geotrek-admin?", settings.url);
    };
    let treks = client.at_once(|| puller.with_stages(treks))?;
    let others = client.at_once(|| {
        let one = |endpoint: &Endpoint| -> Result<(String, Objects)> {
            let objects = puller.endpoint(endpoint)?.unwrap_or_default();
            progress(reached.fetch_add(1, Ordering::Relaxed) + 1, ENDPOINTS.len());
            Ok((endpoint.name.to_owned(), objects))
        };
        ENDPOINTS[1..].par_iter().map(one).collect::<Result<BTreeMap<_, _>>>()
    })?;
    let mut objects = others;
    objects.insert("trek".to_owned(), treks);
    if !order.accept_loss {
        losses(&before, &objects, settings.largest_loss)?;
    }
    let media = client.at_once(|| puller.media(&objects, folder, progress))?;
    let compared = if full { order.now } else { before.about.compared };
    let about = About { question, pulled: order.now, compared };
    let snapshot = Snapshot { about, objects, media };
    snapshot.write(folder)?;
    forget_media(&snapshot, folder);
    Ok(())
}

fn question(settings: &Settings) -> String {
    let queries: BTreeSet<String> = ENDPOINTS.iter().map(|e| (e.query)(settings)).collect();
    let queries: Vec<_> = queries.into_iter().collect();
    format!("{} {}", settings.url.trim_end_matches('/'), queries.join(" "))
}

/// The part of a list that says how much there is.
#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    count: Value,
    #[serde(default)]
    next: Value,
    results: Vec<Arc<RawValue>>,
}

/// The part of an object that decides whether it is asked for again.
#[derive(Deserialize, Default)]
struct Head {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    update_datetime: Value,
    #[serde(default)]
    children: Value,
    #[serde(default)]
    published: Value,
}

impl Head {
    /// True for what is in no list: a stage that is answered as a part of its itinerary only.
    fn is_unpublished(&self) -> bool {
        let by_lang = self.published.as_object();
        by_lang.is_some_and(|by_lang| {
            by_lang.values().all(|published| published != &Value::Bool(true))
        })
    }
}

fn head(object: &RawValue) -> Head {
    serde_json::from_str(object.get()).unwrap_or_default()
}

struct Puller<'a> {
    client: &'a Client,
    settings: &'a Settings,
    before: &'a Snapshot,
    full: bool,
}

impl Puller<'_> {
    /// All objects of an endpoint; `None` when the server does not have it.
    fn endpoint(&self, endpoint: &Endpoint) -> Result<Option<Objects>> {
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

    fn address(&self, endpoint: &Endpoint, rest: &str) -> String {
        format!("api/v2/{}/?{rest}{}", endpoint.name, (endpoint.query)(self.settings))
    }

    /// Every object, page by page.
    fn whole(&self, endpoint: &Endpoint) -> Result<Objects, Failure> {
        if endpoint.page_size == 0 {
            let text = self.client.text(&self.address(endpoint, ""))?;
            let results: Vec<Arc<RawValue>> =
                shape(&text, endpoint.name).map_err(Failure::Broken)?;
            return Ok(self.by_id(endpoint, results));
        }
        let page = |number: usize| -> Result<Page, Failure> {
            let rest = format!("page={number}&page_size={}", endpoint.page_size);
            let text = self.client.text(&self.address(endpoint, &rest))?;
            shape(&text, endpoint.name).map_err(Failure::Broken)
        };
        let first = page(1)?;
        let count = object::count(&first.count).unwrap_or(first.results.len());
        let mut more = !first.next.is_null() && first.results.len() >= count;
        // The server may have its own idea of how large a page is.
        let size = first.results.len().max(1);
        let pages = if first.results.len() >= count { 1 } else { count.div_ceil(size) };
        let further: Vec<Result<Page, Failure>> = (2..=pages).into_par_iter().map(page).collect();
        let mut objects = self.by_id(endpoint, first.results);
        for page in further {
            match page {
                Ok(page) => {
                    more = !page.next.is_null() && page.results.len() == size;
                    objects.extend(self.by_id(endpoint, page.results));
                }
                // The list became shorter while it was read.
                Err(Failure::Missing) => {}
                Err(failure) => return Err(failure),
            }
        }
        // A count that is too low is not believed while there is more.
        for number in pages + 1.. {
            if !more {
                break;
            }
            let page = match page(number) {
                Err(Failure::Missing) => break,
                answer => answer?,
            };
            let before = objects.len();
            more = !page.next.is_null();
            objects.extend(self.by_id(endpoint, page.results));
            more &= objects.len() > before;
        }
        // Objects of the same name have no order: one may be on two pages, another on none.
        if objects.len() < count {
            let listed = self.listed(endpoint)?;
            let missing: Vec<&String> =
                listed.keys().filter(|id| !objects.contains_key(*id)).collect();
            let details = self.details(endpoint, &missing)?;
            objects.extend(details);
        }
        Ok(objects)
    }

    /// The objects that were known, with what was edited, added and removed since.
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

    /// Identifiers and dates of all objects.
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
                if let Some(id) = text_of(&head.id) {
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

    /// Objects one by one. One that is gone meanwhile is left out.
    fn details(&self, endpoint: &Endpoint, ids: &[&String]) -> Result<Objects, Failure> {
        let one = |id: &&String| -> Result<Option<(String, Arc<RawValue>)>, Failure> {
            // An identifier is part of an address here: nothing but what one looks like.
            if !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                return Ok(None);
            }
            match self.client.text(&format!("api/v2/{}/{id}/", endpoint.name)) {
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

    /// Adds the stages that are in no list: those that are not published on their own.
    fn with_stages(&self, mut treks: Objects) -> Result<Objects> {
        let stages: BTreeSet<String> =
            treks.values().flat_map(|trek| object::ids(&head(trek).children)).collect();
        let known = self.before.objects.get("trek");
        let (mut fresh, mut asked) = (Vec::new(), Vec::new());
        for id in stages.into_iter().filter(|id| !treks.contains_key(id)) {
            let stage = known.and_then(|known| known.get(&id));
            match stage.filter(|stage| !self.full && head(stage).is_unpublished()) {
                Some(stage) => fresh.push((id, stage.clone())),
                None => asked.push(id),
            }
        }
        let asked: Vec<&String> = asked.iter().collect();
        let found = self.details(&ENDPOINTS[0], &asked).map_err(Failure::error);
        treks.extend(found.context("failed to read the stages of itineraries")?);
        treks.extend(fresh);
        Ok(treks)
    }

    fn by_id(&self, endpoint: &Endpoint, objects: Vec<Arc<RawValue>>) -> Objects {
        let excluded: Vec<String> = self.settings.exclude.iter().map(u64::to_string).collect();
        let with_id =
            objects.into_iter().filter_map(|object| Some((text_of(&head(&object).id)?, object)));
        with_id.filter(|(id, _)| endpoint.name != "trek" || !excluded.contains(id)).collect()
    }

    /// The photographs of all objects. Those of objects that did not change are not asked for.
    fn media(
        &self,
        objects: &BTreeMap<String, Objects>,
        folder: &Path,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<BTreeMap<String, Medium>> {
        let media = snapshot::media(folder);
        std::fs::create_dir_all(&media)
            .with_context(|| format!("failed to create {}", media.display()))?;
        // By address: whether an object that shows it changed.
        let mut wanted: BTreeMap<String, bool> = BTreeMap::new();
        for (endpoint, of_endpoint) in objects {
            for (id, object) in of_endpoint {
                let before = self.before.objects.get(endpoint).and_then(|known| known.get(id));
                let same = before.is_some_and(|before| before.get() == object.get());
                for address in object::photographs(object) {
                    *wanted.entry(address).or_default() |= !same;
                }
            }
        }
        let (done, broken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let one = |(address, changed): (&String, &bool)| {
            let medium = self.medium(address, *changed || self.full, &media, &broken);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, wanted.len());
            (address.clone(), medium)
        };
        let found = wanted.par_iter().map(one).collect();
        if broken.into_inner() >= BROKEN_MEDIA {
            bail!(
                "more than {BROKEN_MEDIA} photographs could not be fetched: the server is not well"
            );
        }
        Ok(found)
    }

    /// A photograph, fetched if need be. What cannot be had is noted with the reason, and not
    /// asked for again until its object changes.
    fn medium(&self, address: &str, ask: bool, media: &Path, broken: &AtomicUsize) -> Medium {
        let known = self.before.media.get(address);
        let is_there = |medium: &&Medium| media.join(&medium.file).exists();
        if let Some(known) =
            known.filter(|known| !ask && (known.problem.is_some() || is_there(known)))
        {
            return known.clone();
        }
        let validators = known.filter(is_there).map(|known| known.validators.clone());
        match self.fetched(address, validators.clone().unwrap_or_default(), media) {
            Ok(medium) => medium,
            Err(failure) => {
                let lasting = matches!(failure, Failure::Missing) || self.is_foreign(address);
                broken.fetch_add(usize::from(!lasting), Ordering::Relaxed);
                match known.filter(is_there).filter(|_| !lasting) {
                    Some(known) => known.clone(),
                    None => Medium {
                        file: String::new(),
                        problem: Some(format!("{:#}", failure.error())),
                        validators: Validators::default(),
                    },
                }
            }
        }
    }

    fn fetched(&self, address: &str, known: Validators, media: &Path) -> Result<Medium, Failure> {
        let url = self.media_url(address).map_err(Failure::Broken)?;
        let name = blake3::hash(address.as_bytes()).to_hex();
        let file = format!("{}.{}", &name[..24], extension(&url));
        let validators = match self.client.download(&url, &known, &media.join(&file))? {
            Download::Unchanged => known,
            Download::New(validators) => validators,
        };
        Ok(Medium { file, problem: None, validators })
    }

    fn is_foreign(&self, address: &str) -> bool {
        self.media_url(address).map_or(true, |url| !self.client.is_own(&url))
    }

    /// Where a file really is: the server's own files on the server, others where they say.
    fn media_url(&self, address: &str) -> Result<Url> {
        let url = self.client.absolute(address).context("its address is none that is followed")?;
        if url.path().starts_with("/media/") { self.client.rebased(url.path()) } else { Ok(url) }
    }
}

/// The extension of a file, as far as it says what it is.
fn extension(url: &Url) -> String {
    let last = url.path().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let known = ["jpg", "jpeg", "png", "webp", "gif"].contains(&last.as_str());
    if known { last } else { "jpg".to_owned() }
}

/// Refuses a pull in which a kind lost a large share of its objects: a half-empty answer is the
/// most likely accident.
fn losses(before: &Snapshot, now: &BTreeMap<String, Objects>, largest: f64) -> Result<()> {
    for Endpoint { name: endpoint, .. } in &ENDPOINTS[..NOUNS] {
        let Some(known) = before.objects.get(*endpoint).filter(|known| known.len() >= FEW) else {
            continue;
        };
        let left = now.get(*endpoint).map_or(0, BTreeMap::len);
        if (left as f64) < known.len() as f64 * (1.0 - largest) {
            bail!(
                "the server has {left} objects of `{endpoint}` left of {}: if that is right, pull with `--accept-loss`",
                known.len()
            );
        }
    }
    Ok(())
}

/// Removes the files that no object shows any more.
fn forget_media(snapshot: &Snapshot, folder: &Path) {
    let kept: BTreeSet<&str> = snapshot.media.values().map(|medium| medium.file.as_str()).collect();
    for entry in std::fs::read_dir(snapshot::media(folder)).into_iter().flatten().flatten() {
        if !kept.contains(&*entry.file_name().to_string_lossy()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
