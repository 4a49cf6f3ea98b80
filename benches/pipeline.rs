//! `cargo bench --bench pipeline -- N…`: times a whole build of N synthetic treks.
//!
//! Each trek has 1,500 points and two languages, always the same for the same N. Every figure is
//! taken in one run, on one disk: stages with their time, items per second and peak memory; the
//! whole build against copying its own output file by file; a second build against the first.
//! With several numbers, the time per trek of each is compared with the first.
//!
//! What one trek more costs is counted too, in files, bytes and, where `valgrind` is installed,
//! instructions: the same on a machine that is busy. A build as for tests (`--profile dev`) counts
//! and takes no times.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and stops at once")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock and its arguments")]

use sentier::emit::Disk;
use sentier::storage::Patience;
use sentier::{Config, Report, Step};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use walkdir::WalkDir;

const POINTS: usize = 1_500;
/// How often a pair of times is taken, when it does not take long.
const ROUNDS: usize = 3;
/// Treks of the two portals whose difference tells what one trek more costs.
const COUNTED: [usize; 2] = [20, 40];

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let numbers = if numbers.is_empty() { vec![200] } else { numbers };
    counts();
    if cfg!(debug_assertions) {
        return;
    }
    let program = fs::metadata(env!("CARGO_BIN_EXE_sentier")).unwrap();
    figure("MB of the program", program.len() as f64 / 1e6);
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
            figure(&name, per_trek / reference);
        }
    }
}

/// A figure that `docs/budgets.md` keeps the last value of.
fn figure(name: &str, value: f64) {
    println!("figure: {name} = {value:.3}");
}

/// Prints what one trek more costs.
fn counts() {
    let [few, many] = COUNTED.map(count);
    let per_trek =
        |of: fn(&Count) -> u64| (of(&many) - of(&few)) as f64 / (COUNTED[1] - COUNTED[0]) as f64;
    figure("files per trek", per_trek(|count| count.files));
    figure("kB per trek", per_trek(|count| count.bytes) / 1000.0);
    if few.instructions == 0 {
        println!("valgrind is not there, or does not run here: instructions are not counted");
        return;
    }
    let how = if cfg!(debug_assertions) { ", as for tests" } else { "" };
    let million = per_trek(|count| count.instructions) / 1e6;
    figure(&format!("million instructions per trek{how}"), million);
}

/// What a build made, and the instructions it took; 0 without `valgrind`.
struct Count {
    files: u64,
    bytes: u64,
    instructions: u64,
}

fn count(number: usize) -> Count {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let [portal, out] = ["portal", "out"].map(|name| folder.path().join(name));
    write_portal(&portal, number);
    let sentier = env!("CARGO_BIN_EXE_sentier");
    let words = ["--tool=callgrind", "--callgrind-out-file=/dev/null", sentier];
    let build = |command: &mut Command| {
        // One thread: how several share their work is not always the same.
        command.arg("build").arg(&portal).arg("--out").arg(&out).args(["--jobs", "1"]).output()
    };
    let counted = build(Command::new("valgrind").args(words)).ok();
    let counted = counted.filter(|built| built.status.success());
    let built = counted.unwrap_or_else(|| build(&mut Command::new(sentier)).unwrap());
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{said}");
    let digits = |line: &str| line.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let refs = said.lines().find_map(|line| line.split_once("refs:"));
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

/// Prints the figures of one size; returns the seconds per trek of the whole build.
fn run(number: usize) -> f64 {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let portal = folder.path().join("portal");
    write_portal(&portal, number);
    println!(
        "{number} treks of {POINTS} points, 2 languages, {} threads",
        rayon::current_num_threads()
    );
    stages(&portal, &folder.path().join("stages"), number);
    let rounds = if number > 2_000 { 1 } else { ROUNDS };
    let (mut builds, mut copies, mut seconds) = (Vec::new(), Vec::new(), Vec::new());
    let (mut building, mut copying) = (0.0, 0.0);
    let place = |name: &str, round: usize| folder.path().join(format!("{name}-{round}"));
    // Once before the clock runs. Nothing is deleted between two measures: some file systems are
    // slow to create files where others were just deleted.
    build(&portal, &place("out", rounds), "");
    for round in 0..rounds {
        let out = place("out", round);
        let mut time_copy = || {
            settle();
            let start = processor();
            copies.push(timed(|| copy_tree(&place("out", rounds), &place("copy", round))));
            copying += processor() - start;
        };
        if round % 2 == 1 {
            time_copy();
        }
        settle();
        let start = processor();
        builds.push(timed(|| build(&portal, &out, "")));
        building += processor() - start;
        settle();
        seconds.push(timed(|| build(&portal, &out, " 0 files written")));
        if round % 2 == 0 {
            time_copy();
        }
    }
    let [whole, second, copy] = [builds, seconds, copies].map(median);
    println!("whole build               {whole:8.3} s");
    println!("copy of its output        {copy:8.3} s   build / copy      {:.2}", whole / copy);
    println!("processors, both          {building:8.3} s   {copying:.3} s");
    println!("second build, 0 written   {second:8.3} s   second / first    {:.3}", second / whole);
    figure(&format!("build / copy, {number} treks"), whole / copy);
    figure(&format!("build / copy, {number} treks, processors"), building / copying);
    figure(&format!("second build / first, {number} treks"), second / whole);
    whole / number as f64
}

/// One build in this process, stage by stage.
fn stages(portal: &Path, out: &Path, number: usize) {
    let config = Config::load(portal).unwrap();
    let cache = portal.join(".sentier");
    let seen: Mutex<Vec<(&str, Instant, u64)>> = Mutex::default();
    // The peak of a stage is known when the next one begins.
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

/// The command as a user runs it.
fn build(portal: &Path, out: &Path, expected: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sentier"));
    command.arg("build").arg(portal).arg("--out").arg(out).stderr(Stdio::null());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains(expected), "{said}");
}

fn copy_tree(from: &Path, to: &Path) {
    for entry in WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Waits until the disk has what was written before, so that nobody pays for another's writes.
fn settle() {
    let _ = Command::new("sync").status();
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

/// Seconds of processors that this program and its children took (Linux; else not known): what
/// else runs on the machine does not change it much.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    // User and system time, its own and of its children, in hundredths (proc_pid_stat(5)).
    let fields = after_name.split_whitespace().skip(11).take(4);
    fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Kilobytes: the most memory that was in use since the last call. 0 where Linux does not tell.
fn take_peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    // "5" resets the peak, see proc(5).
    let _ = fs::write("/proc/self/clear_refs", "5");
    peak.unwrap_or(0)
}

/// A generator whose numbers are the same everywhere (Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    /// From −1 to 1.
    fn next(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

fn write_portal(portal: &Path, number: usize) {
    fs::create_dir_all(portal).unwrap();
    fs::write(
        portal.join("site.toml"),
        "title = \"Synthetic\"\nbase_url = \"https://example.org\"\nlanguages = [\"fr\", \"en\"]\n",
    )
    .unwrap();
    // Always as many trails to the square kilometre, whatever the number of trails.
    let side = (number as f64).sqrt().ceil() as usize;
    for i in 0..number {
        let folder = portal.join(format!("treks/trek-{i:05}"));
        fs::create_dir_all(&folder).unwrap();
        let start = (5.0 + (i % side) as f64 * 0.03, 43.0 + (i / side) as f64 * 0.02);
        fs::write(folder.join("track.gpx"), track(i, start)).unwrap();
        for lang in ["fr", "en"] {
            fs::write(folder.join(format!("index.{lang}.md")), text(i, lang)).unwrap();
        }
    }
    fs::create_dir_all(portal.join("pois")).unwrap();
    let pois = (0..number / 4).map(|i| poi(i * 4, side)).collect::<Vec<_>>().join(",");
    let pois = format!(r#"{{"type":"FeatureCollection","features":[{pois}]}}"#);
    fs::write(portal.join("pois/pois.geojson"), pois).unwrap();
}

fn poi(i: usize, side: usize) -> String {
    let (lon, lat) = (5.0 + (i % side) as f64 * 0.03, 43.0 + (i / side) as f64 * 0.02);
    format!(
        r#"{{"type":"Feature","id":"poi-{i}","properties":{{"name":"Point {i}","type":"Lac"}},"geometry":{{"type":"Point","coordinates":[{lon:.6},{lat:.6}]}}}}"#
    )
}

fn track(i: usize, (mut lon, mut lat): (f64, f64)) -> String {
    let mut numbers = Numbers(i as u64 + 1);
    let mut gpx = String::from(
        "<gpx version=\"1.1\" creator=\"bench\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>\n",
    );
    let (mut heading, mut elevation) = (numbers.next() * 3.0, 1_500.0);
    for _ in 0..POINTS {
        heading += numbers.next() * 0.3;
        elevation += numbers.next() * 3.0;
        lon += heading.cos() * 0.000_1;
        lat += heading.sin() * 0.000_07;
        let _ = writeln!(
            gpx,
            "<trkpt lat=\"{lat:.6}\" lon=\"{lon:.6}\"><ele>{elevation:.1}</ele></trkpt>"
        );
    }
    gpx + "</trkseg></trk></gpx>\n"
}

fn text(i: usize, lang: &str) -> String {
    let (name, sentence) = match lang {
        "fr" => ("Sentier", "Le chemin monte dans la forêt, puis longe le ruisseau jusqu’au col. "),
        _ => ("Path", "The path climbs through the forest, then follows the stream to the pass. "),
    };
    format!(
        "+++\nname = \"{name} {i}\"\npractice = \"Pédestre\"\ndifficulty = \"Moyen\"\nduration = {}\nthemes = [\"Lac\", \"Flore\"]\ndescription_teaser = \"{sentence}\"\n+++\n{}\n",
        2 + i % 6,
        sentence.repeat(12)
    )
}
