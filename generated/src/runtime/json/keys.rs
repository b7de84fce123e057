//! The keys of a model while its object is read: which one is this, and which are still missing.

use super::bad::Bad;

/// What the object loop must know of a model.
#[derive(Debug)]
pub struct Shape {
    /// The name of the schema.
    pub name: &'static str,
    /// The keys on the wire, required ones first.
    pub keys: &'static [&'static str],
    /// How many of the first keys must be there.
    pub required: usize,
    /// Whether the names of unknown keys are wanted.
    pub extra: bool,
}

/// An index that no key has.
pub(super) const UNKNOWN: usize = usize::MAX;

/// The index of a key. Servers write keys in one order, so the key after the last one found is tried first.
pub(super) fn find(name: &str, keys: &[&str], next: &mut usize) -> usize {
    if keys.get(*next).is_some_and(|key| *key == name) {
        *next += 1;
        return *next - 1;
    }
    match keys.iter().position(|key| *key == name) {
        Some(index) => {
            *next = index + 1;
            index
        }
        None => UNKNOWN,
    }
}

/// Which of the required keys have been met. One word for nearly all models; longer ones take a list.
pub(super) struct Seen {
    first: u64,
    rest: Vec<u64>,
}

impl Seen {
    pub(super) fn new(required: usize) -> Self {
        let rest = if required > 64 { vec![0; (required - 1) / 64] } else { Vec::new() };
        Self { first: 0, rest }
    }

    fn word(&mut self, index: usize) -> Option<&mut u64> {
        if index < 64 { Some(&mut self.first) } else { self.rest.get_mut(index / 64 - 1) }
    }

    /// Notes a key and says whether it was met before; never so for keys that are not required.
    pub(super) fn mark(&mut self, index: usize, shape: &Shape) -> bool {
        if index >= shape.required {
            return false;
        }
        let bit = 1u64 << (index % 64);
        let Some(word) = self.word(index) else { return false };
        let before = *word & bit != 0;
        *word |= bit;
        before
    }

    fn has(&self, index: usize) -> bool {
        let word = if index < 64 { Some(&self.first) } else { self.rest.get(index / 64 - 1) };
        word.is_some_and(|word| word & (1u64 << (index % 64)) != 0)
    }

    /// An error that names every required key that never came.
    pub(super) fn check(&self, shape: &Shape, at: usize) -> Result<(), Bad> {
        if shape.required == 0 || (shape.required < 64 && self.first == (1u64 << shape.required) - 1) {
            return Ok(());
        }
        let missing: Vec<String> = shape
            .keys
            .iter()
            .take(shape.required)
            .enumerate()
            .filter(|(index, _)| !self.has(*index))
            .map(|(_, key)| format!("`{key}`"))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Bad::new(at, format!("missing {} of {}", missing.join(", "), shape.name)))
    }
}
