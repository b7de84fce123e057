//! Optional values, arrays, maps.

use std::collections::BTreeMap;

use super::Field;
use super::bad::Bad;
use super::reader::Reader;
use super::writer::Writer;
use crate::runtime::patch::Patch;

impl<T: Field> Field for Option<T> {
    #[inline]
    fn empty() -> Self {
        None
    }
    #[inline]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        *self = None;
        if r.null()? { Ok(()) } else { self.insert(T::empty()).read(r) }
    }
    #[inline]
    fn write(&self, w: &mut Writer<'_>) {
        match self {
            Some(value) => value.write(w),
            None => w.null(),
        }
    }
    #[inline]
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Field> Field for Patch<T> {
    #[inline]
    fn empty() -> Self {
        Patch::Absent
    }
    #[inline]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        *self = Patch::Null;
        if r.null()? {
            return Ok(());
        }
        let mut value = T::empty();
        value.read(r)?;
        *self = Patch::Value(value);
        Ok(())
    }
    #[inline]
    fn write(&self, w: &mut Writer<'_>) {
        match self {
            Patch::Value(value) => value.write(w),
            Patch::Null | Patch::Absent => w.null(),
        }
    }
    #[inline]
    fn is_absent(&self) -> bool {
        matches!(self, Patch::Absent)
    }
}

impl<T: Field> Field for Vec<T> {
    #[inline]
    fn empty() -> Self {
        Vec::new()
    }
    #[inline]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        // A key that comes twice must not append.
        self.clear();
        r.array(&mut |r| {
            let mut item = T::empty();
            item.read(r)?;
            self.push(item);
            Ok(())
        })
    }
    #[inline]
    fn write(&self, w: &mut Writer<'_>) {
        write_list(self, w);
    }
}

/// Writes the items of a list.
#[inline]
pub(super) fn write_list<T: Field>(list: &[T], w: &mut Writer<'_>) {
    let mut items = list.iter();
    w.array(list.len(), &mut |_, w| {
        if let Some(item) = items.next() {
            item.write(w);
        }
    });
}

impl<T: Field> Field for BTreeMap<String, T> {
    #[inline]
    fn empty() -> Self {
        BTreeMap::new()
    }
    #[inline]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        self.clear();
        r.map(&mut |key, r| {
            let mut value = T::empty();
            value.read(r)?;
            self.insert(std::mem::take(key), value);
            Ok(())
        })
    }
    #[inline]
    fn write(&self, w: &mut Writer<'_>) {
        w.object(&[], &mut |object| object.extra(self));
    }
    #[inline]
    fn read_entry(&mut self, key: &str, r: &mut Reader<'_>) -> Result<(), Bad> {
        let mut value = T::empty();
        value.read(r)?;
        self.insert(key.to_owned(), value);
        Ok(())
    }
}
