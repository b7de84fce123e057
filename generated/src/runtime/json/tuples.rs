//! Arrays of a fixed length, each place with a type of its own.

use super::Field;
use super::bad::Bad;
use super::reader::Reader;
use super::writer::Writer;

macro_rules! tuple {
    ($count:literal: $($part:ident $place:tt)+) => {
        impl<$($part: Field),+> Field for ($($part,)+) {
            #[inline]
            fn empty() -> Self {
                ($($part::empty(),)+)
            }
            #[inline]
            fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
                let mut next = 0;
                r.peek()?;
                let at = r.offset();
                r.array(&mut |r| {
                    let place = next;
                    next += 1;
                    match place {
                        $($place => self.$place.read(r),)+
                        // As with members that no model knows: a later version of the API may have added it.
                        _ => r.skip_strange(),
                    }
                })?;
                if next < $count {
                    return Err(Bad::new(at, concat!("expected an array of ", $count, " items, found fewer")));
                }
                Ok(())
            }
            #[inline]
            fn write(&self, w: &mut Writer<'_>) {
                w.array($count, &mut |place, w| match place {
                    $($place => self.$place.write(w),)+
                    _ => {}
                });
            }
        }

        // Where a model comes back to itself through a place.
        impl<$($part: Field),+> Field for Box<($($part,)+)> {
            #[inline]
            fn empty() -> Self {
                Box::new(Field::empty())
            }
            #[inline]
            fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
                (**self).read(r)
            }
            #[inline]
            fn write(&self, w: &mut Writer<'_>) {
                (**self).write(w);
            }
        }
    };
}

tuple!(2: A 0 B 1);
tuple!(3: A 0 B 1 C 2);
tuple!(4: A 0 B 1 C 2 D 3);
tuple!(5: A 0 B 1 C 2 D 3 E 4);
tuple!(6: A 0 B 1 C 2 D 3 E 4 F 5);
tuple!(7: A 0 B 1 C 2 D 3 E 4 F 5 G 6);
tuple!(8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
