//! Memory limit: large photographs and tracks wait while others are being decoded.

use std::sync::{Condvar, Mutex, PoisonError};

/// Maximum memory in bytes of all files that are being decoded. One file may use all of it.
pub const BUDGET: u64 = 420_000_000;

static FREE: Mutex<u64> = Mutex::new(BUDGET);
static RETURNED: Condvar = Condvar::new();

/// Bytes of the budget, reserved until this value is dropped.
pub struct Share(u64);

/// Waits until `bytes` of the budget are free, and reserves them. More than the budget is reserved
/// as the whole budget.
pub fn share(bytes: u64) -> Share {
    let wanted = bytes.min(BUDGET);
    let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
    while *free < wanted {
        free = RETURNED.wait(free).unwrap_or_else(PoisonError::into_inner);
    }
    *free -= wanted;
    Share(wanted)
}

impl Drop for Share {
    fn drop(&mut self) {
        *FREE.lock().unwrap_or_else(PoisonError::into_inner) += self.0;
        RETURNED.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn no_more_than_the_budget_is_reserved_at_once() {
        let (out, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for part in 1..=8 {
                let (out, most) = (&out, &most);
                scope.spawn(move || {
                    for _ in 0..20 {
                        let bytes = (BUDGET / part).min(BUDGET);
                        let share = share(bytes);
                        most.fetch_max(
                            out.fetch_add(bytes, Ordering::SeqCst) + bytes,
                            Ordering::SeqCst,
                        );
                        std::thread::yield_now();
                        out.fetch_sub(bytes, Ordering::SeqCst);
                        drop(share);
                    }
                });
            }
        });
        assert!(most.into_inner() <= BUDGET);
    }
}
