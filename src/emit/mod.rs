//! Stage 4: makes the content of every page, on all cores, and writes it to an [`Output`].

mod explain;
mod keys;
pub mod output;

use crate::input::Unreadable;
use crate::page::site::reads::{self, Reads};
use crate::page::{Content, Page};
use crate::render::Renderer;
use crate::report::Report;
use anyhow::{Context, Result};
pub use explain::explain;
pub use keys::{KeyFile, Keys, Reason};
pub use output::{Disk, Memory, Output, Summary, Taken};
use rayon::prelude::*;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Result of writing a site.
#[derive(Debug, Default)]
pub struct Emitted {
    pub summary: Summary,
    /// Warnings about files that could not be read and are left out, number of files by kind, and
    /// what changed since the last build.
    pub report: Report,
}

/// What became of one file.
#[derive(Default)]
struct Done {
    kept: bool,
    seconds: f64,
    /// What the file read while it was made.
    reads: Option<Reads>,
    /// Reason why the file is left out.
    problem: Option<String>,
}

/// Makes and writes every page and the assets of the theme. Pages that are known from the last
/// build and have not changed are kept: see [`Keys`]. `progress` is called with the number of pages
/// that are done. A file that cannot be read is left out with a warning.
///
/// # Errors
/// When a page cannot be rendered or written. The output is then unchanged.
pub fn emit(
    pages: &[Page],
    renderer: &Renderer,
    output: &dyn Output,
    keys: Option<Keys>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Emitted> {
    for asset in renderer.assets() {
        output.put(&asset.path, &asset.bytes)?;
    }
    let count = AtomicUsize::new(0);
    let write = |page: &Page| {
        let done = timed(|| write(page, renderer, output, keys.as_ref()));
        progress(count.fetch_add(1, Ordering::Relaxed) + 1);
        done.with_context(|| format!("failed to make {} (from {})", page.path, page.item))
    };
    let done: Vec<Done> = pages.par_iter().map(write).collect::<Result<_>>()?;
    let mut emitted = Emitted { summary: output.finish()?, ..Emitted::default() };
    let mut made = HashMap::new();
    for (page, done) in pages.iter().zip(done) {
        let tally = emitted.report.files.entry(page.kind.to_owned()).or_default();
        *(if done.kept { &mut tally.kept } else { &mut tally.made }) += 1;
        tally.seconds += done.seconds;
        if let Some(problem) = done.problem {
            emitted.report.warn_transient(&page.item, problem);
        }
        made.extend(done.reads.map(|reads| (page.path.clone(), reads)));
    }
    if let Some(keys) = keys {
        emitted.report.changes = keys.changes();
        // Without keys, the next build makes everything.
        let _ = keys.write(pages, made, |path| output.stamp(path));
    }
    Ok(emitted)
}

/// Calls `write`, and adds the time that it took.
fn timed(write: impl FnOnce() -> Result<Done>) -> Result<Done> {
    #[expect(clippy::disallowed_methods, reason = "measures for the report only")]
    let start = Instant::now();
    let done = write()?;
    Ok(Done { seconds: start.elapsed().as_secs_f64(), ..done })
}

/// Makes and writes one page, unless it can be kept.
fn write(
    page: &Page,
    renderer: &Renderer,
    output: &dyn Output,
    keys: Option<&Keys>,
) -> Result<Done> {
    let kept = Done { kept: true, ..Done::default() };
    match &page.content {
        Content::File(file) => Ok(Done { problem: copy(page, file, output)?, ..Done::default() }),
        Content::Immutable { file, read } => {
            let length = fs::metadata(file).ok().map(|metadata| metadata.len());
            if output.keep(&page.path, length) {
                return Ok(kept);
            }
            output.put(&page.path, &read()?)?;
            Ok(Done::default())
        }
        Content::View(_) | Content::Bytes(_) => {
            if let Some(Reason::Kept(stamp)) = keys.map(|keys| keys.reason(page))
                && output.keep_unchanged(&page.path, stamp)
            {
                return Ok(kept);
            }
            let (bytes, reads) = reads::record(|| bytes(page, renderer));
            output.put(&page.path, &bytes?)?;
            Ok(Done { reads: Some(reads), ..Done::default() })
        }
    }
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
