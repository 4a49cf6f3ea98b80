//! Room for names on a map.

use super::walk::distance;

/// A rectangle: left, top, right, bottom.
pub type Area = [f64; 4];

/// Places of a drawing that are taken, so that names do not cover each other or the trail.
pub struct Room {
    width: f64,
    height: f64,
    taken: Vec<Area>,
    /// Marks that the page draws on the map.
    marks: Vec<[f64; 2]>,
    /// Indices of the areas that touch each square of the drawing.
    squares: Vec<Vec<u32>>,
    columns: usize,
}

/// Half the size in drawing units of a mark of the page.
pub const MARK: f64 = 11.0;
/// Side of a square.
const SQUARE: f64 = 32.0;
/// Distance that names keep from the edge of the drawing.
const EDGE: f64 = 3.0;

impl Room {
    pub fn new(width: f64, height: f64) -> Room {
        let (columns, rows) = ((width / SQUARE) as usize + 1, (height / SQUARE) as usize + 1);
        Room {
            width,
            height,
            taken: Vec::new(),
            marks: Vec::new(),
            squares: vec![Vec::new(); columns * rows],
            columns,
        }
    }

    /// Takes an area.
    pub fn take(&mut self, area: Area) {
        let index = self.taken.len() as u32;
        self.taken.push(area);
        for square in self.squares_of(area) {
            self.squares[square].push(index);
        }
    }

    /// Takes the place of a mark that the page draws on the map.
    pub fn take_mark(&mut self, [x, y]: [f64; 2]) {
        self.marks.push([x, y]);
        self.take([x - MARK, y - MARK, x + MARK, y + MARK]);
    }

    /// True when the page draws a mark on a point.
    pub fn is_marked(&self, point: [f64; 2]) -> bool {
        self.marks.iter().any(|mark| distance(*mark, point) < MARK)
    }

    /// Takes the surroundings of a line, `reach` units on each side.
    pub fn take_line(&mut self, points: &[[f64; 2]], reach: f64) {
        for pair in points.windows(2) {
            let steps = (distance(pair[0], pair[1]) / reach).ceil().clamp(1.0, 1000.0) as usize;
            for step in 0..=steps {
                let part = step as f64 / steps as f64;
                let [x, y] = [0, 1].map(|i| pair[0][i] + (pair[1][i] - pair[0][i]) * part);
                let is_inside = (-reach..self.width + reach).contains(&x)
                    && (-reach..self.height + reach).contains(&y);
                if is_inside && !self.is_taken([x, y]) {
                    self.take([x - reach, y - reach, x + reach, y + reach]);
                }
            }
        }
    }

    /// True when nothing has taken a part of an area, which is inside of the drawing.
    pub fn has(&self, area: Area) -> bool {
        let [left, top, right, bottom] = area;
        let is_inside = left >= EDGE
            && top >= EDGE
            && right <= self.width - EDGE
            && bottom <= self.height - EDGE;
        is_inside && self.is_free(area)
    }

    fn is_free(&self, area: Area) -> bool {
        let overlaps = |other: &Area| {
            area[0] < other[2] && other[0] < area[2] && area[1] < other[3] && other[1] < area[3]
        };
        !self.touching(area).any(overlaps)
    }

    /// True for a point in an area that is taken, or on its edge.
    fn is_taken(&self, [x, y]: [f64; 2]) -> bool {
        let holds =
            |area: &Area| (area[0]..=area[2]).contains(&x) && (area[1]..=area[3]).contains(&y);
        self.touching([x, y, x, y]).any(holds)
    }

    /// Taken areas in the squares that an area touches.
    fn touching(&self, area: Area) -> impl Iterator<Item = &Area> {
        let indices = self.squares_of(area).flat_map(|square| &self.squares[square]);
        indices.map(|index| &self.taken[*index as usize])
    }

    /// Indices of the squares that an area touches.
    fn squares_of(&self, [left, top, right, bottom]: Area) -> impl Iterator<Item = usize> + use<> {
        let (columns, rows) = (self.columns, self.squares.len() / self.columns);
        let index =
            |value: f64, count: usize| (value / SQUARE).clamp(0.0, count as f64 - 1.0) as usize;
        let across = index(left, columns)..=index(right, columns);
        (index(top, rows)..=index(bottom, rows))
            .flat_map(move |row| across.clone().map(move |column| row * columns + column))
    }
}

/// Width of a text, generously: fonts differ from computer to computer. `size` is that of the font.
pub fn width(text: &str, size: f64) -> f64 {
    let part = |letter: char| match letter {
        'i' | 'l' | 'j' | 't' | 'f' | 'I' | '\'' | '’' | '.' | ',' | ' ' | '-' => 0.36,
        'm' | 'w' | 'M' | 'W' => 0.95,
        letter if letter.is_uppercase() => 0.74,
        letter if letter < '\u{2e80}' => 0.62,
        // Letters of East Asia are as wide as they are high.
        _ => 1.05,
    };
    text.chars().map(part).sum::<f64>() * size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_cover_each_other_or_leave_the_drawing() {
        let mut room = Room::new(200.0, 100.0);
        assert!(room.has([10.0, 10.0, 60.0, 20.0]));
        room.take([10.0, 10.0, 60.0, 20.0]);
        assert!(!room.has([50.0, 15.0, 90.0, 25.0]));
        assert!(room.has([60.0, 10.0, 90.0, 20.0]), "beside it");
        assert!(!room.has([170.0, 10.0, 199.0, 20.0]), "over the edge");
        assert!(!room.has([0.0, 50.0, 50.0, 60.0]));
    }

    #[test]
    fn a_line_takes_its_surroundings() {
        let mut room = Room::new(200.0, 100.0);
        room.take_line(&[[20.0, 50.0], [180.0, 50.0]], 4.0);
        assert!(!room.has([95.0, 45.0, 105.0, 55.0]));
        assert!(!room.has([95.0, 52.0, 105.0, 62.0]));
        assert!(room.has([95.0, 55.0, 105.0, 65.0]));
    }
}
