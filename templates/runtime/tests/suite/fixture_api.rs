//! What generated code looks like, written by hand: schemes, operations, an accessor, a builder.

use std::future::IntoFuture;

use sdk_runtime::runtime::{
    Api, Call, Client, Error, NamedServers, Operation, RateLimitHeaders, Requirement, SchemeKind, SchemeUse, SecurityScheme,
    Sending, Style,
};

use super::fixture::{Room, RoomKind};

const fn scheme(
    name: &'static str,
    kind: SchemeKind,
    prefix: Option<&'static str>,
    builder_method: &'static str,
) -> SecurityScheme {
    SecurityScheme { name, kind, prefix, builder_method, flows: &[], discovery_url: None }
}

pub static OAUTH: SecurityScheme = scheme("OAuth", SchemeKind::Bearer, None, "access_token");
pub static GUEST: SecurityScheme =
    scheme("Guest", SchemeKind::ApiKeyHeader("Authorization"), Some("Bearer"), "guest_jwt");
pub static KEY: SecurityScheme = scheme("Key", SchemeKind::ApiKeyHeader("x-api-key"), None, "api_key");
pub static QUERY_KEY: SecurityScheme = scheme("QueryKey", SchemeKind::ApiKeyQuery("key"), None, "query_key");
pub static COOKIE_KEY: SecurityScheme = scheme("CookieKey", SchemeKind::ApiKeyCookie("sid"), None, "session");
pub static BASIC: SecurityScheme = scheme("Basic", SchemeKind::Basic, None, "user");

pub static API: Api = Api {
    name: "toy-sdk",
    version: "1.2.3",
    base_url: "https://api.example.org/base",
    request_id_headers: &["x-request-id"],
    schemes: &[&OAUTH, &GUEST, &KEY, &QUERY_KEY, &COOKIE_KEY, &BASIC],
    servers: &["https://other.example.org/v1/", "/beside"],
    named_servers: Some(NamedServers {
        method: "region",
        find: |name| match name {
            "east" => Some("https://east.example.org/base"),
            _ => None,
        },
    }),
    rate_limit: RateLimitHeaders::COMMON,
    stream_end: None,
};

pub static GET_ROOM: Operation = Operation {
    id: "getRoom",
    method: "GET",
    path: "/rooms/{roomId}",
    tag: "Chat",
    summary: "One room",
    deprecated: false,
    requirement: Requirement::any(&["chat:room:view", "chat:room:all"]),
    security: &[&[SchemeUse { scheme: &OAUTH, scopes: &["chat"] }]],
    server: None,
    accept: "application/json",
    idempotency_key: None,
};

pub static LIST_ROOMS: Operation = operation("listRooms", "GET", "/rooms", &[]);
pub static POST_ROOM: Operation = operation("postRoom", "POST", "/rooms", &[]);

/// A POST that says by a header that it is the same one.
pub static KEYED: Operation = Operation {
    id: "keyed",
    method: "POST",
    path: "/keyed",
    tag: "Chat",
    summary: "",
    deprecated: false,
    requirement: Requirement::none(),
    security: &[],
    server: None,
    accept: "",
    idempotency_key: Some("Idempotency-Key"),
};

pub const fn operation(
    id: &'static str,
    method: &'static str,
    path: &'static str,
    security: &'static [&'static [SchemeUse]],
) -> Operation {
    Operation {
        id,
        method,
        path,
        tag: "Chat",
        summary: "",
        deprecated: false,
        requirement: Requirement::none(),
        security,
        server: None,
        accept: "application/json",
        idempotency_key: None,
    }
}

/// The accessor of a tag.
pub struct Chat<'c>(pub &'c Client);

impl Chat<'_> {
    pub fn get_room(&self, room_id: &str) -> Call<Room> {
        let mut call = Call::new(self.0, &GET_ROOM);
        call.path("roomId", room_id);
        call
    }
    pub fn list_rooms(&self) -> ListRooms {
        ListRooms(Call::new(self.0, &LIST_ROOMS))
    }
    pub fn post_room(&self, body: &Room) -> Call<Room> {
        let mut call = Call::new(self.0, &POST_ROOM);
        call.json(body);
        call
    }
}

#[must_use = "it does nothing until it is sent"]
pub struct ListRooms(Call<Vec<Room>>);

impl ListRooms {
    pub fn limit(mut self, limit: i32) -> Self {
        self.0.query("limit", &limit);
        self
    }
    pub fn fields(mut self, fields: &[&str]) -> Self {
        self.0.query_styled("fields", Style::FORM_JOINED, fields);
        self
    }
    pub fn kind(mut self, kind: RoomKind) -> Self {
        self.0.query("kind", &kind);
        self
    }
    pub fn send(self) -> Sending<Vec<Room>> {
        self.0.send()
    }
}

impl IntoFuture for ListRooms {
    type Output = Result<Vec<Room>, Error>;
    type IntoFuture = Sending<Vec<Room>>;
    fn into_future(self) -> Self::IntoFuture {
        self.0.send()
    }
}
