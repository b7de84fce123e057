//! The description in `spec/`, read without the generator: YAML, references, and nothing clever. What the tests
//! expect on the wire comes from here alone.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::sample::Sampler;

/// The files by name, such as `operations/chat-rooms.yaml`.
#[derive(Clone)]
pub struct Files(BTreeMap<String, Value>);

/// A value together with the file that its references start from.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    pub file: &'a str,
    pub value: &'a Value,
}

/// What the description says of one operation.
#[derive(Clone, Debug)]
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub parameters: Vec<Parameter>,
    /// A body with every property that a request may hold.
    pub body: Option<Value>,
    /// A result with every property.
    pub result: Option<Value>,
    /// Names of the security schemes; none for an operation that needs none.
    pub schemes: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub place: String,
    /// What the call gives, as text.
    pub value: String,
}

impl Files {
    pub fn read() -> Self {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
        let mut files = BTreeMap::new();
        for folder in ["", "operations", "schemas"] {
            for entry in std::fs::read_dir(spec.join(folder)).expect("the folder is there") {
                let path = entry.expect("an entry").path();
                let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
                let name = format!("{folder}/{name}").trim_start_matches('/').to_owned();
                let described = folder.is_empty() && name != "openapi.yaml";
                if name.ends_with(".yaml") && !described {
                    let text = std::fs::read_to_string(&path).expect("a text");
                    files.insert(name, serde_yaml::from_str(&text).expect("YAML"));
                }
            }
        }
        Self(files)
    }

    /// The same files after one text was replaced everywhere: for controls that change the description.
    pub fn with_replaced(&self, from: &str, to: &str) -> Self {
        let replaced = self.0.iter().map(|(name, value)| {
            let text = value.to_string().replace(from, to);
            (name.clone(), serde_json::from_str(&text).expect("still JSON"))
        });
        Self(replaced.collect())
    }

    fn root(&self) -> Node<'_> {
        let (file, value) = self.0.get_key_value("openapi.yaml").expect("the root file");
        Node { file, value }
    }

    /// Follows references until something else is there.
    pub fn follow<'a>(&'a self, node: Node<'a>) -> Node<'a> {
        let Some(reference) = node.value.get("$ref").and_then(Value::as_str) else { return node };
        let (file, pointer) = reference.split_once('#').expect("a reference with a pointer");
        let name = beside(node.file, file);
        let (file, root) = self.0.get_key_value(&name).unwrap_or_else(|| panic!("no file {name}"));
        let value = root.pointer(pointer).unwrap_or_else(|| panic!("nothing at {reference}"));
        self.follow(Node { file, value })
    }

    pub fn operations(&self) -> Vec<Operation> {
        let root = self.root();
        let mut operations = Vec::new();
        for (path, item) in entries(child(root, "paths").expect("paths")) {
            let item = self.follow(item);
            for (method, operation) in entries(item) {
                if ["get", "put", "post", "delete", "patch", "head", "options"].contains(&method) {
                    operations.push(self.operation(method, path, item, operation));
                }
            }
        }
        operations
    }

    fn operation(&self, method: &str, path: &str, item: Node<'_>, node: Node<'_>) -> Operation {
        let shared = child(item, "parameters").into_iter().flat_map(items);
        let own = child(node, "parameters").into_iter().flat_map(items);
        let security = child(node, "security").or_else(|| child(self.root(), "security"));
        let body = child(node, "requestBody").map(|body| self.follow(body));
        let success = child(node, "responses").into_iter().flat_map(entries);
        let result = success.filter(|(status, _)| status.starts_with('2')).find_map(|(_, response)| {
            json_schema(self.follow(response)).map(|schema| Sampler::result(self).value("result", schema))
        });
        Operation {
            id: text(node, "operationId"),
            method: method.to_uppercase(),
            path: path.to_owned(),
            parameters: shared.chain(own).map(|parameter| self.parameter(parameter)).collect(),
            body: body.and_then(json_schema).map(|schema| Sampler::request(self).value("body", schema)),
            result,
            schemes: security
                .into_iter()
                .flat_map(items)
                .flat_map(entries)
                .map(|(name, _)| name.to_owned())
                .collect(),
        }
    }

    fn parameter(&self, node: Node<'_>) -> Parameter {
        let node = self.follow(node);
        let name = text(node, "name");
        let schema = child(node, "schema").expect("a schema");
        let value = match Sampler::request(self).value(&name, schema) {
            Value::String(text) => text,
            other => other.to_string(),
        };
        Parameter { place: text(node, "in"), name, value }
    }
}

fn json_schema(node: Node<'_>) -> Option<Node<'_>> {
    child(child(child(node, "content")?, "application/json")?, "schema")
}

pub fn child<'a>(node: Node<'a>, key: &str) -> Option<Node<'a>> {
    Some(Node { file: node.file, value: node.value.get(key)? })
}

pub fn text(node: Node<'_>, key: &str) -> String {
    let text = node.value.get(key).and_then(Value::as_str);
    text.unwrap_or_else(|| panic!("no {key} in {}", node.value)).to_owned()
}

pub fn entries(node: Node<'_>) -> impl Iterator<Item = (&str, Node<'_>)> {
    let members = node.value.as_object().into_iter().flatten();
    members.map(move |(key, value)| (key.as_str(), Node { file: node.file, value }))
}

pub fn items(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let list = node.value.as_array().into_iter().flatten();
    list.map(move |value| Node { file: node.file, value })
}

/// The file that a reference in `from` means.
fn beside(from: &str, file: &str) -> String {
    if file.is_empty() {
        return from.to_owned();
    }
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in file.split('/') {
        match part {
            ".." => drop(folders.pop()),
            "." => {}
            part => folders.push(part),
        }
    }
    folders.join("/")
}
