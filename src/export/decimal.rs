//! Fixed-point numbers as text, without floating point: half of the time of an export is here.

/// Appends `value / 10^decimals`, without zeros at the end.
pub fn push(out: &mut Vec<u8>, value: i32, decimals: usize) {
    let mut digits = [b'0'; 12];
    let mut rest = value.unsigned_abs();
    let mut at = digits.len();
    while rest > 0 || at > digits.len() - decimals - 1 {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    if value < 0 {
        out.push(b'-');
    }
    let point = digits.len() - decimals;
    out.extend_from_slice(&digits[at..point]);
    let end = digits.iter().rposition(|digit| *digit != b'0').map_or(point, |last| last + 1);
    if end > point {
        out.push(b'.');
        out.extend_from_slice(&digits[point..end]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_short_as_they_are() {
        for (value, decimals, expected) in [
            (0, 7, "0"),
            (-12, 7, "-0.0000012"),
            (61_234_567, 7, "6.1234567"),
            (-457_000_000, 7, "-45.7"),
            (1_800_000_000, 7, "180"),
            (123_450, 2, "1234.5"),
            (100, 2, "1"),
            (i32::MIN + 1, 7, "-214.7483647"),
        ] {
            let mut out = Vec::new();
            push(&mut out, value, decimals);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
