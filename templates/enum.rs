use crate::runtime::{ParamValue, ToParam, enums, json};

{% let docs = v.docs %}{% include "docs.rs" %}
{% if v.deprecated %}#[deprecated(note = "the description of the API calls it deprecated")]
{% endif %}#[non_exhaustive]
pub enum {{ v.name }} {
{% for value in v.values %}
    {% let docs = value.docs %}{% include "docs.rs" %}
    {{ value.name }},
{% endfor %}
    /// A word that this version of the SDK does not know.
    {{ v.unknown }}(enums::UnknownValue),
}

impl enums::Enum for {{ v.name }} {
    const NAME: &'static str = {{ v.schema }};
    const WORDS: &'static [&'static str] = {{ v.words }};
    const UNKNOWN: fn(enums::UnknownValue) -> Self = Self::{{ v.unknown }};
    #[inline]
    fn index(&self) -> Result<usize, &enums::UnknownValue> {
        match self {
            {% for value in v.values %}Self::{{ value.name }} => Ok({{ loop.index0 }}),
            {% endfor %}Self::{{ v.unknown }}(word) => Err(word),
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
    /// The word on the wire.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        enums::text(self)
    }
}

impl Clone for {{ v.name }} {
    #[inline]
    fn clone(&self) -> Self {
        enums::clone(self)
    }
}

impl std::fmt::Debug for {{ v.name }} {
    #[inline]
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        enums::debug(self, f)
    }
}

impl std::fmt::Display for {{ v.name }} {
    #[inline]
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        enums::display(self, f)
    }
}

impl PartialEq for {{ v.name }} {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        enums::equal(self, other)
    }
}

impl Eq for {{ v.name }} {}

impl std::hash::Hash for {{ v.name }} {
    #[inline]
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        enums::hash(self, state);
    }
}

impl From<&str> for {{ v.name }} {
    #[inline]
    fn from(word: &str) -> Self {
        enums::parse(word)
    }
}

impl std::str::FromStr for {{ v.name }} {
    type Err = std::convert::Infallible;
    #[inline]
    fn from_str(word: &str) -> Result<Self, std::convert::Infallible> {
        Ok(enums::parse(word))
    }
}

impl json::Field for {{ v.name }} {
    #[inline]
    fn empty() -> Self {
        enums::empty()
    }
    #[inline]
    fn read(&mut self, r: &mut json::Reader<'_>) -> Result<(), json::Bad> {
        enums::read(self, r)
    }
    #[inline]
    fn write(&self, w: &mut json::Writer<'_>) {
        enums::write(self, w);
    }
}

impl ToParam for {{ v.name }} {
    #[inline]
    fn to_param(&self) -> ParamValue<'_> {
        enums::param(self)
    }
}

crate::runtime::serde_bridge!({{ v.name }});
