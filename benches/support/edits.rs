//! Changes of a synthetic portal, as people make them, and what a build after each of them costs.

use super::measure::processor_time;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Changes a portal.
type Edit = fn(&Path);

/// Changes, made one after the other.
pub const EDITS: [(&str, Edit); 8] = [
    ("nothing", |_| ()),
    ("a log beside site.toml", |portal| write(portal, "build.log", "1")),
    ("one name", |portal| {
        let text = portal.join("treks/trek-00003/index.fr.md");
        let renamed = fs::read_to_string(&text).unwrap().replacen("Sentier 3", "Balade 3", 1);
        fs::write(text, renamed).unwrap();
    }),
    ("one photograph", |portal| {
        let photo = image::RgbImage::from_fn(1600, 1067, |x, y| {
            image::Rgb([(x % 256) as u8, (y % 256) as u8, (x * y % 256) as u8])
        });
        photo.save(portal.join("treks/trek-00003/photo.jpg")).unwrap();
    }),
    ("one message", |portal| write(portal, "theme/i18n/fr.ftl", "site-map = Toutes les pages\n")),
    ("one component", |portal| {
        let footer =
            "{% component site_footer() -%}<footer>X</footer>{%- endcomponent site_footer %}";
        write(portal, "theme/templates/components/footer.html", footer);
    }),
    ("one setting", |portal| {
        let settings = fs::read_to_string(portal.join("site.toml")).unwrap();
        write(portal, "site.toml", &settings.replacen("Synthetic", "Renamed", 1));
    }),
    ("one trek less", |portal| fs::remove_dir_all(portal.join("treks/trek-00007")).unwrap()),
];

fn write(portal: &Path, path: &str, content: &str) {
    let file = portal.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, content).unwrap();
}

/// What a build cost.
pub struct Cost {
    /// Seconds from its start to its end.
    pub seconds: f64,
    /// Seconds of processors.
    pub processors: f64,
    /// Peak memory in megabytes; 0 on systems other than Linux.
    pub memory: u64,
    /// Number of files that it wrote.
    pub written: u64,
}

/// Runs the command `sentier build` as a user does.
pub fn build(portal: &Path, out: &Path) -> Cost {
    let (start, before) = (Instant::now(), processor_time());
    let mut command = Command::new(env!("CARGO_BIN_EXE_sentier"));
    command.arg("build").arg(portal).arg("--out").arg(out);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut memory = 0;
    let status = loop {
        memory = memory.max(peak(child.id()));
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    let (seconds, processors) = (start.elapsed().as_secs_f64(), processor_time() - before);
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(status.success(), "{said}");
    let written = said.split(" files written").next().unwrap();
    let written = written.rsplit(' ').next().unwrap().parse().unwrap();
    Cost { seconds, processors, memory, written }
}

/// Peak memory of a process so far, in megabytes.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0)
        / 1024
}
