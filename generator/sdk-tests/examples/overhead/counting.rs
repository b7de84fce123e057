//! An allocator that counts what is asked of it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static CALLS: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

pub struct Counting;

fn count(bytes: usize) {
    CALLS.fetch_add(1, Relaxed);
    BYTES.fetch_add(u64::try_from(bytes).unwrap_or(u64::MAX), Relaxed);
}

// SAFETY: everything is handed on to the system's allocator as it came; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller keeps the contract of `alloc`, which is the same there.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the pointer came from `System`, as all of them do, with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        // SAFETY: as in `dealloc`; the caller answers for the new size.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

/// What was asked for so far.
pub struct Asked {
    calls: u64,
    bytes: u64,
}

pub fn now() -> Asked {
    Asked { calls: CALLS.load(Relaxed), bytes: BYTES.load(Relaxed) }
}

impl Asked {
    /// What has been asked for since, by each of so many calls.
    pub fn per(&self, calls: u32) -> impl fmt::Display + use<> {
        let (now, calls) = (now(), f64::from(calls));
        let each = |now: u64, before: u64| {
            // Far below what a float holds exactly.
            #[allow(clippy::cast_precision_loss)]
            let asked = (now - before) as f64;
            asked / calls
        };
        format!("{:.1} allocations {:.0} bytes", each(now.calls, self.calls), each(now.bytes, self.bytes))
    }
}
