//! Limit on the number of large texts that are parsed at once.

use crate::input::{self, Share};

/// Waits until there is enough memory to parse a text of so many bytes, which needs several times its
/// size. Returns the reserved share of memory. `None` for a small text, which does not wait.
pub fn memory_share(bytes: u64) -> Option<Share> {
    const TIMES: u64 = 10;
    const SMALL: u64 = 4_000_000;
    (bytes > SMALL).then(|| input::share(bytes * TIMES))
}
