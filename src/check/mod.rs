//! Checks of a site that is planned and not written: what its data lacks, and links that lead
//! nowhere.

mod link;
mod quality;

use crate::page::Site;
use crate::render::Renderer;
use crate::report::Report;
use anyhow::Result;
use std::sync::Arc;

/// Plans and renders every page, and reports what could be better. Nothing is written, and no
/// page is kept in memory.
///
/// # Errors
/// When a page cannot be rendered.
pub fn check(site: &Arc<Site>, renderer: &Renderer, report: &mut Report) -> Result<()> {
    quality::check(site, report);
    link::check(site, renderer, report)
}
