//! What was pulled, as one file: it is replaced as a whole or not at all, and carries a digest of
//! itself.

use crate::source::http::Validators;
use crate::storage::atomic_write;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Objects of the API as they were answered, and the files that were fetched for them.
#[derive(Default)]
pub struct Snapshot {
    pub about: About,
    /// By endpoint, then by identifier.
    pub objects: BTreeMap<String, BTreeMap<String, Arc<RawValue>>>,
    /// By address.
    pub media: BTreeMap<String, Medium>,
}

/// Of what, and of when, a snapshot is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Address of the server and what was asked of it: another question, another snapshot.
    pub question: String,
    /// Seconds since 1970 of the last pull, and of the last one that compared everything.
    pub pulled: u64,
    pub compared: u64,
}

/// A file that was fetched.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Medium {
    /// Name in the folder of media.
    pub file: String,
    /// Why there is no such file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    #[serde(flatten)]
    pub validators: Validators,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Entry {
    About(About),
    Object(String, String, Arc<RawValue>),
    Media(String, Medium),
    /// BLAKE3 digests of the first line and of the lines between it and this one, the last.
    Digests(String, String),
}

/// Where the snapshot of a server is kept.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("snapshot.jsonl")
}

/// Where its media are.
pub fn media(folder: &Path) -> PathBuf {
    folder.join("media")
}

/// Writes an entry as a line of JSON, and adds the line without its end to a digest.
fn line(
    out: &mut BufWriter<fs::File>,
    hasher: &mut blake3::Hasher,
    entry: &Entry,
) -> std::io::Result<()> {
    let line = serde_json::to_vec(entry)?;
    hasher.update(&line);
    out.write_all(&line)?;
    out.write_all(b"\n")
}

/// Lock of those that read the folder: the files of a snapshot that was replaced meanwhile stay
/// until nobody reads them.
pub fn use_lock(folder: &Path) -> PathBuf {
    folder.join("use.lock")
}

impl Snapshot {
    /// Reads of what, and of when, the snapshot of a folder is.
    pub fn about(folder: &Path) -> Option<About> {
        let first = BufReader::new(fs::File::open(file(folder)).ok()?).lines().next()?.ok()?;
        match serde_json::from_str(&first).ok()? {
            Entry::About(about) if about.pulled > 0 => Some(about),
            _ => None,
        }
    }

    /// Reads the snapshot of a folder. `None` when there is none, or it is damaged: a missing end
    /// or a flipped bit is never published.
    pub fn read(folder: &Path) -> Option<Snapshot> {
        let reader = BufReader::new(fs::File::open(file(folder)).ok()?);
        let mut snapshot = Snapshot::default();
        let (mut of_about, mut of_rest) = (blake3::Hasher::new(), blake3::Hasher::new());
        for line in reader.lines() {
            let line = line.ok()?;
            match serde_json::from_str(&line).ok()? {
                Entry::Digests(about, rest) => {
                    let digests = [of_about, of_rest].map(|hasher| hasher.finalize().to_hex());
                    let is_whole = digests.iter().map(|hex| hex.as_str()).eq([&*about, &*rest]);
                    return is_whole.then_some(snapshot);
                }
                Entry::About(about) => {
                    of_about.update(line.as_bytes());
                    snapshot.about = about;
                    continue;
                }
                Entry::Object(endpoint, id, object) => {
                    snapshot.objects.entry(endpoint).or_default().insert(id, object);
                }
                Entry::Media(address, medium) => drop(snapshot.media.insert(address, medium)),
            }
            of_rest.update(line.as_bytes());
        }
        None
    }

    /// Replaces the snapshot of a folder in one step.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let write = |out: &mut BufWriter<fs::File>| {
            let (mut of_about, mut of_rest) = (blake3::Hasher::new(), blake3::Hasher::new());
            line(out, &mut of_about, &Entry::About(self.about.clone()))?;
            for (endpoint, objects) in &self.objects {
                for (id, object) in objects {
                    let object = Entry::Object(endpoint.clone(), id.clone(), object.clone());
                    line(out, &mut of_rest, &object)?;
                }
            }
            for (address, medium) in &self.media {
                line(out, &mut of_rest, &Entry::Media(address.clone(), medium.clone()))?;
            }
            let [about, rest] = [of_about, of_rest].map(|hasher| hasher.finalize().to_string());
            line(out, &mut blake3::Hasher::new(), &Entry::Digests(about, rest))?;
            out.flush()?;
            out.get_ref().sync_all()
        };
        fs::create_dir_all(folder)
            .and_then(|()| atomic_write(&file(folder), write))
            .with_context(|| format!("failed to write {}", file(folder).display()))
    }

    /// What changes whenever something new was pulled; the date of the pull does not. `None` for a
    /// snapshot that is not there.
    pub fn fingerprint(folder: &Path) -> Option<blake3::Hash> {
        let bytes = fs::read(file(folder)).ok()?;
        let is_end = |byte: &u8| *byte == b'\n';
        // The first line says when it was pulled, and the last depends on the first.
        let first = bytes.iter().position(is_end)?;
        let last = bytes.trim_ascii_end().iter().rposition(is_end)?;
        Some(blake3::hash(&bytes[first..=last]))
    }

    /// The objects of an endpoint.
    pub fn of(&self, endpoint: &str) -> impl Iterator<Item = (&String, &Arc<RawValue>)> {
        self.objects.get(endpoint).into_iter().flatten()
    }
}

pub type Objects = BTreeMap<String, Arc<RawValue>>;
