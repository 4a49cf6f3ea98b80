//! Tests of ascent, descent, and faults of heights.

use super::*;
use crate::derive::measure::{self, tests::eastwards as line};
use proptest::prelude::*;

fn climb(line: &Line, method: AscentMethod) -> Option<Climb> {
    Some(relief(line, &measure::distances(line), method)?.climb)
}

#[test]
fn whole_metres_are_never_negative() {
    for (first, last) in [(1000.5, 1000.4), (1000.4, 1000.5), (999.6, 1000.4)] {
        let line = line(500.0, &[Some(first), Some(last)]);
        let (ascent, descent) = climb(&line, AscentMethod::Raw).unwrap().whole();
        assert!(ascent >= 0.0 && descent >= 0.0, "{first} to {last}: {ascent}, {descent}");
        assert_eq!(ascent - descent, last.round() - first.round(), "{first} to {last}");
    }
}

#[test]
fn a_steady_climb_has_the_same_ascent_by_every_method() {
    let elevations: Vec<_> = (0..=100).map(|i| Some(1000.0 + f64::from(i) * 5.0)).collect();
    for method in [AscentMethod::Smooth, AscentMethod::Geotrek, AscentMethod::Raw] {
        let climb = climb(&line(50.0, &elevations), method).unwrap();
        // The mean of Geotrek-admin lowers the ascent a little at both ends.
        let lost = if method == AscentMethod::Geotrek { 6.0 } else { 1e-6 };
        assert!((climb.ascent - 500.0).abs() < lost, "{method:?}: {climb:?}");
        assert_eq!(climb.descent, 0.0);
        assert_eq!((climb.min_elevation, climb.max_elevation), (1000.0, 1500.0));
    }
}

#[test]
fn ascent_minus_descent_is_the_difference_between_end_and_start() {
    for (spacing, heights) in [
        (1_234.5, &[1000.0, 1100.0][..]),
        (3.0, &[1000.0, 1100.0]),
        (1_000.0, &[1000.0, 1001.0, 1100.0, 1099.0, 1100.0]),
        (400.0, &[1000.0, 1040.3, 1039.0, 1100.0]),
    ] {
        let line = line(spacing, &heights.iter().copied().map(Some).collect::<Vec<_>>());
        for method in [AscentMethod::Smooth, AscentMethod::Raw] {
            let climb = climb(&line, method).unwrap();
            let rise = climb.ascent - climb.descent;
            assert!((rise - 100.0).abs() < 1e-9, "{method:?} {spacing}: {climb:?}");
        }
    }
    let two = line(800.0, &[Some(1000.0), Some(1100.0)]);
    let climb = climb(&two, AscentMethod::Smooth).unwrap();
    assert_eq!((climb.ascent, climb.descent), (100.0, 0.0));
}

#[test]
fn noise_of_one_metre_is_not_counted_as_ascent() {
    let elevations: Vec<_> = (0..501).map(|i| Some(1000.0 + f64::from(i % 2))).collect();
    assert_eq!(climb(&line(5.0, &elevations), AscentMethod::Smooth).unwrap().ascent, 0.0);
    assert_eq!(climb(&line(5.0, &elevations), AscentMethod::Raw).unwrap().ascent, 250.0);
}

#[test]
fn faulty_zeros_and_spikes_are_left_out_and_counted() {
    let mut elevations = vec![Some(1000.0); 200];
    (elevations[50], elevations[120], elevations[150]) = (Some(0.0), Some(4000.0), None);
    let line = line(10.0, &elevations);
    let climb = climb(&line, AscentMethod::Smooth).unwrap();
    assert_eq!((climb.ascent, climb.max_elevation), (0.0, 1000.0));
    assert_eq!(faults(&line), Faults { missing: 1, zeros: 1, spikes: 1 });
}

#[test]
fn smoothed_heights_do_not_depend_on_the_method() {
    let smooth = |line: &Line, method| relief(line, &measure::distances(line), method)?.smooth;
    let hill = line(10.0, &[100.0, 140.0, 0.0, 120.0, 110.0].map(Some));
    for method in [AscentMethod::Geotrek, AscentMethod::Raw] {
        assert_eq!(smooth(&hill, method), smooth(&hill, AscentMethod::Smooth), "{method:?}");
    }
    let faults = line(10.0, &[Some(100.0), Some(0.0), Some(0.0), Some(0.0)]);
    assert_eq!(climb(&faults, AscentMethod::Smooth), None);
    assert_eq!(climb(&faults, AscentMethod::Raw).unwrap().descent, 100.0);
    assert_eq!(smooth(&faults, AscentMethod::Raw), None);
}

#[test]
fn a_walk_by_the_sea_has_no_faulty_zeros() {
    let elevations = vec![Some(0.0), Some(3.0), Some(0.0), Some(12.0)];
    assert_eq!(faults(&line(10.0, &elevations)), Faults::default());
}

#[test]
fn heights_of_geotrek_admin_are_not_smoothed_again() {
    let heights = [100.0, 104.0, 101.0, 109.0];
    let whole: Vec<_> = heights.iter().map(|height| Some(*height)).collect();
    assert_eq!(climb(&line(24.0, &whole), AscentMethod::Geotrek).unwrap().ascent, 12.0);
    let device: Vec<_> = heights.iter().map(|height| Some(height + 0.4)).collect();
    assert!(climb(&line(24.0, &device), AscentMethod::Geotrek).unwrap().ascent < 8.0);
}

proptest! {
    #[test]
    fn the_raw_sums_differ_by_end_and_start(
        heights in prop::collection::vec(0_i32..300_000, 2..200),
    ) {
        let elevations: Vec<_> = heights.iter().map(|cm| Some(f64::from(*cm) / 100.0)).collect();
        let climb = climb(&line(7.0, &elevations), AscentMethod::Raw).unwrap();
        let rise = f64::from(heights[heights.len() - 1] - heights[0]) / 100.0;
        prop_assert!((climb.ascent - climb.descent - rise).abs() < 1e-6);
    }

    #[test]
    fn ascent_and_descent_differ_by_end_and_start_in_whole_metres_too(
        heights in prop::collection::vec(10_000_i32..60_000, 2..200),
        spacing in 1.0..300.0_f64,
        walk in prop::bool::ANY,
    ) {
        // Heights of a walk change gradually; the others are independent of each other.
        let mut here = 100_000;
        let heights = heights.into_iter().map(|cm| match walk {
            true => { here += cm % 900 - 450; here }
            false => cm,
        });
        let elevations: Vec<_> = heights.map(|cm| Some(f64::from(cm) / 100.0)).collect();
        let line = line(spacing, &elevations);
        let distances = measure::distances(&line);
        let known = known(&line.segments()[0], &distances);
        let clean = clean(&known, &line.segments()[0]);
        for (method, heights) in [(AscentMethod::Smooth, clean), (AscentMethod::Raw, known)] {
            let Some(climb) = climb(&line, method) else { continue };
            let (first, last) = (heights[0].1, heights[heights.len() - 1].1);
            prop_assert!((climb.ascent - climb.descent - (last - first)).abs() < 1e-6);
            let (ascent, descent) = climb.whole();
            prop_assert_eq!(ascent - descent, last.round() - first.round());
            prop_assert!(ascent >= 0.0 && (ascent - climb.ascent).abs() <= 1.5, "{climb:?}");
            prop_assert!(descent >= 0.0 && (descent - climb.descent).abs() <= 1.5, "{climb:?}");
        }
    }

    #[test]
    fn the_way_back_swaps_ascent_and_descent(
        heights in prop::collection::vec(10_000_i32..300_000, 2..200),
    ) {
        let mut elevations: Vec<_> = heights.iter().map(|cm| Some(f64::from(*cm) / 100.0)).collect();
        let there = climb(&line(7.0, &elevations), AscentMethod::Raw).unwrap();
        elevations.reverse();
        let back = climb(&line(7.0, &elevations), AscentMethod::Raw).unwrap();
        prop_assert!((there.ascent - back.descent).abs() < 1e-6);
        prop_assert!((there.descent - back.ascent).abs() < 1e-6);
    }
}
