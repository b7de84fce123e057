//! Booleans, numbers and strings.

use super::Field;
use super::bad::Bad;
use super::reader::Reader;
use super::writer::Writer;

impl Field for bool {
    #[inline]
    fn empty() -> Self {
        false
    }
    #[inline]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        *self = r.boolean()?;
        Ok(())
    }
    #[inline]
    fn write(&self, w: &mut Writer<'_>) {
        w.boolean(*self);
    }
}

impl Field for f64 {
    #[inline]
    fn empty() -> Self {
        0.0
    }
    #[inline]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        *self = r.float()?;
        Ok(())
    }
    #[inline]
    fn write(&self, w: &mut Writer<'_>) {
        w.float(*self);
    }
}

impl Field for f32 {
    #[inline]
    fn empty() -> Self {
        0.0
    }
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        // From the text, not through f64: rounding twice can be off by one.
        r.peek()?;
        let at = r.offset();
        let number = r.number("a number")?.parse::<f32>().unwrap_or(f32::INFINITY);
        if !number.is_finite() {
            return Err(Bad::new(at, "the number is out of range"));
        }
        *self = number;
        Ok(())
    }
    fn write(&self, w: &mut Writer<'_>) {
        if self.is_finite() {
            w.json(|out| serde_json::to_writer(out, self));
        } else {
            w.refuse(format!("{self} cannot be written as JSON"));
        }
    }
}

impl Field for String {
    #[inline]
    fn empty() -> Self {
        String::new()
    }
    #[inline]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        // As long as it has to be; growing what is there costs more than a new one.
        *self = r.text()?.to_owned();
        Ok(())
    }
    #[inline]
    fn write(&self, w: &mut Writer<'_>) {
        w.text(self);
    }
}

macro_rules! integers {
    ($($number:ty)*) => {$(
        impl Field for $number {
            #[inline]
            fn empty() -> Self {
                0
            }
            #[inline]
            fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
                *self = r.integer()?;
                Ok(())
            }
            #[inline]
            fn write(&self, w: &mut Writer<'_>) {
                w.integer(*self);
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);
