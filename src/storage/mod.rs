//! Files that several processes share: written atomically, checked when read, and locked.

mod atomic;
mod checked;
pub mod lock;

pub use atomic::atomic_write;
pub use checked::{DAMAGED, content_name, has_content_name, read_checked, write_checked};
pub use lock::{Busy, Lock, Patience};
