//! Pseudo-random numbers that are the same on every machine.

/// A linear congruential generator (Knuth's MMIX constants) with its state.
pub struct Numbers(pub u64);

impl Numbers {
    /// The next number, from −1 to 1.
    pub fn next(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}
