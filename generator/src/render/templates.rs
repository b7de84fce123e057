//! Ties each template to the view that it prints.

use askama::Template;

use crate::view;

macro_rules! templates {
    ($($name:ident $path:literal { $($field:ident: $ty:ty),* })*) => {$(
        #[derive(Template)]
        #[template(path = $path)]
        pub(super) struct $name<'v> {
            $(pub(super) $field: $ty,)*
        }
    )*};
}

templates! {
    Lib "lib.rs" { v: &'v view::LibView }
    Client "client.rs" { v: &'v view::ClientView, has_credentials: bool }
    Security "security.rs" { schemes: &'v [view::SchemeView], has_schemes: bool, has_flows: bool }
    Server "server.rs" { v: &'v view::ServerView }
    Models "models.rs" { lines: &'v [view::ModelIndexLine] }
    Struct "struct.rs" { v: &'v view::StructView }
    Enum "enum.rs" { v: &'v view::EnumView }
    IntegerEnum "integer_enum.rs" { v: &'v view::EnumView }
    Union "union.rs" { v: &'v view::UnionView }
    Alias "alias.rs" { v: &'v view::AliasView }
    Api "api.rs" { tags: &'v [view::TagView] }
    Tag "tag.rs" { v: &'v view::TagView }
    Operation "operation.rs" { v: &'v view::OperationView }
    Operations "operations.rs" { tags: &'v [view::TagView] }
    Permissions "permissions.rs" { v: &'v view::PermissionsView }
    Headers "headers.rs" { headers: &'v [view::HeaderView] }
    Ext "ext.rs" { sources: &'v [view::SourceView] }
    Webhooks "webhooks.rs" { v: &'v view::WebhooksView }
    Manifest "manifest.toml" { v: &'v view::ManifestView }
    Readme "readme.md" { v: &'v view::ReadmeView }
    PageIndex "pages/index.md" { v: &'v view::PagesView, up: &'v str }
    PageAuthorization "pages/authorization.md" { v: &'v view::PagesView, up: &'v str }
    PagePermissions "pages/permissions.md" { v: &'v view::PagesView, up: &'v str }
    PageOperations "pages/operations.md" { v: &'v view::PagesView, up: &'v str }
    PageModels "pages/models.md" { v: &'v view::PagesView, up: &'v str }
    PageRelease "pages/release.md" { v: &'v view::PagesView, up: &'v str }
    PageSummary "pages/summary.md" { v: &'v view::PagesView }
    PageTag "pages/tag.md" { v: &'v view::PagesView, tag: &'v view::TagPage, up: &'v str }
    PageModel "pages/model.md" { v: &'v view::PagesView, model: &'v view::ModelPage, up: &'v str }
}

#[derive(Template)]
#[template(path = "rustfmt.toml")]
pub(super) struct Rustfmt {}
