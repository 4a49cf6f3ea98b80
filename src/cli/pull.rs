//! `sentier pull`, and the pull before a build.

use super::cache::CacheArgs;
use super::progress::Progress;
use super::wait::Wait;
use crate::source::geotrek::Order;
use crate::storage::Patience;
use crate::{Config, Report};
use anyhow::Result;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// Fetch what has changed from the Geotrek-admin of a portal, without building the site.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  sentier pull portal\n  sentier pull portal --full\n  sentier pull portal && sentier build portal --offline"
)]
pub struct Pull {
    /// Folder of the portal.
    #[arg(default_value = ".")]
    dir: PathBuf,
    #[command(flatten)]
    how: PullArgs,
    #[command(flatten)]
    place: CacheArgs,
    #[command(flatten)]
    wait: Wait,
}

/// Options of a pull.
#[derive(Args, Clone, Copy)]
pub struct PullArgs {
    /// Compare all objects with the server, not only those with a newer date.
    #[arg(long)]
    full: bool,
    /// Continue even if the server has far fewer objects than before.
    #[arg(long)]
    accept_loss: bool,
}

impl Pull {
    pub fn run(self) -> Result<ExitCode> {
        let config = Config::load(&self.dir)?;
        if config.sources.iter().all(|source| source.server().is_none()) {
            println!("This portal has no source on a server: there is nothing to pull.");
            return Ok(ExitCode::SUCCESS);
        }
        let mut report = Report::default();
        let progress = Progress::new(false, false);
        crate::pull(
            &config,
            &self.place.of(&config.root),
            self.how.order(),
            true,
            self.wait.patience(false),
            &|s| progress.step(s),
            &mut report,
        )?;
        progress.timings();
        super::print_warnings(&report, usize::MAX);
        println!("Pulled: `sentier build --offline` builds the site without a network connection.");
        Ok(ExitCode::SUCCESS)
    }
}

impl PullArgs {
    /// Returns the options with the current time.
    pub fn order(self) -> Order {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
        Order { full: self.full, accept_loss: self.accept_loss, now }
    }

    /// Pulls before a build, and returns the warnings about single objects.
    pub fn pull(
        self,
        config: &Config,
        cache: &Path,
        strict: bool,
        patience: Patience,
        progress: &Progress,
    ) -> Result<Report> {
        let mut report = Report::default();
        let watch = |step| progress.step(step);
        crate::pull(config, cache, self.order(), strict, patience, &watch, &mut report)?;
        Ok(report)
    }
}
