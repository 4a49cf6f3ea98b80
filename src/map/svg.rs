//! Writer of drawings as SVG, with coordinates as whole numbers of half a drawing unit.

use std::fmt::Write;

/// Coordinates in a drawing unit: half a unit cannot be told apart from none.
const PER_UNIT: f64 = 2.0;

/// Appends an SVG path through points: an absolute move, then relative steps. A closed path ends with
/// `z`.
pub fn line(path: &mut String, points: &[[f64; 2]], closed: bool) {
    let mut points = points.iter().map(|point| point.map(whole));
    let Some(first) = points.next() else { return };
    let _ = write!(path, "M{}", first[0]);
    push(path, first[1]);
    let mut here = first;
    let mut command = "l";
    for point in points {
        let step = [point[0] - here[0], point[1] - here[1]];
        if step == [0, 0] {
            continue;
        }
        if command == "l" {
            let _ = write!(path, "l{}", step[0]);
        } else {
            push(path, step[0]);
        }
        push(path, step[1]);
        command = "";
        here = point;
    }
    if closed {
        path.push('z');
    }
}

/// Number of half units.
pub fn whole(units: f64) -> i32 {
    (units * PER_UNIT).round() as i32
}

/// Appends a number after another one.
fn push(path: &mut String, number: i32) {
    if number >= 0 {
        path.push(' ');
    }
    let _ = write!(path, "{number}");
}

/// Appends text as the content of an element.
pub fn text(svg: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            letter if letter.is_control() => svg.push(' '),
            letter => svg.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_whole_numbers_and_no_steps_of_nothing() {
        let mut path = String::new();
        line(&mut path, &[[1.0, 2.0], [1.1, 2.1], [3.0, 1.0], [0.5, 1.0]], false);
        assert_eq!(path, "M2 4l4-2-5 0");
        line(&mut path, &[[-1.0, -2.0], [3.0, -2.0], [-1.0, -2.0]], true);
        assert_eq!(path, "M2 4l4-2-5 0M-2-4l8 0-8 0z");
    }

    #[test]
    fn text_cannot_end_its_element() {
        let mut svg = String::new();
        text(&mut svg, "Pont & <b>\u{0}Lac");
        assert_eq!(svg, "Pont &amp; &lt;b&gt; Lac");
    }
}
