//! The objects of OpenAPI and Swagger, each with its fields and what stands there.
//!
//! Sources: the Fixed Fields of the OpenAPI Specification 3.0.4, 3.1.1 and 3.2.0, and of Swagger 2.0. A version's fields are
//! taken in the others too, as later stages do: nobody is helped by hearing that a field is a year too young.

/// What may stand in a field.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Anything at all.
    Any,
    /// A string; numbers and booleans are read as they are written.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A number, or a boolean as in OpenAPI 3.0.
    Bound,
    /// A list of anything.
    Values,
    /// A list of strings.
    Texts,
    /// A string or a list of them.
    OneOrMore,
    /// A list of names, or a boolean, of which the later stages tell.
    Required,
    /// Names with strings.
    Words,
    /// One object.
    One(Form),
    /// One object, or a string.
    OrText(Form),
    /// A list of objects.
    List(Form),
    /// One object or a list of them.
    Several(Form),
    /// Names with objects.
    Map(Form),
}

/// An object of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Root,
    Root2,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Components,
    Paths,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Link,
    Example,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    Requirement,
    Schema,
    Discriminator,
    Xml,
}

impl Form {
    /// The object in the words of a message.
    pub(super) fn word(self) -> &'static str {
        match self {
            Form::Root | Form::Root2 => "the description",
            Form::Info => "`info`",
            Form::Contact => "`contact`",
            Form::License => "`license`",
            Form::Server => "a server",
            Form::ServerVariable => "a variable of a server",
            Form::Tag => "a tag",
            Form::ExternalDocs => "`externalDocs`",
            Form::Components => "`components`",
            Form::Paths => "`paths`",
            Form::PathItem => "a path item",
            Form::Operation => "an operation",
            Form::Parameter => "a parameter",
            Form::Header => "a header",
            Form::RequestBody => "a request body",
            Form::MediaType => "a media type",
            Form::Encoding => "an encoding",
            Form::Responses => "`responses`",
            Form::Response => "a response",
            Form::Callback => "a callback",
            Form::Link => "a link",
            Form::Example => "an example",
            Form::SecurityScheme => "a security scheme",
            Form::OAuthFlows => "`flows`",
            Form::OAuthFlow => "a flow",
            Form::Requirement => "a security requirement",
            Form::Schema => "a schema",
            Form::Discriminator => "a discriminator",
            Form::Xml => "`xml`",
        }
    }

    /// Whether what stands there instead of it takes operations or models away.
    pub(super) fn holds_the_api(self) -> bool {
        matches!(self, Form::Paths | Form::PathItem | Form::Operation | Form::Components)
    }

    /// What stands under names that the user chose, where there are no fields.
    pub(super) fn names(self) -> Option<Kind> {
        match self {
            Form::Paths | Form::Callback => Some(Kind::One(Form::PathItem)),
            Form::Responses => Some(Kind::One(Form::Response)),
            Form::Requirement => Some(Kind::Texts),
            _ => None,
        }
    }

    /// The fields of the object.
    pub(super) fn fields(self) -> &'static [(&'static str, Kind)] {
        match self {
            Form::Root => super::tables::ROOT,
            Form::Root2 => super::tables::ROOT_2,
            Form::Info => super::tables::INFO,
            Form::Contact => super::tables::CONTACT,
            Form::License => super::tables::LICENSE,
            Form::Server => super::tables::SERVER,
            Form::ServerVariable => super::tables::SERVER_VARIABLE,
            Form::Tag => super::tables::TAG,
            Form::ExternalDocs => super::tables::EXTERNAL_DOCS,
            Form::Components => super::tables::COMPONENTS,
            Form::PathItem => super::tables::PATH_ITEM,
            Form::Operation => super::tables::OPERATION,
            Form::Parameter | Form::Header => super::tables::PARAMETER,
            Form::RequestBody => super::tables::REQUEST_BODY,
            Form::MediaType => super::tables::MEDIA_TYPE,
            Form::Encoding => super::tables::ENCODING,
            Form::Response => super::tables::RESPONSE,
            Form::Link => super::tables::LINK,
            Form::Example => super::tables::EXAMPLE,
            Form::SecurityScheme => super::tables::SECURITY_SCHEME,
            Form::OAuthFlows => super::tables::OAUTH_FLOWS,
            Form::OAuthFlow => super::tables::OAUTH_FLOW,
            Form::Schema => super::tables::SCHEMA,
            Form::Discriminator => super::tables::DISCRIMINATOR,
            Form::Xml => super::tables::XML,
            Form::Paths | Form::Responses | Form::Callback | Form::Requirement => &[],
        }
    }
}
