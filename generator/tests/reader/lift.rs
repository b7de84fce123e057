//! Swagger 2.0 in the shape of 3.0.

use sdkwright::document::{Document, Version};

use super::{codes, json, read_files, read_one};

fn lifted(text: &str) -> (Document, serde_json::Value) {
    let (document, findings) = read_one("api.yaml", text);
    assert!(codes(&findings).is_empty(), "{:?}", findings.all());
    let document = document.expect("a document");
    assert_eq!(document.version, Version::V2);
    let json = json(&document);
    (document, json)
}

#[test]
fn servers_come_from_host_base_path_and_schemes() {
    let table = [
        ("host: a.b\nbasePath: /v1/\nschemes: [http, https, ws]", "https://a.b/v1 http://a.b/v1"),
        ("host: a.b:8080", "https://a.b:8080"),
        ("basePath: /v1", "/v1"),
        ("host: a.b\nschemes: [http]\nbasePath: /", "http://a.b"),
        ("host: a.b\nbasePath: v1/", "https://a.b/v1"),
        ("host: http://a.b/\nbasePath: v1", "https://a.b/v1"),
    ];
    for (text, expected) in table {
        let (_, json) = lifted(&format!("swagger: '2.0'\n{text}\npaths: {{}}\n"));
        let servers = json["servers"].as_array().unwrap();
        let urls: Vec<_> = servers.iter().map(|server| server["url"].as_str().unwrap()).collect();
        assert_eq!(urls.join(" "), expected, "{text}");
    }
    let (_, json) = lifted("swagger: '2.0'\npaths: {}\n");
    assert!(json.get("servers").is_none());
    let (_, json) = lifted("swagger: '2.0'\nhost: a.b\npaths: {/x: {get: {schemes: [http]}}}\n");
    assert_eq!(json["paths"]["/x"]["get"]["servers"][0]["url"], "http://a.b");
}

const PETS: &str = "\
swagger: '2.0'
consumes: [application/json, application/xml]
produces: [application/json]
parameters:
  limit: {name: limit, in: query, type: integer, format: int32, maximum: 5, x-nullable: true, x-a: 1}
  pet: {name: pet, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
responses:
  gone: {description: gone, schema: {$ref: '#/definitions/Pet'}, headers: {X-A: {type: array, items: {type: string}}}}
definitions:
  Pet: {type: object, discriminator: kind}
paths:
  /pets:
    parameters:
      - {name: tenant, in: header, type: string, required: true}
      - {$ref: '#/parameters/pet'}
    post:
      parameters:
        - $ref: '#/parameters/limit'
        - {name: tags, in: query, type: array, items: {type: string}, collectionFormat: multi}
        - {name: ids, in: path, required: true, type: array, items: {type: string}}
        - {name: odd, in: query, type: array, items: {type: string}, collectionFormat: tsv}
      responses:
        '200': {description: ok, schema: {type: file}, examples: {application/pdf: x}}
        '404': {$ref: '#/responses/gone'}
      produces: [application/pdf]
";

#[test]
fn parameters_and_bodies() {
    let (document, json) = lifted(PETS);
    let post = &json["paths"]["/pets"]["post"];
    let expected = serde_json::json!([
        {"$ref": "#/parameters/limit"},
        {"name": "tags", "in": "query", "style": "form", "explode": true,
         "schema": {"type": "array", "items": {"type": "string"}}},
        {"name": "ids", "in": "path", "required": true, "style": "simple", "explode": false,
         "schema": {"type": "array", "items": {"type": "string"}}},
        {"name": "odd", "in": "query", "style": "tabDelimited", "explode": false,
         "schema": {"type": "array", "items": {"type": "string"}}},
    ]);
    assert_eq!(post["parameters"], expected);
    let pet = serde_json::json!({"schema": {"$ref": "#/definitions/Pet"}});
    let body =
        serde_json::json!({"required": true, "content": {"application/json": pet, "application/xml": pet}});
    assert_eq!(post["requestBody"], body);
    let shared = json["paths"]["/pets"]["parameters"].as_array().unwrap();
    assert_eq!(shared.len(), 1, "the body is none of the parameters");
    let limit = serde_json::json!({"name": "limit", "in": "query", "x-a": 1,
        "schema": {"type": "integer", "format": "int32", "maximum": 5, "x-nullable": true}});
    assert_eq!(json["components"]["parameters"], serde_json::json!({"limit": limit}));
    // A reference to the written parameter leads to the lifted one, which stands where the user wrote it.
    let list =
        document.root().get("paths").unwrap().get("/pets").unwrap().get("post").unwrap().get("parameters");
    let reference = list.unwrap().items().next().unwrap().get("$ref").unwrap();
    let target = document.at(document.resolve(reference.id(), reference.str().unwrap()).unwrap());
    assert!(target.has("schema") && !target.has("type"));
    assert_eq!(target.place().pointer, "/parameters/limit");
    assert_eq!(
        document.root().get("components").unwrap().get("schemas").unwrap().place().pointer,
        "/definitions"
    );
}

#[test]
fn responses_take_the_media_types_of_their_operation() {
    let (_, json) = lifted(PETS);
    let responses = &json["paths"]["/pets"]["post"]["responses"];
    let file = serde_json::json!({"schema": {"type": "string", "format": "binary"}, "example": "x"});
    assert_eq!(responses["200"]["content"], serde_json::json!({"application/pdf": file}));
    assert_eq!(responses["404"]["content"]["application/pdf"]["schema"]["$ref"], "#/definitions/Pet");
    let header = serde_json::json!({"schema": {"type": "array", "items": {"type": "string"}}});
    assert_eq!(responses["404"]["headers"]["X-A"], header);
    let shared = &json["components"]["responses"]["gone"]["content"];
    assert_eq!(shared["application/json"]["schema"]["$ref"], "#/definitions/Pet");
    assert!(json["components"]["schemas"]["Pet"]["discriminator"].is_string());
}

#[test]
fn forms() {
    let text = "\
swagger: '2.0'
paths:
  /plain:
    post:
      consumes: [application/x-www-form-urlencoded, multipart/form-data]
      parameters:
        - {name: a, in: formData, type: string, required: true, description: first}
        - {name: b, in: formData, type: array, items: {type: integer}}
  /file:
    post:
      consumes: [application/x-www-form-urlencoded, multipart/form-data]
      parameters:
        - {name: f, in: formData, type: file, description: the file}
";
    let (_, json) = lifted(text);
    let plain = &json["paths"]["/plain"]["post"];
    assert_eq!(plain["parameters"], serde_json::json!([]));
    assert_eq!(plain["requestBody"]["required"], true);
    let content = plain["requestBody"]["content"].as_object().unwrap();
    assert_eq!(
        content.keys().collect::<Vec<_>>(),
        ["application/x-www-form-urlencoded", "multipart/form-data"]
    );
    let media = serde_json::json!({
        "schema": {"type": "object", "properties": {
            "a": {"type": "string", "description": "first"},
            "b": {"type": "array", "items": {"type": "integer"}},
        }, "required": ["a"]},
        "encoding": {"b": {"style": "form", "explode": false}},
    });
    assert_eq!(content["multipart/form-data"], media);
    let file = serde_json::json!({"required": false, "content": {"multipart/form-data": {"schema": {"type": "object",
        "properties": {"f": {"type": "string", "format": "binary", "description": "the file"}}}}}});
    assert_eq!(json["paths"]["/file"]["post"]["requestBody"], file);
}

#[test]
fn security() {
    let text = "\
swagger: '2.0'
paths: {}
securityDefinitions:
  a: {type: basic, description: d}
  b: {type: apiKey, name: X-Key, in: header}
  c: {type: oauth2, flow: application, tokenUrl: 'https://t', scopes: {s: text}, x-e: 1}
  d: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a', tokenUrl: 'https://t'}
  e: {type: oauth2, flow: implicit, authorizationUrl: 'https://a', scopes: {}}
  f: {type: oauth2, flow: password, tokenUrl: 'https://t', scopes: {}}
";
    let (_, json) = lifted(text);
    let expected = serde_json::json!({
        "a": {"type": "http", "scheme": "basic", "description": "d"},
        "b": {"type": "apiKey", "name": "X-Key", "in": "header"},
        "c": {"type": "oauth2", "x-e": 1, "flows": {"clientCredentials": {"tokenUrl": "https://t", "scopes": {"s": "text"}}}},
        "d": {"type": "oauth2", "flows": {"authorizationCode":
            {"authorizationUrl": "https://a", "tokenUrl": "https://t", "scopes": {}}}},
        "e": {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "https://a", "scopes": {}}}},
        "f": {"type": "oauth2", "flows": {"password": {"tokenUrl": "https://t", "scopes": {}}}},
    });
    assert_eq!(json["components"]["securitySchemes"], expected);
}

#[test]
fn path_items_in_other_files_are_lifted_too() {
    let files: &[(&str, &[u8])] = &[
        ("api.yaml", b"swagger: '2.0'\npaths: {/a: {$ref: a.yaml#/item}}\n"),
        ("a.yaml", b"item: {post: {parameters: [{name: b, in: body, schema: {type: string}}]}}\n"),
    ];
    let (document, _, _) = read_files(files, &Default::default());
    let document = document.unwrap();
    let reference = document.root().get("paths").unwrap().get("/a").unwrap().get("$ref").unwrap();
    let item = document.at(document.resolve(reference.id(), reference.str().unwrap()).unwrap());
    assert!(item.get("post").unwrap().has("requestBody"));
    assert_eq!(item.get("post").unwrap().place().pointer, "/item/post");
}

#[test]
fn references_in_a_circle_do_not_hang() {
    let text = "swagger: '2.0'\nparameters: {a: {$ref: '#/parameters/b'}, b: {$ref: '#/parameters/a'}}\nresponses: {r: {$ref: '#/responses/r'}}\npaths: {/x: {$ref: '#/paths/~1y'}, /y: {$ref: '#/paths/~1x'}}\n";
    let (document, _) = read_one("a.yaml", text);
    assert!(document.is_some());
}
