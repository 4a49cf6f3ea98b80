//! Folder of the cache, and `sentier cache`.

use crate::Config;
use crate::picture::cache::upkeep;
use crate::picture::{FOLDER, Size};
use anyhow::Result;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

/// Option for the folder of the cache.
#[derive(Args, Clone)]
pub struct CacheArgs {
    /// Folder of the cache, which several portals may share [default: DIR/.sentier].
    #[arg(long = "cache", value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl CacheArgs {
    /// Folder of the cache: the one of the option, or `.sentier` in the portal, or one among the
    /// temporary files of the system when the portal cannot be written.
    pub fn of(&self, root: &Path) -> PathBuf {
        if let Some(folder) = &self.folder {
            // Relative to the current folder. It is created when something is written to it.
            return std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
        }
        let own = root.join(".sentier");
        let ready = std::fs::create_dir_all(&own)
            .and_then(|()| std::fs::write(own.join(".gitignore"), "*\n"));
        match ready {
            Ok(()) => own,
            Err(_) => {
                let name = blake3::hash(root.to_string_lossy().as_bytes()).to_hex();
                std::env::temp_dir().join(format!("sentier-{}", &name[..16]))
            }
        }
    }
}

/// Manage the cache of encoded photographs.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  sentier cache size portal\n  sentier cache prune portal --to \"2 GB\"\n  sentier cache verify portal"
)]
pub struct Cache {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the size of the cache.
    Size(Which),
    /// Remove the least recently used photographs, until the cache is not larger than a limit.
    Prune {
        #[command(flatten)]
        which: Which,
        /// Maximum size, like "500 MB" or "2 GB" [default: `cache_limit` of the settings].
        /// Photographs used within the last day are never removed.
        #[arg(long, value_name = "SIZE")]
        to: Option<Size>,
    },
    /// Read the whole cache, and remove damaged files: the next build makes them again.
    Verify(Which),
}

/// Portal whose cache is managed.
#[derive(Args)]
struct Which {
    /// Folder of the portal.
    #[arg(default_value = ".")]
    dir: PathBuf,
    #[command(flatten)]
    place: CacheArgs,
}

impl Which {
    /// Folder of the encoded photographs.
    fn pictures(&self) -> PathBuf {
        let root = self.dir.canonicalize().unwrap_or_else(|_| self.dir.clone());
        // Unlike `CacheArgs::of`, does not create a folder.
        let folder = self.place.folder.clone().unwrap_or_else(|| root.join(".sentier"));
        folder.join(FOLDER)
    }
}

impl Cache {
    pub fn run(self) -> Result<ExitCode> {
        match self.command {
            Command::Size(which) => {
                let folder = which.pictures();
                let size = upkeep::size(&folder);
                println!(
                    "{} photographs, {} variants, {} in {}",
                    size.photographs,
                    size.variants,
                    megabytes(size.bytes),
                    folder.display()
                );
            }
            Command::Prune { which, to } => {
                let limit = match to {
                    Some(size) => size.0,
                    None => Config::load(&which.dir)?.pictures.cache_limit,
                };
                let removed = upkeep::prune(&which.pictures(), limit, SystemTime::now())?;
                println!(
                    "{} photographs removed, {} freed",
                    removed.photographs,
                    megabytes(removed.bytes)
                );
            }
            Command::Verify(which) => {
                let verified = upkeep::verify(&which.pictures())?;
                for path in &verified.removed {
                    println!("damaged, removed: {}", path.display());
                }
                println!(
                    "{} variants are intact, {} were damaged",
                    verified.good,
                    verified.removed.len()
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
