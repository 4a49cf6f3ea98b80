//! Files of objects, downloaded once, and again when they change.

use crate::report::Report;
use crate::source::geotrek::file;
use crate::source::geotrek::snapshot::{self, Medium, Snapshot};
use crate::source::http::{Client, Download, Failure, Validators};
use crate::storage::{DAMAGED, Lock, atomic_write, content_name, has_content_name};
use anyhow::{Context, Result, anyhow, bail};
use rayon::prelude::*;
use reqwest::Url;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Number of failed downloads after which a pull stops.
const BROKEN_MEDIA: usize = 20;

/// Downloads the files of objects.
pub struct Fetcher<'a> {
    pub client: &'a Client,
    pub before: &'a Snapshot,
    /// True to request every file, whether its object changed or not.
    pub full: bool,
    /// Largest part of the files, from 0 to 1, that may be gone at once.
    pub largest_loss: f64,
    /// Folder of the files.
    pub folder: PathBuf,
    counts: Counts,
}

/// Results of this pull so far.
#[derive(Default)]
struct Counts {
    /// Number of files that could not be downloaded, or were replaced by something else.
    broken: AtomicUsize,
    /// Number of files that are no longer on the server.
    gone: AtomicUsize,
    /// Files that this pull has written.
    new: Mutex<Vec<PathBuf>>,
}

/// Reason why a file could not be downloaded.
enum Trouble {
    /// The server does not have it.
    Gone,
    /// The request failed, or the file could not be written.
    Unreachable(anyhow::Error),
    /// The answer is not a file of this kind.
    Wrong(anyhow::Error),
}

impl<'a> Fetcher<'a> {
    pub fn new(
        client: &'a Client,
        before: &'a Snapshot,
        folder: &Path,
        full: bool,
        largest_loss: f64,
    ) -> Fetcher<'a> {
        let (folder, counts) = (snapshot::media(folder), Counts::default());
        Fetcher { client, before, full, largest_loss, folder, counts }
    }

    /// Downloads the files of all objects. Those of unchanged objects are not requested again. Returns
    /// the files by address.
    ///
    /// # Errors
    /// When many downloads fail. The folder is unchanged then.
    pub fn all(
        &self,
        objects: &BTreeMap<String, BTreeMap<String, Arc<RawValue>>>,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<BTreeMap<String, Medium>> {
        std::fs::create_dir_all(&self.folder)
            .with_context(|| format!("failed to create {}", self.folder.display()))?;
        // Addresses, each with whether an object that uses it changed.
        let mut wanted: BTreeMap<String, bool> = BTreeMap::new();
        for (endpoint, of_endpoint) in objects {
            for (id, object) in of_endpoint {
                let before = self.before.objects.get(endpoint).and_then(|known| known.get(id));
                let same = before.is_some_and(|before| before.get() == object.get());
                for address in file::wanted(object, self.client.base()) {
                    *wanted.entry(address).or_default() |= !same;
                }
            }
        }
        let done = AtomicUsize::new(0);
        let one = |(address, changed): (&String, &bool)| {
            let medium = self.medium(address, *changed || self.full);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, wanted.len());
            (address.clone(), medium)
        };
        let found = wanted.par_iter().map(one).collect();
        self.losses().inspect_err(|_| self.undo())?;
        Ok(found)
    }

    /// Removes the files that this pull has written.
    pub fn undo(&self) {
        let mut new = self.counts.new.lock().unwrap_or_else(PoisonError::into_inner);
        new.drain(..).for_each(|file| drop(std::fs::remove_file(file)));
    }

    /// Checks that not too many files are lost.
    fn losses(&self) -> Result<()> {
        if self.counts.broken.load(Ordering::Relaxed) >= BROKEN_MEDIA {
            bail!(
                "more than {BROKEN_MEDIA} photographs or files could not be downloaded: the server has a problem"
            );
        }
        let gone = self.counts.gone.load(Ordering::Relaxed);
        let known = self.before.media.values().filter(|medium| medium.problem.is_none()).count();
        if gone >= crate::source::geotrek::losses::FEW
            && gone as f64 > known as f64 * self.largest_loss
        {
            bail!(
                "{gone} of {known} photographs and files are gone from the server: if that is right, pull with `--accept-loss`"
            );
        }
        Ok(())
    }

    /// Entry of the snapshot for an address. The file is downloaded if it is not known, or `request` is
    /// true. A failed download is noted with its reason, and not tried again until the object changes;
    /// a file of an earlier pull is kept.
    fn medium(&self, address: &str, request: bool) -> Medium {
        let known = self.before.media.get(address);
        let good =
            known.filter(|known| known.problem.is_none() && self.folder.join(&known.file).exists());
        if let Some(known) =
            known.filter(|known| !request && (known.problem.is_some() || good.is_some()))
        {
            return known.clone();
        }
        // The pull will fail: further requests are useless.
        if self.counts.broken.load(Ordering::Relaxed) >= BROKEN_MEDIA {
            return problem(&anyhow!("it was not requested"));
        }
        let trouble = match self.download(address, good) {
            Ok(medium) => return medium,
            Err(trouble) => trouble,
        };
        let (error, counted) = match trouble {
            Trouble::Gone => {
                self.counts.gone.fetch_add(usize::from(good.is_some()), Ordering::Relaxed);
                return problem(&Failure::Missing.error());
            }
            Trouble::Unreachable(error) => (error, !self.is_foreign(address)),
            Trouble::Wrong(error) => (error, good.is_some() && !self.is_foreign(address)),
        };
        self.counts.broken.fetch_add(usize::from(counted), Ordering::Relaxed);
        good.cloned().unwrap_or_else(|| problem(&error))
    }

    /// Downloads a file, and writes it under a name made from its content: the files of the last
    /// snapshot stay unchanged until the pull is complete.
    fn download(&self, address: &str, known: Option<&Medium>) -> Result<Medium, Trouble> {
        let url = self.media_url(address).map_err(Trouble::Unreachable)?;
        let validators = known.map(|known| known.validators.clone()).unwrap_or_default();
        let answer = self.client.download(&url, &validators).map_err(|failure| match failure {
            Failure::Missing => Trouble::Gone,
            Failure::Broken(error) => Trouble::Unreachable(error),
        })?;
        let (validators, bytes) = match (answer, known) {
            (Download::New(validators, bytes), _) => (validators, bytes),
            (Download::Unchanged, Some(known)) => return Ok(known.clone()),
            (Download::Unchanged, None) => {
                return Err(Trouble::Unreachable(anyhow!(
                    "the server answered that an unknown file is unchanged"
                )));
            }
        };
        let extension = extension(&url);
        file::check(&bytes, &extension).map_err(Trouble::Wrong)?;
        let file = content_name(&bytes, &extension);
        let path = self.folder.join(&file);
        // An existing file with this name may be damaged.
        if !std::fs::read(&path).is_ok_and(|known| known == bytes) {
            let written = atomic_write(&path, |out| out.write_all(&bytes));
            written.map_err(|error| Trouble::Unreachable(error.into()))?;
            self.counts.new.lock().unwrap_or_else(PoisonError::into_inner).push(path);
        }
        Ok(Medium { file, problem: None, validators })
    }

    /// True for an address on another server.
    fn is_foreign(&self, address: &str) -> bool {
        self.media_url(address).map_or(true, |url| !self.client.is_own(&url))
    }

    /// Address to download a file from. For the server's own files the host is replaced by that of the
    /// settings.
    fn media_url(&self, address: &str) -> Result<Url> {
        let url = self.client.absolute(address).context("its address is not a web address")?;
        if ["/media/", "/api/hdviewpoint/"].iter().any(|own| url.path().starts_with(own)) {
            self.client.rebased(url.path())
        } else {
            Ok(url)
        }
    }
}

/// Entry of the snapshot for a file that could not be downloaded.
fn problem(error: &anyhow::Error) -> Medium {
    let problem = Some(format!("{error:#}"));
    Medium { file: String::new(), problem, validators: Validators::default() }
}

/// Extension for a downloaded file: that of its address if it is known, otherwise `jpg`.
fn extension(url: &Url) -> String {
    if url.path().ends_with("/metadata") {
        return "json".to_owned();
    }
    let last = url.path().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if file::is_kept(&last) { last } else { "jpg".to_owned() }
}

/// Checks that the files of a snapshot have the content that they are named after. Photographs are
/// checked later, when they are encoded. A damaged file is removed with a warning, so that the next
/// pull downloads it again.
pub fn verify(snapshot: &Snapshot, folder: &Path, report: &mut Report) {
    let is_damaged = |file: &PathBuf| {
        let extension = file.extension().and_then(|extension| extension.to_str());
        !extension.is_some_and(|extension| file::PHOTOGRAPHS.contains(&extension))
            && std::fs::read(file).is_ok_and(|bytes| !has_content_name(file, &bytes))
    };
    let files: BTreeSet<PathBuf> = snapshot
        .media
        .values()
        .filter(|medium| medium.problem.is_none())
        .map(|medium| snapshot::media(folder).join(&medium.file))
        .collect();
    let damaged: Vec<PathBuf> = files.into_par_iter().filter(is_damaged).collect();
    for file in damaged {
        let _ = std::fs::remove_file(&file);
        report.warn_transient(file.display(), DAMAGED);
    }
}

/// Removes the files that are not in the snapshot. Does nothing while another process may still read
/// the snapshot before this one: a later pull removes them.
pub fn remove_unused(snapshot: &Snapshot, folder: &Path) {
    let Some(_lock) = Lock::unless_read(&snapshot::use_lock(folder)) else { return };
    let kept: BTreeSet<&str> = snapshot.media.values().map(|medium| medium.file.as_str()).collect();
    for entry in std::fs::read_dir(snapshot::media(folder)).into_iter().flatten().flatten() {
        if !kept.contains(&*entry.file_name().to_string_lossy()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
