//! Digests of the tiles of a height model, which are read once and then known by size and date.

use crate::model::Bounds;
use crate::storage::{read_checked, write_checked};
use crate::terrain::Terrain;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Name of the file of digests.
const FILE: &str = "tiles";

/// Digests of tiles, by path, size and date in words.
#[derive(Debug)]
pub struct Digests {
    file: PathBuf,
    known: Mutex<BTreeMap<String, [u8; 32]>>,
}

impl Digests {
    /// Reads the digests that an earlier build stored in a folder.
    pub fn new(folder: &Path) -> Digests {
        let file = folder.join(FILE);
        let known = read_checked(&file).and_then(|bytes| postcard::from_bytes(&bytes).ok());
        Digests { file, known: Mutex::new(known.unwrap_or_default()) }
    }

    /// Returns the digests of the tiles that touch an area, finest first. A tile that cannot be read
    /// has the digest of nothing: the map is drawn without it.
    pub fn of(&self, terrain: &Terrain, area: Bounds) -> Vec<[u8; 32]> {
        terrain.tiles_within(area).into_iter().map(|(path, stamp)| self.one(path, &stamp)).collect()
    }

    fn one(&self, path: &Path, stamp: &str) -> [u8; 32] {
        let name = format!("{} {stamp}", path.display());
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(digest) = known.get(&name) {
            return *digest;
        }
        let mut hasher = blake3::Hasher::new();
        let read = File::open(path).and_then(|file| hasher.update_reader(file).map(drop));
        let digest = if read.is_ok() { *hasher.finalize().as_bytes() } else { [0; 32] };
        known.insert(name, digest);
        // Without the file, the next build reads the tiles again.
        let folder = self.file.parent().map(std::fs::create_dir_all);
        if let (Some(Ok(())), Ok(bytes)) = (folder, postcard::to_stdvec(&*known)) {
            let _ = write_checked(&self.file, &bytes);
        }
        digest
    }
}
