//! Figures beside those of others: real tracks with reference values, where the checkout lies
//! beside them.

use crate::support::root;
use sentier::Report;
use sentier::derive::{self, Atlas, climb, measure};
use sentier::input::Places;
use sentier::model::{AscentMethod, Lang, Line, Position};
use sentier::source::{self, Context, files};
use sentier::terrain::Terrain;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder of data; `None`, said loudly, where it is not.
fn data() -> Option<PathBuf> {
    let folder = root().join("../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    say(&format!("SKIPPED: no figure is compared, {} is not there", folder.display()));
    None
}

/// Past the capture of the test harness: what was compared is worth seeing.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// All tracks of a folder with what is computed from them.
fn atlas(folder: &Path) -> Atlas {
    let languages = ["en".parse::<Lang>().unwrap()];
    let cache = tempfile::tempdir().unwrap();
    let places = Places::new(folder.to_owned(), []);
    let context = Context { places: &places, cache: cache.path(), languages: &languages };
    let settings = [source::Settings::Files(files::Settings::default())];
    let mut report = Report::default();
    let catalog =
        source::load(&settings, context, &mut source::Memory::default(), &mut report).unwrap();
    derive::derive(catalog, derive::Settings::default(), None, &mut report)
}

/// The fields of a line of CSV.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

/// The columns of a table as numbers, by the first.
fn table(file: &Path, columns: &[&str]) -> BTreeMap<String, Vec<Option<f64>>> {
    let text = fs::read_to_string(file).unwrap();
    let mut lines = text.lines();
    let head = fields(lines.next().unwrap());
    let at = |name: &&str| head.iter().position(|column| column == name).unwrap();
    let places: Vec<usize> = columns.iter().map(at).collect();
    let row = |line: &str| {
        let fields = fields(line);
        let number = |place: &usize| fields.get(*place).and_then(|field| field.parse().ok());
        (fields[0].clone(), places.iter().map(number).collect())
    };
    lines.map(row).collect()
}

#[test]
fn lengths_of_real_tracks_are_those_of_an_independent_geodesic() {
    let Some(data) = data() else { return };
    let atlas = atlas(&data.join("gpx"));
    let reference = table(&data.join("reference/gpx_reference.csv"), &["len2d_m", "len3d_m"]);
    let (mut compared, mut worst) = (0, [(0.0, String::new()), (0.0, String::new())]);
    for (trek, figures) in atlas.catalog.treks.iter().zip(&atlas.figures) {
        let Some(row) = reference.get(&format!("gpx/{}", trek.origin)) else { continue };
        compared += 1;
        let computed = [Some(figures.length_2d), figures.length_3d];
        for ((expected, computed), worst) in row.iter().zip(computed).zip(&mut worst) {
            // A track of one point has no length there; here the file's route is taken.
            let expected = expected.filter(|length| *length > 0.0);
            let (Some(expected), Some(computed)) = (expected, computed) else { continue };
            // Coordinates are kept to 11 mm: a walk of a few metres knows no thousandth.
            let off = (computed - expected).abs() / expected.max(50.0);
            if off > worst.0 {
                *worst = (off, trek.origin.clone());
            }
        }
    }
    say(&format!("lengths of {compared} GPX files beside the WGS84 geodesic: largest difference"));
    for (name, (off, file)) in ["2D", "3D"].into_iter().zip(&worst) {
        say(&format!("  {name}  {:.4} %  {file}", off * 100.0));
    }
    assert!(compared > 120, "{compared}");
    assert!(worst[0].0 < 0.001 && worst[1].0 < 0.001, "{worst:?}");
}

#[test]
fn lengths_of_hikes_are_those_of_the_app_that_recorded_them() {
    let Some(data) = data() else { return };
    let atlas = atlas(&data.join("gpx/swiss_hikes"));
    let text = fs::read_to_string(data.join("reference/published_figures.csv")).unwrap();
    let mut compared = 0;
    say("lengths of hikes beside the swisstopo app’s own");
    for line in text.lines().filter(|line| line.starts_with("swisstopo_app,")) {
        let fields = fields(line);
        let file = fields[1].trim_start_matches("gpx/swiss_hikes/");
        let expected: f64 = fields[5].parse().unwrap();
        let index = atlas.catalog.treks.iter().position(|trek| trek.origin == file).unwrap();
        let computed = atlas.figures[index].length_2d;
        say(&format!("  {computed:9.1} m  {expected:9.1} m  {file}"));
        assert!((computed - expected).abs() / expected < 0.0005, "{file}: {computed} {expected}");
        compared += 1;
    }
    assert_eq!(compared, 6);
}

#[test]
fn the_geotrek_method_gives_the_ascents_that_a_geotrek_published() {
    let Some(data) = data() else { return };
    let treks = data.join("geotrek/rando_v2_dataset/api/fr/treks");
    say("ascents beside those of a Geotrek-admin");
    for (id, published) in [(2, 763.0), (2849, 1061.0), (2851, 1003.0)] {
        let profile = fs::read(treks.join(format!("{id}/profile.json"))).unwrap();
        let profile: Value = serde_json::from_slice(&profile).unwrap();
        let position = |point: &Value| {
            let number = |value: &Value| value.as_f64().unwrap();
            let (lon, lat) = (number(&point[2][0]), number(&point[2][1]));
            Position::new(lon, lat, Some(number(&point[1]))).unwrap()
        };
        let positions = profile["profile"].as_array().unwrap().iter().map(position);
        let line = Line::new(vec![positions.collect()]);
        let distances = measure::distances(&line);
        let of = |method| climb::relief(&line, &distances, method).unwrap().climb.ascent;
        let [geotrek, smooth] = [of(AscentMethod::Geotrek), of(AscentMethod::Smooth)];
        say(&format!("  trek {id:4}: {geotrek:6.0} m of {published} m; smooth {smooth:6.0} m"));
        assert!((geotrek - published).abs() / published < 0.01, "{id}: {geotrek} {published}");
    }
}

#[test]
fn a_raw_sum_counts_the_noise_that_the_smooth_method_leaves_out() {
    let Some(data) = data() else { return };
    let atlas = atlas(&data.join("gpx"));
    let mut ratios = [Vec::new(), Vec::new()];
    for trek in &atlas.catalog.treks {
        let distances = measure::distances(&trek.geometry);
        let of = |method| Some(climb::relief(&trek.geometry, &distances, method)?.climb.ascent);
        let Some(smooth) = of(AscentMethod::Smooth).filter(|ascent| *ascent > 200.0) else {
            continue;
        };
        for (method, ratios) in
            [AscentMethod::Raw, AscentMethod::Geotrek].into_iter().zip(&mut ratios)
        {
            ratios.extend(of(method).map(|ascent| ascent / smooth));
        }
    }
    say(&format!("ascent by method ÷ smooth, on {} tracks that climb over 200 m", ratios[0].len()));
    for (name, ratios) in ["raw", "geotrek"].into_iter().zip(&mut ratios) {
        ratios.sort_by(f64::total_cmp);
        let (median, last) = (ratios[ratios.len() / 2], ratios[ratios.len() - 1]);
        say(&format!("  {name:8} median {median:.2}, from {:.2} to {last:.2}", ratios[0]));
        assert!(ratios[0] > 0.95 && median > 1.0 && median < 2.0, "{name}: {ratios:?}");
    }
}

/// The heights of a height model under a line as Geotrek takes them: a point every 25 m at most,
/// the nearest cell of each.
fn geotrek_heights(line: &Line, terrain: &Terrain) -> Vec<f64> {
    let mut heights = Vec::new();
    for pair in line.segments()[0].windows(2) {
        let parts = climb::geotrek_parts(measure::distance(pair[0], pair[1]));
        heights.extend((0..parts).map(|part| {
            let share = part as f64 / parts as f64;
            let between = |a: f64, b: f64| a + (b - a) * share;
            let (lon, lat) =
                (between(pair[0].lon(), pair[1].lon()), between(pair[0].lat(), pair[1].lat()));
            terrain.nearest(Position::new(lon, lat, None).unwrap()).unwrap()
        }));
    }
    heights.extend(line.end().and_then(|end| terrain.nearest(end)));
    heights
}

#[test]
fn draped_as_by_geotrek_ascents_are_those_of_the_reference() {
    let Some(data) = data() else { return };
    let text = fs::read_to_string(data.join("reference/drape_reference.csv")).unwrap();
    let mut compared = 0;
    say("ascents of tracks draped on a height model, nearest cell, 25 m, mean of five");
    for row in text.lines().map(fields).filter(|row| row[0].starts_with("geotrek/")) {
        let (file, dem) = (data.join(&row[0]), data.join(&row[1]));
        let terrain = Terrain::open(dem.parent().unwrap(), &data);
        let atlas = atlas(file.parent().unwrap());
        let line = &atlas.catalog.treks[0].geometry;
        let (ascent, descent) = climb::sum(&climb::geotrek_mean(&geotrek_heights(line, &terrain)));
        // Columns `asc_25m_nearest_geotrek_ma5` and `desc_…`.
        for (computed, expected) in [(ascent, &row[11]), (descent, &row[12])] {
            let expected: f64 = expected.parse().unwrap();
            say(&format!("  {computed:6.0} m  {expected:6.0} m  {}", row[0]));
            let off = (computed - expected).abs();
            assert!(off / expected < 0.02 || off <= 2.0, "{}: {computed} {expected}", row[0]);
        }
        compared += 1;
    }
    assert_eq!(compared, 3);
}
