//! What generated code looks like, written by hand: models, enums, a union. Operations are beside it.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use sdk_runtime::runtime::enums::{self, Enum, UnknownValue, int, int::IntEnum};
use sdk_runtime::runtime::json::{Bad, Field, Model, Object, RawJson, Reader, Writer};
use sdk_runtime::runtime::unions::{self, Union, UnknownJson};
use sdk_runtime::runtime::{ParamValue, Patch, ToParam};

pub use super::fixture_api::*;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Room {
    pub subject: String,
    pub cleared: Option<String>,
    pub id: Option<String>,
    pub kind: Option<RoomKind>,
    pub level: Option<Level>,
    pub parent: Option<Box<Room>>,
    pub entities: Option<Vec<Room>>,
    pub labels: BTreeMap<String, String>,
    pub anything: Option<serde_json::Value>,
    pub note: Patch<String>,
    pub additional_properties: BTreeMap<String, i32>,
}

impl Room {
    pub fn new(subject: impl Into<String>) -> Self {
        Self { subject: subject.into(), ..Self::default() }
    }
}

impl Model for Room {
    const NAME: &'static str = "Room";
    const KEYS: &'static [&'static str] =
        &["subject", "cleared", "id", "kind", "level", "parent", "entities", "labels", "anything", "note"];
    const REQUIRED: usize = 2;
    const EXTRA: bool = true;
    #[inline]
    fn empty() -> Self {
        Self::default()
    }
    #[inline]
    fn fill(&mut self, key: usize, r: &mut Reader<'_>) -> Result<(), Bad> {
        match key {
            0 => self.subject.read(r),
            1 => self.cleared.read(r),
            2 => self.id.read(r),
            3 => self.kind.read(r),
            4 => self.level.read(r),
            5 => self.parent.read(r),
            6 => self.entities.read(r),
            7 => self.labels.read(r),
            8 => self.anything.read(r),
            9 => self.note.read(r),
            _ => r.skip(),
        }
    }
    #[inline]
    fn emit(&self, object: &mut Object<'_>) {
        object.field("subject", &self.subject);
        object.nullable("cleared", &self.cleared);
        object.field("id", &self.id);
        object.field("kind", &self.kind);
        object.field("level", &self.level);
        object.field("parent", &self.parent);
        object.field("entities", &self.entities);
        object.field("labels", &self.labels);
        object.field("anything", &self.anything);
        object.field("note", &self.note);
        object.extra(&self.additional_properties);
    }
    #[inline]
    fn fill_extra(&mut self, key: &str, r: &mut Reader<'_>) -> Result<(), Bad> {
        self.additional_properties.read_entry(key, r)
    }
}

#[non_exhaustive]
pub enum RoomKind {
    Direct,
    Group,
    Unknown(UnknownValue),
}

impl Enum for RoomKind {
    const NAME: &'static str = "RoomKind";
    const WORDS: &'static [&'static str] = &["direct", "group"];
    const UNKNOWN: fn(UnknownValue) -> Self = Self::Unknown;
    #[inline]
    fn index(&self) -> Result<usize, &UnknownValue> {
        match self {
            Self::Direct => Ok(0),
            Self::Group => Ok(1),
            Self::Unknown(value) => Err(value),
        }
    }
    #[inline]
    fn at(index: usize) -> Option<Self> {
        Some(match index {
            0 => Self::Direct,
            1 => Self::Group,
            _ => return None,
        })
    }
}

impl RoomKind {
    #[inline]
    pub fn as_str(&self) -> &str {
        enums::text(self)
    }
}
impl Clone for RoomKind {
    #[inline]
    fn clone(&self) -> Self {
        enums::clone(self)
    }
}
impl fmt::Debug for RoomKind {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        enums::debug(self, f)
    }
}
impl fmt::Display for RoomKind {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        enums::display(self, f)
    }
}
impl PartialEq for RoomKind {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        enums::equal(self, other)
    }
}
impl Eq for RoomKind {}
impl Hash for RoomKind {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        enums::hash(self, state);
    }
}
impl FromStr for RoomKind {
    type Err = Infallible;
    #[inline]
    fn from_str(word: &str) -> Result<Self, Infallible> {
        Ok(enums::parse(word))
    }
}
impl From<&str> for RoomKind {
    #[inline]
    fn from(word: &str) -> Self {
        enums::parse(word)
    }
}
impl Field for RoomKind {
    #[inline]
    fn empty() -> Self {
        enums::empty()
    }
    #[inline]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        enums::read(self, r)
    }
    #[inline]
    fn write(&self, w: &mut Writer<'_>) {
        enums::write(self, w);
    }
}
impl ToParam for RoomKind {
    #[inline]
    fn to_param(&self) -> ParamValue<'_> {
        enums::param(self)
    }
}

#[non_exhaustive]
pub enum Level {
    Low,
    High,
    Unknown(int::UnknownNumber),
}

impl IntEnum for Level {
    const NAME: &'static str = "Level";
    const NUMBERS: &'static [i64] = &[1, 10];
    const UNKNOWN: fn(int::UnknownNumber) -> Self = Self::Unknown;
    fn index(&self) -> Result<usize, int::UnknownNumber> {
        match self {
            Self::Low => Ok(0),
            Self::High => Ok(1),
            Self::Unknown(number) => Err(*number),
        }
    }
    fn at(index: usize) -> Option<Self> {
        Some(match index {
            0 => Self::Low,
            1 => Self::High,
            _ => return None,
        })
    }
}
impl Clone for Level {
    fn clone(&self) -> Self {
        int::clone(self)
    }
}
impl fmt::Debug for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        int::debug(self, f)
    }
}
impl PartialEq for Level {
    fn eq(&self, other: &Self) -> bool {
        int::equal(self, other)
    }
}
impl Field for Level {
    fn empty() -> Self {
        int::empty()
    }
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        int::read(self, r)
    }
    fn write(&self, w: &mut Writer<'_>) {
        int::write(self, w);
    }
}

/// A union with a discriminator.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event {
    Room(Box<Room>),
    Count(Count),
    Unknown(UnknownJson),
}

impl Union for Event {
    const NAME: &'static str = "Event";
    fn read_union(raw: &RawJson<'_>) -> Result<Self, Bad> {
        match raw.tag("kind").as_deref() {
            Some("direct" | "group") => raw.read().map(Self::Room),
            Some("count") => raw.read().map(Self::Count),
            _ => raw.unknown().map(Self::Unknown),
        }
    }
    fn write_union(&self, w: &mut Writer<'_>) {
        match self {
            Self::Room(value) => value.write(w),
            Self::Count(value) => value.write(w),
            Self::Unknown(value) => value.write(w),
        }
    }
    fn empty_union() -> Self {
        Self::Unknown(UnknownJson::null())
    }
}
impl Field for Event {
    fn empty() -> Self {
        unions::empty()
    }
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        unions::read(self, r)
    }
    fn write(&self, w: &mut Writer<'_>) {
        unions::write(self, w);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Count {
    pub count: i64,
    pub inner: Inner,
}

impl Model for Count {
    const NAME: &'static str = "Count";
    const KEYS: &'static [&'static str] = &["count", "inner"];
    const REQUIRED: usize = 1;
    fn empty() -> Self {
        Self::default()
    }
    fn fill(&mut self, key: usize, r: &mut Reader<'_>) -> Result<(), Bad> {
        match key {
            0 => self.count.read(r),
            1 => self.inner.read(r),
            _ => r.skip(),
        }
    }
    fn emit(&self, object: &mut Object<'_>) {
        object.field("count", &self.count);
        object.field("inner", &self.inner);
    }
}

/// Required wherever it stands, so a key that comes twice meets it filled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inner {
    pub a: Option<i32>,
    pub b: Option<i32>,
}

impl Model for Inner {
    const NAME: &'static str = "Inner";
    const KEYS: &'static [&'static str] = &["a", "b"];
    fn empty() -> Self {
        Self::default()
    }
    fn fill(&mut self, key: usize, r: &mut Reader<'_>) -> Result<(), Bad> {
        match key {
            0 => self.a.read(r),
            1 => self.b.read(r),
            _ => r.skip(),
        }
    }
    fn emit(&self, object: &mut Object<'_>) {
        object.field("a", &self.a);
        object.field("b", &self.b);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ErrorBody {
    pub code: Option<String>,
    pub message: Option<String>,
}

impl Model for ErrorBody {
    const NAME: &'static str = "ErrorBody";
    const KEYS: &'static [&'static str] = &["code", "message"];
    fn empty() -> Self {
        Self::default()
    }
    fn fill(&mut self, key: usize, r: &mut Reader<'_>) -> Result<(), Bad> {
        match key {
            0 => self.code.read(r),
            1 => self.message.read(r),
            _ => r.skip(),
        }
    }
    fn emit(&self, object: &mut Object<'_>) {
        object.field("code", &self.code);
        object.field("message", &self.message);
    }
}
