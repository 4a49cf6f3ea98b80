//! Output to memory.

use super::{Output, Summary, Taken, lock};
use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Output to memory, for `sentier check` and tests.
#[derive(Default)]
pub struct Memory {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Memory {
    /// Returns the content of each file, by path.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Output for Memory {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()> {
        lock(&self.files).insert(path.to_owned(), bytes.to_owned());
        Ok(())
    }

    fn copy(&self, path: &str, file: &Path) -> Result<Taken> {
        match fs::read(file) {
            Ok(bytes) => self.put(path, &bytes).map(|()| Taken::Whole),
            Err(error) => Ok(Taken::Unreadable(error)),
        }
    }

    fn keep(&self, _path: &str, _length: Option<u64>) -> bool {
        false
    }

    fn finish(&self) -> Result<Summary> {
        Ok(Summary { written: lock(&self.files).len(), ..Summary::default() })
    }
}
