//! Snapshot of a server in one file, which is written atomically and ends with its own digests.

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

/// Objects of the API as the server returned them, and the files downloaded for them.
#[derive(Default)]
pub struct Snapshot {
    pub about: About,
    /// Objects by endpoint, then by identifier.
    pub objects: BTreeMap<String, BTreeMap<String, Arc<RawValue>>>,
    /// Downloaded files by address.
    pub media: BTreeMap<String, Medium>,
}

/// Source and date of a snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Address of the server and filters. A snapshot with others is not used.
    pub question: String,
    /// Time of the last pull, in seconds since 1970.
    pub pulled: u64,
    /// Time of the last pull that compared all objects, in seconds since 1970.
    pub compared: u64,
}

/// A file that was requested.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Medium {
    /// Name in the folder of media. Empty when there is a problem.
    pub file: String,
    /// Reason why there is no file. `None` when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    #[serde(flatten)]
    pub validators: Validators,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Entry {
    About(About),
    /// Endpoint, identifier, object.
    Object(String, String, Arc<RawValue>),
    /// Address, file.
    Media(String, Medium),
    /// BLAKE3 digests of the first line, and of the lines after it but the last. This is the last line.
    Digests(String, String),
}

/// Path of the snapshot in its folder.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("snapshot.jsonl")
}

/// Path of the downloaded files in the folder of a snapshot.
pub fn media(folder: &Path) -> PathBuf {
    folder.join("media")
}

/// Writes an entry as a line of JSON, and updates a digest with the line without its end.
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

/// Path of the lock that readers of the folder hold. Files of an older snapshot are removed only when
/// nobody holds it.
pub fn use_lock(folder: &Path) -> PathBuf {
    folder.join("use.lock")
}

impl Snapshot {
    /// Reads source and date of the snapshot of a folder. `None` when there is none.
    pub fn about(folder: &Path) -> Option<About> {
        let first = BufReader::new(fs::File::open(file(folder)).ok()?).lines().next()?.ok()?;
        match serde_json::from_str(&first).ok()? {
            Entry::About(about) if about.pulled > 0 => Some(about),
            _ => None,
        }
    }

    /// Reads the snapshot of a folder. `None` when there is none, or its digests show that it is
    /// damaged.
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

    /// Writes the snapshot to a folder atomically.
    ///
    /// # Errors
    /// When it cannot be written.
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

    /// Digest of the snapshot without its date, which changes whenever a pull brings something new.
    /// `None` when there is no snapshot.
    pub fn fingerprint(folder: &Path) -> Option<blake3::Hash> {
        let bytes = fs::read(file(folder)).ok()?;
        let is_end = |byte: &u8| *byte == b'\n';
        // The first line has the date, and the last one depends on it.
        let first = bytes.iter().position(is_end)?;
        let last = bytes.trim_ascii_end().iter().rposition(is_end)?;
        Some(blake3::hash(&bytes[first..=last]))
    }

    /// Objects of an endpoint.
    pub fn of(&self, endpoint: &str) -> impl Iterator<Item = (&String, &Arc<RawValue>)> {
        self.objects.get(endpoint).into_iter().flatten()
    }
}

/// Objects of an endpoint, by identifier.
pub type Objects = BTreeMap<String, Arc<RawValue>>;
