//! Draping: gives trails the elevations of an elevation model.

use crate::input::Places;
use crate::model::{Line, Position, Trek};
use crate::report::Report;
use crate::terrain::{File, Terrain, between, files};
use anyhow::{Result, bail};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Folder that is used when the settings name none.
const FOLDER: &str = "terrain";

/// Median difference in metres between a trail and the terrain from which on there is a warning.
const FAR: f64 = 20.0;
/// Largest median deviation in metres of differences that count as the same everywhere.
const EVEN: f64 = 10.0;

/// Settings of elevations in `[[sources]]`.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Folder of tiles, relative to `site.toml`. `None` for `terrain`, if it exists.
    pub folder: Option<PathBuf>,
    pub drape: Drape,
}

/// Choice of the treks that get their elevations from the terrain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Drape {
    /// Treks that have a position without elevation.
    #[default]
    Missing,
    /// All treks.
    All,
}

/// Results of earlier loads, so that unchanged treks are not draped again.
#[derive(Default)]
pub struct Memory {
    /// Terrains by folder.
    terrains: HashMap<PathBuf, Arc<Terrain>>,
    /// Treks by the address in memory of the original.
    treks: HashMap<usize, Known>,
}

/// A trek that was draped before.
struct Known {
    /// The original trek. It stays in memory, so that no other trek can get its address.
    origin: Arc<Trek>,
    terrain: Arc<Terrain>,
    draped: Draped,
}

/// Result of draping a trek.
#[derive(Clone)]
enum Draped {
    Trek(Arc<Trek>),
    /// The trek is unchanged, because some positions are outside of the terrain: their number, the
    /// number of all positions, and the first one outside.
    Outside(usize, usize, Position),
}

impl Settings {
    /// Path of the folder of tiles. `None` when the settings name none and the default does not exist.
    ///
    /// # Errors
    /// When the folder in the settings does not exist.
    fn path(&self, root: &Path) -> Result<Option<PathBuf>> {
        let folder = root.join(self.folder.as_deref().unwrap_or(Path::new(FOLDER)));
        match (folder.is_dir(), &self.folder) {
            (true, _) => Ok(Some(folder)),
            // The caller warns about a broken link.
            (false, None) if folder.is_symlink() => Ok(Some(folder)),
            (false, None) => Ok(None),
            (false, Some(_)) => {
                bail!("the folder {} that `terrain` names does not exist", folder.display())
            }
        }
    }
}

/// Gives treks the elevations of the terrain. A trek gets all its elevations from there or none.
/// Positions are added between those more than 25 m apart. Treks that were draped by an earlier load
/// are reused.
///
/// # Errors
/// When the folder in the settings does not exist.
pub fn drape(
    settings: &Settings,
    places: &Places,
    treks: &mut [Arc<Trek>],
    memory: &mut Memory,
    report: &mut Report,
) -> Result<()> {
    let Some(folder) = settings.path(places.root())? else { return Ok(()) };
    let shown = places.shown(&folder);
    if let Err(refused) = places.real(&folder) {
        report.warn(shown, refused);
        return Ok(());
    }
    let (files, problems) = files(&folder, places);
    let terrain = memory.terrain(&folder, files, places.root());
    if terrain.is_empty() {
        report.warn(&shown, "holds no height model: put `.hgt` or GeoTIFF tiles there");
    } else {
        let wanted = |trek: &&mut Arc<Trek>| {
            let mut positions = trek.geometry.positions();
            match settings.drape {
                Drape::All => positions.next().is_some(),
                Drape::Missing => positions.any(|position| position.elevation().is_none()),
            }
        };
        let (wanted, others): (Vec<_>, Vec<_>) = treks.iter_mut().partition(wanted);
        for (trek, metres) in others.iter().zip(offsets(&terrain, &others)) {
            if let Some(metres) = metres {
                report.warn(&trek.origin, offset_problem(metres));
            }
        }
        let count = memory.drape(&terrain, wanted, &shown, report);
        *report.counts.entry("draped".to_owned()).or_default() += count;
    }
    for (name, problem) in terrain.problems().into_iter().chain(problems) {
        report.warn(name, problem);
    }
    Ok(())
}

impl Memory {
    /// Terrain of the first folder that was used; `None` when none was.
    pub fn first(&self) -> Option<Arc<Terrain>> {
        let first = self.terrains.iter().min_by_key(|(folder, _)| *folder);
        first.map(|(_, terrain)| terrain.clone())
    }

    /// Terrain of a folder, opened again if its files changed.
    fn terrain(&mut self, folder: &Path, files: Vec<File>, root: &Path) -> Arc<Terrain> {
        let known = self.terrains.get(folder);
        if let Some(known) = known.filter(|known| known.files == files) {
            return known.clone();
        }
        let terrain = Arc::new(Terrain::of(files, root));
        if let Some(old) = self.terrains.insert(folder.to_owned(), terrain.clone()) {
            self.treks.retain(|_, known| !Arc::ptr_eq(&known.terrain, &old));
        }
        terrain
    }

    /// Replaces treks by draped ones, and returns their number.
    fn drape(
        &mut self,
        terrain: &Arc<Terrain>,
        treks: Vec<&mut Arc<Trek>>,
        shown: &str,
        report: &mut Report,
    ) -> usize {
        // A trek that is only in this memory was changed or removed since the last load.
        self.treks.retain(|_, known| Arc::strong_count(&known.origin) > 1);
        let known = |trek: &Arc<Trek>| {
            let known = self.treks.get(&address(trek))?;
            Arc::ptr_eq(&known.terrain, terrain).then(|| known.draped.clone())
        };
        let known: Vec<Option<Draped>> = treks.iter().map(|trek| known(trek)).collect();
        let new = treks.iter().zip(&known).filter(|(_, known)| known.is_none());
        let new: Vec<&Trek> = new.map(|(trek, _)| &***trek).collect();
        let mut new = drape_all(terrain, &new).into_iter();
        let mut count = 0;
        for (trek, known) in treks.into_iter().zip(known) {
            let Some(draped) = known.or_else(|| new.next()) else { break };
            let origin = trek.clone();
            match &draped {
                Draped::Trek(new) => {
                    count += 1;
                    *trek = new.clone();
                }
                Draped::Outside(missing, of, first) => {
                    let problem = outside_problem(*missing, *of, *first, shown);
                    report.warn(&trek.origin, problem);
                }
            }
            let terrain = terrain.clone();
            self.treks.insert(address(&origin), Known { origin, terrain, draped });
        }
        count
    }
}

fn address(trek: &Arc<Trek>) -> usize {
    Arc::as_ptr(trek).addr()
}

/// Drapes treks, all at once so that each block of the terrain is read once.
fn drape_all(terrain: &Terrain, treks: &[&Trek]) -> Vec<Draped> {
    let parts: Vec<Vec<usize>> = treks.iter().map(|trek| between::parts(&trek.geometry)).collect();
    let dense = treks.iter().zip(&parts);
    let dense = dense.flat_map(|(trek, parts)| between::dense(&trek.geometry, parts));
    let raised = terrain.raise(&dense.collect::<Vec<_>>());
    let mut rest = raised.as_slice();
    let mut draped = Vec::with_capacity(treks.len());
    for (trek, parts) in treks.iter().zip(&parts) {
        let (own, others) = rest.split_at(parts.iter().sum());
        rest = others;
        draped.push(with_positions(trek, parts, own));
    }
    draped
}

/// Trek with these positions, if all its own ones have an elevation. Added positions without elevation
/// are left out.
fn with_positions(trek: &Trek, parts: &[usize], positions: &[Position]) -> Draped {
    let mut rest = positions;
    let stretch = |parts: &usize| {
        let (stretch, others) = rest.split_at(*parts);
        rest = others;
        stretch
    };
    let stretches: Vec<&[Position]> = parts.iter().map(stretch).collect();
    let is_unknown = |position: &Position| position.elevation().is_none();
    let mut outside = stretches.iter().map(|stretch| stretch[0]).filter(is_unknown);
    if let Some(first) = outside.next() {
        return Draped::Outside(1 + outside.count(), parts.len(), first);
    }
    let mut stretches = stretches.into_iter();
    let segments = trek.geometry.segments().iter().map(|segment| {
        let of_segment = stretches.by_ref().take(segment.len()).flatten();
        of_segment.filter(|position| !is_unknown(position)).copied().collect()
    });
    let geometry = Line::new(segments.collect());
    Draped::Trek(Arc::new(Trek { geometry, ..trek.clone() }))
}

/// Median difference in metres between the elevations of each trek and the terrain. `None` where it is
/// small, or not the same everywhere, or too few positions can be compared.
fn offsets(terrain: &Terrain, treks: &[&mut Arc<Trek>]) -> Vec<Option<f64>> {
    const SAMPLES: usize = 50;
    let samples = |trek: &&mut Arc<Trek>| -> Vec<Position> {
        let count = trek.geometry.positions().count();
        trek.geometry.positions().step_by(count.div_ceil(SAMPLES).max(1)).collect()
    };
    let own: Vec<Vec<Position>> = treks.iter().map(samples).collect();
    let ground = terrain.raise(&own.concat());
    let mut rest = ground.as_slice();
    let offset = |own: Vec<Position>| {
        let (ground, others) = rest.split_at(own.len());
        rest = others;
        let differences = own
            .iter()
            .zip(ground)
            .filter_map(|(own, ground)| Some(own.elevation()? - ground.elevation()?));
        let mut differences: Vec<f64> = differences.collect();
        if differences.len() * 2 < own.len() || differences.len() < 10 {
            return None;
        }
        let middle = median(&mut differences);
        let spread =
            median(&mut differences.iter().map(|a| (a - middle).abs()).collect::<Vec<_>>());
        (middle.abs() > FAR && spread < EVEN).then_some(middle)
    };
    own.into_iter().map(offset).collect()
}

fn median(values: &mut [f64]) -> f64 {
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// Problem of a trek whose elevations all differ from the terrain by about this much.
fn offset_problem(metres: f64) -> String {
    let (side, metres) = if metres > 0.0 { ("above", metres) } else { ("below", -metres) };
    format!(
        "its heights are all about {metres:.0} m {side} the height model: perhaps they are above the ellipsoid, not the sea; `drape = \"all\"` takes those of the model"
    )
}

/// Problem of a trek with positions outside of the terrain. Names the missing tile as SRTM does.
fn outside_problem(missing: usize, of: usize, first: Position, shown: &str) -> String {
    let (lon, lat) = (first.lon(), first.lat());
    let (west, south) = (lon.floor(), lat.floor());
    let tile = format!(
        "{}{:02}{}{:03}",
        if south < 0.0 { 'S' } else { 'N' },
        south.abs(),
        if west < 0.0 { 'W' } else { 'E' },
        west.abs(),
    );
    format!(
        "{missing} of its {of} positions are where {shown} knows no height, the first at {lat:.4}, {lon:.4}: its elevations stay as they were; add the tile there (SRTM {tile})"
    )
}
