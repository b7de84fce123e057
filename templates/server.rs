{% let docs = v.docs %}{% include "docs.rs" %}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum {{ v.name }} {
{% for value in v.values %}
    {% let docs = value.docs %}{% include "docs.rs" %}
    {{ value.name }},
{% endfor %}
}

impl {{ v.name }} {
    /// All of them.
    pub const ALL: &'static [Self] = &[{% for value in v.values %}Self::{{ value.name }}, {% endfor %}];

    /// The value of the description.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            {% for value in v.values %}Self::{{ value.name }} => {{ value.value }},
            {% endfor %}
        }
    }

    /// The one with this value or this name, as a configuration file or an environment variable may write it: case,
    /// `-` and `_` do not matter.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let plain = |text: &str| text.replace(['-', '_'], "").to_ascii_lowercase();
        let wanted = plain(text.trim());
        Self::ALL.iter().copied().find(|one| plain(one.as_str()) == wanted || plain(&format!("{one:?}")) == wanted)
    }

    /// Where requests go.
    #[must_use]
    pub const fn base_url(self) -> &'static str {
        match self {
            {% for value in v.values %}Self::{{ value.name }} => {{ value.base_url }},
            {% endfor %}
        }
    }
{% if v.has_login %}
    /// Where users log in.
    #[must_use]
    pub const fn authorization_url(self) -> Option<&'static str> {
        match self {
            {% for value in v.values %}Self::{{ value.name }} => {{ value.authorization_url }},
            {% endfor %}
        }
    }
    /// Where tokens come from.
    #[must_use]
    pub const fn token_url(self) -> Option<&'static str> {
        match self {
            {% for value in v.values %}Self::{{ value.name }} => {{ value.token_url }},
            {% endfor %}
        }
    }
{% endif %}
}

{% if let Some(default) = v.default %}
impl Default for {{ v.name }} {
    /// What the description says holds when nobody says otherwise.
    fn default() -> Self {
        Self::{{ default }}
    }
}
{% endif %}
impl std::fmt::Display for {{ v.name }} {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}
