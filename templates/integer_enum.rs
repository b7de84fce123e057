use crate::runtime::{ParamValue, ToParam, enums, json};

{% let docs = v.docs %}{% include "docs.rs" %}
{% if v.deprecated %}#[deprecated(note = "the description of the API calls it deprecated")]
{% endif %}#[non_exhaustive]
pub enum {{ v.name }} {
{% for value in v.values %}
    {% let docs = value.docs %}{% include "docs.rs" %}
    {{ value.name }},
{% endfor %}
    /// A number that this version of the SDK does not know.
    {{ v.unknown }}(enums::int::UnknownNumber),
}

impl enums::int::IntEnum for {{ v.name }} {
    const NAME: &'static str = {{ v.schema }};
    const NUMBERS: &'static [i64] = {{ v.words }};
    const UNKNOWN: fn(enums::int::UnknownNumber) -> Self = Self::{{ v.unknown }};
    #[inline]
    fn index(&self) -> Result<usize, enums::int::UnknownNumber> {
        match self {
            {% for value in v.values %}Self::{{ value.name }} => Ok({{ loop.index0 }}),
            {% endfor %}Self::{{ v.unknown }}(number) => Err(*number),
        }
    }
    #[inline]
    fn at(index: usize) -> Option<Self> {
        {% if v.has_values %}Some(match index {
            {% for value in v.values %}{{ loop.index0 }} => Self::{{ value.name }},
            {% endfor %}_ => return None,
        }){% else %}let _ = index;
        None{% endif %}
    }
}

impl {{ v.name }} {
    /// The number on the wire.
    #[inline]
    #[must_use]
    pub fn as_i64(&self) -> i64 {
        enums::int::number(self)
    }
}

impl Clone for {{ v.name }} {
    #[inline]
    fn clone(&self) -> Self {
        enums::int::clone(self)
    }
}

impl std::fmt::Debug for {{ v.name }} {
    #[inline]
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        enums::int::debug(self, f)
    }
}

impl std::fmt::Display for {{ v.name }} {
    #[inline]
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        enums::int::display(self, f)
    }
}

impl PartialEq for {{ v.name }} {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        enums::int::equal(self, other)
    }
}

impl Eq for {{ v.name }} {}

impl std::hash::Hash for {{ v.name }} {
    #[inline]
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        enums::int::hash(self, state);
    }
}

impl From<i64> for {{ v.name }} {
    #[inline]
    fn from(number: i64) -> Self {
        enums::int::parse(number)
    }
}

impl std::str::FromStr for {{ v.name }} {
    type Err = std::num::ParseIntError;
    #[inline]
    fn from_str(text: &str) -> Result<Self, std::num::ParseIntError> {
        enums::int::parse_text(text)
    }
}

impl json::Field for {{ v.name }} {
    #[inline]
    fn empty() -> Self {
        enums::int::empty()
    }
    #[inline]
    fn read(&mut self, r: &mut json::Reader<'_>) -> Result<(), json::Bad> {
        enums::int::read(self, r)
    }
    #[inline]
    fn write(&self, w: &mut json::Writer<'_>) {
        enums::int::write(self, w);
    }
}

impl ToParam for {{ v.name }} {
    #[inline]
    fn to_param(&self) -> ParamValue<'_> {
        enums::int::param(self)
    }
}

crate::runtime::serde_bridge!({{ v.name }});
