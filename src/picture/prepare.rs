//! What is wanted of each photograph, made on all cores where the cache has it not.

use super::cache::seen::{self, Seen};
use super::cache::{self, Info, Shelf, upkeep};
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

/// After so many photographs what was encoded is remembered, should the build be ended.
const AT_ONCE: usize = 256;
/// How many of the slowest photographs a report names.
const SLOWEST: usize = 10;

/// Encodes what is not in the cache yet, on all cores. What cannot be decoded is a warning.
///
/// `progress` hears how many are done. A cache that cannot be written is a warning: then what it
/// lacks is encoded in every build.
pub fn prepare(
    photographs: &Photographs,
    settings: &Settings,
    cache: &Path,
    progress: &(dyn Fn(usize) + Sync),
    report: &mut Report,
) -> Pictures {
    let mut bench = Bench::new(settings, &photographs.files, cache.join(FOLDER));
    let first = photographs.galleries.iter().filter_map(|gallery| gallery.first());
    let mut leads: HashSet<&Path> = first.map(PathBuf::as_path).collect();
    let files: Vec<&Path> = photographs.files.keys().map(PathBuf::as_path).collect();
    for files in files.chunks(AT_ONCE) {
        bench.work(files, &leads, progress);
    }
    // Where the first is broken, the next takes its place.
    let first_good = photographs.galleries.iter().filter_map(|gallery| {
        gallery.iter().find(|file| bench.by_file.contains_key(*file)).map(PathBuf::as_path)
    });
    let late: Vec<&Path> = first_good
        .filter(|file| !leads.contains(file))
        .collect::<HashSet<_>>()
        .into_iter()
        .collect();
    leads.extend(&late);
    bench.work(&late, &leads, progress);
    if bench.variants > 0
        && let Err(error) = upkeep::prune(&bench.cache, settings.cache_limit, bench.now)
    {
        bench.note_unwritable(error);
    }
    bench.tell(report);
    Pictures { by_file: bench.by_file, restored: Arc::default() }
}

/// What is done and what is known on the way.
struct Bench<'a> {
    settings: &'a Settings,
    photographs: &'a BTreeMap<PathBuf, Photograph>,
    cache: PathBuf,
    /// A photograph is left out that the next build may have.
    is_for_now: AtomicBool,
    /// The first reason why the cache could not be written.
    unwritable: Mutex<Option<anyhow::Error>>,
    now: SystemTime,
    seen: HashMap<PathBuf, Seen>,
    by_file: HashMap<PathBuf, Arc<Picture>>,
    broken: BTreeMap<PathBuf, anyhow::Error>,
    /// Photographs of which something was encoded: how long it took, and how many variants.
    encoded: HashMap<PathBuf, (Duration, usize)>,
    variants: usize,
    done: usize,
}

/// A photograph whose variants are in the cache.
struct Ready {
    seen: Seen,
    picture: Picture,
    /// How long it took to encode so many variants; `None` when all were there.
    encoded: Option<(Duration, usize)>,
}

impl<'a> Bench<'a> {
    #[expect(clippy::disallowed_methods, reason = "the cache keeps what was used last")]
    fn new(
        settings: &'a Settings,
        photographs: &'a BTreeMap<PathBuf, Photograph>,
        cache: PathBuf,
    ) -> Bench<'a> {
        Bench {
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

    fn work(&mut self, files: &[&Path], leads: &HashSet<&Path>, progress: &(dyn Fn(usize) + Sync)) {
        let counted = AtomicUsize::new(self.done);
        let one = |file: &&Path| {
            let ready = self.one(file, leads.contains(file));
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

    /// What is said of a photograph that cannot be read.
    fn unreadable(&self, error: input::Unreadable) -> anyhow::Error {
        self.is_for_now.fetch_or(error.is_transient(), Ordering::Relaxed);
        anyhow!("it {error}")
    }

    fn note_unwritable(&self, error: anyhow::Error) {
        let mut unwritable = self.unwritable.lock().unwrap_or_else(PoisonError::into_inner);
        unwritable.get_or_insert(error);
    }

    fn one(&self, file: &Path, lead: bool) -> Result<Ready> {
        let metadata = std::fs::metadata(file).map_err(|error| self.unreadable(error.into()))?;
        let modified = metadata.modified().ok();
        let modified = modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let (len, modified) = (metadata.len(), modified.unwrap_or_default().as_nanos());
        let before = self.seen.get(file);
        let before = before.filter(|seen| seen.len == len && seen.modified == modified);
        let source: Arc<Path> = file.into();
        if let Some(seen) = before {
            let shelf = Shelf::open(&self.cache, &seen.name, self.now);
            if let Some(picture) = self.kept(&shelf, &source, lead) {
                return Ok(Ready { seen: seen.clone(), picture, encoded: None });
            }
        }
        let bytes = self.read(file)?;
        let seen = Seen { len, modified, name: cache::name(&bytes) };
        let mut shelf = Shelf::open(&self.cache, &seen.name, self.now);
        if let Some(picture) = self.kept(&shelf, &source, lead) {
            return Ok(Ready { seen, picture, encoded: None });
        }
        let encoded = Some(self.encode(&bytes, &mut shelf, &source, lead)?);
        let picture = self.kept(&shelf, &source, lead).context("it has no variant")?;
        Ok(Ready { seen, picture, encoded })
    }

    /// The content of a photograph. A pulled one that is damaged is removed, so that the next pull
    /// fetches it again.
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

    /// Encodes what is missing on a shelf: how long it took, and how many variants.
    #[expect(clippy::disallowed_methods, reason = "a report names the slowest photographs")]
    fn encode(
        &self,
        bytes: &[u8],
        shelf: &mut Shelf,
        source: &Arc<Path>,
        lead: bool,
    ) -> Result<(Duration, usize)> {
        let start = Instant::now();
        let missing = |size| {
            let mut recipes = recipe::recipes(self.settings, size, lead);
            recipes.retain(|recipe| shelf.variant(recipe, source).is_none());
            recipes
        };
        // Decoders are other people's code on foreign bytes.
        let encoded = catch_unwind(AssertUnwindSafe(|| encode::variants(bytes, missing)));
        let encoded = encoded.unwrap_or_else(|_| Err(anyhow!("it cannot be decoded")))?;
        let count = encoded.variants.len();
        if let Err(error) = shelf.keep(encoded) {
            self.note_unwritable(error);
        }
        Ok((start.elapsed(), count))
    }

    /// The photograph, if all that is wanted of it is kept.
    fn kept(&self, shelf: &Shelf, source: &Arc<Path>, lead: bool) -> Option<Picture> {
        let Info { size, color, credit } = shelf.info.clone()?;
        let recipes = recipe::recipes(self.settings, size, lead);
        let found = |recipe: Recipe| Some((recipe, shelf.variant(&recipe, source)?));
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

    fn tell(&self, report: &mut Report) {
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
