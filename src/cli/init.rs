//! `sentier init`

use anyhow::{Context, Result, bail};
use clap::Args;
use rust_embed::RustEmbed;
use std::path::PathBuf;
use std::process::ExitCode;

/// Create a portal that can be built at once, with commented settings and a few example trails.
#[derive(Args)]
#[command(after_help = "Example:\n  sentier init portal\n  sentier serve portal")]
pub struct Init {
    /// Folder to create; it must be empty or not exist.
    dir: PathBuf,
}

/// Files of the example that are copied to a new portal.
#[derive(RustEmbed)]
#[folder = "content-example"]
#[include = "site.toml"]
#[include = "terms.toml"]
#[include = "PHOTOS.md"]
#[include = "LICENSES/*"]
#[include = "photos/*"]
#[include = "pages/*"]
#[include = "structures/**"]
#[include = "desks/*"]
#[include = "treks/**"]
#[include = "pois/**"]
#[include = "contents/**"]
#[include = "events/**"]
#[include = "static/**"]
struct Example;

impl Init {
    pub fn run(self) -> Result<ExitCode> {
        let dir = &self.dir;
        if std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
            bail!("the folder {} is not empty: choose a new one", dir.display());
        }
        for path in Example::iter() {
            let Some(file) = Example::get(&path) else { continue };
            let to = dir.join(&*path);
            let folder = to.parent().unwrap_or(dir);
            std::fs::create_dir_all(folder)
                .and_then(|()| std::fs::write(&to, &file.data))
                .with_context(|| format!("failed to write {}", to.display()))?;
        }
        let dir = dir.display();
        println!(
            "The portal {dir} is ready.\n\n  sentier serve {dir}    look at it while you change it\n  sentier build {dir}    make the site to publish\n\nIts settings are in {dir}/site.toml. Replace the trails in {dir}/treks with yours."
        );
        Ok(ExitCode::SUCCESS)
    }
}
