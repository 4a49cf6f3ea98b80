//! `sentier build`

use super::cache::CacheArgs;
use super::progress::Progress;
use super::pull::PullArgs;
use super::wait::Wait;
use super::{STALE, WARNINGS, unchanged};
use crate::emit::{Disk, KeyFile, Summary};
use crate::page::BaseUrl;
use crate::report::{Changes, Tally};
use crate::{Config, Report};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Build the site into a folder that any web server can publish.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  sentier build portal\n  sentier build my-tracks --out site --base-url https://example.org/rando/\n  sentier build portal --strict --report report.json"
)]
pub struct Build {
    /// Folder of the portal with its `site.toml`, or any folder with GPX, GeoJSON or KML files.
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Folder of the site [default: DIR/public].
    #[arg(long, short)]
    out: Option<PathBuf>,
    /// Address at which the site will be published, with its path; replaces that of `site.toml`.
    #[arg(long)]
    base_url: Option<BaseUrl>,
    /// Do not connect to any server: use the data of the last pull.
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    how: PullArgs,
    #[command(flatten)]
    place: CacheArgs,
    #[command(flatten)]
    wait: Wait,
    /// Exit with code 3 when there are warnings; fail when a server cannot be reached.
    #[arg(long)]
    strict: bool,
    /// Make every file again, also those that have not changed.
    #[arg(long)]
    full_render: bool,
    /// Say why this file of the site is made or kept: `trek/blue-lake/`, `map.json`…
    #[arg(long, value_name = "PATH")]
    explain: Option<String>,
    /// Number of threads [default: one per core].
    #[arg(long, short)]
    jobs: Option<usize>,
    /// Print only errors.
    #[arg(long, short)]
    quiet: bool,
    /// Print more: every warning on a line of its own, and the time of each stage.
    #[arg(long, short)]
    verbose: bool,
    /// Write counts, timings and all warnings to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// Maximum number of groups of warnings printed without `--verbose`.
const SHOWN: usize = 20;

impl Build {
    pub fn run(self) -> Result<ExitCode> {
        threads(self.jobs)?;
        let start = Instant::now();
        let config = self.config()?;
        let out = self.out.clone().unwrap_or_else(|| config.root.join("public"));
        check_output_is_no_source(&out, &config)?;
        let cache = self.place.of(&config.root);
        let patience = self.wait.patience(self.quiet);
        // Locks the output folder until the build ends.
        let output = Disk::open(&out, patience)?;
        let pulled = if self.offline {
            Report::default()
        } else {
            let progress = Progress::new(self.quiet, self.verbose);
            let pulled = self.how.pull(&config, &cache, self.strict, patience, &progress)?;
            progress.timings();
            pulled
        };
        let stamp = unchanged::stamp(&config, &out, &cache, self.report.as_deref());
        let asked = self.full_render || self.explain.is_some();
        let known = if asked { None } else { unchanged::report(&stamp) };
        let (mut report, summary) = match known {
            Some(known) => known,
            None => {
                // The stamp covers the settings as they are now, so they are read again.
                let config = self.config()?;
                let built = self.build(&config, &output, &out, &cache)?;
                unchanged::remember(&stamp, &config.places, &built);
                built
            }
        };
        drop(output);
        report.extend(pulled);
        report.warnings.sort();
        report.warnings.dedup();
        if let Some(file) = &self.report {
            write_report(file, &report)?;
        }
        if !self.quiet {
            self.print_result(&config, &out, &report, summary, start.elapsed().as_secs_f64());
        }
        let failed = self.strict && !report.warnings.is_empty();
        let stale = if report.stale.is_empty() { 0 } else { STALE };
        Ok(ExitCode::from(if failed { WARNINGS } else { stale }))
    }

    /// Settings of the portal, with those of the command line.
    fn config(&self) -> Result<Config> {
        let mut config = Config::load(&self.dir)?;
        if let Some(base_url) = &self.base_url {
            config.page.base_url = base_url.clone();
        }
        Ok(config)
    }

    /// Builds the site, and returns its report.
    fn build(
        &self,
        config: &Config,
        output: &Disk,
        out: &Path,
        cache: &Path,
    ) -> Result<(Report, Summary)> {
        let mut report = Report::default();
        let progress = Progress::new(self.quiet, self.verbose);
        for file in output.foreign_server_files() {
            let problem = format!(
                "is already in the site, and is not replaced: put it into static/, and a build merges it with its own {file}"
            );
            report.warn(out.join(file).display(), problem);
        }
        let keys = KeyFile {
            ignored: self.full_render,
            explained: self.explain.clone(),
            ..unchanged::key_file(out, cache)
        };
        let step = |step| progress.step(step);
        let summary = crate::build(config, cache, output, Some(&keys), &step, &mut report)?;
        report.timings = progress.timings();
        report.warnings.sort();
        report.count("files_written", summary.written);
        report.count("files_unchanged", summary.unchanged);
        report.count("files_removed", summary.removed);
        Ok((report, summary))
    }

    /// Prints warnings, timings and counts.
    fn print_result(
        &self,
        config: &Config,
        out: &Path,
        report: &Report,
        summary: Summary,
        seconds: f64,
    ) {
        if self.verbose {
            super::print_warnings(report, 0);
            report.warnings.iter().for_each(|warning| super::print_warning(warning));
            for (stage, seconds) in &report.timings {
                eprintln!("{stage:>10} {seconds:7.3} s");
            }
        } else {
            let more = super::print_warnings(report, SHOWN);
            if more > 0 {
                eprintln!("{more} more warnings: `sentier check {}` shows all", self.dir.display());
            }
        }
        if let Some(explanation) = &report.explanation {
            println!("{explanation}\n");
        }
        if let Some(changes) = &report.changes {
            println!("{}", what_changed(changes, &report.files));
        }
        let count = |what: &str| report.counts.get(what).copied().unwrap_or_default();
        println!(
            "{} treks, {} POIs, {} photographs: {} files written, {} unchanged, {} removed in {seconds:.1} s",
            count("treks"),
            count("pois"),
            count("pictures"),
            summary.written,
            summary.unchanged,
            summary.removed,
        );
        println!("The site is in {}", out.display());
        if !config.written {
            println!(
                "\nNext:\n  sentier serve {dir}      look at it\n  sentier init portal      start a portal with texts, photos and your colours\n  put a site.toml with `title`, `base_url` and `languages` into {dir} before you publish",
                dir = self.dir.display()
            );
        }
    }
}

/// Sentence about the objects that changed since the last build, and the files that were made.
fn what_changed(changes: &BTreeMap<String, Changes>, files: &BTreeMap<String, Tally>) -> String {
    let mut parts = Vec::new();
    for (kind, Changes { added, changed, removed }) in changes {
        for (count, what) in [(added, "added"), (changed, "changed"), (removed, "removed")] {
            if *count > 0 {
                parts.push(format!("{} {what}", noun(kind, *count)));
            }
        }
    }
    let made: usize = files.values().map(|tally| tally.made).sum();
    let all: usize = files.values().map(|tally| tally.made + tally.kept).sum();
    let what = if parts.is_empty() { "No object changed".to_owned() } else { parts.join(", ") };
    format!("{what}: {} of {} files made", grouped(made), grouped(all))
}

/// A number of objects of a kind, in words: `1 trek`, `3 touristic contents`.
fn noun(kind: &str, count: usize) -> String {
    let many = kind.replace('_', " ").replace("pois", "POIs").replace("hd views", "HD views");
    let many = many.replace("flatpages", "editorial pages");
    let one = many.strip_suffix('s').unwrap_or(&many);
    format!("{} {}", grouped(count), if count == 1 { one } else { &many })
}

/// A number with commas between thousands: `72,509`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

/// Refuses an output folder that the next build would read as a source.
///
/// # Errors
/// When the folder is a source of the site.
fn check_output_is_no_source(out: &Path, config: &Config) -> Result<()> {
    let out = out.canonicalize().or_else(|_| std::path::absolute(out));
    let out = out.context("failed to open the output folder")?;
    let named = config.sources.iter().flat_map(crate::source::Settings::folders);
    let roots = named.filter_map(|folder| config.root.join(folder).canonicalize().ok());
    for root in roots.chain([config.root.clone()]) {
        let Ok(inside) = out.strip_prefix(&root) else { continue };
        let first = inside.iter().next().map(|name| name.to_string_lossy());
        if first.is_none_or(|name| crate::source::files::FOLDERS.contains(&&*name)) {
            bail!("{} is a source of the site: choose another folder with `--out`", out.display());
        }
    }
    Ok(())
}

/// Sets the number of threads of the process.
pub fn threads(jobs: Option<usize>) -> Result<()> {
    let Some(jobs) = jobs else { return Ok(()) };
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build_global()
        .context("failed to start the threads")
}

/// Writes the report as JSON.
fn write_report(file: &Path, report: &Report) -> Result<()> {
    let json = serde_json::to_string_pretty(report).context("failed to write the report")?;
    std::fs::write(file, json + "\n").with_context(|| format!("failed to write {}", file.display()))
}
