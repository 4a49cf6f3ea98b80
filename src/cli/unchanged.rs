//! Detection of builds whose inputs and output have not changed, so that nothing is to be done.

use super::inputs::Inputs;
use crate::emit::output::{FILE_LIST, is_beside_output, written_files};
use crate::emit::{KeyFile, Summary};
use crate::input::Places;
use crate::page::site::reads::of_bytes;
use crate::report::Tally;
use crate::storage::{read_checked, write_checked};
use crate::{Config, Report};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Maximum size in bytes of files that are compared by content. Larger ones, mostly photographs,
/// are compared by length and date.
const SMALL: u64 = 256 * 1024;

/// Names of files in the cache about an output folder, without its hash: what is known of the files
/// that were made, and whether there is anything to do.
const KEYS: &str = "pages";
const UNCHANGED: &str = "unchanged";

/// Fingerprint of the inputs of a build, and where it is stored.
pub struct Stamp {
    /// File in the cache that stores the last build of the output folder.
    file: PathBuf,
    /// Output folder.
    out: PathBuf,
    /// Rule that tells which of the files count.
    inputs: Inputs,
    /// Files of the portal and of its other folders, with their fingerprints.
    files: Vec<(PathBuf, blake3::Hash)>,
    /// Hash of all inputs other than these files.
    others: blake3::Hash,
}

impl Stamp {
    /// Hash of all inputs. `looked_for` are the files that the build looked for by their name.
    fn hash(&self, looked_for: &BTreeSet<String>) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.others.as_bytes());
        for (file, hash) in &self.files {
            if self.inputs.has(file, looked_for) {
                hasher.update(hash.as_bytes());
            }
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// Last build of an output folder.
#[derive(Serialize, Deserialize)]
struct Remembered {
    /// Hash of all inputs.
    inputs: String,
    /// Files that the build looked for by their name.
    looked_for: BTreeSet<String>,
    /// Hash of the files of the site.
    output: String,
    report: Report,
    files: usize,
}

/// Computes the fingerprint of all inputs: settings, content, theme, and the program itself. The
/// output with its lock, the cache and the report may lie in the portal, but are not inputs.
pub fn stamp(config: &Config, out: &Path, cache: &Path, report: Option<&Path>) -> Stamp {
    let out = resolved(out);
    let report = report.and_then(|report| report.canonicalize().ok());
    let mut hasher = blake3::Hasher::new();
    hasher.update(program().as_bytes());
    let base = &config.page.base_url;
    hasher.update(base.origin.as_bytes()).update(base.path.as_bytes());
    let places = config.places.clone().without(cache);
    let mut fingerprints = Vec::new();
    let folders = std::iter::once(places.root().to_owned()).chain(config.elsewhere());
    for folder in folders {
        let walked = places.walk(&folder, |path| {
            let is_output = path == out || path.join(FILE_LIST).exists();
            let is_report = Some(path) == report.as_deref();
            let beside = path.file_name().is_some_and(is_beside_output);
            !(is_report || is_output || beside || path.ends_with(".git"))
        });
        for (_, problem) in walked.problems {
            hasher.update(problem.as_bytes());
        }
        let files: Vec<PathBuf> =
            walked.files.into_iter().map(walkdir::DirEntry::into_path).collect();
        fingerprints.par_extend(files.into_par_iter().map(|file| {
            let hash = fingerprint(&file, false);
            (file, hash)
        }));
    }
    for server in config.sources.iter().filter_map(crate::source::Settings::server) {
        let pulled = crate::source::geotrek::fingerprint(server, cache);
        hasher.update(pulled.map_or([0; 32], blake3::Hash::into).as_slice());
    }
    let file = in_cache(cache, &out, UNCHANGED, "json");
    let (inputs, others) = (Inputs::of(config), hasher.finalize());
    Stamp { file, out, inputs, files: fingerprints, others }
}

/// File in which a build keeps what it knows of the files that it made.
pub fn key_file(out: &Path, cache: &Path) -> KeyFile {
    let out = resolved(out);
    let program = of_bytes(program().as_bytes());
    KeyFile { path: in_cache(cache, &out, KEYS, "bin"), program, ignored: false, explained: None }
}

/// Path of an output folder with symbolic links resolved: the same before the folder exists.
fn resolved(out: &Path) -> PathBuf {
    let absolute = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    let in_parent = || Some(absolute.parent()?.canonicalize().ok()?.join(absolute.file_name()?));
    out.canonicalize().ok().or_else(in_parent).unwrap_or(absolute)
}

/// Path of a file in the cache about an output folder.
fn in_cache(cache: &Path, out: &Path, what: &str, extension: &str) -> PathBuf {
    let name = blake3::hash(out.to_string_lossy().as_bytes()).to_hex();
    cache.join(format!("{what}-{}.{extension}", &name[..16]))
}

/// Fingerprint of the program: its version, and the file that it is.
fn program() -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    if let Ok(program) = std::env::current_exe() {
        hasher.update(fingerprint(&program, true).as_bytes());
    }
    hasher.finalize()
}

/// Report of the last build, if its inputs were the same and its site is unchanged.
pub fn report(stamp: &Stamp) -> Option<(Report, Summary)> {
    let remembered: Remembered = serde_json::from_slice(&read_checked(&stamp.file)?).ok()?;
    let same = remembered.inputs == stamp.hash(&remembered.looked_for)
        && remembered.output == output(&stamp.out)?;
    let mut report = remembered.report;
    report.timings.clear();
    report.changes = Some(BTreeMap::new());
    for tally in report.files.values_mut() {
        *tally = Tally { kept: tally.made + tally.kept, ..Tally::default() };
    }
    report.count("files_written", 0);
    report.count("files_unchanged", remembered.files);
    report.count("files_removed", 0);
    report.counts.entry("pictures_encoded".to_owned()).and_modify(|encoded| *encoded = 0);
    same.then_some((report, Summary { unchanged: remembered.files, ..Summary::default() }))
}

/// Time after which nothing is known any more of a site that was not built.
const FORGOTTEN: Duration = Duration::from_secs(30 * 24 * 3600);

/// Removes what the cache knows of sites that were not built for a long time, such as those in
/// folders that are gone.
fn forget_old(cache: &Path) {
    for entry in fs::read_dir(cache).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_about_site = [KEYS, UNCHANGED]
            .iter()
            .any(|kind| name.to_str().is_some_and(|name| name.starts_with(&format!("{kind}-"))));
        let modified = entry.metadata().and_then(|metadata| metadata.modified()).ok();
        let age = modified.and_then(|modified| modified.elapsed().ok()).unwrap_or_default();
        if is_about_site && age > FORGOTTEN {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Stores the result of a build, which read the portal with `places`. Errors are ignored: the next
/// build then does everything again.
pub fn remember(stamp: &Stamp, places: &Places, (report, summary): &(Report, Summary)) {
    if report.has_transient_problem {
        return;
    }
    let out = stamp.out.canonicalize().unwrap_or_else(|_| stamp.out.clone());
    let Some(output) = output(&out) else { return };
    let looked_for = places.looked_for().into_iter();
    let looked_for = looked_for.map(|file| file.to_string_lossy().into_owned()).collect();
    let (inputs, report) = (stamp.hash(&looked_for), report.clone());
    let files = summary.written + summary.unchanged;
    let remembered = Remembered { inputs, looked_for, output, report, files };
    if let Ok(json) = serde_json::to_vec(&remembered) {
        let cache = stamp.file.parent().unwrap_or(&stamp.out);
        let _ = fs::create_dir_all(cache);
        let _ = write_checked(&stamp.file, &json);
        forget_old(cache);
    }
}

/// Hash of the names, lengths and dates of all files of a site; `None` when there is no site. Only
/// these files are looked at: the folders are not listed.
fn output(out: &Path) -> Option<String> {
    let files: Vec<String> = written_files(out).ok()?.into_iter().collect();
    let hashes: Vec<blake3::Hash> =
        files.par_iter().map(|file| fingerprint(&out.join(file), true)).collect();
    let mut hasher = blake3::Hasher::new();
    for hash in &hashes {
        hasher.update(hash.as_bytes());
    }
    (!hashes.is_empty()).then(|| hasher.finalize().to_hex().to_string())
}

/// Hash of a file: its name with its content, or with its length and date.
fn fingerprint(file: &Path, by_date: bool) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(file.to_string_lossy().as_bytes()).update(&[0]);
    let Ok(metadata) = fs::metadata(file) else { return hasher.finalize() };
    hasher.update(&metadata.len().to_le_bytes());
    if !by_date && metadata.len() <= SMALL {
        hasher.update(&fs::read(file).unwrap_or_default());
        return hasher.finalize();
    }
    // A file may become readable without a change of its date.
    hasher.update(&[u8::from(by_date || crate::input::readable(file).is_ok())]);
    let since = metadata.modified().ok().and_then(|m| m.duration_since(std::time::UNIX_EPOCH).ok());
    hasher.update(&since.map_or(0, |since| since.as_nanos()).to_le_bytes());
    hasher.finalize()
}
