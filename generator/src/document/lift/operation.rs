//! Operations: parameters of the body become `requestBody`, `produces` goes into the responses.

use super::{Lift, Members, media_types};
use crate::document::{NodeId, Value};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

impl Lift<'_> {
    /// Lifts an operation; `shared` are the parameters of its path item.
    pub(super) fn operation(&mut self, written: NodeId, shared: Option<NodeId>) -> NodeId {
        let own = |lift: &Self, key: &str, usual: &[Box<str>]| match lift.get(written, key) {
            Some(_) => media_types(lift.doc, written, key),
            None => usual.to_vec(),
        };
        let consumes = own(self, "consumes", &self.consumes);
        let produces = own(self, "produces", &self.produces);
        let mut members = Members::new();
        for (key, child) in self.members(written) {
            match &*key {
                "consumes" | "produces" => {}
                "schemes" => {
                    if let Some(servers) = self.servers(self.doc.root, written) {
                        members.push(("servers".into(), servers));
                    }
                }
                "parameters" => members.push((key, self.plain_parameters(child))),
                "responses" => {
                    let responses = self.each(child, |lift, key, child| {
                        Some(if key.starts_with("x-") { child } else { lift.response(child, &produces) })
                    });
                    members.push((key, responses));
                }
                _ => members.push((key, child)),
            }
        }
        let parameters = self.body_parameters(written, shared);
        if let Some(body) = self.request_body(&parameters, &consumes) {
            members.push(("requestBody".into(), body));
        }
        self.left_over(&parameters, &mut members, written);
        self.object(members, written)
    }

    /// A request has one body. What has no place in it stays among the parameters, where `api` says so.
    fn left_over(&mut self, parameters: &[NodeId], members: &mut Members, written: NodeId) {
        let Some(body) = self.whole(parameters) else { return };
        let left: Vec<NodeId> = parameters.iter().copied().filter(|other| *other != body).collect();
        if left.is_empty() {
            return;
        }
        let list = members.iter().position(|(key, _)| &**key == "parameters").map(|at| members.remove(at));
        let mut items: Vec<NodeId> =
            list.iter().flat_map(|(_, list)| self.doc.at(*list).items().map(|item| item.id())).collect();
        items.extend(left);
        members.push(("parameters".into(), self.node(Value::Array(items), written)));
    }

    /// The parameter that is the whole body.
    fn whole(&self, parameters: &[NodeId]) -> Option<NodeId> {
        parameters.iter().copied().find(|id| self.str(*id, "in").as_deref() == Some("body"))
    }

    /// The parameters of an operation that travel in its body: its own, then those of the path item.
    fn body_parameters(&self, written: NodeId, shared: Option<NodeId>) -> Vec<NodeId> {
        let own = self.get(written, "parameters");
        let mut found: Vec<NodeId> = Vec::new();
        for list in own.into_iter().chain(shared) {
            for item in self.doc.at(list).items() {
                let parameter = self.target(item.id());
                let place = self.str(parameter, "in");
                let name = self.str(parameter, "name");
                let body = matches!(place.as_deref(), Some("body" | "formData"));
                let same =
                    |other: &NodeId| self.str(*other, "name") == name && self.str(*other, "in") == place;
                let replaced = found.iter().any(same);
                if body && !replaced {
                    found.push(parameter);
                }
            }
        }
        found
    }

    fn request_body(&mut self, parameters: &[NodeId], consumes: &[Box<str>]) -> Option<NodeId> {
        match self.whole(parameters) {
            Some(body) => Some(self.whole_body(body, consumes)),
            None if parameters.is_empty() => None,
            None => Some(self.form_body(parameters, consumes)),
        }
    }

    fn whole_body(&mut self, body: NodeId, consumes: &[Box<str>]) -> NodeId {
        let mut members = Members::new();
        for (key, child) in self.members(body) {
            match &*key {
                "in" | "name" | "schema" => {}
                _ => members.push((key, child)),
            }
        }
        let media = match self.get(body, "schema") {
            Some(schema) => self.object(vec![("schema".into(), schema)], schema),
            None => self.object(Members::new(), body),
        };
        let json: Box<str> = "application/json".into();
        let types = if consumes.is_empty() { std::slice::from_ref(&json) } else { consumes };
        let content = types.iter().map(|name| (name.clone(), media)).collect();
        let content = self.object(content, body);
        members.push(("content".into(), content));
        self.object(members, body)
    }

    fn form_body(&mut self, parameters: &[NodeId], consumes: &[Box<str>]) -> NodeId {
        let origin = parameters.first().copied().unwrap_or(self.doc.root);
        let (mut properties, mut required, mut encoding) = (Members::new(), Vec::new(), Members::new());
        let mut files = false;
        for parameter in parameters {
            let Some(name) = self.str(*parameter, "name") else { continue };
            files |= self.is_file(*parameter);
            if self.doc.at(*parameter).get("required").and_then(|value| value.bool()) == Some(true) {
                required.push(self.text(&name, *parameter));
            }
            if let Some(how) = self.encoding(*parameter) {
                encoding.push((name.clone(), how));
            }
            properties.push((name, self.property(*parameter)));
        }
        let mut schema: Members = vec![("type".into(), self.text("object", origin))];
        schema.push(("properties".into(), self.object(properties, origin)));
        let must = !required.is_empty();
        if must {
            schema.push(("required".into(), self.node(Value::Array(required), origin)));
        }
        let mut media: Members = vec![("schema".into(), self.object(schema, origin))];
        if !encoding.is_empty() {
            media.push(("encoding".into(), self.object(encoding, origin)));
        }
        let media = self.object(media, origin);
        let mut types: Vec<&str> = consumes.iter().map(|name| &**name).collect();
        types.retain(|name| *name == MULTIPART || (*name == FORM && !files));
        if types.is_empty() {
            types.push(if files { MULTIPART } else { FORM });
        }
        let content = types.into_iter().map(|name| (name.into(), media)).collect();
        let content = self.object(content, origin);
        let must = self.flag(must, origin);
        self.object(vec![("content".into(), content), ("required".into(), must)], origin)
    }

    /// How a list in a form is written, where 3.0 would write it differently.
    fn encoding(&mut self, parameter: NodeId) -> Option<NodeId> {
        if self.str(parameter, "type").as_deref() != Some("array") {
            return None;
        }
        let (style, explode) = self.style(parameter, "query");
        let origin = self.get(parameter, "collectionFormat").unwrap_or(parameter);
        let style = self.text(&style, origin);
        let explode = self.flag(explode, parameter);
        Some(self.object(vec![("style".into(), style), ("explode".into(), explode)], parameter))
    }

    /// A form parameter as a property of the form's schema.
    fn property(&mut self, parameter: NodeId) -> NodeId {
        if !self.is_file(parameter) {
            let description = self.get(parameter, "description");
            return self.schema_of(parameter, description);
        }
        let file = self.typed("string", "binary", parameter);
        let mut members = self.members(file);
        members.extend(self.get(parameter, "description").map(|text| ("description".into(), text)));
        self.object(members, parameter)
    }

    pub(super) fn is_file(&self, id: NodeId) -> bool {
        self.str(id, "type").as_deref() == Some("file")
    }
}
