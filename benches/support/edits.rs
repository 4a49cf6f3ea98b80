//! Changes of a synthetic portal, as people make them.

use std::fs;
use std::path::Path;

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
