//! Where what is computed once is kept, and `sentier cache`.

use crate::Config;
use crate::picture::cache::upkeep;
use crate::picture::{FOLDER, Size};
use anyhow::Result;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

/// Which cache a command uses.
#[derive(Args, Clone)]
pub struct Place {
    /// Keep what is computed once in this folder, which portals may share [default: DIR/.sentier].
    #[arg(long = "cache", value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Place {
    /// The folder that was named, or one in the portal, or with the system's temporary files when
    /// the portal cannot be written.
    pub fn of(&self, root: &Path) -> PathBuf {
        if let Some(folder) = &self.folder {
            // Relative to where the command was typed; it is made when something is kept.
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

/// Look after the photographs that are kept encoded.
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
    /// Say how much is kept.
    Size(Which),
    /// Forget what was not used for longest, until no more than a limit is kept.
    Prune {
        #[command(flatten)]
        which: Which,
        /// How much to keep at most, like "500 MB" or "2 GB" [default: `cache_limit` of the
        /// settings]. What was used within a day stays.
        #[arg(long, value_name = "SIZE")]
        to: Option<Size>,
    },
    /// Read everything that is kept, and remove what is damaged: the next build makes it again.
    Verify(Which),
}

#[derive(Args)]
struct Which {
    /// Folder of the portal.
    #[arg(default_value = ".")]
    dir: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Which {
    fn pictures(&self) -> PathBuf {
        let root = self.dir.canonicalize().unwrap_or_else(|_| self.dir.clone());
        // Nothing is made here: a portal without a cache has an empty one.
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
                let gone = upkeep::prune(&which.pictures(), limit, SystemTime::now())?;
                println!(
                    "{} photographs forgotten, {} free",
                    gone.photographs,
                    megabytes(gone.bytes)
                );
            }
            Command::Verify(which) => {
                let verified = upkeep::verify(&which.pictures())?;
                for path in &verified.removed {
                    println!("damaged, removed: {}", path.display());
                }
                println!(
                    "{} variants are good, {} were damaged",
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
