//! Tests of treks that get their elevations from the terrain.

use super::*;

fn trek(name: &str, positions: &[(f64, f64, Option<f64>)]) -> Arc<Trek> {
    let mut trek = Trek::new(Id::new("files", name), format!("{name}.gpx"));
    let positions = positions.iter().map(|(lon, lat, e)| Position::new(*lon, *lat, *e).unwrap());
    trek.geometry = Line::new(vec![positions.collect()]);
    Arc::new(trek)
}

fn elevations(trek: &Trek) -> Vec<Option<f64>> {
    trek.geometry.positions().map(Position::elevation).collect()
}

#[test]
fn a_trek_gets_all_its_elevations_from_the_terrain_or_none() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("terrain")).unwrap();
    fs::write(root.path().join("terrain/N42E001.hgt"), hgt_of_plane(0)).unwrap();
    let complete = trek("complete", &[(1.5, 42.5, Some(7.0)), (1.6, 42.5, Some(8.0))]);
    let partly = trek("partly", &[(1.5, 42.5, Some(7.0)), (1.6, 42.5, None)]);
    let outside = trek("outside", &[(1.5, 42.5, Some(7.0)), (2.6, 41.5, None)]);
    let load = |drape_what: Drape, memory: &mut Memory| {
        let mut treks = vec![complete.clone(), partly.clone(), outside.clone()];
        let mut report = Report::default();
        let settings = Settings { folder: None, drape: drape_what };
        drape(&settings, &portal(root.path()), &mut treks, memory, &mut report).unwrap();
        (treks, report)
    };
    let mut memory = Memory::default();
    let (treks, report) = load(Drape::Missing, &mut memory);
    assert!(Arc::ptr_eq(&treks[0], &complete) && Arc::ptr_eq(&treks[2], &outside));
    assert_eq!(elevations(&treks[1]), [Some(3100.0), Some(3340.0)]);
    assert_eq!(report.counts["draped"], 1);
    let [warning] = &report.warnings[..] else { panic!("{:?}", report.warnings) };
    assert_eq!(warning.item, "outside.gpx");
    assert!(warning.problem.starts_with("1 of its 2 positions"), "{warning}");
    assert!(warning.problem.contains("SRTM N41E002"), "{warning}");

    let (again, report) = load(Drape::Missing, &mut memory);
    assert!(again.iter().zip(&treks).all(|(a, b)| Arc::ptr_eq(a, b)), "the same treks");
    assert_eq!((report.counts["draped"], report.warnings.len()), (1, 1), "told again");

    let (all, report) = load(Drape::All, &mut memory);
    assert_eq!(elevations(&all[0]), [Some(3100.0), Some(3340.0)]);
    assert!(Arc::ptr_eq(&all[1], &treks[1]) && Arc::ptr_eq(&all[2], &outside));
    assert_eq!(report.counts["draped"], 2);

    fs::write(root.path().join("terrain/N41E002.hgt"), hgt_of_plane(0)).unwrap();
    let (more, report) = load(Drape::Missing, &mut memory);
    assert!(!Arc::ptr_eq(&more[1], &treks[1]), "another terrain, another trek");
    assert_eq!((report.counts["draped"], report.warnings.len()), (2, 0));
}

#[test]
fn positions_are_added_where_the_elevation_of_the_ground_is_known() {
    let root = tempfile::tempdir().unwrap();
    let ridge = |column: usize, _| match column {
        610..=612 => i16::MIN,
        column => 1000 - 10 * column.abs_diff(600) as i16,
    };
    fs::create_dir(root.path().join("terrain")).unwrap();
    fs::write(root.path().join("terrain/N00E001.hgt"), hgt(1201, ridge)).unwrap();
    let column = |column: f64| (1.0 + column / 1200.0, 0.5, None);
    let walk = [column(597.0), column(603.0), column(607.0), column(615.0)];
    let mut treks = [trek("ridge", &walk)];
    let (settings, places) = (Settings::default(), portal(root.path()));
    let (mut memory, mut report) = (Memory::default(), Report::default());
    drape(&settings, &places, &mut treks, &mut memory, &mut report).unwrap();
    let heights: Vec<f64> = elevations(&treks[0]).into_iter().flatten().collect();
    // 1.67 km, of which 278 m have no elevation.
    assert!((55..=60).contains(&heights.len()), "{heights:?}");
    assert!(treks[0].geometry.has_elevation());
    assert_eq!((heights[0], heights[heights.len() - 1]), (970.0, 850.0));
    assert!(heights.iter().any(|height| *height > 998.0), "the ridge: {heights:?}");
}

#[test]
fn the_folder_is_optional_unless_the_settings_name_it() {
    let root = tempfile::tempdir().unwrap();
    let mut report = Report::default();
    let mut treks = [trek("lake", &[(1.5, 42.5, None), (1.6, 42.5, None)])];
    let (places, mut memory) = (portal(root.path()), Memory::default());
    let mut run = |settings: &_| drape(settings, &places, &mut treks, &mut memory, &mut report);
    run(&Settings::default()).unwrap();
    let named = Settings { folder: Some("heights".into()), drape: Drape::All };
    assert!(run(&named).unwrap_err().to_string().contains("heights that `terrain` names"));
    assert!(report.counts.is_empty() && report.warnings.is_empty());
}
