//! The tables of [`Form`].

use super::forms::Form;
use super::forms::Kind::{self, *};

type Fields = &'static [(&'static str, Kind)];

pub(super) const ROOT: Fields = &[
    ("openapi", Any),
    ("$self", Text),
    ("info", One(Form::Info)),
    ("jsonSchemaDialect", Text),
    ("servers", List(Form::Server)),
    ("paths", One(Form::Paths)),
    ("webhooks", Map(Form::PathItem)),
    ("components", One(Form::Components)),
    ("security", List(Form::Requirement)),
    ("tags", List(Form::Tag)),
    ("externalDocs", One(Form::ExternalDocs)),
];

pub(super) const ROOT_2: Fields = &[
    ("swagger", Any),
    ("info", One(Form::Info)),
    ("host", Text),
    ("basePath", Text),
    ("schemes", Texts),
    ("consumes", Texts),
    ("produces", Texts),
    ("paths", One(Form::Paths)),
    ("definitions", Map(Form::Schema)),
    ("parameters", Map(Form::Parameter)),
    ("responses", Map(Form::Response)),
    ("securityDefinitions", Map(Form::SecurityScheme)),
    ("security", List(Form::Requirement)),
    ("tags", List(Form::Tag)),
    ("externalDocs", One(Form::ExternalDocs)),
];

pub(super) const INFO: Fields = &[
    ("title", Text),
    ("summary", Text),
    ("description", Text),
    ("termsOfService", Text),
    ("contact", One(Form::Contact)),
    ("license", One(Form::License)),
    ("version", Text),
];

pub(super) const CONTACT: Fields = &[("name", Text), ("url", Text), ("email", Text)];

pub(super) const LICENSE: Fields = &[("name", Text), ("identifier", Text), ("url", Text)];

pub(super) const SERVER: Fields =
    &[("url", Text), ("name", Text), ("description", Text), ("variables", Map(Form::ServerVariable))];

pub(super) const SERVER_VARIABLE: Fields = &[("enum", Values), ("default", Text), ("description", Text)];

pub(super) const TAG: Fields = &[
    ("name", Text),
    ("summary", Text),
    ("description", Text),
    ("parent", Text),
    ("kind", Text),
    ("externalDocs", One(Form::ExternalDocs)),
];

pub(super) const EXTERNAL_DOCS: Fields = &[("description", Text), ("url", Text)];

pub(super) const COMPONENTS: Fields = &[
    ("schemas", Map(Form::Schema)),
    ("responses", Map(Form::Response)),
    ("parameters", Map(Form::Parameter)),
    ("examples", Map(Form::Example)),
    ("requestBodies", Map(Form::RequestBody)),
    ("headers", Map(Form::Header)),
    ("securitySchemes", Map(Form::SecurityScheme)),
    ("links", Map(Form::Link)),
    ("callbacks", Map(Form::Callback)),
    ("pathItems", Map(Form::PathItem)),
    ("mediaTypes", Map(Form::MediaType)),
];

pub(super) const PATH_ITEM: Fields = &[
    ("summary", Text),
    ("description", Text),
    ("get", One(Form::Operation)),
    ("put", One(Form::Operation)),
    ("post", One(Form::Operation)),
    ("delete", One(Form::Operation)),
    ("options", One(Form::Operation)),
    ("head", One(Form::Operation)),
    ("patch", One(Form::Operation)),
    ("trace", One(Form::Operation)),
    ("query", One(Form::Operation)),
    ("additionalOperations", Map(Form::Operation)),
    ("servers", List(Form::Server)),
    ("parameters", List(Form::Parameter)),
];

pub(super) const OPERATION: Fields = &[
    ("tags", Texts),
    ("summary", Text),
    ("description", Text),
    ("externalDocs", One(Form::ExternalDocs)),
    ("operationId", Text),
    ("consumes", Texts),
    ("produces", Texts),
    ("schemes", Texts),
    ("parameters", List(Form::Parameter)),
    ("requestBody", One(Form::RequestBody)),
    ("responses", One(Form::Responses)),
    ("callbacks", Map(Form::Callback)),
    ("deprecated", Flag),
    ("security", List(Form::Requirement)),
    ("servers", List(Form::Server)),
];

/// Parameters and headers, those of Swagger 2.0 with the keywords of a schema.
pub(super) const PARAMETER: Fields = &[
    ("name", Text),
    ("in", Text),
    ("description", Text),
    ("required", Flag),
    ("deprecated", Flag),
    ("allowEmptyValue", Flag),
    ("style", Text),
    ("explode", Flag),
    ("allowReserved", Flag),
    ("schema", One(Form::Schema)),
    ("content", Map(Form::MediaType)),
    ("example", Any),
    ("examples", Any),
    ("type", OneOrMore),
    ("format", Text),
    ("items", Several(Form::Schema)),
    ("collectionFormat", Text),
    ("default", Any),
    ("maximum", Number),
    ("exclusiveMaximum", Bound),
    ("minimum", Number),
    ("exclusiveMinimum", Bound),
    ("maxLength", Number),
    ("minLength", Number),
    ("pattern", Text),
    ("maxItems", Number),
    ("minItems", Number),
    ("uniqueItems", Flag),
    ("enum", Values),
    ("multipleOf", Number),
];

pub(super) const REQUEST_BODY: Fields =
    &[("description", Text), ("content", Map(Form::MediaType)), ("required", Flag)];

pub(super) const MEDIA_TYPE: Fields = &[
    ("schema", One(Form::Schema)),
    ("itemSchema", One(Form::Schema)),
    ("example", Any),
    ("examples", Any),
    ("encoding", Map(Form::Encoding)),
    ("prefixEncoding", List(Form::Encoding)),
    ("itemEncoding", One(Form::Encoding)),
];

pub(super) const ENCODING: Fields = &[
    ("contentType", Text),
    ("headers", Map(Form::Header)),
    ("style", Text),
    ("explode", Flag),
    ("allowReserved", Flag),
    ("encoding", Map(Form::Encoding)),
    ("prefixEncoding", List(Form::Encoding)),
    ("itemEncoding", One(Form::Encoding)),
];

pub(super) const RESPONSE: Fields = &[
    ("summary", Text),
    ("description", Text),
    ("headers", Map(Form::Header)),
    ("content", Map(Form::MediaType)),
    ("links", Map(Form::Link)),
    ("schema", One(Form::Schema)),
    ("examples", Any),
];

pub(super) const LINK: Fields = &[
    ("operationRef", Text),
    ("operationId", Text),
    ("parameters", Any),
    ("requestBody", Any),
    ("description", Text),
    ("server", One(Form::Server)),
];

pub(super) const EXAMPLE: Fields = &[
    ("summary", Text),
    ("description", Text),
    ("value", Any),
    ("dataValue", Any),
    ("serializedValue", Text),
    ("externalValue", Text),
];

pub(super) const SECURITY_SCHEME: Fields = &[
    ("type", Text),
    ("description", Text),
    ("name", Text),
    ("in", Text),
    ("scheme", Text),
    ("bearerFormat", Text),
    ("flows", One(Form::OAuthFlows)),
    ("openIdConnectUrl", Text),
    ("oauth2MetadataUrl", Text),
    ("deprecated", Flag),
    ("flow", Text),
    ("authorizationUrl", Text),
    ("tokenUrl", Text),
    ("scopes", Words),
];

pub(super) const OAUTH_FLOWS: Fields = &[
    ("implicit", One(Form::OAuthFlow)),
    ("password", One(Form::OAuthFlow)),
    ("clientCredentials", One(Form::OAuthFlow)),
    ("authorizationCode", One(Form::OAuthFlow)),
    ("deviceAuthorization", One(Form::OAuthFlow)),
];

pub(super) const OAUTH_FLOW: Fields = &[
    ("authorizationUrl", Text),
    ("deviceAuthorizationUrl", Text),
    ("tokenUrl", Text),
    ("refreshUrl", Text),
    ("scopes", Words),
];

/// What later stages read of a schema, and what they tell of; other keywords are free.
pub(super) const SCHEMA: Fields = &[
    ("type", OneOrMore),
    ("title", Text),
    ("description", Text),
    ("format", Text),
    ("pattern", Text),
    ("default", Any),
    ("example", Any),
    ("examples", Any),
    ("enum", Values),
    ("const", Any),
    ("nullable", Flag),
    ("readOnly", Flag),
    ("writeOnly", Flag),
    ("deprecated", Flag),
    ("required", Required),
    ("properties", Map(Form::Schema)),
    ("patternProperties", Map(Form::Schema)),
    ("additionalProperties", One(Form::Schema)),
    ("unevaluatedProperties", One(Form::Schema)),
    ("propertyNames", One(Form::Schema)),
    ("minProperties", Number),
    ("maxProperties", Number),
    ("items", Several(Form::Schema)),
    ("prefixItems", List(Form::Schema)),
    ("unevaluatedItems", One(Form::Schema)),
    ("contains", One(Form::Schema)),
    ("minItems", Number),
    ("maxItems", Number),
    ("uniqueItems", Flag),
    ("minLength", Number),
    ("maxLength", Number),
    ("minimum", Number),
    ("maximum", Number),
    ("exclusiveMinimum", Bound),
    ("exclusiveMaximum", Bound),
    ("multipleOf", Number),
    ("allOf", List(Form::Schema)),
    ("oneOf", List(Form::Schema)),
    ("anyOf", List(Form::Schema)),
    ("not", One(Form::Schema)),
    ("if", One(Form::Schema)),
    ("then", One(Form::Schema)),
    ("else", One(Form::Schema)),
    ("$defs", Map(Form::Schema)),
    ("definitions", Map(Form::Schema)),
    ("dependentSchemas", Map(Form::Schema)),
    ("discriminator", OrText(Form::Discriminator)),
    ("xml", One(Form::Xml)),
    ("externalDocs", One(Form::ExternalDocs)),
    ("contentEncoding", Text),
    ("contentMediaType", Text),
    ("contentSchema", One(Form::Schema)),
];

pub(super) const DISCRIMINATOR: Fields =
    &[("propertyName", Text), ("mapping", Words), ("defaultMapping", Text)];

pub(super) const XML: Fields = &[
    ("name", Text),
    ("namespace", Text),
    ("prefix", Text),
    ("attribute", Flag),
    ("wrapped", Flag),
    ("nodeType", Text),
];

/// Fields of Swagger 2.0 that mean nothing since OpenAPI 3.0, each with what stands in its place.
pub(super) const OLD: &[(Form, &str, &str)] = &[
    (Form::Root, "host", "`servers: [{url: https://…}]` stands in its place"),
    (Form::Root, "basePath", "`servers: [{url: https://…}]` stands in its place"),
    (Form::Root, "schemes", "`servers: [{url: https://…}]` stands in its place"),
    (Form::Root, "consumes", "each request body names its types: `requestBody: {content: {…}}`"),
    (Form::Root, "produces", "each response names its types: `content: {…}`"),
    (Form::Root, "securityDefinitions", "`components: {securitySchemes: {…}}` stands in its place"),
    (Form::Operation, "consumes", "the request body names its types: `requestBody: {content: {…}}`"),
    (Form::Operation, "produces", "each response names its types: `content: {…}`"),
    (Form::Operation, "schemes", "`servers: [{url: https://…}]` stands in its place"),
    (Form::Response, "schema", "it stands in `content: {application/json: {schema: …}}`"),
    (Form::SecurityScheme, "flow", "`flows: {…}` stands in its place"),
];
