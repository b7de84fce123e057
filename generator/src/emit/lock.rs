//! Keeps two runs from writing to one output at the same time.
//!
//! The lock is the operating system's, so that of a run that was killed nothing is left.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::error::EmitError;

/// What is locked where a folder itself cannot be.
const LOCK_NAME: &str = ".sdkwright-lock";

/// Between two tries.
const NAP: Duration = Duration::from_millis(20);

/// Waits until nobody else holds the output, and holds it for as long as the file lives.
///
/// `None` where the file system knows no locks: then it is as if this run were the only one.
pub(super) fn lock(folder: &Path, patience: Duration) -> Result<Option<File>, EmitError> {
    let Ok(file) = open(folder) else { return Ok(None) };
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if waited >= patience => {
                return Err(EmitError::Busy(folder.to_owned()));
            }
            Err(TryLockError::WouldBlock) => {
                sleep(NAP);
                waited += NAP;
            }
        }
    }
}

/// On Unix a folder can be opened and locked like a file, and nothing has to be left in it.
fn open(folder: &Path) -> io::Result<File> {
    if cfg!(unix) {
        File::open(folder)
    } else {
        OpenOptions::new().write(true).create(true).truncate(false).open(folder.join(LOCK_NAME))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{FileSet, check, write};

    fn set(word: &str, count: usize) -> FileSet {
        let mut set = FileSet::new();
        for number in 0..count {
            set.add(format!("src/{word}{number}.rs"), format!("// {word} {number}")).unwrap();
        }
        set.add("src/lib.rs", word).unwrap();
        set
    }

    #[test]
    fn a_run_that_does_not_end_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let held = lock(folder.path(), Duration::ZERO).unwrap();
        assert!(held.is_some(), "this file system has no locks");
        let refused = lock(folder.path(), Duration::from_millis(50)).unwrap_err();
        assert!(refused.to_string().contains("another run is writing"), "{refused}");
        drop(held);
        assert!(lock(folder.path(), Duration::ZERO).unwrap().is_some());
    }

    #[test]
    fn runs_at_the_same_time_leave_what_one_of_them_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let sets = [set("one", 60), set("two", 40), set("three", 20)];
        std::thread::scope(|scope| {
            for turn in 0..9 {
                let (set, folder) = (&sets[turn % 3], folder.path());
                scope.spawn(move || write(set, folder).unwrap());
            }
        });
        let whole = sets.iter().filter(|set| check(set, folder.path()).is_ok_and(|stale| stale.is_empty()));
        assert_eq!(whole.count(), 1);
    }
}
