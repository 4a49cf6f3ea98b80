//! Large texts are taken apart one after the other.

use crate::input::{self, Share};

/// Waits until there is memory to take a text of so many bytes apart, which may take several times
/// its size. `None` for a small one, which does not wait.
pub fn turn(bytes: u64) -> Option<Share> {
    const TIMES: u64 = 10;
    const SMALL: u64 = 4_000_000;
    (bytes > SMALL).then(|| input::share(bytes * TIMES))
}
