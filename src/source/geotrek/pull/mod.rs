//! Pulling: requests to a server → snapshot. The first pull requests all objects, later ones those that
//! changed.

mod head;
mod puller;

use crate::source::geotrek::endpoints::{ABOUT, ENDPOINTS, Endpoint, question};
use crate::source::geotrek::excluded;
use crate::source::geotrek::losses::losses;
use crate::source::geotrek::media::{self, Fetcher};
use crate::source::geotrek::settings::Settings;
use crate::source::geotrek::snapshot::{About, Objects, Snapshot};
use crate::source::http::{Client, Failure};
use crate::storage::{Lock, Patience};
use anyhow::{Context, Result, bail};
use puller::Puller;
use rayon::prelude::*;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Options of a pull.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// True to request all objects, even those with an unchanged date.
    pub full: bool,
    /// True to accept that a kind lost many of its objects.
    pub accept_loss: bool,
    /// Current time in seconds since 1970.
    pub now: u64,
}

/// Requests everything from the server, and then replaces the snapshot of `folder`. Only one process at
/// a time pulls into a folder. `progress` is called with the number of finished steps and that of all.
///
/// # Errors
/// When a request fails, too many objects are lost, or another pull does not end in time
/// ([`Busy`](crate::storage::Busy)). The old snapshot is kept then.
pub fn pull(
    settings: &Settings,
    folder: &Path,
    order: Order,
    patience: Patience,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<()> {
    let _lock = Lock::exclusive(&folder.join("pull.lock"), folder, patience)?;
    let client =
        Client::new(&settings.url, settings.requests, Duration::from_secs(settings.timeout))?;
    let question = question(settings);
    let before = Snapshot::read(folder).filter(|before| before.about.question == question);
    let age = before.as_ref().map(|before| order.now.saturating_sub(before.about.compared));
    let full = order.full || age.is_none_or(|age| age >= settings.compare_after * 3600);
    let before = before.unwrap_or_default();

    let puller = Puller { client: &client, settings, before: &before, full };
    let reached = AtomicUsize::new(0);
    // One request first: a server that is down gets no others.
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
    for (name, address) in ABOUT {
        match client.text(address) {
            Ok(text) => {
                let about = RawValue::from_string(text).context("an answer is damaged")?;
                objects.insert(name.to_owned(), BTreeMap::from([(String::new(), about.into())]));
            }
            Err(Failure::Missing) => {}
            Err(failure) => {
                return Err(failure.error().context(format!("failed to read `{name}`")));
            }
        }
    }
    let excluded = excluded::Question { client: &client, before: &before, full };
    let excluded = client.at_once(|| excluded.ask(&objects))?;
    objects.insert(excluded::NAME.to_owned(), excluded);
    let largest_loss = if order.accept_loss { 1.0 } else { settings.largest_loss };
    losses(&before, &objects, largest_loss)?;
    let fetcher = Fetcher::new(&client, &before, folder, full, largest_loss);
    let media = client.at_once(|| fetcher.all(&objects, progress))?;
    let compared = if full { order.now } else { before.about.compared };
    let about = About { question, pulled: order.now, compared };
    let snapshot = Snapshot { about, objects, media };
    snapshot.write(folder).inspect_err(|_| fetcher.undo())?;
    media::remove_unused(&snapshot, folder);
    Ok(())
}
