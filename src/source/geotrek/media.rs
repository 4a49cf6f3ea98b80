//! The photographs of objects: fetched once, and again when they changed.

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

/// Files that cannot be fetched, after which no more are tried.
const BROKEN_MEDIA: usize = 20;

/// What fetching looks at.
pub struct Fetcher<'a> {
    pub client: &'a Client,
    pub before: &'a Snapshot,
    /// Ask for everything, whether its object changed or not.
    pub full: bool,
    /// The share of the files that may be gone at once.
    pub largest_loss: f64,
    /// Where the files are.
    pub folder: PathBuf,
    counts: Counts,
}

/// What became of files so far.
#[derive(Default)]
struct Counts {
    /// The server could not give them, or gave something else in the place of a good one.
    broken: AtomicUsize,
    /// They are no longer there.
    gone: AtomicUsize,
    /// Files that were not there before this pull.
    new: Mutex<Vec<PathBuf>>,
}

/// Why a file cannot be had.
enum Trouble {
    Gone,
    Unreachable(anyhow::Error),
    /// What was answered is no such file.
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

    /// The files of all objects. Those of objects that did not change are not asked for.
    ///
    /// # Errors
    /// When many cannot be had: the folder then is what it was.
    pub fn all(
        &self,
        objects: &BTreeMap<String, BTreeMap<String, Arc<RawValue>>>,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<BTreeMap<String, Medium>> {
        std::fs::create_dir_all(&self.folder)
            .with_context(|| format!("failed to create {}", self.folder.display()))?;
        // By address: whether an object that shows it changed.
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

    /// Removes what this pull wrote.
    pub fn undo(&self) {
        let mut new = self.counts.new.lock().unwrap_or_else(PoisonError::into_inner);
        new.drain(..).for_each(|file| drop(std::fs::remove_file(file)));
    }

    fn losses(&self) -> Result<()> {
        if self.counts.broken.load(Ordering::Relaxed) >= BROKEN_MEDIA {
            bail!(
                "more than {BROKEN_MEDIA} photographs or files could not be fetched: the server is not well"
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

    /// A file, fetched if need be. What cannot be had is noted with the reason, and not asked for
    /// again until its object changes; what was good before stays.
    fn medium(&self, address: &str, ask: bool) -> Medium {
        let known = self.before.media.get(address);
        let good =
            known.filter(|known| known.problem.is_none() && self.folder.join(&known.file).exists());
        if let Some(known) =
            known.filter(|known| !ask && (known.problem.is_some() || good.is_some()))
        {
            return known.clone();
        }
        // The pull fails anyway: the server is left alone.
        if self.counts.broken.load(Ordering::Relaxed) >= BROKEN_MEDIA {
            return problem(&anyhow!("it was not asked for"));
        }
        let trouble = match self.fetched(address, good) {
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

    /// Under the name of its content: what is known keeps its own until the pull is complete.
    fn fetched(&self, address: &str, known: Option<&Medium>) -> Result<Medium, Trouble> {
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
                    "the server says it is known, and it is not"
                )));
            }
        };
        let extension = extension(&url);
        file::check(&bytes, &extension).map_err(Trouble::Wrong)?;
        let file = content_name(&bytes, &extension);
        let path = self.folder.join(&file);
        // What is there under this name may be damaged.
        if !std::fs::read(&path).is_ok_and(|known| known == bytes) {
            let written = atomic_write(&path, |out| out.write_all(&bytes));
            written.map_err(|error| Trouble::Unreachable(error.into()))?;
            self.counts.new.lock().unwrap_or_else(PoisonError::into_inner).push(path);
        }
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

fn problem(error: &anyhow::Error) -> Medium {
    let problem = Some(format!("{error:#}"));
    Medium { file: String::new(), problem, validators: Validators::default() }
}

/// The extension of a file, as far as it says what it is.
fn extension(url: &Url) -> String {
    if url.path().ends_with("/metadata") {
        return "json".to_owned();
    }
    let last = url.path().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if file::is_kept(&last) { last } else { "jpg".to_owned() }
}

/// Compares the files of a snapshot with the content that they are named after, but for
/// photographs, which are compared when they are encoded. A damaged file is removed, so that the
/// next pull fetches it again.
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

/// Removes the files that no object shows any more, unless another process still reads those of
/// the snapshot before this one: then a later pull does.
pub fn forget(snapshot: &Snapshot, folder: &Path) {
    let Some(_lock) = Lock::unless_read(&snapshot::use_lock(folder)) else { return };
    let kept: BTreeSet<&str> = snapshot.media.values().map(|medium| medium.file.as_str()).collect();
    for entry in std::fs::read_dir(snapshot::media(folder)).into_iter().flatten().flatten() {
        if !kept.contains(&*entry.file_name().to_string_lossy()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
