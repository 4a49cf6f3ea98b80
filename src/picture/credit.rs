//! Author and copyright in the metadata of a photograph.

use exif::experimental::Writer;
use exif::{Field, In, Tag, Value};
use serde::{Deserialize, Serialize};
use std::io::Cursor;

/// Author and copyright of a photograph, from the metadata of its file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub author: Option<String>,
    pub copyright: Option<String>,
}

/// Reads the credit from raw EXIF (`Artist`, `Copyright`) and raw IPTC (by-line, copyright notice).
/// IPTC, which agencies write, takes precedence.
pub fn read(exif: Option<&[u8]>, iptc: Option<&[u8]>) -> Credit {
    let iptc_text = |dataset| iptc.and_then(|iptc| dataset_of(iptc, dataset));
    let exif = exif.and_then(|raw| exif::Reader::new().read_raw(raw.to_owned()).ok());
    let exif_text = |tag| {
        let field = exif.as_ref()?.get_field(tag, In::PRIMARY)?;
        let Value::Ascii(parts) = &field.value else { return None };
        text(parts.first()?)
    };
    Credit {
        author: iptc_text(80).or_else(|| exif_text(Tag::Artist)),
        copyright: iptc_text(116).or_else(|| exif_text(Tag::Copyright)),
    }
}

/// Returns the first value of a dataset of the IPTC application record, wherever it is in the bytes
/// (IPTC-NAA IIM 4.2, chapter 3: `1c 02`, the dataset number, a length of two bytes, the text).
fn dataset_of(iptc: &[u8], dataset: u8) -> Option<String> {
    let start = [0x1c, 0x02, dataset];
    let at = iptc.windows(3).position(|window| window == start)? + 3;
    let length = u16::from_be_bytes([*iptc.get(at)?, *iptc.get(at + 1)?]);
    text(iptc.get(at + 2..at + 2 + usize::from(length))?)
}

fn text(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let text: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Encodes the credit as EXIF without any other field; `None` for an empty credit.
pub fn exif(credit: &Credit) -> Option<Vec<u8>> {
    let field = |tag, text: &Option<String>| {
        let value = Value::Ascii(vec![text.as_ref()?.clone().into_bytes()]);
        Some(Field { tag, ifd_num: In::PRIMARY, value })
    };
    let fields = [(Tag::Artist, &credit.author), (Tag::Copyright, &credit.copyright)];
    let fields: Vec<Field> =
        fields.into_iter().filter_map(|(tag, text)| field(tag, text)).collect();
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut bytes = Cursor::new(Vec::new());
    (!fields.is_empty() && writer.write(&mut bytes, false).is_ok()).then(|| bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_written_credit_is_read_again() {
        let credit =
            Credit { author: Some("Zoé Martin".into()), copyright: Some("CC BY 4.0".into()) };
        assert_eq!(read(exif(&credit).as_deref(), None), credit);
        assert_eq!(exif(&Credit::default()), None);
    }

    #[test]
    fn the_by_line_of_an_agency_comes_first() {
        let iptc = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x12\x1c\x02\x50\0\x05Agnes\x1c\x02\x74\0\x03PNE";
        let camera = Credit { author: Some("CANON".into()), copyright: None };
        let credit = read(exif(&camera).as_deref(), Some(iptc));
        assert_eq!(credit, Credit { author: Some("Agnes".into()), copyright: Some("PNE".into()) });
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read(exif in prop::collection::vec(any::<u8>(), 0..200)) {
            read(Some(&exif), Some(&exif));
            let whole = [&b"II*\0\x08\0\0\0"[..], &exif].concat();
            read(Some(&whole), Some(&[&b"\x1c\x02\x50"[..], &exif].concat()));
        }
    }
}
