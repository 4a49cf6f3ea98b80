//! Stage 4: makes the content of every page, on all cores, and writes it to an [`Output`].

pub mod output;

use crate::input::Unreadable;
use crate::page::{Content, Page};
use crate::render::Renderer;
use crate::report::Report;
use anyhow::{Context, Result};
pub use output::{Disk, Memory, Output, Summary, Taken};
use rayon::prelude::*;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Result of writing a site.
#[derive(Debug, Default)]
pub struct Emitted {
    pub summary: Summary,
    /// Warnings about files that could not be read and are left out.
    pub report: Report,
}

/// Makes and writes every page and the assets of the theme. `progress` is called with the number of
/// pages that are done. A file that cannot be read is left out with a warning.
///
/// # Errors
/// When a page cannot be rendered or written. The output is then unchanged.
pub fn emit(
    pages: &[Page],
    renderer: &Renderer,
    output: &dyn Output,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Emitted> {
    for asset in renderer.assets() {
        output.put(&asset.path, &asset.bytes)?;
    }
    let done = AtomicUsize::new(0);
    let write = |page: &Page| {
        let put = match &page.content {
            Content::File(file) => copy(page, file, output),
            Content::Immutable { file, read } => {
                let length = fs::metadata(file).ok().map(|metadata| metadata.len());
                match output.keep(&page.path, length) {
                    true => Ok(None),
                    false => read().and_then(|bytes| output.put(&page.path, &bytes)).map(|()| None),
                }
            }
            _ => bytes(page, renderer)
                .and_then(|bytes| output.put(&page.path, &bytes))
                .map(|()| None),
        };
        progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        put.with_context(|| format!("failed to make {} (from {})", page.path, page.item))
    };
    let lost: Vec<Option<String>> = pages.par_iter().map(write).collect::<Result<_>>()?;
    let mut report = Report::default();
    for (page, problem) in pages.iter().zip(lost) {
        if let Some(problem) = problem {
            report.warn_transient(&page.item, problem);
        }
    }
    Ok(Emitted { summary: output.finish()?, report })
}

/// Copies a file. Returns a warning when the file cannot be read.
///
/// # Errors
/// When the copy cannot be written.
fn copy(page: &Page, file: &Path, output: &dyn Output) -> Result<Option<String>> {
    let problem = match output.copy(&page.path, file)? {
        Taken::Whole => return Ok(None),
        Taken::Unreadable(error) => Unreadable::System(error),
    };
    Ok(Some(format!("{} is not published: {} {problem}", page.path, file.display())))
}

/// Content of one page.
pub fn bytes(page: &Page, renderer: &Renderer) -> Result<Vec<u8>> {
    match &page.content {
        Content::View(context) => {
            let template = format!("{}.html", page.kind);
            renderer.render(&template, &context()).map(String::into_bytes)
        }
        Content::Bytes(make) => Ok(make()),
        Content::Immutable { read, .. } => read(),
        Content::File(file) => {
            fs::read(file).with_context(|| format!("failed to read {}", file.display()))
        }
    }
}
