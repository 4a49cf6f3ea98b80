//! Sharing of a page: its address as a QR code, and an e-mail.

use crate::export::decimal;
use crate::page::site::file_path::percent_encoded;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use serde::Serialize;

/// A QR code: a square of dark and light modules.
#[derive(Debug, Clone, Serialize)]
pub struct QrView {
    /// Number of modules on each side, without the margin of four light modules.
    pub size: usize,
    /// SVG path of the dark modules, row by row, to draw with a stroke of one unit.
    pub path: String,
}

/// QR code of an address that stays readable with up to 15 % of damage; `None` for an address that
/// is too long.
pub fn qr(address: &str) -> Option<QrView> {
    // Every reader accepts every mask. To find the one with the fewest blots, as encoders are asked
    // to (ISO/IEC 18004, 7.8.3), would take a fifth of the time of a whole build.
    let mask = Some(Mask::new(0));
    let segments = QrSegment::make_segments(address);
    let (min, max, ecc) = (Version::MIN, Version::MAX, QrCodeEcc::Medium);
    let code = QrCode::encode_segments_advanced(&segments, ecc, min, max, mask, false).ok()?;
    Some(QrView { size: usize::try_from(code.size()).ok()?, path: path(&code) })
}

/// SVG path of the dark modules, row by row. Moves are relative, which makes the path shorter.
fn path(code: &QrCode) -> String {
    let mut path = b"M0 .5".to_vec();
    let (mut x, mut y) = (0, 0);
    for row in 0..code.size() {
        let mut column = 0;
        while column < code.size() {
            let is_dark = code.get_module(column, row);
            let end = (column..code.size()).find(|at| code.get_module(*at, row) != is_dark);
            let end = end.unwrap_or(code.size());
            if is_dark {
                if (column, row) != (x, y) {
                    path.push(b'm');
                    decimal::push(&mut path, column - x, 0);
                    path.push(b' ');
                    decimal::push(&mut path, row - y, 0);
                }
                path.push(b'h');
                decimal::push(&mut path, end - column, 0);
                (x, y) = (end, row);
            }
            column = end;
        }
    }
    String::from_utf8(path).expect("letters and numbers are UTF-8")
}

/// `mailto:` address of an e-mail without a recipient, with the title and the address of a page.
pub fn letter(title: &str, address: &str) -> String {
    format!("mailto:?subject={}&body={}", percent_encoded(title), percent_encoded(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the code on a white ground and decodes it as a phone does.
    fn read(code: &QrView) -> String {
        const MODULE: usize = 4;
        let mut dark = vec![vec![false; code.size]; code.size];
        let (mut x, mut y) = (0, 0);
        let steps = code.path.strip_prefix("M0 .5").unwrap();
        for step in steps.split_inclusive(['h', 'm']).collect::<Vec<_>>().windows(2) {
            let numbers = step[1].trim_end_matches(['h', 'm']).split(' ');
            let numbers: Vec<isize> = numbers.map(|number| number.parse().unwrap()).collect();
            if step[0].ends_with('m') {
                (x, y) = (x + numbers[0], y + numbers[1]);
            } else {
                (x..x + numbers[0]).for_each(|x| dark[y as usize][x as usize] = true);
                x += numbers[0];
            }
        }
        let side = (code.size + 8) * MODULE;
        let is_dark = |pixel: usize| (pixel / MODULE).checked_sub(4).filter(|at| *at < code.size);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
            let module = is_dark(x).zip(is_dark(y));
            if module.is_some_and(|(x, y)| dark[y][x]) { 0 } else { 255 }
        });
        let found = image.detect_grids();
        assert_eq!(found.len(), 1, "{}", code.path);
        found[0].decode().unwrap().1
    }

    #[test]
    fn a_phone_reads_the_address() {
        for address in [
            "https://rando.example.org/trek/lac-long/",
            "https://rando.example.org/en/poi/belvedere-de-la-chalp/",
            "http://a.fr/",
            &format!("https://randonnees.parc-naturel.example.org/{}/", "tres-long-".repeat(30)),
        ] {
            assert_eq!(read(&qr(address).unwrap()), address);
        }
    }

    #[test]
    fn the_path_is_short() {
        let code = qr("https://rando.example.org/trek/lac-long/").unwrap();
        assert_eq!(code.size, 29);
        assert!(code.path.len() < 1500, "{} bytes", code.path.len());
    }

    #[test]
    fn an_address_that_is_too_long_has_no_code() {
        assert!(qr(&"a".repeat(3000)).is_none());
    }

    #[test]
    fn an_email_can_contain_any_title() {
        assert_eq!(
            letter("L’été & après ?", "https://a.fr/é/"),
            "mailto:?subject=L%E2%80%99%C3%A9t%C3%A9%20%26%20apr%C3%A8s%20%3F&body=https%3A%2F%2Fa.fr%2F%C3%A9%2F"
        );
    }
}
