//! Watching of files for changes, for `sentier serve`.

use crate::emit::output::{FILE_LIST, is_beside_output};
use anyhow::{Context, Result};
use notify_debouncer_full::notify::{Config, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer_opt};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// Time to wait after a change, so that a program can finish saving its files.
const PAUSE: Duration = Duration::from_millis(40);

/// Watches the folders that a site is made from. Changes during a reload are remembered until
/// [`Changes::wait`] is called.
pub struct Changes {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    folders: BTreeSet<PathBuf>,
    seen: Receiver<()>,
}

impl Changes {
    /// Watches the folder of a portal, without its cache and the sites that builds write.
    ///
    /// # Errors
    /// When the system does not allow watching folders.
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
                // Events were lost: anything may have changed.
                Err(_) => true,
            };
            if matters {
                // Sending fails only when the server is ending.
                let _ = sender.send(());
            }
        };
        // Linked folders are watched only if the settings allow them: see `watch`.
        let settings = Config::default().with_follow_symlinks(false);
        let files = RecommendedCache::new();
        let debouncer = new_debouncer_opt(PAUSE, None, on_events, files, settings)
            .context("failed to watch the folder")?;
        let mut changes = Changes { debouncer, folders: BTreeSet::new(), seen };
        changes.watch(root.to_owned());
        Ok(changes)
    }

    /// Also watches a file, or a folder with everything in it. Prints a warning when the system
    /// does not allow watching all of it.
    pub fn watch(&mut self, folder: PathBuf) {
        if self.folders.iter().any(|watched| folder.starts_with(watched)) {
            return;
        }
        if let Err(error) = self.debouncer.watch(&folder, RecursiveMode::Recursive) {
            super::print_warning(&format!(
                "some changes in {} may not be noticed until you restart `sentier serve`: {error}",
                folder.display()
            ));
        }
        self.folders.insert(folder);
    }

    /// Waits until something has changed since the last call. Several changes count as one. Returns
    /// `false` when watching has ended.
    pub fn wait(&self) -> bool {
        let is_changed = self.seen.recv().is_ok();
        while self.seen.try_recv().is_ok() {}
        is_changed
    }
}

/// True for a file that a site may be made from. `own` are the folders of the cache.
fn is_input(path: &Path, own: &[PathBuf]) -> bool {
    let is_output = path.ancestors().any(|folder| folder.join(FILE_LIST).exists());
    let is_beside_output = path.iter().any(is_beside_output);
    !is_output && !is_beside_output && !own.iter().any(|folder| path.starts_with(folder))
}
