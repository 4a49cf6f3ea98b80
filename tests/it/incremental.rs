//! Builds after changes: each gives the site of a build that knows nothing of an earlier one, byte
//! for byte.
//!
//! `SEEDS=300 cargo test incremental` tries more sequences of changes than the few of every run.

use crate::support::{Numbers, Portal, Ran, copy, root, sentier, tree};
use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Number of sequences of changes in every run, and of changes in a sequence.
const SEQUENCES: u64 = 3;
const CHANGES: u64 = 5;

/// Number of sequences: the one that was asked for, or else `few`.
pub fn sequences(few: u64) -> u64 {
    let asked = std::env::var("SEEDS").ok();
    asked.map_or(few, |seeds| seeds.parse().expect("SEEDS is a number"))
}

/// A portal that changes, and its cache. Encoded photographs are kept between tests.
struct Changing {
    portal: Portal,
    cache: PathBuf,
}

impl Changing {
    fn example() -> Changing {
        let portal = Portal::empty();
        copy(&root().join("content-example"), portal.path());
        let _ = fs::remove_dir_all(portal.path().join("static/tiles"));
        let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example-cache");
        Changing { portal, cache }
    }

    /// Builds into a folder beside the portal.
    fn build(&self, out: &str, words: &[&str]) -> (Ran, PathBuf) {
        let out = self.portal.path().join(".out").join(out);
        fs::create_dir_all(out.parent().unwrap()).unwrap();
        let fixed = ["build", "-q", "--cache"].map(OsStr::new);
        let folders = [&*self.cache, Path::new("--out"), &out, self.portal.path()];
        let words = words.iter().map(OsStr::new);
        let ran = sentier(fixed.into_iter().chain(folders.map(Path::as_os_str)).chain(words));
        (ran, out)
    }

    /// Asserts that the site that was changed is the one that a new build makes.
    fn assert_exact(&self, what: &str) {
        let (ran, changed) = self.build("changed", &[]);
        let (fresh, new) = self.build("new", &[]);
        assert_eq!(ran.code, fresh.code, "{what}: {} {}", ran.err, fresh.err);
        assert_same(&changed, &new, what);
        fs::remove_dir_all(new).unwrap();
    }

    fn at(&self, path: &str) -> PathBuf {
        self.portal.path().join(path)
    }

    /// Files below a folder of the portal with this ending, sorted.
    fn files(&self, folder: &str, ending: &str) -> Vec<String> {
        let files = tree(&self.at(folder)).into_keys().filter(|path| path.ends_with(ending));
        files.map(|path| format!("{folder}/{path}")).collect()
    }

    /// Names of the folders in a folder of the portal, sorted.
    fn folders(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.at(folder)).unwrap().map(Result::unwrap);
        let folders = entries.filter(|entry| entry.path().is_dir());
        let mut names: Vec<String> =
            folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Replaces the first line of a file that begins with `start`; adds it after the first line
    /// when there is none.
    fn set_line(&self, file: &str, start: &str, line: &str) {
        let text = fs::read_to_string(self.at(file)).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        match lines.iter().position(|line| line.starts_with(start)) {
            Some(at) => lines[at] = line,
            None => lines.insert(1, line),
        }
        self.portal.write(file, lines.join("\n") + "\n");
    }
}

/// Asserts that two folders have the same files.
pub fn assert_same(one: &Path, other: &Path, what: &str) {
    let (one, other) = (tree(one), tree(other));
    let differing = other.iter().filter(|(path, bytes)| one.get(*path) != Some(*bytes));
    let missing = one.keys().filter(|path| !other.contains_key(*path));
    let paths: Vec<&String> = differing.map(|(path, _)| path).chain(missing).collect();
    assert_eq!(paths, [""; 0], "{what}");
}

/// Changes a portal; the numbers choose what.
type Change = fn(&Changing, &mut Numbers);

const OF_FILES: [(&str, Change); 21] = [
    ("a trek is renamed", |changing, numbers| {
        let file = numbers.one(&changing.files("treks", ".md")).clone();
        changing.set_line(&file, "name = ", &format!("name = \"Nom {}\"", numbers.below(50)));
    }),
    ("a text changes", |changing, numbers| {
        let folder = *numbers.one(&["treks", "pois", "pages", "events", "contents", "desks"]);
        let file = numbers.one(&changing.files(folder, ".md")).clone();
        let text = fs::read_to_string(changing.at(&file)).unwrap();
        changing.portal.write(&file, format!("{text}\nVu le {}.\n", numbers.below(50)));
    }),
    ("a trek moves to another address", |changing, numbers| {
        let from = numbers.one(&changing.folders("treks")).clone();
        let to =
            changing.at(&format!("treks/{}", ["aaa", "mmm", "zzz"][numbers.below(3) as usize]));
        if !to.exists() {
            fs::rename(changing.at(&format!("treks/{from}")), to).unwrap();
        }
    }),
    ("a trek goes", |changing, numbers| {
        let treks = changing.folders("treks");
        if treks.len() > 4 {
            let trek = numbers.one(&treks);
            fs::remove_dir_all(changing.at(&format!("treks/{trek}"))).unwrap();
        }
    }),
    ("a trek comes", |changing, numbers| {
        let like = numbers.one(&changing.folders("treks")).clone();
        let new = format!("treks/nouveau-{}", numbers.below(9));
        copy(&changing.at(&format!("treks/{like}")), &changing.at(&new));
    }),
    ("a photograph is replaced", |changing, numbers| {
        let photos = changing.files("treks", ".jpg");
        let (one, other) = (numbers.one(&photos), numbers.one(&photos));
        let bytes = fs::read(changing.at(one)).unwrap();
        fs::write(changing.at(other), bytes).unwrap();
    }),
    ("a photograph goes", |changing, numbers| {
        let photos = changing.files("treks", ".jpg");
        if let Some(photo) = photos.get(numbers.below(1 + photos.len() as u64) as usize) {
            fs::remove_file(changing.at(photo)).unwrap();
        }
    }),
    ("a POI moves", |changing, numbers| {
        let file = numbers.one(&changing.files("pois", ".md")).clone();
        let (lon, lat) =
            (6.32 + numbers.below(200) as f64 / 1e3, 44.93 + numbers.below(120) as f64 / 1e3);
        changing.set_line(&file, "position = ", &format!("position = [{lon:.6}, {lat:.6}]"));
    }),
    ("a POI goes", |changing, numbers| {
        let file = numbers.one(&changing.files("pois", ".md")).clone();
        fs::remove_file(changing.at(&file)).unwrap();
    }),
    ("a structure has another colour", |changing, numbers| {
        let file = numbers.one(&changing.files("structures", "brand.toml")).clone();
        let color = format!("color = \"#1f{:02x}87\"", 40 + numbers.below(60));
        changing.set_line(&file, "color = ", &color);
    }),
    ("a structure is renamed", |changing, numbers| {
        let file = numbers.one(&changing.files("structures", "brand.toml")).clone();
        changing.set_line(&file, "name = ", &format!("name = \"Office {}\"", numbers.below(50)));
    }),
    ("a message changes", |changing, numbers| {
        let text = format!("site-map = Toutes les pages, {}\n", numbers.below(50));
        changing.portal.write("theme/i18n/fr.ftl", text);
    }),
    ("a template changes", |changing, numbers| {
        let name = *numbers.one(&["trek", "poi", "legal", "credits", "term", "home"]);
        let own = root().join(format!("themes/classic/templates/{name}.html"));
        let text = fs::read_to_string(own).unwrap();
        let text = text.replace("</article>", &format!("<!-- {} --></article>", numbers.below(9)));
        changing.portal.write(&format!("theme/templates/{name}.html"), text);
    }),
    ("a component changes", |changing, numbers| {
        let text = format!("<footer>{}</footer>", numbers.below(50));
        let text =
            format!("{{% component site_footer() -%}}{text}{{%- endcomponent site_footer %}}");
        changing.portal.write("theme/templates/components/footer.html", text);
    }),
    ("a setting changes", |changing, numbers| {
        changing.set_line(
            "site.toml",
            "title = ",
            &format!("title = \"Valbrune {}\"", numbers.below(50)),
        );
    }),
    ("a language comes or goes", |changing, numbers| {
        let languages =
            *numbers.one(&[r#"["fr", "en"]"#, r#"["fr", "en", "it"]"#, r#"["en", "fr", "de"]"#]);
        changing.set_line("site.toml", "languages = ", &format!("languages = {languages}"));
    }),
    ("the home page shows other treks", |changing, numbers| {
        let treks = changing.folders("treks");
        let featured = [numbers.one(&treks), numbers.one(&treks)];
        changing.set_line("site.toml", "featured = ", &format!("featured = {featured:?}"));
    }),
    ("an alert ends, or concerns all", |changing, numbers| {
        let file = numbers.one(&changing.files("alerts", ".fr.md")).clone();
        if numbers.below(3) == 0 {
            changing.set_line(&file, "treks = ", "");
        } else {
            let end = format!("end_date = \"2027-0{}-01\"", 1 + numbers.below(9));
            changing.set_line(&file, "end_date = ", &end);
        }
    }),
    ("stages have another order", |changing, numbers| {
        let stages: Vec<String> = changing
            .folders("treks")
            .into_iter()
            .filter(|name| name.starts_with("etape-"))
            .collect();
        let file = "treks/tour-des-trois-lacs/index.fr.md";
        if changing.at(file).exists() && !stages.is_empty() {
            let children = [numbers.one(&stages), numbers.one(&stages)];
            changing.set_line(file, "children = ", &format!("children = {children:?}"));
        }
    }),
    ("a term is renamed", |changing, numbers| {
        let (from, to) = ("[theme.lakes]\nname = ", format!("Lacs {}", numbers.below(50)));
        let text = fs::read_to_string(changing.at("terms.toml")).unwrap();
        let (before, after) = text.split_once(from).unwrap();
        let rest = after.split_once('\n').unwrap().1;
        let text = format!("{before}{from}{{ fr = \"{to}\", en = \"Lakes\" }}\n{rest}");
        changing.portal.write("terms.toml", text);
    }),
    ("seasons change", |changing, numbers| {
        let text = fs::read_to_string(changing.at("site.toml")).unwrap();
        let text = text.split("\n[[figures.seasons]]").next().unwrap().trim_end().to_owned();
        let from = 1 + numbers.below(6);
        let season = format!("\n[[figures.seasons]]\nabove = 1700\nfrom = {from}\nto = 10\n");
        changing.portal.write("site.toml", text + "\n" + &season);
    }),
];

#[test]
fn after_any_changes_of_files_the_site_is_that_of_a_new_build() {
    for seed in 0..sequences(SEQUENCES) {
        let changing = Changing::example();
        let mut numbers = Numbers(seed);
        let mut told = format!("seed {seed}");
        let _ = changing.build("changed", &[]);
        for _ in 0..CHANGES {
            let (what, change) = numbers.one(&OF_FILES);
            told += &format!(", {what}");
            change(&changing, &mut numbers);
            if numbers.below(2) == 0 {
                let _ = changing.build("changed", &[]);
            } else {
                changing.assert_exact(&told);
            }
        }
        changing.assert_exact(&told);
    }
}

/// Every change alone, as one whose mistake a later change could hide.
#[test]
fn after_each_change_of_files_the_site_is_that_of_a_new_build() {
    let changing = Changing::example();
    let mut numbers = Numbers(7);
    let _ = changing.build("changed", &[]);
    for (what, change) in OF_FILES {
        change(&changing, &mut numbers);
        changing.assert_exact(what);
    }
}

/// Numbers of files of a kind that the report counts as made and as kept.
fn pages(report: &Path, kind: &str) -> [u64; 2] {
    let report: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    ["made", "kept"].map(|what| report["files"][kind][what].as_u64().unwrap())
}

#[test]
fn only_pages_that_show_what_changed_are_made() {
    let changing = Changing::example();
    let report = changing.at("report.json");
    let words = ["--report", report.to_str().unwrap()];
    let _ = changing.build("changed", &words);
    let [all, kept] = pages(&report, "trek");
    assert_eq!((kept, pages(&report, "poi")[1]), (0, 0));
    // A text that only its own page shows.
    let file = "pois/lac-long.fr.md";
    let text = fs::read_to_string(changing.at(file)).unwrap();
    changing.portal.write(file, text + "\nUn banc.\n");
    let (_, out) = changing.build("changed", &words);
    let [made, kept] = pages(&report, "trek");
    assert!(made > 0 && made < all / 2, "{made} of {all} treks");
    assert_eq!(made + kept, all);
    assert!(pages(&report, "poi")[0] < 4);
    assert_eq!(pages(&report, "legal"), [0, 3]);

    // A file that somebody damages or removes is mended, also when nothing else changes.
    let (legal, home) = (out.join("legal/index.html"), out.join("index.html"));
    let before = [&legal, &home].map(|file| fs::read(file).unwrap());
    let damaged = fs::read_to_string(&legal).unwrap().replace('e', "a");
    std::thread::sleep(Duration::from_millis(20));
    fs::write(&legal, damaged).unwrap();
    fs::remove_file(&home).unwrap();
    let _ = changing.build("changed", &words);
    assert_eq!([&legal, &home].map(|file| fs::read(file).unwrap()), before);
    assert_eq!((pages(&report, "legal"), pages(&report, "home")), ([1, 2], [1, 2]));

    // `--full-render` knows of nothing.
    let (ran, _) = changing.build("changed", &[&words[..], &["--full-render"]].concat());
    assert_eq!((ran.code, pages(&report, "trek")), (0, [all, 0]));
    // A damaged key file costs a whole build, never a wrong site.
    let keys = fs::read_dir(&changing.cache).unwrap().map(|entry| entry.unwrap().path());
    for file in keys.filter(|path| path.extension().is_some_and(|extension| extension == "bin")) {
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&file, bytes).unwrap();
    }
    changing.set_line("site.toml", "title = ", "title = \"Autrement\"");
    changing.assert_exact("a damaged key file");
}
