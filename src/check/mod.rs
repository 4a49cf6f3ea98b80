//! Checks a site without writing it: incomplete or doubtful data, broken links.

mod link;
mod quality;

use crate::page::Site;
use crate::render::Renderer;
use crate::report::Report;
use anyhow::Result;
use std::sync::Arc;

/// Plans and renders every page, and reports problems of the data and of the links. Writes no file
/// and keeps no page in memory.
///
/// # Errors
/// When a page cannot be rendered.
pub fn check(site: &Arc<Site>, renderer: &Renderer, report: &mut Report) -> Result<()> {
    quality::check(site, report);
    link::check(site, renderer, report)
}
