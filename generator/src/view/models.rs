//! Models as the templates print them.

/// A file under `models/`.
#[derive(Clone, Debug, serde::Serialize)]
pub enum ModelView {
    /// A struct.
    Struct(StructView),
    /// An enum of texts or whole numbers.
    Enum(EnumView),
    /// One of several.
    Union(UnionView),
    /// Another name.
    Alias(AliasView),
}

impl ModelView {
    /// The file's name without its ending.
    pub fn module(&self) -> &str {
        match self {
            ModelView::Struct(view) => &view.module,
            ModelView::Enum(view) => &view.module,
            ModelView::Union(view) => &view.module,
            ModelView::Alias(view) => &view.module,
        }
    }
}

/// Two lines of `models/mod.rs`.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ModelIndexLine {
    /// `feature = "chat"` or `any(…)`; `None`: always there.
    pub cfg: Option<String>,
    /// The module.
    pub module: String,
    /// The type.
    pub name: String,
}

/// A struct.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct StructView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// Deprecated.
    pub deprecated: bool,
    /// The file.
    pub module: String,
    /// The type.
    pub name: String,
    /// The schema's name as a literal.
    pub schema: String,
    /// Other models that it names, for one `use` line: `Member, RoomKind`.
    pub imports: Option<String>,
    /// Whether a map occurs.
    pub uses_map: bool,
    /// Whether `Patch` occurs.
    pub uses_patch: bool,
    /// `Clone, Debug, Default, PartialEq`.
    pub derives: String,
    /// Its fields, in the order of the description.
    pub fields: Vec<FieldView>,
    /// The field of members that are not named.
    pub extra: Option<FieldView>,
    /// `&["id", "name"]`, required ones first.
    pub keys: String,
    /// How many of them must be there.
    pub required: usize,
    /// Names of fields in the order of `keys`.
    pub filled: Vec<String>,
    /// Whether there is any key.
    pub has_keys: bool,
    /// Whether there is nothing to write.
    pub is_bare: bool,
    /// Whether `Default` is derived.
    pub derives_default: bool,
    /// Whether `Default` is written out.
    pub writes_default: bool,
    /// `new(…)`.
    pub new: Option<NewView>,
}

/// A field.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct FieldView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// Deprecated.
    pub deprecated: bool,
    /// `page_size`.
    pub name: String,
    /// `Option<i32>`.
    pub ty: String,
    /// `"pageSize"`.
    pub key: String,
    /// `field` or `nullable`: how it is written.
    pub emit: String,
}

/// A constructor with the required fields.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct NewView {
    /// `body: impl Into<String>`.
    pub arguments: Vec<String>,
    /// `body: body.into()`.
    pub given: Vec<String>,
    /// Fields that start empty.
    pub rest: Vec<String>,
}

/// An enum of texts or whole numbers.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct EnumView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// Deprecated.
    pub deprecated: bool,
    /// The file.
    pub module: String,
    /// The type.
    pub name: String,
    /// The schema's name as a literal.
    pub schema: String,
    /// Its values.
    pub values: Vec<EnumValueView>,
    /// Whether there is any.
    pub has_values: bool,
    /// `Unknown`.
    pub unknown: String,
    /// `&["direct", "group"]` or `&[1, 2]`.
    pub words: String,
    /// Whether the values are whole numbers.
    pub integer: bool,
}

/// A value of an enum.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct EnumValueView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `Direct`.
    pub name: String,
}

/// One of several types.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct UnionView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// Deprecated.
    pub deprecated: bool,
    /// The file.
    pub module: String,
    /// The type.
    pub name: String,
    /// The schema's name as a literal.
    pub schema: String,
    /// Other models that it names.
    pub imports: Option<String>,
    /// Whether a map occurs.
    pub uses_map: bool,
    /// The candidates.
    pub variants: Vec<UnionVariantView>,
    /// `Unknown`.
    pub unknown: String,
    /// How a value is told apart.
    pub read: UnionRead,
    /// Whether some field holds it in a box.
    pub boxed: bool,
}

/// A candidate.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct UnionVariantView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `Message`.
    pub name: String,
    /// `Box<MessageEvent>`.
    pub ty: String,
}

/// How a value of a union is told apart.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct UnionRead {
    /// The property that tells, as a literal.
    pub tag: Option<String>,
    /// Its values.
    pub arms: Vec<ArmView>,
    /// The variant of every other value, where the description names one.
    pub default: Option<String>,
    /// Without such a property: what is tried, in order.
    pub tries: Vec<TryView>,
}

/// A value of the property that tells.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ArmView {
    /// `"message"` or `"a" | "b"`.
    pub values: String,
    /// `Message`.
    pub variant: String,
}

/// A candidate that is tried.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct TryView {
    /// `raw.is_object()`; `None`: always tried.
    pub guard: Option<String>,
    /// The candidate's name for messages, as a literal.
    pub label: String,
    /// `Message`.
    pub variant: String,
}

/// Another name for a type.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct AliasView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// Deprecated.
    pub deprecated: bool,
    /// The file.
    pub module: String,
    /// The type.
    pub name: String,
    /// Other models that it names.
    pub imports: Option<String>,
    /// Whether a map occurs.
    pub uses_map: bool,
    /// `Vec<Member>`.
    pub ty: String,
    /// Whether it needs a type of its own, because it holds itself.
    pub knot: bool,
}
