//! Slugs: the part of an address that is made from a name.

use icu_normalizer::ComposingNormalizerBorrowed;

/// Maximum number of characters of a slug.
const LONGEST: usize = 80;
/// Number of characters of a hash in a slug, with the hyphen before it.
const HASH: usize = 9;

/// Characters that are transliterated to `a` to `z` without loss: Latin letters with diacritics
/// (also decomposed, as on a Mac), Greek, modern Cyrillic, and punctuation.
const FAITHFUL: [std::ops::RangeInclusive<char>; 9] = [
    '\0'..='\u{24f}',
    '\u{300}'..='\u{45f}',
    '\u{490}'..='\u{491}',
    '\u{1e00}'..='\u{1eff}',
    '\u{2000}'..='\u{206f}',
    // Euro sign, numero sign and trade mark sign.
    '\u{20ac}'..='\u{20ac}',
    '\u{2116}'..='\u{2116}',
    '\u{2122}'..='\u{2122}',
    // Ligatures.
    '\u{fb00}'..='\u{fb06}',
];

/// Names that Windows reserves for devices, with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Slug of a name: at most 80 lower-case letters, digits and hyphens.
///
/// A name always gives the same slug, whatever other names there are. A hash of the name is added
/// where the transliteration loses something (`湖`, `✌`), where the name has only punctuation, and
/// where it is too long, so that different names get different slugs. A name that Windows reserves
/// for a device gets an `x-` in front.
pub fn slug(name: &str) -> String {
    let slug = slug::slugify(name);
    if slug.is_empty() {
        return format!("x-{}", hash(name));
    }
    if is_device(&slug) {
        return format!("x-{slug}");
    }
    let faithful = name.chars().all(is_faithful);
    if faithful && slug.len() <= LONGEST {
        return slug;
    }
    let most = slug.get(..LONGEST - HASH).unwrap_or(&slug);
    format!("{}-{}", most.trim_end_matches('-'), hash(name))
}

/// True for a name that Windows reserves for a device, such as `con` or `aux.txt`: no file can have
/// it (Microsoft, “Naming Files, Paths, and Namespaces”).
pub fn is_device(name: &str) -> bool {
    let name = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let port = |kind| {
        let number = name.strip_prefix(kind).and_then(|rest| rest.parse::<char>().ok());
        number.is_some_and(|number| number.is_ascii_digit() || "¹²³".contains(number))
    };
    DEVICES.contains(&name.as_str()) || port("com") || port("lpt")
}

/// True for a character that is transliterated without loss.
fn is_faithful(letter: char) -> bool {
    if letter.is_ascii() {
        return true;
    }
    let leaves_letters = || !slug::slugify(letter.to_string()).is_empty();
    let is_known = FAITHFUL.iter().any(|range| range.contains(&letter));
    match letter.is_alphanumeric() {
        // The Russian soft sign is a letter, but is transliterated to nothing.
        true => is_known && leaves_letters(),
        // Punctuation separates words, as a space does. Some symbols become words.
        false => is_known || !leaves_letters(),
    }
}

/// Hash of a name. Upper case and lower case give the same hash, as do composed and decomposed
/// diacritics.
fn hash(name: &str) -> String {
    let name = ComposingNormalizerBorrowed::new_nfc().normalize(name).to_lowercase();
    blake3::hash(name.as_bytes()).to_hex()[..HASH - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn european_names_are_written_with_a_to_z() {
        for (name, expected) in [
            ("Été au Lac", "ete-au-lac"),
            ("E\u{301}te\u{301} au Lac", "ete-au-lac"),
            ("L’œuvre d’Ødegård & Łódź", "l-oeuvre-d-odegard-lodz"),
            ("Große Runde – 12,5 km", "grosse-runde-12-5-km"),
            ("Ağrı Dağı", "agri-dagi"),
            ("Þingvellir, Ðx", "thingvellir-dx"),
            ("Лесное озеро", "lesnoe-ozero"),
            ("Όλυμπος", "olumpos"),
            ("№ 5 …", "no-5"),
            ("Lac ★", "lac"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn names_that_lose_letters_get_different_slugs() {
        let names =
            ["✌✌", "ѴѴ", "vv", "VV", "☀ tour", "长城", "長城", "مسار", "مسر", "рысь", "рыс"];
        let slugs: BTreeSet<String> = names.iter().map(|name| slug(name)).collect();
        // Only `vv` and `VV` have the same slug.
        assert_eq!(slugs.len(), names.len() - 1, "{slugs:?}");
        assert_eq!(slug("vv"), "vv");
        assert!(slug("长城").starts_with("chang-cheng-"), "{}", slug("长城"));
        assert_eq!(slug("ѴѴ"), slug("ѵѵ"));
    }

    #[test]
    fn a_slug_is_short_and_never_empty() {
        assert!(slug("!!!").starts_with("x-") && slug("!!!") != slug("???"));
        let long = "a".repeat(300);
        assert_eq!(slug(&long).len(), LONGEST);
        assert_ne!(slug(&long), slug(&format!("{long}b")));
        assert_eq!(slug(&"长".repeat(100)).len(), LONGEST);
    }

    #[test]
    fn no_slug_is_a_device_of_windows() {
        for name in ["CON", "nul", "Aux", "PRN", "com1", "COM0", "LPT9", "com²"] {
            assert!(is_device(name) && is_device(&format!("{name}.tar.gz")), "{name}");
            assert!(!is_device(&slug(name)), "{name}");
        }
        assert_eq!(slug("CON"), "x-con");
        assert!(is_device("CONIN$") && is_device("nul .txt") && is_device("COM3"));
        for name in ["con-2", "console", "com", "com10", "comte", "lpt", "null"] {
            assert!(!is_device(name) && slug(name) == name, "{name}");
        }
    }

    proptest! {
        #[test]
        fn the_slug_of_a_slug_is_the_slug(name in ".{0,100}") {
            let once = slug(&name);
            prop_assert_eq!(&slug(&once), &once);
            prop_assert!(!once.is_empty() && once.len() <= LONGEST && !is_device(&once));
            prop_assert!(once.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        }
    }
}
