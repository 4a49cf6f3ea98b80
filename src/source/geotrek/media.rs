//! The photographs of objects: fetched once, and again when they changed.

use super::attachment;
use super::snapshot::{self, Medium, Snapshot};
use crate::source::http::{Client, Download, Failure, Validators};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use reqwest::Url;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Files that cannot be fetched, after which no more are tried.
const BROKEN_MEDIA: usize = 20;
/// What fetching looks at.
pub struct Fetcher<'a> {
    pub client: &'a Client,
    pub before: &'a Snapshot,
    /// Ask for everything, whether its object changed or not.
    pub full: bool,
}

impl Fetcher<'_> {
    /// The photographs of all objects. Those of objects that did not change are not asked for.
    pub fn all(
        &self,
        objects: &BTreeMap<String, BTreeMap<String, Arc<RawValue>>>,
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
                for address in attachment::wanted(object) {
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
        if ["/media/", "/api/hdviewpoint/"].iter().any(|own| url.path().starts_with(own)) {
            self.client.rebased(url.path())
        } else {
            Ok(url)
        }
    }
}

/// The extension of a file, as far as it says what it is.
fn extension(url: &Url) -> String {
    let last = url.path().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if attachment::is_kept(&last) { last } else { "jpg".to_owned() }
}

/// Removes the files that no object shows any more.
pub fn forget(snapshot: &Snapshot, folder: &Path) {
    let kept: BTreeSet<&str> = snapshot.media.values().map(|medium| medium.file.as_str()).collect();
    for entry in std::fs::read_dir(snapshot::media(folder)).into_iter().flatten().flatten() {
        if !kept.contains(&*entry.file_name().to_string_lossy()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
