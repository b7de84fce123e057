"""A description, read without the generator: one document, and per operation what its requests are made of.

Swagger 2.0 is told in the words of OpenAPI 3 (style, explode, body), so that what follows knows one form only.
"""

import json
import pathlib
import re
import urllib.parse

import yaml


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2: `on` and `2026-01-31` are texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if not tag.endswith((":timestamp", ":bool"))]
    for first, rules in Loader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))

METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
# What the client itself sets is not for parameters to set, says OpenAPI.
IGNORED_HEADERS = {"accept", "content-type", "authorization"}


def keys_as_text(node):
    if isinstance(node, dict):
        return {str(key): keys_as_text(value) for key, value in node.items()}
    if isinstance(node, list):
        return [keys_as_text(value) for value in node]
    return node


def read(path):
    text = pathlib.Path(path).read_text(encoding="utf-8-sig")
    if str(path).endswith(".json"):
        return json.loads(text)
    return keys_as_text(yaml.load(text, Loader=Loader))


def at(document, pointer):
    node = document
    for part in pointer.split("/")[1:]:
        part = urllib.parse.unquote(part).replace("~1", "/").replace("~0", "~")
        node = node[int(part)] if isinstance(node, list) else node[part]
    return node


class Bundle:
    """All files of a description as one document: what other files hold stands under its components."""

    def __init__(self, path):
        self.root = str(pathlib.Path(path).resolve())
        self.files = {self.root: read(self.root)}
        self.names = {}
        self.extra = {}
        self.document = self.copy(self.files[self.root], self.root)
        if self.extra:
            schemas = self.document.setdefault("components", {}).setdefault("schemas", {})
            schemas.update(self.extra)

    def copy(self, node, base):
        if isinstance(node, list):
            return [self.copy(item, base) for item in node]
        if not isinstance(node, dict):
            return node
        out = {key: self.copy(value, base) for key, value in node.items() if key != "$ref"}
        reference = node.get("$ref")
        if isinstance(reference, str):
            out["$ref"] = self.reference(reference, base)
        elif reference is not None:
            out["$ref"] = self.copy(reference, base)
        return out

    def reference(self, reference, base):
        file, _, pointer = reference.partition("#")
        target = str((pathlib.Path(base).parent / urllib.parse.unquote(file)).resolve()) if file else base
        if target == self.root:
            return "#" + pointer
        key = (target, pointer)
        if key not in self.names:
            if target not in self.files:
                self.files[target] = read(target)
            last = re.sub(r"[^A-Za-z0-9_.-]", "_", pointer.rsplit("/", 1)[-1] or pathlib.Path(target).stem)
            name = last
            while name in self.extra:
                name = f"{name}_"
            self.names[key] = name
            self.extra[name] = {}
            self.extra[name] = self.copy(at(self.files[target], pointer), target)
        return f"#/components/schemas/{self.names[key]}"


class Description:
    def __init__(self, path):
        self.document = Bundle(path).document
        self.swagger = "swagger" in self.document

    def follow(self, node):
        """Through references; what stands beside a reference is added, as 3.1 has it."""
        for _ in range(50):
            if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
                return node if isinstance(node, dict) else {}
            try:
                target = at(self.document, node["$ref"][1:])
            except (KeyError, IndexError, ValueError):
                return {}
            beside = {key: value for key, value in node.items() if key not in ("$ref", "description", "summary")}
            node = {**target, **beside} if isinstance(target, dict) and beside else target
        return {}

    def operations(self):
        for path, item in self.document.get("paths", {}).items():
            if path.startswith("x-"):
                continue
            item = self.follow(item)
            for method in METHODS:
                if isinstance(item.get(method), dict):
                    yield self.operation(path, method, item, item[method])

    def operation(self, path, method, item, written):
        parameters = {}
        form = []
        body = None
        for node in [*item.get("parameters", []), *written.get("parameters", [])]:
            node = self.follow(node)
            place, name = node.get("in"), node.get("name")
            if place == "body":
                body = node
            elif place == "formData":
                form = [known for known in form if known["name"] != name] + [node]
            elif place in ("path", "query", "header", "cookie") and name is not None:
                if place == "header" and name.lower() in IGNORED_HEADERS:
                    continue
                parameters[place, str(name)] = self.parameter(node)
        named = re.findall(r"\{([^{}]+)\}", path)
        kept = [one for key, one in parameters.items() if key[0] != "path" or key[1] in named]
        return {
            "id": f"{method.upper()} {path}",
            "method": method.upper(),
            "path": path,
            "parameters": kept,
            "body": self.body2(written, body, form) if self.swagger else self.body3(written),
            "written": written,
            "item": item,
            "undescribed": [name for name in named if ("path", name) not in parameters],
        }

    def parameter(self, node):
        place = node["in"]
        content = next(iter(node.get("content", {}).items()), None)
        style = "simple" if place in ("path", "header") else "form"
        explode = None
        schema = node.get("schema", {})
        if self.swagger:
            schema = {key: value for key, value in node.items() if key not in ("name", "in", "required", "description")}
            style, explode = collection(node.get("collectionFormat", "csv"), style)
        elif content:
            schema = content[1].get("schema", {})
        else:
            style = node.get("style", style)
        if explode is None:
            explode = node.get("explode", style == "form")
        return {
            "name": str(node["name"]),
            "in": place,
            "required": place == "path" or node.get("required") is True,
            "style": style,
            "explode": bool(explode),
            "reserved": node.get("allowReserved") is True,
            "content": content[0] if content else None,
            "schema": schema,
            "example": example(node),
        }

    def body3(self, written):
        if "requestBody" not in written:
            return None
        node = self.follow(written["requestBody"])
        media = {kind: self.follow(value) for kind, value in node.get("content", {}).items()}
        if not media:
            return None
        return {"required": node.get("required") is True, "media": media, "written": node}

    def body2(self, written, body, form):
        consumes = written.get("consumes", self.document.get("consumes", [])) or []
        if body is not None:
            kinds = consumes or ["application/json"]
            media = {kind: {"schema": body.get("schema", {}), "example": example(body)} for kind in kinds}
            return {"required": body.get("required") is True, "media": media, "written": body}
        if not form:
            return None
        multipart = "multipart/form-data" in consumes or any(node.get("type") == "file" for node in form)
        properties, encoding = {}, {}
        for node in form:
            schema = {key: value for key, value in node.items() if key not in ("name", "in", "required")}
            schema.pop("collectionFormat", None)
            if schema.get("type") == "file":
                schema = {"type": "string", "format": "binary"}
            properties[node["name"]] = schema
            if schema.get("type") == "array":
                style, explode = collection(node.get("collectionFormat", "csv"), "form")
                encoding[node["name"]] = {"style": style, "explode": bool(explode)}
        required = [node["name"] for node in form if node.get("required") is True]
        schema = {"type": "object", "properties": properties, "required": required}
        kinds = [kind for kind in consumes if kind in ("multipart/form-data", "application/x-www-form-urlencoded")]
        default = "multipart/form-data" if multipart else "application/x-www-form-urlencoded"
        media = {kind: {"schema": schema, "encoding": encoding} for kind in kinds or [default]}
        if multipart and "multipart/form-data" in media:
            media = {"multipart/form-data": media["multipart/form-data"]}
        return {"required": bool(required), "media": media, "written": None}

    def reduced(self, operations):
        """The same description with these operations alone, and a result that no validator stumbles over."""
        paths = {}
        for operation in operations:
            written = {key: value for key, value in operation["written"].items() if key not in ("callbacks", "servers")}
            written["responses"] = {"200": {"description": "It is well."}}
            item = paths.setdefault(operation["path"], {})
            if "parameters" in operation["item"]:
                item["parameters"] = operation["item"]["parameters"]
            item[operation["method"].lower()] = written
        document = {key: value for key, value in self.document.items() if key not in ("paths", "webhooks", "servers") and not key.startswith("x-")}
        for key in ("host", "basePath", "schemes"):
            document.pop(key, None)
        document["paths"] = paths
        return without_unreached(document)


def collection(word, usual):
    if word == "multi":
        return "form", True
    if word == "ssv":
        return ("spaceDelimited" if usual == "form" else "spaced"), False
    if word == "pipes":
        return ("pipeDelimited" if usual == "form" else "piped"), False
    if word == "tsv":
        return "tabbed", False
    return usual, False


def example(node):
    if "example" in node:
        return node["example"]
    first = next(iter(node.get("examples", {}).values()), None) if isinstance(node.get("examples"), dict) else None
    return first.get("value") if isinstance(first, dict) else None


def without_unreached(document):
    """Components that nothing reaches are left out: validators take long over large ones."""
    held = {"components": "schemas"} if "components" in document else {}
    spots = [document.get("definitions", {})] if not held else [document["components"].get("schemas", {})]
    prefix = "#/components/schemas/" if held else "#/definitions/"
    outside = {key: value for key, value in document.items() if key not in ("components", "definitions")}
    outside["rest"] = {key: value for key, value in document.get("components", {}).items() if key not in ("schemas", "responses", "links", "callbacks")}
    wanted, pending = set(), [outside]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            for text in [node.get("$ref"), *(node.get("mapping") or {}).values()] if isinstance(node.get("mapping", {}), dict) else [node.get("$ref")]:
                if isinstance(text, str) and text.startswith(prefix):
                    name = urllib.parse.unquote(text[len(prefix):]).split("/")[0].replace("~1", "/").replace("~0", "~")
                    if name not in wanted and name in spots[0]:
                        wanted.add(name)
                        pending.append(spots[0][name])
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    kept = {name: schema for name, schema in spots[0].items() if name in wanted}
    if held:
        document["components"] = {**outside["rest"], "schemas": kept}
    elif "definitions" in document:
        document["definitions"] = kept
    return document
