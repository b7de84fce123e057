"""One parameter or body alone, its schema pinned to the value that was given.

A validator that accepts such a request has decoded the very value. A probe comes with requests that are wrong in this
one thing; a validator that accepts any of those, or refuses the right one, is no judge of that kind of thing.
"""

import copy
import re

import cells
import raw
import wire

TYPES = {"boolean": "boolean", "integer": "integer", "number": "number", "string": "string"}


def structure(value):
    if isinstance(value, list):
        kinds = {cells.kind_of(item) for item in value}
        return {"type": "array", "items": structure(value[0]) if len(kinds) == 1 else {}}
    if isinstance(value, dict):
        return {"type": "object", "properties": {key: structure(item) for key, item in value.items()}}
    return {"type": TYPES[cells.kind_of(value)]} if value is not None else {}


def pinned(value):
    # Validators coerce by the type before they look at the next schema of the list.
    shape = structure(value)
    return {**shape, "allOf": [shape, {"enum": [value]}]}


def altered(value):
    """Another value of the same shape."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, list):
        return [*value[:-1], altered(value[-1])] if value else ["x"]
    last = list(value)[-1:]
    return {**value, last[0]: altered(value[last[0]])} if last else {"x": "x"}


def otherwise(parameter):
    """The styles that this parameter is not written in."""
    if parameter["content"] or not isinstance(parameter["value"], (list, dict)) or len(parameter["value"]) < 2:
        return []
    return [{**parameter, "explode": not parameter["explode"], "style": "form" if parameter["style"] == "deepObject" else parameter["style"]}]


class Probe:
    def __init__(self, number, cell, description, template, operation, right, ours, wrong):
        self.number, self.cell, self.description = number, cell, description
        self.template, self.operation = template, operation
        self.right, self.ours, self.wrong = right, ours, wrong

    def document(self):
        return {"openapi": "3.0.3", "info": {"title": "Probe", "version": "1"}, "paths": {self.template: self.operation}}


def item(method, parameters, body=None):
    operation = {"parameters": parameters, "responses": {"200": {"description": "It is well."}}}
    if body:
        operation["requestBody"] = body
    return {method: operation}


def of_parameter(number, description, call, came, parameter):
    place = parameter["in"]
    texts = {one["name"]: wire.path(one, one["value"]) for one in call["parameters"] if one["in"] == "path"}
    # The other parameters of the path stand there as they are: nothing but this one is judged.
    template = re.sub(r"\{([^{}]+)\}", lambda found: found.group() if found.group(1) == parameter["name"] and place == "path" else texts[found.group(1)], call["path"])
    written = {"name": parameter["name"], "in": place, "required": True}
    if parameter["content"]:
        written["content"] = {parameter["content"]: {"schema": {"enum": [parameter["value"]]}}}
    else:
        written.update(style=parameter["style"], explode=parameter["explode"], schema=pinned(parameter["value"]))
        if parameter["reserved"]:
            written["allowReserved"] = True
    prefix = f"/p{number}"

    def request(change):
        made = {**copy.deepcopy(came), "method": "GET", "body": b""}
        raw.set_header(made, "content-type", None)
        made["target"] = prefix + made["target"]
        if change is not None:
            replace(made, call, parameter, change, prefix)
        return made

    def write(one, value):
        if place == "path":
            return wire.path(one, value)
        return wire.header(one, value) if place == "header" else wire.pairs(one, value)

    wrong = [("another value", request(write(parameter, altered(parameter["value"]))))]
    if place != "path":
        wrong.append(("left out", request(() if place != "header" else "")))
    for other in otherwise(parameter):
        if write(other, parameter["value"]) != write(parameter, parameter["value"]):
            wrong.append(("another style", request(write(other, parameter["value"]))))
    right = request(write(parameter, parameter["value"]))
    return Probe(number, parameter["cell"], description, prefix + template, item("get", [written]), right, request(None), wrong)


def replace(made, call, parameter, text, prefix):
    place = parameter["in"]
    path, pairs = raw.split(made["target"])
    if place == "path":
        made["target"] = raw.target(prefix + raw.fill(call["path"], call, (parameter, text)), pairs)
    elif place == "header":
        raw.set_header(made, parameter["name"], text or None)
    else:
        # The whole list anew: what stands for this parameter cannot be told from the wire.
        others = [one for one in call["parameters"] if one["in"] == place and one is not parameter]
        all_pairs = [pair for one in others for pair in wire.pairs(one, one["value"])] + list(text)
        if place == "query":
            made["target"] = raw.target(path, all_pairs)
        else:
            raw.set_header(made, "cookie", "; ".join("=".join(pair) for pair in all_pairs) or None)


def of_body(number, description, call, came):
    """Probes of a body: as a whole, or member by member for forms."""
    body = call["body"]
    if body["kind"] in ("form", "multipart"):
        for offset, name in enumerate(body["value"]):
            yield of_member(number + offset, description, call, came, name)
        return
    schema = {"enum": [body["value"]]} if body["kind"] == "json" else {"type": "string", "enum": [body["value"]]}
    yield whole_body(number, description, came, cells.of_body(body), body, {"schema": schema}, body["value"])


def of_member(number, description, call, came, name):
    body, value = call["body"], call["body"]["value"][name]
    if body["kind"] == "form":
        encoding = body["encoding"].get(name, {})
        cell = cells.of_parameter(wire.property_parameter(name, value, encoding), value)
    else:
        encoding, cell = {}, cells.of_part(name, value, body["binary"])
    schema = {"type": "object", "required": [name], "properties": {name: pinned(value)}}
    if name in body["binary"]:
        schema["properties"][name] = {"type": "string", "format": "binary", "enum": [value]}
    media = {"schema": schema, **({"encoding": {name: encoding}} if encoding else {})}
    others = {key: known for key, known in body["value"].items() if key != name}
    return whole_body(number, description, came, cell, body, media, {**others, name: value}, name)


def whole_body(number, description, came, cell, body, media, value, member=None):
    prefix = f"/p{number}"
    written = {"required": True, "content": {body["content_type"].split(";")[0]: media}}

    def request(data, kind):
        made = {**copy.deepcopy(came), "method": "POST", "target": prefix, "body": data}
        raw.set_header(made, "content-type", kind)
        return made

    def with_value(changed):
        kind, data = raw.body({**body, "value": changed})
        return request(data, kind)

    wrong = []
    if member is None:
        wrong.append(("another value", with_value(altered(value))))
        wrong.append(("left out", request(b"", None)))
    else:
        wrong.append(("another value", with_value({**value, member: altered(value[member])})))
        rest = {key: known for key, known in value.items() if key != member}
        wrong.append(("left out", with_value(rest)))
        encoding = body["encoding"].get(member, {})
        if encoding and isinstance(value[member], (list, dict)) and len(value[member]) > 1:
            kind, data = raw.body({**body, "value": value, "encoding": {**body["encoding"], member: {"style": "form", "explode": not encoding.get("explode", True)}}})
            wrong.append(("another style", request(data, kind)))
    ours = request(came["body"], raw.header(came, "content-type"))
    return Probe(number, cell, description, prefix, item("post", [], written), with_value(value), ours, wrong)
