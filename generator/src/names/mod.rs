//! The only map from ids to Rust identifiers.
//!
//! The rule, stated once: what is described first keeps its name, components before inline schemas; a later one that
//! comes to the same name gets the next free number. Inline schemas are named from their place, operations without an
//! id from method and path. So adding an operation never renames another.

mod allot;
mod case;
mod keywords;
mod operations;
mod places;
mod schemas;
mod unused;

use std::collections::BTreeMap;

pub use unused::report_unused;

use crate::api::{Api, OperationId, SchemaId, SchemeId, TagId};
use crate::config::Config;
use crate::diag::Findings;
use crate::document::Document;
use crate::facts::Facts;

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            fn new(text: String) -> Self {
                Self(text)
            }

            /// The identifier.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

identifiers! {
    /// A struct, an enum or an alias.
    TypeName
    /// A field, a parameter of a function, or a setter.
    FieldName
    /// A value of an enum.
    VariantName
    /// A function.
    FnName
    /// A static.
    ConstName
    /// A module, and so a file.
    ModName
    /// A Cargo feature.
    FeatureName
}

/// The names of one model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelNames {
    /// The type.
    pub name: TypeName,
    /// Its module and file.
    pub module: ModName,
    /// Fields of a struct, by position.
    pub fields: Vec<FieldName>,
    /// The field of members that are not named.
    pub extra: Option<FieldName>,
    /// Values of an enum or candidates of a union, by position.
    pub variants: Vec<VariantName>,
    /// The value that holds what this version does not know.
    pub unknown: VariantName,
}

/// The names of one operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OperationNames {
    /// The method of its tag's accessor.
    pub method: FnName,
    /// The builder.
    pub builder: TypeName,
    /// The enum of its results, where there are several kinds.
    pub outcome: TypeName,
    /// The static of the operations table.
    pub constant: ConstName,
    /// Its module and file.
    pub module: ModName,
    /// The parameters, by position.
    pub parameters: Vec<FieldName>,
    /// The body.
    pub body: FieldName,
    /// What gives the body in its other content types, in the order of [`choices`](crate::facts::choices): methods
    /// beside the operation's where it is required, else setters.
    pub choices: Vec<FnName>,
}

/// The names of one tag.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagNames {
    /// The method of the client.
    pub method: FnName,
    /// The accessor.
    pub accessor: TypeName,
    /// Its module.
    pub module: ModName,
    /// Its Cargo feature.
    pub feature: FeatureName,
}

/// The names of one security scheme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SchemeNames {
    /// The static.
    pub constant: ConstName,
    /// The method of the client's builder.
    pub builder: FnName,
    /// The method of the client that replaces the credential.
    pub with: FnName,
    /// The methods that get tokens, for OAuth 2.
    pub oauth: Option<OAuthNames>,
}

/// The names of the methods that get tokens for one security scheme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OAuthNames {
    /// The method of the client's builder for any way to a token.
    pub flow: FnName,
    /// The method of the client that replaces the credential by one.
    pub with: FnName,
    /// The method of the client's builder for an application that acts for itself.
    pub client_credentials: FnName,
    /// The method of the client's builder for a code.
    pub authorization_code: FnName,
    /// The method of the client's builder for a refresh token.
    pub refresh_token: FnName,
    /// The method of the client that begins a login.
    pub login: FnName,
}

/// The names of the enum that a server variable becomes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServerNames {
    /// The enum.
    pub name: TypeName,
    /// The method of the client's builder.
    pub method: FnName,
    /// Its values, in the order of the variable's.
    pub variants: Vec<VariantName>,
}

/// Every name of the SDK.
#[derive(Debug, Default)]
pub struct Names {
    models: BTreeMap<SchemaId, ModelNames>,
    operations: Vec<OperationNames>,
    tags: Vec<TagNames>,
    schemes: Vec<SchemeNames>,
    /// The headers of results by their names in small letters, sorted, with their constants.
    pub headers: Vec<(String, ConstName)>,
    /// The constants of permissions, in the order of the catalogue.
    pub permissions: Vec<ConstName>,
    /// The types of what webhooks and callbacks bring, in their order.
    pub webhooks: Vec<TypeName>,
    /// The enum of a server variable.
    pub server: Option<ServerNames>,
}

impl Names {
    /// The names of a schema that becomes a model.
    pub fn model(&self, id: SchemaId) -> Option<&ModelNames> {
        self.models.get(&id)
    }

    /// All models in the order of their names' allotment (the order of the description).
    pub fn models(&self) -> impl Iterator<Item = (SchemaId, &ModelNames)> {
        self.models.iter().map(|(id, names)| (*id, names))
    }

    /// The names of an operation.
    pub fn operation(&self, id: OperationId) -> OperationNames {
        self.operations.get(id.index()).cloned().unwrap_or_default()
    }

    /// The names of a tag.
    pub fn tag(&self, id: TagId) -> TagNames {
        self.tags.get(id.index()).cloned().unwrap_or_default()
    }

    /// The names of a security scheme.
    pub fn scheme(&self, id: SchemeId) -> SchemeNames {
        self.schemes.get(id.index()).cloned().unwrap_or_default()
    }
}

/// Allots every name.
pub fn names(doc: &Document, api: &Api, facts: &Facts, config: &Config, findings: &mut Findings) -> Names {
    let mut names = Names::default();
    let mut namer = allot::Namer { doc, config, findings };
    names.models = schemas::name(&mut namer, api, facts);
    names.tags = operations::tags(&mut namer, api);
    names.operations = operations::operations(&mut namer, api, &names.tags);
    names.headers = places::headers(api);
    names.permissions = places::permissions(api);
    names.webhooks = places::webhooks(&mut namer, api);
    names.schemes = places::schemes(&mut namer, api);
    names.server = places::server(&mut namer, api);
    names
}
