//! `sentier init`

use anyhow::{Context, Result, bail};
use clap::Args;
use std::io::Cursor;
use std::path::PathBuf;
use std::process::ExitCode;
use zip::ZipArchive;

/// Create a portal that can be built at once, with commented settings and a few example trails.
#[derive(Args)]
#[command(after_help = "Example:\n  sentier init portal\n  sentier serve portal")]
pub struct Init {
    /// Folder to create; it must be empty or not exist.
    dir: PathBuf,
}

/// Files of the example that are copied to a new portal, as a ZIP archive that `build.rs` makes.
const EXAMPLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/example.zip"));

impl Init {
    pub fn run(self) -> Result<ExitCode> {
        let dir = &self.dir;
        if std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
            bail!("the folder {} is not empty: choose a new one", dir.display());
        }
        ZipArchive::new(Cursor::new(EXAMPLE))
            .and_then(|mut example| example.extract(dir))
            .with_context(|| format!("failed to write {}", dir.display()))?;
        let dir = dir.display();
        println!(
            "The portal {dir} is ready.\n\n  sentier serve {dir}    look at it while you change it\n  sentier build {dir}    make the site to publish\n\nIts settings are in {dir}/site.toml. Replace the trails in {dir}/treks with yours."
        );
        Ok(ExitCode::SUCCESS)
    }
}
