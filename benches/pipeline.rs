//! `cargo bench --bench pipeline -- N…`: times a whole build of N synthetic treks.
//!
//! Each trek has 1,500 points and two languages; the same N gives the same treks. All times are
//! taken in one run, on one disk: each stage with its time, treks per second and peak memory; the
//! whole build beside a copy of its output file by file; a second build beside the first. With
//! several numbers, the time per trek of each is compared with the first.
//!
//! The benchmark also counts what one more trek costs: files, bytes and, where `valgrind` is
//! installed, instructions. A busy machine does not change these counts. Under `--profile dev`,
//! the profile of the tests, it only counts and takes no times.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and stops at once")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock and its arguments")]

mod support {
    pub mod cost;
    pub mod edits;
    pub mod measure;
    pub mod numbers;
    pub mod portal;
}

use sentier::emit::Disk;
use sentier::storage::Patience;
use sentier::{Config, Report, Step};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::Instant;
use support::measure::figure;
use support::{cost, edits, portal};
use walkdir::WalkDir;

/// Number of builds and copies that are timed, for portals that do not take long; the median
/// counts.
const ROUNDS: usize = 3;
/// Numbers of treks of the two portals that are counted: their difference is the cost of a trek.
const COUNTED: [usize; 2] = [20, 40];
/// Number of decimals of a figure.
const DECIMALS: usize = 3;

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let numbers = if numbers.is_empty() { vec![200] } else { numbers };
    print_cost_of_a_trek();
    if cfg!(debug_assertions) {
        return;
    }
    let program = fs::metadata(env!("CARGO_BIN_EXE_sentier")).unwrap();
    figure("MB of the program", program.len() as f64 / 1e6, DECIMALS);
    let mut first = None;
    for number in numbers {
        let per_trek = run(number);
        let (reference, fewer) = *first.get_or_insert((per_trek, number));
        println!(
            "per trek                  {:.3} ms, {:.2} × that of the first number\n",
            per_trek * 1000.0,
            per_trek / reference
        );
        if number != fewer {
            let name = format!("time per trek, {number} treks / {fewer} treks");
            figure(&name, per_trek / reference, DECIMALS);
        }
    }
}

/// Prints the files, bytes and instructions that one more trek costs.
fn print_cost_of_a_trek() {
    let [few, many] = COUNTED.map(count);
    let per_trek =
        |of: fn(&Count) -> u64| (of(&many) - of(&few)) as f64 / (COUNTED[1] - COUNTED[0]) as f64;
    figure("files per trek", per_trek(|count| count.files), DECIMALS);
    figure("kB per trek", per_trek(|count| count.bytes) / 1000.0, DECIMALS);
    if few.instructions == 0 {
        println!("valgrind is not installed or does not run here: instructions are not counted");
        return;
    }
    let how = if cfg!(debug_assertions) { ", as for tests" } else { "" };
    let million = per_trek(|count| count.instructions) / 1e6;
    figure(&format!("million instructions per trek{how}"), million, DECIMALS);
}

/// Size of the output of a build, and its cost.
struct Count {
    files: u64,
    bytes: u64,
    /// Number of instructions that the build executed; 0 without `valgrind`.
    instructions: u64,
}

/// Builds a portal of `number` treks under `valgrind`, or without it where it does not run.
fn count(number: usize) -> Count {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let [portal, out] = ["portal", "out"].map(|name| folder.path().join(name));
    portal::write(&portal, number);
    let sentier = env!("CARGO_BIN_EXE_sentier");
    let words = ["--tool=callgrind", "--callgrind-out-file=/dev/null", sentier];
    let build = |command: &mut Command| {
        // Several threads share their work differently in each run.
        command.arg("build").arg(&portal).arg("--out").arg(&out).args(["--jobs", "1"]).output()
    };
    let counted = build(Command::new("valgrind").args(words)).ok();
    let counted = counted.filter(|built| built.status.success());
    let built = counted.unwrap_or_else(|| build(&mut Command::new(sentier)).unwrap());
    let stderr = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{stderr}");
    let digits = |line: &str| line.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let refs = stderr.lines().find_map(|line| line.split_once("refs:"));
    let refs = refs.and_then(|(_, count)| String::from_utf8(digits(count)).ok()?.parse().ok());
    let files = WalkDir::new(&out).into_iter().map(Result::unwrap);
    let sizes: Vec<u64> = files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.metadata().unwrap().len())
        .collect();
    Count {
        files: sizes.len() as u64,
        bytes: sizes.iter().sum(),
        instructions: refs.unwrap_or_default(),
    }
}

/// Prints the times of a portal of `number` treks; returns the seconds per trek of a whole build.
fn run(number: usize) -> f64 {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let portal = folder.path().join("portal");
    portal::write(&portal, number);
    println!(
        "{number} treks of {} points, 2 languages, {} threads",
        portal::POINTS,
        rayon::current_num_threads()
    );
    stages(&portal, &folder.path().join("stages"), number);
    let rounds = if number > 2_000 { 1 } else { ROUNDS };
    let (mut builds, mut copies, mut seconds) = (Vec::new(), Vec::new(), Vec::new());
    let (mut building, mut copying) = (0.0, 0.0);
    let place = |name: &str, round: usize| folder.path().join(format!("{name}-{round}"));
    // The first build is not timed. Nothing is deleted between two measurements: some file systems
    // create files slowly just after others were deleted.
    cost::build(&portal, &place("out", rounds));
    for round in 0..rounds {
        let out = place("out", round);
        let mut time_copy = || {
            let (time, processors) = copied(&place("out", rounds), &place("copy", round));
            copies.push(time);
            copying += processors;
        };
        if round % 2 == 1 {
            time_copy();
        }
        settle();
        let first = cost::build(&portal, &out);
        builds.push(first.seconds);
        building += first.processors;
        settle();
        let second = cost::build(&portal, &out);
        assert_eq!(second.written, 0, "the second build writes nothing");
        seconds.push(second.seconds);
        if round % 2 == 0 {
            time_copy();
        }
    }
    let [whole, second, copy] = [builds, seconds, copies].map(median);
    println!("whole build               {whole:8.3} s");
    println!("copy of its output        {copy:8.3} s   build / copy      {:.2}", whole / copy);
    println!("processors, both          {building:8.3} s   {copying:.3} s");
    println!("second build, 0 written   {second:8.3} s   second / first    {:.3}", second / whole);
    figure(&format!("build / copy, {number} treks"), whole / copy, DECIMALS);
    figure(&format!("build / copy, {number} treks, processors"), building / copying, DECIMALS);
    figure(&format!("second build / first, {number} treks"), second / whole, DECIMALS);
    changes(&portal, folder.path(), number);
    whole / number as f64
}

/// Prints what a build costs after each of several changes, beside a copy of the site.
fn changes(portal: &Path, folder: &Path, number: usize) {
    let (out, copy) = (folder.join("changed"), folder.join("changed-copy"));
    let _ = fs::remove_dir_all(portal.join(".sentier"));
    settle();
    let first = cost::build(portal, &out);
    let (_, copying) = copied(&out, &copy);
    cost::print_head();
    let print = |what: &str, cost: &cost::Cost| {
        cost.print(what, copying);
        let ratio = cost.processors / copying;
        figure(&format!("{what} / copy, {number} treks, processors"), ratio, DECIMALS);
    };
    print("everything", &first);
    for (what, edit) in edits::EDITS {
        edit(portal);
        settle();
        print(what, &cost::build(portal, &out));
    }
}

/// Copies a folder when the disk is at rest. Returns what it cost.
fn copied(from: &Path, to: &Path) -> (f64, f64) {
    settle();
    cost::copy_tree(from, to)
}

/// Prints the time and the peak memory of each stage of one build in this process.
fn stages(portal: &Path, out: &Path, number: usize) {
    let config = Config::load(portal).unwrap();
    let cache = portal.join(".sentier");
    let seen: Mutex<Vec<(&str, Instant, u64)>> = Mutex::default();
    // The peak memory of a stage is known when the next one begins.
    let watch = |step| {
        if let Step::Stage(name) = step {
            seen.lock().unwrap().push((name, Instant::now(), take_peak()));
        }
    };
    let mut report = Report::default();
    let summary = sentier::build(
        &config,
        &cache,
        &Disk::open(out, Patience::NONE).unwrap(),
        None,
        &watch,
        &mut report,
    )
    .unwrap();
    watch(Step::Stage("end"));
    assert!(report.warnings.is_empty(), "{}", report.warnings[0]);
    println!("{:>10} {:>10} {:>12} {:>12}", "stage", "s", "treks/s", "peak MB");
    let seen = seen.into_inner().unwrap();
    for pair in seen.windows(2) {
        let seconds = (pair[1].1 - pair[0].1).as_secs_f64();
        let (name, peak) = (pair[0].0, pair[1].2 / 1024);
        println!("{name:>10} {seconds:10.3} {:12.0} {peak:12}", number as f64 / seconds);
    }
    println!("{} files written", summary.written);
}

/// Waits until all pending writes are on the disk, so that they do not slow the next measurement.
fn settle() {
    let _ = Command::new("sync").status();
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Peak memory of this process since the last call, in kilobytes; 0 on systems other than Linux.
fn take_peak() -> u64 {
    let peak = cost::peak("self");
    // Writing "5" resets the peak, see proc(5).
    let _ = fs::write("/proc/self/clear_refs", "5");
    peak
}
