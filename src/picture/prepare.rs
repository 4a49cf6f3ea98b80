//! Preparation of all photographs of a site: encodes on all cores what is not in the cache.

use super::cache::seen::{self, Seen};
use super::cache::{self, Entry, Info, upkeep};
use super::recipe::{self, Cut, Format, Recipe};
use super::{
    Credit, FOLDER, Ladder, Photograph, Photographs, Picture, Pictures, Settings, Variant, encode,
};
use crate::input;
use crate::report::Report;
use crate::storage::{DAMAGED, has_content_name};
use anyhow::{Context, Result, anyhow, bail};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// Number of photographs after which the index is written, in case the build is ended.
const BATCH: usize = 256;
/// Number of photographs that a report names as the slowest.
const SLOWEST: usize = 10;

/// Encodes the variants that are not in the cache yet, on all cores. Calls `progress` with the
/// number of photographs done.
///
/// Warns of photographs that cannot be decoded, and of a cache that cannot be written; its missing
/// variants are then encoded in every build.
pub fn prepare(
    photographs: &Photographs,
    settings: &Settings,
    cache: &Path,
    progress: &(dyn Fn(usize) + Sync),
    report: &mut Report,
) -> Pictures {
    let mut preparation = Preparation::new(settings, &photographs.files, cache.join(FOLDER));
    let first = photographs.galleries.iter().filter_map(|gallery| gallery.first());
    let mut leads: HashSet<&Path> = first.map(PathBuf::as_path).collect();
    let files: Vec<&Path> = photographs.files.keys().map(PathBuf::as_path).collect();
    for files in files.chunks(BATCH) {
        preparation.prepare_all(files, &leads, progress);
    }
    // Where the first photograph of an object is broken, the next one replaces it.
    let first_good = photographs.galleries.iter().filter_map(|gallery| {
        gallery.iter().find(|file| preparation.by_file.contains_key(*file)).map(PathBuf::as_path)
    });
    let replacements: Vec<&Path> = first_good
        .filter(|file| !leads.contains(file))
        .collect::<HashSet<_>>()
        .into_iter()
        .collect();
    leads.extend(&replacements);
    preparation.prepare_all(&replacements, &leads, progress);
    if preparation.variants > 0
        && let Err(error) = upkeep::prune(&preparation.cache, settings.cache_limit, preparation.now)
    {
        preparation.note_unwritable(error);
    }
    preparation.write_report(report);
    Pictures { by_file: preparation.by_file, restored: Arc::default() }
}

/// State of the preparation of all photographs.
struct Preparation<'a> {
    settings: &'a Settings,
    photographs: &'a BTreeMap<PathBuf, Photograph>,
    cache: PathBuf,
    /// True when a photograph is left out because of a transient error.
    is_for_now: AtomicBool,
    /// The first reason why the cache could not be written.
    unwritable: Mutex<Option<anyhow::Error>>,
    /// Start of the build.
    now: SystemTime,
    seen: HashMap<PathBuf, Seen>,
    by_file: HashMap<PathBuf, Arc<Picture>>,
    broken: BTreeMap<PathBuf, anyhow::Error>,
    /// Encoded photographs: time to encode them, and number of variants.
    encoded: HashMap<PathBuf, (Duration, usize)>,
    /// Number of variants encoded.
    variants: usize,
    /// Number of photographs done.
    done: usize,
}

/// A photograph whose variants are in the cache.
struct Ready {
    seen: Seen,
    picture: Picture,
    /// Time to encode missing variants, and their number; `None` when no variant was missing.
    encoded: Option<(Duration, usize)>,
}

impl<'a> Preparation<'a> {
    #[expect(clippy::disallowed_methods, reason = "the cache needs the time of the last use")]
    fn new(
        settings: &'a Settings,
        photographs: &'a BTreeMap<PathBuf, Photograph>,
        cache: PathBuf,
    ) -> Preparation<'a> {
        Preparation {
            settings,
            photographs,
            is_for_now: AtomicBool::default(),
            unwritable: Mutex::default(),
            now: SystemTime::now(),
            seen: seen::load(&cache),
            cache,
            by_file: HashMap::new(),
            broken: BTreeMap::new(),
            encoded: HashMap::new(),
            variants: 0,
            done: 0,
        }
    }

    /// Prepares photographs in parallel. `leads` are the first photographs of objects.
    fn prepare_all(
        &mut self,
        files: &[&Path],
        leads: &HashSet<&Path>,
        progress: &(dyn Fn(usize) + Sync),
    ) {
        let counted = AtomicUsize::new(self.done);
        let one = |file: &&Path| {
            let ready = self.prepare_one(file, leads.contains(file));
            progress(counted.fetch_add(1, Ordering::Relaxed) + 1);
            ready
        };
        let made: Vec<Result<Ready>> = files.par_iter().map(one).collect();
        self.done = counted.into_inner();
        let mut new = HashMap::new();
        for (file, made) in files.iter().zip(made) {
            match made {
                Ok(ready) => {
                    if self.seen.get(*file) != Some(&ready.seen) {
                        new.insert((*file).to_owned(), ready.seen);
                    }
                    if let Some(encoded) = ready.encoded {
                        self.variants += encoded.1;
                        self.encoded.insert((*file).to_owned(), encoded);
                    }
                    self.by_file.insert((*file).to_owned(), Arc::new(ready.picture));
                }
                Err(error) => {
                    self.broken.insert((*file).to_owned(), error);
                }
            }
        }
        if !new.is_empty() {
            if let Err(error) = seen::remember(&self.cache, &new) {
                self.note_unwritable(error);
            }
            self.seen.extend(new);
        }
    }

    /// Makes the error of a photograph that cannot be read, and notes whether it is transient.
    fn unreadable(&self, error: input::Unreadable) -> anyhow::Error {
        self.is_for_now.fetch_or(error.is_transient(), Ordering::Relaxed);
        anyhow!("it {error}")
    }

    /// Notes why the cache could not be written, if it is the first reason.
    fn note_unwritable(&self, error: anyhow::Error) {
        let mut unwritable = self.unwritable.lock().unwrap_or_else(PoisonError::into_inner);
        unwritable.get_or_insert(error);
    }

    /// Prepares one photograph. Reads its file only if it has changed since an earlier build or
    /// variants are missing.
    fn prepare_one(&self, file: &Path, lead: bool) -> Result<Ready> {
        let metadata = std::fs::metadata(file).map_err(|error| self.unreadable(error.into()))?;
        let modified = metadata.modified().ok();
        let modified = modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let (len, modified) = (metadata.len(), modified.unwrap_or_default().as_nanos());
        let before = self.seen.get(file);
        let before = before.filter(|seen| seen.len == len && seen.modified == modified);
        let source: Arc<Path> = file.into();
        if let Some(seen) = before {
            let entry = Entry::open(&self.cache, &seen.name, self.now);
            if let Some(picture) = self.cached(&entry, &source, lead) {
                return Ok(Ready { seen: seen.clone(), picture, encoded: None });
            }
        }
        let bytes = self.read(file)?;
        let seen = Seen { len, modified, name: cache::name(&bytes) };
        let mut entry = Entry::open(&self.cache, &seen.name, self.now);
        if let Some(picture) = self.cached(&entry, &source, lead) {
            return Ok(Ready { seen, picture, encoded: None });
        }
        let encoded = Some(self.encode(&bytes, &mut entry, &source, lead)?);
        let picture = self.cached(&entry, &source, lead).context("it has no variant")?;
        Ok(Ready { seen, picture, encoded })
    }

    /// Reads the content of a photograph. Removes a damaged file that was pulled, so that the next
    /// pull fetches it again.
    fn read(&self, file: &Path) -> Result<Vec<u8>> {
        let bytes = input::read(file, input::PHOTOGRAPH).map_err(|error| self.unreadable(error))?;
        let is_pulled = self.photographs.get(file).is_some_and(|photograph| photograph.is_pulled);
        if is_pulled && !has_content_name(file, &bytes) {
            let _ = std::fs::remove_file(file);
            self.is_for_now.store(true, Ordering::Relaxed);
            bail!(DAMAGED);
        }
        Ok(bytes)
    }

    /// Encodes the variants that are missing in the cache. Returns the time to encode them, and
    /// their number.
    #[expect(clippy::disallowed_methods, reason = "a report names the slowest photographs")]
    fn encode(
        &self,
        bytes: &[u8],
        entry: &mut Entry,
        source: &Arc<Path>,
        lead: bool,
    ) -> Result<(Duration, usize)> {
        let start = Instant::now();
        let missing = |size| {
            let mut recipes = recipe::recipes(self.settings, size, lead);
            recipes.retain(|recipe| entry.variant(recipe, source).is_none());
            recipes
        };
        // Third-party decoders may panic on unexpected bytes.
        let encoded = catch_unwind(AssertUnwindSafe(|| encode::variants(bytes, missing)));
        let encoded = encoded.unwrap_or_else(|_| Err(anyhow!("it cannot be decoded")))?;
        let count = encoded.variants.len();
        if let Err(error) = entry.store(encoded) {
            self.note_unwritable(error);
        }
        Ok((start.elapsed(), count))
    }

    /// Returns the photograph, if all its wanted variants are in the cache.
    fn cached(&self, entry: &Entry, source: &Arc<Path>, lead: bool) -> Option<Picture> {
        let Info { size, color, credit } = entry.info.clone()?;
        let recipes = recipe::recipes(self.settings, size, lead);
        let found = |recipe: Recipe| Some((recipe, entry.variant(&recipe, source)?));
        let variants: Vec<(Recipe, Variant)> =
            recipes.into_iter().map(found).collect::<Option<_>>()?;
        let of = |cut: Cut, is_format: fn(&Format) -> bool| -> Vec<Variant> {
            let of = variants.iter().filter(|(r, _)| r.cut == cut && is_format(&r.format));
            of.map(|(_, variant)| variant.clone()).collect()
        };
        let jpeg = |cut| of(cut, |format| matches!(format, Format::Jpeg { .. })).pop();
        let ladder = |cut| {
            Some(Ladder {
                webp: of(cut, |format| matches!(format, Format::Webp { .. })),
                avif: of(cut, |format| matches!(format, Format::Avif { .. })),
                jpeg: jpeg(cut)?,
            })
        };
        let credit = if self.settings.credits { credit } else { Credit::default() };
        let (card, social) = (ladder(Cut::Card), jpeg(Cut::Social));
        Some(Picture { whole: ladder(Cut::Whole)?, card, social, color, credit })
    }

    /// Adds warnings, counts and the slowest photographs to the report.
    fn write_report(&self, report: &mut Report) {
        let item = |file: &PathBuf| &self.photographs[file].item;
        for (file, error) in &self.broken {
            report.warn(item(file), format!("is left out: {error:#}"));
        }
        if let Some(error) = &*self.unwritable.lock().unwrap_or_else(PoisonError::into_inner) {
            let problem = format!(
                "encoded photographs cannot be kept here, and are encoded again in every build: {error:#}. Free some space, or name another folder with `--cache`"
            );
            report.warn_transient(self.cache.display(), problem);
        }
        report.has_transient_problem |= self.is_for_now.load(Ordering::Relaxed);
        report.count("pictures", self.by_file.len());
        report.count("pictures_encoded", self.encoded.len());
        report.count("variants_encoded", self.variants);
        let mut slowest: Vec<(String, f64)> = self
            .encoded
            .iter()
            .map(|(file, (time, _))| (item(file).clone(), time.as_secs_f64()))
            .collect();
        slowest.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        slowest.truncate(SLOWEST);
        report.slowest_pictures = slowest;
    }
}
