//! The site of `tests/fixtures/hamlet`, file by file as in `tests/golden/hamlet`.
//!
//! `UPDATE_GOLDEN=1 cargo test golden` writes the golden site anew: read its diff line by line
//! before it is committed.

use crate::support::{Built, Portal, root, tree};
use std::collections::BTreeMap;
use std::fs;

#[test]
fn the_hamlet_is_its_golden_site() {
    let portal = Portal::hamlet();
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0]);
    let site = readable(&built);
    let folder = root().join("tests/golden/hamlet");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = fs::remove_dir_all(&folder);
        for (path, bytes) in &site {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
    }
    let golden = tree(&folder);
    let paths = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&site), paths(&golden), "the files of the site changed");
    for (path, bytes) in &site {
        let [now, then] = [bytes, &golden[path]].map(|b| String::from_utf8(b.clone()).unwrap());
        let line = now.lines().zip(then.lines()).position(|(now, then)| now != then);
        let line = line.unwrap_or(now.lines().count().min(then.lines().count()));
        let at = |text: &str| text.lines().nth(line).unwrap_or("(end)").to_owned();
        assert!(now == then, "{path}:{}\n is  {}\n was {}", line + 1, at(&now), at(&then));
    }
}

/// What people read: no encoded pictures, no files of the theme, no fingerprint of either. Pixels
/// may differ by one between processors, and so does the name of what is encoded of them.
fn readable(built: &Built) -> BTreeMap<String, Vec<u8>> {
    let own = built.files.iter().filter(|(path, _)| {
        !path.starts_with("assets/") && !path.ends_with(".webp") && !path.ends_with(".jpg")
    });
    let assets = built.files.keys().find_map(|path| path.strip_suffix("/css/style.css"));
    let assets = format!("/{}/", assets.unwrap());
    let clean = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap().replace(&assets, "/assets/…/");
        without_prints(&text)
    };
    own.map(|(path, bytes)| (path.clone(), clean(bytes).into_bytes())).collect()
}

/// `media/0123456789abcdef-400.webp` → `media/…-400.webp`
fn without_prints(text: &str) -> String {
    let mut parts = text.split("media/");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |clean, part| {
        let is_print = part.get(..16).is_some_and(|p| p.chars().all(|c| c.is_ascii_hexdigit()));
        clean + "media/" + &if is_print { format!("…{}", &part[16..]) } else { part.to_owned() }
    })
}
