//! The description resolved: operations, schemas, tags, permissions with typed ids, and no word of Rust.
//!
//! [`build`] walks a [`Document`](crate::document::Document) once. References are followed, the dialects of the
//! four versions are told apart here and nowhere later, `allOf` is merged, and everything keeps the node it came
//! from, so that a later stage can point at the place the user wrote.

mod bodies;
mod build;
mod json_text;
mod operation_types;
mod operations;
mod parameters;
mod path;
mod path_items;
mod permissions;
mod requirements;
mod responses;
mod schema_types;
mod schemas;
mod security;
mod select;
mod servers;
mod split;
mod webhooks;

pub use build::build;
pub(crate) use json_text::json_text;
pub use operation_types::{
    Encoding, Link, Media, Operation, Parameter, Place, RequestBody, Response, ResponseHeader, Skipped,
    Status, Style, Tag, Webhook, essence, is_json,
};
pub use path::{PathTemplate, Piece};
pub use permissions::{Mode, Permission, Requirement};
pub use schema_types::{
    EnumValue, Integer, Object, Origin, Property, Schema, Shape, Text, Union, UnionTag, Use, Variant,
};
pub use security::{OAuthFlow, SchemeKind, SchemeUse, SecurityScheme};
pub use servers::{Server, ServerVariable};

use crate::document::NodeId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The position in its list.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            pub(crate) fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    )*};
}

ids! {
    /// A schema of [`Api::schemas`].
    SchemaId
    /// An operation of [`Api::operations`].
    OperationId
    /// A tag of [`Api::tags`].
    TagId
    /// A security scheme of [`Api::schemes`].
    SchemeId
}

/// A description, resolved.
#[derive(Debug, Default)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`, as written.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// Where the API is served, the default first.
    pub servers: Vec<Server>,
    /// Declared tags in their order, then the undeclared ones in order of first use.
    pub tags: Vec<Tag>,
    /// What can be called, in the order of the paths.
    pub operations: Vec<Operation>,
    /// What the API sends by itself: webhooks and callbacks.
    pub webhooks: Vec<Webhook>,
    /// Webhooks left out on request (filters).
    pub webhooks_excluded: usize,
    /// Every schema that an operation or a component brings.
    pub schemas: Vec<Schema>,
    /// Credentials that operations ask for.
    pub schemes: Vec<SecurityScheme>,
    /// The permission catalogue, sorted by name.
    pub permissions: Vec<Permission>,
    /// Operations that cannot be generated, each with the finding that says why.
    pub skipped: Vec<Skipped>,
    /// Number of operations in the description, whatever became of them.
    pub described: usize,
    /// Operations left out on request (filters).
    pub excluded: usize,
}

impl Api {
    /// The schema of an id.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        static NOTHING: std::sync::LazyLock<Schema> = std::sync::LazyLock::new(|| Schema::empty(NodeId(0)));
        self.schemas.get(id.index()).unwrap_or(&NOTHING)
    }

    /// Follows aliases to the schema that has a shape of its own; the nullability on the way is kept.
    /// A chain of aliases that only leads back to itself ends at its first schema.
    pub fn target(&self, start: &Use) -> (SchemaId, bool) {
        let (mut id, mut nullable) = (start.schema, start.nullable);
        for _ in 0..=self.schemas.len() {
            let schema = self.schema(id);
            nullable |= schema.nullable;
            match &schema.shape {
                Shape::Alias(next) => {
                    id = next.schema;
                    nullable |= next.nullable;
                }
                _ => return (id, nullable),
            }
        }
        (start.schema, nullable)
    }

    /// The ids of all schemas.
    pub fn schema_ids(&self) -> impl Iterator<Item = SchemaId> + use<> {
        (0..self.schemas.len()).map(SchemaId::new)
    }

    /// The operation that is written at a node.
    pub fn operation_at(&self, node: NodeId) -> Option<(OperationId, &Operation)> {
        let position = self.operations.iter().position(|operation| operation.node == node)?;
        Some((OperationId::new(position), self.operations.get(position)?))
    }

    /// The ids of all operations.
    pub fn operation_ids(&self) -> impl Iterator<Item = OperationId> + use<> {
        (0..self.operations.len()).map(OperationId::new)
    }
}
