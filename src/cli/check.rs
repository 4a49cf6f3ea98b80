//! `sentier check`

use super::WARNINGS;
use super::cache::CacheArgs;
use super::progress::Progress;
use super::pull::PullArgs;
use super::wait::Wait;
use crate::report::Group;
use crate::{Config, Report, check};
use anyhow::{Context, Result};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

/// Do everything but write, and say what could be better, item by item.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  sentier check portal\n  sentier check portal --json > quality.json"
)]
pub struct Check {
    /// Folder of the portal.
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
    /// Do not ask any server: use what was pulled before.
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    how: PullArgs,
    #[command(flatten)]
    place: CacheArgs,
    #[command(flatten)]
    wait: Wait,
    /// Exit with code 3 when there is anything to say.
    #[arg(long)]
    strict: bool,
}

impl Check {
    pub fn run(self) -> Result<ExitCode> {
        let config = Config::load(&self.dir)?;
        let mut report = Report::default();
        let progress = Progress::new(self.json, false);
        let watch = |step| progress.step(step);
        let cache = self.place.of(&config.root);
        if !self.offline {
            let patience = self.wait.patience(self.json);
            report.extend(self.how.pull(&config, &cache, false, patience, &progress)?);
        }
        let renderer = crate::renderer(&config, &mut report)?;
        let memory = &mut crate::Memory::default();
        let site = crate::prepare(&config, &cache, memory, &watch, &mut report)?;
        check::check(&site, &renderer, &mut report)?;
        report.timings = progress.timings();
        report.warnings.sort();
        report.warnings.dedup();
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report).context("failed to print")?);
        } else {
            table(&report);
        }
        let failed = self.strict && !report.warnings.is_empty();
        Ok(ExitCode::from(if failed { WARNINGS } else { 0 }))
    }
}

fn table(report: &Report) {
    super::print_warnings(report, 0);
    let (shared, single): (Vec<Group>, Vec<Group>) =
        report.groups().into_iter().partition(|group| group.warnings.len() > 1);
    let mut by_item: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for warning in single.iter().flat_map(|group| &group.warnings) {
        let line = warning.line.map_or(String::new(), |line| format!("line {line}: "));
        by_item.entry(&warning.item).or_default().push(format!("{line}{}", warning.problem));
    }
    let width = by_item.keys().map(|item| item.chars().count()).max().unwrap_or(0).min(48);
    for (item, problems) in &by_item {
        for (i, problem) in problems.iter().enumerate() {
            println!("{:width$}  {problem}", if i == 0 { item } else { "" });
        }
    }
    for group in &shared {
        println!("\n{} items: {}", group.warnings.len(), group.problem);
        group.warnings.iter().for_each(|warning| println!("    {}", warning.place()));
    }
    let items: BTreeSet<&str> = report.warnings.iter().map(|w| w.item.as_str()).collect();
    match report.warnings.len() {
        0 => println!("All is well."),
        count => println!("\n{count} remarks on {} items.", items.len()),
    }
}
