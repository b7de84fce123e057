//! How a parameter with several parts is put into one text (OpenAPI's `style`, `explode`, `allowReserved`).

/// The word of `style`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StyleKind {
    /// `?color=blue,black`: queries and cookies
    Form,
    /// `?color=blue%20black`
    SpaceDelimited,
    /// `?color=blue%7Cblack`
    PipeDelimited,
    /// `?color=blue%09black`
    TabDelimited,
    /// `?color[R]=100&color[G]=200`, brackets encoded
    DeepObject,
    /// `/blue,black`: paths and headers
    Simple,
    /// `/.blue.black`
    Label,
    /// `/;color=blue;color=black`
    Matrix,
    /// `color=["blue","black"]`, encoded: entries of a form whose content type is JSON. Elsewhere as [`Form`](Self::Form)
    Json,
    /// `color=blue; color=black`: cookies, as they are. Only what no cookie may hold is encoded.
    Cookie,
}

/// How a parameter is put into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// The word of `style`.
    pub kind: StyleKind,
    /// Whether each part of an array or an object stands for itself.
    pub explode: bool,
    /// Whether characters that have a meaning in URLs stay as they are inside values.
    pub reserved: bool,
}

impl Style {
    /// `a=1&a=2`: what a query has unless the description says otherwise.
    pub const FORM: Self = Self::new(StyleKind::Form, true);
    /// `a=1,2`
    pub const FORM_JOINED: Self = Self::new(StyleKind::Form, false);
    /// `a=1%202`
    pub const SPACE: Self = Self::new(StyleKind::SpaceDelimited, false);
    /// `a=1%7C2`
    pub const PIPE: Self = Self::new(StyleKind::PipeDelimited, false);
    /// `a=1%092`
    pub const TAB: Self = Self::new(StyleKind::TabDelimited, false);
    /// `a[b]=1`, brackets encoded
    pub const DEEP_OBJECT: Self = Self::new(StyleKind::DeepObject, true);
    /// `1,2`: what paths and headers have unless the description says otherwise.
    pub const SIMPLE: Self = Self::new(StyleKind::Simple, false);
    /// `b=1,c=2`
    pub const SIMPLE_EXPLODED: Self = Self::new(StyleKind::Simple, true);
    /// `.1,2`
    pub const LABEL: Self = Self::new(StyleKind::Label, false);
    /// `.1.2`
    pub const LABEL_EXPLODED: Self = Self::new(StyleKind::Label, true);
    /// `;a=1,2`
    pub const MATRIX: Self = Self::new(StyleKind::Matrix, false);
    /// `a=[1,2]`, encoded
    pub const JSON: Self = Self::new(StyleKind::Json, false);
    /// `a=1; a=2`
    pub const COOKIE: Self = Self::new(StyleKind::Cookie, true);
    /// `a=1,2`
    pub const COOKIE_JOINED: Self = Self::new(StyleKind::Cookie, false);
    /// `;a=1;a=2`
    pub const MATRIX_EXPLODED: Self = Self::new(StyleKind::Matrix, true);

    /// A style that encodes reserved characters.
    #[must_use]
    pub const fn new(kind: StyleKind, explode: bool) -> Self {
        Self { kind, explode, reserved: false }
    }

    /// The same with `allowReserved: true`.
    #[must_use]
    pub const fn reserved(self) -> Self {
        Self { reserved: true, ..self }
    }
}
