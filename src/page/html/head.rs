//! The head of an HTML page: title, description, and JSON-LD that describes the page and its
//! photographs to search engines.

use crate::model::{Html, Lang, Localized};
use crate::page::site::Site;
use crate::page::view::picture::PictureView;
use crate::page::view::text::{self, Markup};
use serde_json::{Value, json};

/// Returns JSON-LD (schema.org) that describes the page and its photographs; empty for a page
/// without an address or without photographs.
pub fn data(site: &Site, lang: &Lang, canonical: &str, head: &Head) -> Markup {
    let images: Vec<Value> = head.pictures.iter().map(|picture| image(site, picture)).collect();
    let Some(first) = images.first().filter(|_| !canonical.is_empty()) else {
        return Markup::default();
    };
    let page = json!({
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": canonical,
        "name": head.title,
        "inLanguage": lang.as_str(),
        "primaryImageOfPage": first,
        "image": images,
    });
    // A `<` in a text could end the `script` element.
    Markup::trusted(page.to_string().replace('<', "\\u003c"))
}

/// Returns an [`ImageObject`](https://schema.org/ImageObject) with the caption, the credit and the
/// licence that image search shows beside a photograph.
fn image(site: &Site, picture: &PictureView) -> Value {
    let mut image = json!({
        "@type": "ImageObject",
        "contentUrl": site.canonical(&picture.src),
        "width": picture.width,
        "height": picture.height,
    });
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            image[name] = value.into();
        }
    };
    add("caption", &picture.legend);
    add("creditText", &credit(picture));
    match license_url(&picture.license) {
        Some(url) => add("license", &url),
        None => add("copyrightNotice", &picture.license),
    }
    if !picture.author.is_empty() {
        image["creator"] = json!({ "@type": "Person", "name": picture.author });
    }
    image
}

/// Author and licence of a photograph: `Agnès Roche · CC BY 4.0`.
fn credit(picture: &PictureView) -> String {
    let parts = [picture.author.as_str(), picture.license.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Legend and credit of a photograph: `The lake in May – Agnès Roche · CC BY 4.0`.
pub fn caption(picture: &PictureView) -> String {
    let credit = credit(picture);
    let parts = [picture.legend.as_str(), &credit];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ")
}

/// Address of the text of a licence. Knows the licences of Creative Commons and the French Licence
/// Ouverte in their usual spellings; `None` for all others.
pub fn license_url(license: &str) -> Option<String> {
    let plain = license.to_lowercase().replace([' ', '_', '/'], "-");
    if plain.starts_with("licence-ouverte") || plain.starts_with("etalab") {
        return Some("https://www.etalab.gouv.fr/licence-ouverte-open-licence/".to_owned());
    }
    if plain.starts_with("cc0") || plain.starts_with("cc-0") {
        return Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned());
    }
    let rest = plain.strip_prefix("cc-")?;
    let mut terms: Vec<&str> = rest.split('-').collect();
    let is_version = |term: &&str| term.chars().all(|c| c.is_ascii_digit() || c == '.');
    let version = terms.pop_if(|term| is_version(&&**term))?;
    let known = terms.iter().all(|term| ["by", "sa", "nc", "nd"].contains(term));
    let known = known
        && terms.first() == Some(&"by")
        && ["1.0", "2.0", "2.5", "3.0", "4.0"].contains(&version);
    known.then(|| format!("https://creativecommons.org/licenses/{}/{version}/", terms.join("-")))
}

/// Title, description and photographs in the head of an HTML page.
pub struct Head {
    pub title: String,
    pub description: String,
    /// Photographs on the page; social cards show the first.
    pub pictures: Vec<PictureView>,
}

impl Head {
    /// Head of a page about an object. The description is the beginning of the first of `texts`
    /// that is not empty in the language.
    pub fn of_object<'t>(
        name: &str,
        texts: impl IntoIterator<Item = &'t Localized<Html>>,
        lang: &Lang,
        pictures: &[PictureView],
    ) -> Head {
        Head {
            title: name.to_owned(),
            description: text::teaser(texts, lang),
            pictures: pictures.to_vec(),
        }
    }

    /// Head of a page without photographs, whose template gives the title.
    pub fn described(description: String) -> Head {
        Head { title: String::new(), description, pictures: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_known_in_their_usual_spellings() {
        for (written, url) in [
            ("CC BY-SA 4.0", Some("https://creativecommons.org/licenses/by-sa/4.0/")),
            ("CC-BY-4.0", Some("https://creativecommons.org/licenses/by/4.0/")),
            ("cc by nc nd 3.0", Some("https://creativecommons.org/licenses/by-nc-nd/3.0/")),
            ("CC0", Some("https://creativecommons.org/publicdomain/zero/1.0/")),
            (
                "Licence Ouverte 2.0",
                Some("https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
            ),
            ("All rights reserved", None),
            // A licence without its version has no address.
            ("CC-BY", None),
            ("CC BY javascript", None),
            ("CC BY 9.9", None),
        ] {
            assert_eq!(license_url(written).as_deref(), url, "{written}");
        }
    }
}
