//! Says whether anything changed since the last build: if not, there is nothing to do.

use crate::emit::Summary;
use crate::emit::output::{FILE_LIST, is_beside_output};
use crate::storage::{read_checked, write_checked};
use crate::{Config, Report};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Files up to this size are compared by content; larger ones, photographs mostly, by length and
/// date.
const SMALL: u64 = 256 * 1024;

/// What a build depends on, and what it made.
pub struct Stamp {
    file: PathBuf,
    out: PathBuf,
    inputs: String,
}

#[derive(Serialize, Deserialize)]
struct Remembered {
    inputs: String,
    output: String,
    report: Report,
    files: usize,
}

/// Looks at every input: settings, content, theme, and the program itself. The output with its
/// lock, the cache and the report may lie among them, and are none.
pub fn stamp(config: &Config, out: &Path, cache: &Path, report: Option<&Path>) -> Stamp {
    let out = out.canonicalize().unwrap_or_else(|_| out.to_owned());
    let report = report.and_then(|report| report.canonicalize().ok());
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    if let Ok(program) = std::env::current_exe() {
        hasher.update(print(&program, true).as_bytes());
    }
    let base = &config.page.base_url;
    hasher.update(base.origin.as_bytes()).update(base.path.as_bytes());
    let places = config.places.clone().without(cache);
    let folders = std::iter::once(places.root().to_owned()).chain(config.elsewhere());
    for folder in folders {
        let walked = places.walk(&folder, |path| {
            let ours = path == out || path.join(FILE_LIST).exists();
            let told = Some(path) == report.as_deref();
            let beside = path.file_name().is_some_and(is_beside_output);
            !(told || ours || beside || path.ends_with(".git"))
        });
        for (_, problem) in walked.problems {
            hasher.update(problem.as_bytes());
        }
        let files: Vec<PathBuf> =
            walked.files.into_iter().map(walkdir::DirEntry::into_path).collect();
        let prints: Vec<_> = files.par_iter().map(|file| print(file, false)).collect();
        for print in prints {
            hasher.update(print.as_bytes());
        }
    }
    for server in config.sources.iter().filter_map(crate::source::Settings::server) {
        let pulled = crate::source::geotrek::fingerprint(server, cache);
        hasher.update(pulled.map_or([0; 32], blake3::Hash::into).as_slice());
    }
    let name = blake3::hash(out.to_string_lossy().as_bytes()).to_hex();
    let file = cache.join(format!("unchanged-{}.json", &name[..16]));
    Stamp { file, out, inputs: hasher.finalize().to_hex().to_string() }
}

/// What the last build had to tell, if it was of the same inputs and its site is still there.
pub fn report(stamp: &Stamp) -> Option<(Report, Summary)> {
    let remembered: Remembered = serde_json::from_slice(&read_checked(&stamp.file)?).ok()?;
    let same = remembered.inputs == stamp.inputs && remembered.output == output(&stamp.out)?;
    let mut report = remembered.report;
    report.timings.clear();
    report.count("files_written", 0);
    report.count("files_unchanged", remembered.files);
    report.count("files_removed", 0);
    report.counts.entry("pictures_encoded".to_owned()).and_modify(|encoded| *encoded = 0);
    same.then_some((report, Summary { unchanged: remembered.files, ..Summary::default() }))
}

/// Notes what was built. Not to be able to is no harm: the next build does it all again.
pub fn remember(stamp: &Stamp, (report, summary): &(Report, Summary)) {
    if report.has_transient_problem {
        return;
    }
    let out = stamp.out.canonicalize().unwrap_or_else(|_| stamp.out.clone());
    let Some(output) = output(&out) else { return };
    let (inputs, report) = (stamp.inputs.clone(), report.clone());
    let files = summary.written + summary.unchanged;
    let remembered = Remembered { inputs, output, report, files };
    if let Ok(json) = serde_json::to_vec(&remembered) {
        let _ = fs::create_dir_all(stamp.file.parent().unwrap_or(&stamp.out));
        let _ = write_checked(&stamp.file, &json);
    }
}

/// Names, lengths and dates of all files of a site; `None` when there is none.
fn output(out: &Path) -> Option<String> {
    if !out.join(FILE_LIST).exists() {
        return None;
    }
    let mut hasher = blake3::Hasher::new();
    for entry in WalkDir::new(out).sort_by_file_name().into_iter().flatten() {
        if entry.file_type().is_file() {
            hasher.update(print(entry.path(), true).as_bytes());
        }
    }
    Some(hasher.finalize().to_hex().to_string())
}

/// What a file is known by: its name and its content, or its length and date.
fn print(file: &Path, by_date: bool) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(file.to_string_lossy().as_bytes()).update(&[0]);
    let Ok(metadata) = fs::metadata(file) else { return hasher.finalize() };
    hasher.update(&metadata.len().to_le_bytes());
    if !by_date && metadata.len() <= SMALL {
        hasher.update(&fs::read(file).unwrap_or_default());
        return hasher.finalize();
    }
    // One that could not be read before may be now.
    hasher.update(&[u8::from(by_date || crate::input::readable(file).is_ok())]);
    let since = metadata.modified().ok().and_then(|m| m.duration_since(std::time::UNIX_EPOCH).ok());
    hasher.update(&since.map_or(0, |since| since.as_nanos()).to_le_bytes());
    hasher.finalize()
}
