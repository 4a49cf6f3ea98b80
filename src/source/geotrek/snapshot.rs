//! What was pulled, as one file: it is replaced as a whole or not at all.

use crate::source::http::Validators;
use crate::whole;
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
}

/// Where the snapshot of a server is kept.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("snapshot.jsonl")
}

/// Where its media are.
pub fn media(folder: &Path) -> PathBuf {
    folder.join("media")
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

    /// Reads the snapshot of a folder. `None` when there is none that can be read whole.
    pub fn read(folder: &Path) -> Option<Snapshot> {
        let reader = BufReader::new(fs::File::open(file(folder)).ok()?);
        let mut snapshot = Snapshot::default();
        for line in reader.lines() {
            match serde_json::from_str(&line.ok()?).ok()? {
                Entry::About(about) => snapshot.about = about,
                Entry::Object(endpoint, id, object) => {
                    snapshot.objects.entry(endpoint).or_default().insert(id, object);
                }
                Entry::Media(address, medium) => drop(snapshot.media.insert(address, medium)),
            }
        }
        (snapshot.about.pulled > 0).then_some(snapshot)
    }

    /// Replaces the snapshot of a folder in one step.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let write = |out: &mut BufWriter<fs::File>| {
            let mut line = |entry: &Entry| {
                serde_json::to_writer(&mut *out, entry)?;
                out.write_all(b"\n")
            };
            line(&Entry::About(self.about.clone()))?;
            for (endpoint, objects) in &self.objects {
                for (id, object) in objects {
                    line(&Entry::Object(endpoint.clone(), id.clone(), object.clone()))?;
                }
            }
            for (address, medium) in &self.media {
                line(&Entry::Media(address.clone(), medium.clone()))?;
            }
            out.flush()?;
            out.get_ref().sync_all()
        };
        fs::create_dir_all(folder)
            .and_then(|()| whole::replace(&file(folder), write))
            .with_context(|| format!("failed to write {}", file(folder).display()))
    }

    /// The objects of an endpoint.
    pub fn of(&self, endpoint: &str) -> impl Iterator<Item = (&String, &Arc<RawValue>)> {
        self.objects.get(endpoint).into_iter().flatten()
    }
}
