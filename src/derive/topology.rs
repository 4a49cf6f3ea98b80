//! Nodes where lines join and separate: lines that share a path must still share it when
//! simplified.

use crate::model::Position;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};

/// Longitude and latitude in units of 1e-7 degrees.
type Vertex = (i32, i32);

/// Nodes: vertices where lines that share a path separate, begin or end.
#[derive(Debug, Clone, Default)]
pub struct Shared {
    nodes: HashSet<Vertex>,
}

impl Shared {
    /// Finds the nodes of many lines. A vertex is a node when two lines pass through it with
    /// different neighbouring vertices, when a line begins or ends there and another continues, and
    /// where a line turns back on itself.
    pub fn of(lines: &[&[Position]]) -> Shared {
        let repeated = Repeated::of(lines);
        let of_line = |line: &&[Position]| passages(line, &repeated);
        let passages: Vec<Vec<(Vertex, [Vertex; 2])>> = lines.par_iter().map(of_line).collect();
        let mut around: HashMap<Vertex, [Vertex; 2]> = HashMap::new();
        let mut nodes = HashSet::new();
        for (vertex, neighbours) in passages.into_iter().flatten() {
            let [before, after] = neighbours;
            let turns = before == after && before != vertex;
            if turns || *around.entry(vertex).or_insert(neighbours) != neighbours {
                nodes.insert(vertex);
            }
        }
        Shared { nodes }
    }

    /// True when the position is a node.
    pub fn is_node(&self, position: Position) -> bool {
        !self.nodes.is_empty() && self.nodes.contains(&position.fixed())
    }
}

/// Returns the vertices of a line that other lines may share and those where it turns back, each
/// with the vertices before and after. An end of the line is its own neighbour, unlike any other
/// vertex.
fn passages(line: &[Position], repeated: &Repeated) -> Vec<(Vertex, [Vertex; 2])> {
    let mut passages = Vec::new();
    for (i, position) in line.iter().enumerate() {
        let vertex = position.fixed();
        let before = i.checked_sub(1).map_or(vertex, |before| line[before].fixed());
        let after = line.get(i + 1).map_or(vertex, |after| after.fixed());
        if repeated.has(vertex) || before == after {
            passages.push((vertex, [before.min(after), before.max(after)]));
        }
    }
    passages
}

/// Set of the vertices that occur more than once. It may contain a few other vertices, because it
/// is a hash table of single bits: sixteen bits per vertex, so that thirty million vertices fit in
/// memory.
struct Repeated {
    bits: Vec<AtomicU64>,
}

impl Repeated {
    fn of(lines: &[&[Position]]) -> Repeated {
        let count: usize = lines.iter().map(|line| line.len()).sum();
        let words = (count / 4).next_power_of_two().max(1);
        let zeros = || -> Vec<AtomicU64> { (0..words).map(|_| AtomicU64::new(0)).collect() };
        let (once, twice) = (zeros(), zeros());
        lines.par_iter().for_each(|line| {
            let mut before = None;
            for position in *line {
                let vertex = position.fixed();
                // A device that does not move repeats a position, which is not a second passage.
                if before.replace(vertex) == Some(vertex) {
                    continue;
                }
                let (word, bit) = place(vertex, words);
                if once[word].fetch_or(bit, Ordering::Relaxed) & bit != 0 {
                    twice[word].fetch_or(bit, Ordering::Relaxed);
                }
            }
        });
        Repeated { bits: twice }
    }

    /// True for a vertex that occurs more than once, and rarely for others.
    fn has(&self, vertex: Vertex) -> bool {
        let (word, bit) = place(vertex, self.bits.len());
        self.bits[word].load(Ordering::Relaxed) & bit != 0
    }
}

/// Hashes a vertex to a word and a bit in it, with the finalizer of `SplitMix64` (Steele, Lea &
/// Flood 2014).
fn place((lon, lat): Vertex, words: usize) -> (usize, u64) {
    let mut hash = (u64::from(lon.cast_unsigned()) << 32) | u64::from(lat.cast_unsigned());
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^= hash >> 31;
    ((hash >> 6) as usize & (words - 1), 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(i32, i32)]) -> Vec<Position> {
        points
            .iter()
            .map(|(x, y)| {
                Position::new(f64::from(*x) / 100.0, f64::from(*y) / 100.0, None).unwrap()
            })
            .collect()
    }

    #[test]
    fn nodes_are_where_lines_separate() {
        let one = line(&[(0, 0), (1, 0), (2, 0), (3, 0), (4, 1)]);
        let two = line(&[(4, -1), (3, 0), (2, 0), (1, 0), (0, 0), (-1, 0)]);
        let alone = line(&[(10, 10), (11, 10), (12, 10)]);
        let shared = Shared::of(&[&one, &two, &alone]);
        let is_node = |x: i32, y: i32| shared.is_node(line(&[(x, y)])[0]);
        assert!(is_node(3, 0) && is_node(0, 0), "one ends where two continues");
        assert!(!is_node(1, 0) && !is_node(2, 0), "all lines pass in the same way");
        assert!(!is_node(11, 10) && !is_node(4, 1));
    }

    #[test]
    fn a_turning_point_is_a_node() {
        let there_and_back = line(&[(0, 0), (1, 0), (2, 0), (1, 0), (0, 0)]);
        let shared = Shared::of(&[&there_and_back]);
        assert!(shared.is_node(there_and_back[2]) && !shared.is_node(there_and_back[1]));
    }
}
