//! Tests of tiles: formats, projections, interpolation, and files that are broken.

use super::*;

#[test]
fn elevations_between_cells_of_a_plane_are_exact() {
    let folder = Folder::new().with("N42E001.hgt", &hgt_of_plane(0));
    let terrain = folder.terrain();
    for (lon, lat) in [(1.5, 42.5), (1.123_456_7, 42.765_432_1), (1.0, 42.0), (2.0, 43.0)] {
        close(terrain.elevation(at(lon, lat)), plane(lon, lat));
    }
    // 0.4 cells east and 0.4 cells south of the sample of column 120 and row 240.
    let beside = at(1.1 + 0.4 / 1200.0, 42.8 - 0.4 / 1200.0);
    assert_eq!(terrain.nearest(beside), Some(2.0 * 120.0 + 3.0 * 240.0 + 100.0));
    assert_eq!(terrain.elevation(at(1.5, 41.5)), None);
    assert_eq!(terrain.nearest(at(-1.5, 42.5)), None);
    assert_eq!(terrain.problems(), []);
}

#[test]
fn a_tile_of_one_arc_second_in_an_archive_is_read() {
    let bytes = zipped("N42E001.hgt", &hgt(3601, |column, row| ((column + row) / 2) as i16));
    let folder = Folder::new().with("N42E001.SRTMGL1.hgt.zip", &bytes);
    assert_eq!(folder.terrain().nearest(at(1.0 + 10.0 / 3600.0, 43.0 - 30.0 / 3600.0)), Some(20.0));
}

#[test]
fn unknown_cells_are_left_out_of_interpolation() {
    let void = [(600, 600), (601, 600)];
    let bytes = hgt(1201, |column, row| match void.contains(&(column, row)) {
        true => i16::MIN,
        false => row as i16,
    });
    let folder = Folder::new().with("N42E001.hgt", &bytes);
    let terrain = folder.terrain();
    let cell = |column: f64, row: f64| at(1.0 + column / 1200.0, 43.0 - row / 1200.0);
    assert_eq!(terrain.elevation(cell(600.3, 600.3)), None, "the nearest is unknown");
    assert_eq!(terrain.nearest(cell(600.3, 600.3)), None);
    close(terrain.elevation(cell(600.3, 600.8)), 601.0);
    assert_eq!(terrain.elevation(at(1.0 - 0.6 / 1200.0, 42.5)), None);
    close(terrain.elevation(at(1.0 - 0.4 / 1200.0, 42.5)), 600.0);
}

#[test]
fn interpolation_continues_across_tiles() {
    let folder = Folder::new()
        .with("N42E001.hgt", &hgt_of_plane(0))
        .with("N42E002.hgt.zip", &zipped("n42e002.HGT", &hgt_of_plane(1200)));
    let terrain = folder.terrain();
    for lon in [1.9997, 1.999_99, 2.0, 2.000_01, 2.0003] {
        close(terrain.elevation(at(lon, 42.3)), plane(lon, 42.3));
    }
}

/// Copernicus tiles share no cells: half a cell of each is between their outermost samples.
#[test]
fn interpolation_continues_across_tiles_without_shared_cells() {
    let heights = |east: usize| -> Vec<f32> {
        (0..400).map(|i| (10 * (i % 20 + east) + 7 * (i / 20)) as f32).collect()
    };
    let west = Tags::new(&WGS84, 0.01, [1.0, 43.0]);
    let east = Tags { corner: [1.2, 43.0], ..west.clone() };
    let folder = Folder::new()
        .with("west.tif", &west.write::<colortype::Gray32Float>(&heights(0)))
        .with("east.tif", &east.write::<colortype::Gray32Float>(&heights(20)));
    let terrain = folder.terrain();
    let plane = |lon: f64, lat: f64| 10.0 * ((lon - 1.005) / 0.01) + 7.0 * ((42.995 - lat) / 0.01);
    for lon in [1.194, 1.196, 1.1999, 1.2, 1.2001, 1.204, 1.206] {
        close(terrain.elevation(at(lon, 42.9)), plane(lon, 42.9));
    }
}

/// Tile of 20 by 20 cells of 25 m around 45 N 6 E, with elevations of `1000 + (x + y) / 100`.
fn metres(keys: &[[u16; 2]], corner: [f64; 2], as_area: bool) -> (Tags, Vec<f64>) {
    let half = if as_area { 12.5 } else { 0.0 };
    let height = |i: usize| {
        let (x, y) = ((i % 20) as f64 * 25.0 + half, (i / 20) as f64 * -25.0 - half);
        1000.0 + (x + y) / 100.0
    };
    let mut tags = Tags::new(keys, 25.0, corner);
    if !as_area {
        tags.keys.insert(1, [1025, 2]);
    }
    (tags, (0..400).map(height).collect())
}

#[track_caller]
fn check_metres(bytes: &[u8], system: &str, corner: [f64; 2]) {
    let folder = Folder::new().with("dem.tif", bytes);
    let terrain = folder.terrain();
    assert_eq!(terrain.problems(), []);
    let system = Reprojection::named(system).unwrap().unwrap();
    for (lon, lat) in [(6.0, 45.0), (6.001, 45.0005), (5.999, 44.9995)] {
        let (x, y) = system.coordinates(lon, lat).unwrap();
        let expected = 1000.0 + (x - corner[0] + y - corner[1]) / 100.0;
        close(terrain.elevation(at(lon, lat)), expected);
    }
    assert_eq!(terrain.elevation(at(6.1, 45.0)), None);
}

#[test]
fn tiles_of_every_projection_are_at_their_place() {
    let corner = [936_100.0, 6_438_150.0];
    let (tags, heights) = metres(&LAMBERT_93, corner, true);
    check_metres(&tags.write::<colortype::Gray64Float>(&heights), "EPSG:2154", corner);
    let corner = [263_300.0, 4_987_570.0];
    let (tags, heights) = metres(&UTM_32, corner, false);
    check_metres(&tags.write::<colortype::Gray64Float>(&heights), "EPSG:32632", corner);
    let (mut tags, heights) = metres(&UTM_32, corner, true);
    let [x, y] = corner;
    tags.transformation = Some([25., 0., 0., x, 0., -25., 0., y, 0., 0., 0., 0., 0., 0., 0., 1.]);
    check_metres(&tags.write::<colortype::Gray64Float>(&heights), "EPSG:32632", corner);
}

#[test]
fn every_type_and_compression_gives_the_same_elevations() {
    let expected = |lon: f64| 1000.0 + ((lon - 1.005) / 0.01);
    let check = |what: &str, bytes: &[u8]| {
        let folder = Folder::new().with("dem.TIF", bytes);
        let terrain = folder.terrain();
        let found = terrain.elevation(at(1.117, 42.93));
        close(found, expected(1.117));
        // The elevation of the third cell of the top row is unknown.
        assert_eq!(terrain.elevation(at(1.025, 42.995)), None, "{what}");
        assert_eq!(terrain.problems(), [], "{what}");
    };
    let mut tags = Tags::new(&WGS84, 0.01, [1.0, 43.0]);
    tags.void = Some("7");
    let height = |i: i32| if i == 2 { 7 } else { 1000 + i % 20 };
    let heights: Vec<i32> = (0..400).map(height).collect();
    let short: Vec<i16> = heights.iter().map(|h| *h as i16).collect();
    let unsigned: Vec<u16> = heights.iter().map(|h| *h as u16).collect();
    let float: Vec<f32> = heights.iter().map(|h| *h as f32).collect();
    let double: Vec<f64> = heights.iter().map(|h| f64::from(*h)).collect();
    check("i32", &tags.write::<colortype::GrayI32>(&heights));
    check("u16", &tags.write::<colortype::Gray16>(&unsigned));
    check("f32", &tags.write::<colortype::Gray32Float>(&float));
    check("f64", &tags.write::<colortype::Gray64Float>(&double));
    for (name, compression) in [
        ("LZW", Compression::Lzw),
        ("deflate", Compression::Deflate(Default::default())),
        ("packbits", Compression::Packbits),
    ] {
        tags.compression = compression;
        check(name, &tags.write::<colortype::GrayI16>(&short));
    }
}

/// GDAL does not write blocks without any elevation, and pads those at the edge.
#[test]
fn blocks_may_be_missing_or_padded() {
    let mut file = Cursor::new(Vec::new());
    let mut tiff = TiffEncoder::new(&mut file).unwrap();
    let mut directory = tiff.image_directory().unwrap();
    // 20 by 20 cells in four blocks of 16 by 16. Elevations are the column; the last block is missing.
    let block = |first: i16| (0..256).map(|i| first + i % 16).collect::<Vec<i16>>();
    let offsets: Vec<u32> =
        [0, 16, 0].map(|first| directory.write_data(&block(first)[..]).unwrap() as u32).to_vec();
    let offsets = [offsets, vec![0]].concat();
    for (tag, value) in [
        (Tag::ImageWidth, 20_u16),
        (Tag::ImageLength, 20),
        (Tag::BitsPerSample, 16),
        (Tag::SampleFormat, 2),
        (Tag::PhotometricInterpretation, 1),
        (Tag::TileWidth, 16),
        (Tag::TileLength, 16),
    ] {
        directory.write_tag(tag, value).unwrap();
    }
    directory.write_tag(Tag::TileOffsets, &offsets[..]).unwrap();
    directory.write_tag(Tag::TileByteCounts, &[512_u32, 512, 512, 0][..]).unwrap();
    directory.write_tag(Tag::GeoKeyDirectoryTag, &[1_u16, 1, 0, 1, 1024, 0, 1, 2][..]).unwrap();
    directory.write_tag(Tag::ModelPixelScaleTag, &[0.01, 0.01, 0.0][..]).unwrap();
    let tie = [0.0, 0.0, 0.0, 1.0, 43.0, 0.0];
    directory.write_tag(Tag::ModelTiepointTag, &tie[..]).unwrap();
    directory.finish().unwrap();
    let folder = Folder::new().with("dem.tif", &file.into_inner());
    let terrain = folder.terrain();
    for (lon, lat, height) in [(1.055, 42.955, 5.0), (1.16, 42.955, 15.5), (1.185, 42.9, 18.0)] {
        close(terrain.elevation(at(lon, lat)), height);
    }
    close(terrain.elevation(at(1.055, 42.812)), 5.0);
    assert_eq!(terrain.elevation(at(1.185, 42.815)), None);
    assert_eq!(terrain.problems(), []);
}

#[test]
fn a_coarser_tile_is_used_where_the_finest_has_no_elevation() {
    let coarse = Tags::new(&WGS84, 0.05, [1.0, 43.0]).write::<colortype::Gray16>(&[500; 400]);
    let mut heights = [100; 400];
    heights[210] = 0;
    let mut fine = Tags::new(&WGS84, 0.01, [1.4, 42.6]);
    fine.void = Some("0");
    let folder = Folder::new()
        .with("a.tif", &coarse)
        .with("b.tif", &fine.write::<colortype::Gray16>(&heights));
    let terrain = folder.terrain();
    close(terrain.elevation(at(1.45, 42.55)), 100.0);
    close(terrain.elevation(at(1.7, 42.3)), 500.0);
    close(terrain.elevation(at(1.505, 42.495)), 500.0);
    assert_eq!(terrain.nearest(at(1.505, 42.495)), Some(500.0));
}

#[test]
fn warnings_about_broken_files_say_what_to_do() {
    let tags = Tags::new(&WGS84, 0.01, [1.0, 43.0]);
    let whole = tags.write::<colortype::Gray16>(&[500; 400]);
    let nowhere = Tags { keys: Vec::new(), ..tags.clone() };
    let far = Tags { corner: [500.0, 43.0], ..tags.clone() };
    let picture = tags.write::<colortype::Gray8>(&[0; 400]);
    let folder = Folder::new()
        .with("N42E001.hgt", b"short")
        .with("N42E003.hgt.zip", b"no archive")
        .with("tile.hgt", &hgt_of_plane(0))
        .with("cut.tif", &whole[..whole.len() / 2])
        .with("text.tif", b"no image")
        .with("nowhere.tif", &nowhere.write::<colortype::Gray16>(&[500; 400]))
        .with("far.tif", &far.write::<colortype::Gray16>(&[500; 400]))
        .with("picture.tif", &picture)
        .with("dem.asc", b"ncols 2")
        .with("README.md", b"where it comes from")
        .with(".hidden.tif", b"");
    let terrain = folder.terrain();
    let problems = terrain.problems();
    let names: Vec<&str> = problems.iter().map(|(name, _)| name.as_str()).collect();
    let all = [
        "N42E001.hgt",
        "N42E003.hgt.zip",
        "cut.tif",
        "dem.asc",
        "far.tif",
        "nowhere.tif",
        "picture.tif",
        "text.tif",
        "tile.hgt",
    ];
    assert_eq!(names, all, "{problems:#?}");
    assert!(terrain.is_empty());
    let problem = |name: &str| &problems.iter().find(|(n, _)| n == name).unwrap().1;
    for (name, part) in [
        ("N42E001.hgt", "download it again"),
        ("tile.hgt", "N42E001.hgt"),
        ("dem.asc", "GeoTIFF"),
        ("nowhere.tif", "coordinate system"),
        ("far.tif", "not on Earth"),
        ("picture.tif", "picture"),
    ] {
        assert!(problem(name).contains(part), "{name} {}", problem(name));
    }
}

#[test]
fn a_damaged_block_is_a_problem_once_it_is_read() {
    let archive = zipped("N42E001.hgt", &hgt_of_plane(0));
    let mut broken = archive.clone();
    broken[500..900].fill(0x55);
    let folder = Folder::new().with("N42E001.hgt.zip", &broken);
    let terrain = folder.terrain();
    assert_eq!(terrain.problems(), []);
    assert_eq!(terrain.elevation(at(1.5, 42.5)), None);
    let problems = terrain.problems();
    assert!(problems[0].1.contains("damaged"), "{problems:?}");
    assert_eq!(terrain.elevation(at(1.5, 42.5)), None, "it is not read again");
}

#[test]
fn a_file_that_declares_a_huge_size_needs_no_memory() {
    let mut huge = Vec::from(*b"II\x2a\0\x08\0\0\0");
    let entries: [(u16, u16, u32, u32); 9] = [
        (256, 4, 1, 4_000_000_000),
        (257, 4, 1, 4_000_000_000),
        (258, 3, 1, 16),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (277, 3, 1, 1),
        (278, 4, 1, 4_000_000_000),
        (279, 4, 1, 100),
    ];
    huge.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, count, value) in entries {
        huge.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
        huge.extend([count.to_le_bytes(), value.to_le_bytes()].concat());
    }
    huge.extend([0; 4]);
    let problems = Folder::new().with("huge.tif", &huge).terrain().problems();
    assert!(problems[0].1.contains("tiles"), "{problems:?}");
}
