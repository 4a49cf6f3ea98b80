//! Notices of changed files, for `sentier serve`.

use crate::emit::output::{FILE_LIST, is_beside_output};
use anyhow::{Context, Result};
use notify_debouncer_full::notify::{Config, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer_opt};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// How long to wait for a file to be wholly saved.
const PAUSE: Duration = Duration::from_millis(40);

/// Watches the folders that a site is made from. Changes that come while the site is being read
/// are kept until they are asked for.
pub struct Changes {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    folders: BTreeSet<PathBuf>,
    seen: Receiver<()>,
}

impl Changes {
    /// Watches the folder of a portal. What is kept in its cache, and what a build writes, is no
    /// change.
    ///
    /// # Errors
    /// When the system does not let this process watch folders.
    pub fn of(root: &Path, cache: &Path) -> Result<Changes> {
        let (sender, seen) = mpsc::channel();
        let own = [root.join(".sentier"), cache.to_owned()];
        let on_events = move |events: DebounceEventResult| {
            let matters = match events {
                Ok(events) => events
                    .iter()
                    .filter(|event| !matches!(event.kind, EventKind::Access(_)))
                    .flat_map(|event| &event.paths)
                    .any(|path| is_input(path, &own)),
                // The system lost count of the changes: anything may have changed.
                Err(_) => true,
            };
            if matters {
                // Nobody listens any more when the server ends.
                let _ = sender.send(());
            }
        };
        // Where links lead is for the settings to say.
        let settings = Config::default().with_follow_symlinks(false);
        let files = RecommendedCache::new();
        let debouncer = new_debouncer_opt(PAUSE, None, on_events, files, settings)
            .context("failed to watch the folder")?;
        let mut changes = Changes { debouncer, folders: BTreeSet::new(), seen };
        changes.watch(root.to_owned());
        Ok(changes)
    }

    /// Watches a file, or a folder and all that is in it, beside those that are watched already.
    /// Where the system does not let this process watch all of it, a message says so.
    pub fn watch(&mut self, folder: PathBuf) {
        if self.folders.iter().any(|watched| folder.starts_with(watched)) {
            return;
        }
        if let Err(error) = self.debouncer.watch(&folder, RecursiveMode::Recursive) {
            super::print_warning(&format!(
                "some changes in {} may not be seen until `serve` is started again: {error}",
                folder.display()
            ));
        }
        self.folders.insert(folder);
    }

    /// Waits until something has changed since the last call. Several changes count as one. `false`
    /// when nothing is watched any more.
    pub fn wait(&self) -> bool {
        let is_changed = self.seen.recv().is_ok();
        while self.seen.try_recv().is_ok() {}
        is_changed
    }
}

/// True for a file that a site may be made from.
fn is_input(path: &Path, own: &[PathBuf]) -> bool {
    let is_output = path.ancestors().any(|folder| folder.join(FILE_LIST).exists());
    let is_beside_output = path.iter().any(is_beside_output);
    !is_output && !is_beside_output && !own.iter().any(|folder| path.starts_with(folder))
}
