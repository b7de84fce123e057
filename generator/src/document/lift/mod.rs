//! Swagger 2.0 in the shape of OpenAPI 3.0, so that later stages know one shape.
//!
//! Lifting adds nodes and changes none: what a user wrote keeps its place, and a lifted node names the written
//! one as its origin. Parts that are the same in both (schemas above all) are shared. A `$ref` goes on resolving
//! against the file as written; [`Document::resolve`] then steps from a written node to its lifted form.

mod operation;
mod parameter;
mod response;
mod security;

use super::{Document, NodeId, Value, Version};

/// Members of an object in the making.
type Members = Vec<(Box<str>, NodeId)>;

impl Document {
    /// Lifts a Swagger 2.0 document; others stay as they are.
    pub(crate) fn lift(&mut self) {
        if self.version == Version::V2 {
            let consumes = media_types(self, self.root, "consumes");
            let produces = media_types(self, self.root, "produces");
            let root = self.root;
            self.root = Lift { doc: self, consumes, produces }.root(root);
        }
    }
}

/// The media types that an object lists under `key`; nothing where it lists none.
fn media_types(doc: &Document, object: NodeId, key: &str) -> Vec<Box<str>> {
    let list = doc.at(object).get(key);
    list.into_iter().flat_map(|list| list.items()).filter_map(|item| item.str()).map(Box::from).collect()
}

struct Lift<'d> {
    doc: &'d mut Document,
    /// Media types of bodies, where an operation says nothing.
    consumes: Vec<Box<str>>,
    /// Media types of results, where an operation says nothing.
    produces: Vec<Box<str>>,
}

/// Methods of a path item.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch"];

impl Lift<'_> {
    /// Adds a node in the place of a written one.
    fn node(&mut self, value: Value, origin: NodeId) -> NodeId {
        let file = self.doc.node(origin).file;
        self.doc.push(value, file, Some(origin))
    }

    fn object(&mut self, members: Members, origin: NodeId) -> NodeId {
        self.node(Value::Object(members), origin)
    }

    fn text(&mut self, text: &str, origin: NodeId) -> NodeId {
        self.node(Value::String(text.into()), origin)
    }

    fn flag(&mut self, value: bool, origin: NodeId) -> NodeId {
        self.node(Value::Bool(value), origin)
    }

    /// An object `{type: …, format: …}`.
    fn typed(&mut self, kind: &str, format: &str, origin: NodeId) -> NodeId {
        let kind = self.text(kind, origin);
        let format = self.text(format, origin);
        self.object(vec![("type".into(), kind), ("format".into(), format)], origin)
    }

    fn members(&self, id: NodeId) -> Members {
        match &self.doc.node(id).value {
            Value::Object(members) => members.clone(),
            _ => Members::new(),
        }
    }

    fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.doc.member(id, key)
    }

    fn str(&self, id: NodeId, key: &str) -> Option<Box<str>> {
        self.doc.at(id).get(key).and_then(|value| value.str()).map(Box::from)
    }

    /// The written node behind a `$ref`, or the node itself; a few steps at most, for references in a circle.
    fn target(&self, mut id: NodeId) -> NodeId {
        for _ in 0..16 {
            let Some(reference) = self.doc.at(id).get("$ref").and_then(|value| value.str()) else { break };
            match self.doc.resolve(id, reference) {
                Ok(next) => id = self.doc.written(next),
                Err(_) => break,
            }
        }
        id
    }

    /// Maps the members of an object one by one.
    fn each(
        &mut self,
        object: NodeId,
        mut lift: impl FnMut(&mut Self, &str, NodeId) -> Option<NodeId>,
    ) -> NodeId {
        let mut lifted = Members::new();
        for (key, child) in self.members(object) {
            if let Some(new) = lift(self, &key, child) {
                lifted.push((key, new));
            }
        }
        self.object(lifted, object)
    }

    fn root(&mut self, root: NodeId) -> NodeId {
        let mut members = Members::new();
        // Shared parts first, so that references to them from anywhere are known when operations are lifted.
        let components = self.components(root);
        for (key, child) in self.members(root) {
            match &*key {
                "host"
                | "basePath"
                | "schemes"
                | "consumes"
                | "produces"
                | "definitions"
                | "parameters"
                | "responses"
                | "securityDefinitions" => {}
                "paths" => {
                    let paths = self.each(child, |lift, key, child| {
                        Some(if key.starts_with("x-") { child } else { lift.path_item(child) })
                    });
                    members.push((key, paths));
                }
                _ => members.push((key, child)),
            }
        }
        if let Some(servers) = self.servers(root, root) {
            members.push(("servers".into(), servers));
        }
        members.push(("components".into(), components));
        self.object(members, root)
    }

    fn components(&mut self, root: NodeId) -> NodeId {
        let mut members = Members::new();
        if let Some(definitions) = self.get(root, "definitions") {
            members.push(("schemas".into(), definitions));
        }
        if let Some(parameters) = self.get(root, "parameters") {
            let lifted = self.each(parameters, |lift, _, child| lift.plain_parameter(child));
            members.push(("parameters".into(), lifted));
        }
        if let Some(responses) = self.get(root, "responses") {
            let produces = self.produces.clone();
            let lifted = self.each(responses, |lift, _, child| Some(lift.response(child, &produces)));
            members.push(("responses".into(), lifted));
        }
        if let Some(schemes) = self.get(root, "securityDefinitions") {
            let lifted = self.each(schemes, |lift, _, child| Some(lift.security_scheme(child)));
            members.push(("securitySchemes".into(), lifted));
        }
        self.object(members, root)
    }

    /// The servers that `host`, `basePath` and `schemes` mean; `schemes` may be an operation's own.
    fn servers(&mut self, root: NodeId, schemes_of: NodeId) -> Option<NodeId> {
        let host = self.str(root, "host");
        let base = self.str(root, "basePath");
        let origin = ["host", "basePath", "schemes"].iter().find_map(|key| self.get(root, key))?;
        let path = base.as_deref().unwrap_or_default().trim_matches('/');
        let path = if path.is_empty() { String::new() } else { format!("/{path}") };
        let mut schemes = media_types(self.doc, schemes_of, "schemes");
        schemes.retain(|scheme| matches!(&**scheme, "http" | "https"));
        schemes.sort_by_key(|scheme| &**scheme != "https"); // the first server is the default one
        if schemes.is_empty() {
            schemes.push("https".into());
        }
        let urls: Vec<String> = match host {
            Some(host) => {
                // some write the whole address here
                let host = host.split_once("://").map_or(&*host, |(_, host)| host).trim_end_matches('/');
                schemes.iter().map(|scheme| format!("{scheme}://{host}{path}")).collect()
            }
            None if path.is_empty() => return None,
            None => vec![path],
        };
        let mut servers = Vec::new();
        for url in urls {
            let url = self.text(&url, origin);
            servers.push(self.object(vec![("url".into(), url)], origin));
        }
        Some(self.node(Value::Array(servers), origin))
    }

    fn path_item(&mut self, written: NodeId) -> NodeId {
        if let Some(known) = self.doc.lifted.get(&written) {
            return *known;
        }
        let target = self.target(written);
        if target != written {
            self.path_item(target); // the reference stays, and leads to the lifted form
        }
        let shared = self.get(written, "parameters");
        let item = self.each(written, |lift, key, child| match key {
            "parameters" => Some(lift.plain_parameters(child)),
            _ if METHODS.contains(&key) => Some(lift.operation(child, shared)),
            _ => Some(child),
        });
        self.doc.lifted.insert(written, item);
        item
    }
}
