"""Requests as they are on the wire, and the one that the description alone would have sent."""

import base64
import copy
import json
import re

import wire

# Neither the client's own affair nor the server's is judged.
UNJUDGED = {"host", "content-length", "connection", "x-contract-call", "transfer-encoding", "user-agent", "accept-encoding", "accept"}


def recorded(seen):
    headers = [[name, value] for name, value in seen["headers"] if name not in UNJUDGED]
    return {"method": seen["method"], "target": seen["target"], "headers": headers, "body": base64.b64decode(seen["body"])}


def split(target):
    path, _, query = target.partition("?")
    pairs = [tuple(pair.partition("=")[::2]) for pair in query.split("&")] if query else []
    return path, pairs


def target(path, pairs):
    query = "&".join(f"{name}={value}" for name, value in pairs)
    return f"{path}?{query}" if query else path


def header(request, name):
    return next((value for known, value in request["headers"] if known == name.lower()), None)


def set_header(request, name, value):
    request["headers"] = [pair for pair in request["headers"] if pair[0] != name.lower()]
    if value is not None:
        request["headers"].append([name.lower(), value])


def cookies(request):
    text = header(request, "cookie")
    return [tuple(pair.partition("=")[::2]) for pair in text.split("; ")] if text else []


def entries(body):
    return [tuple(pair.partition("=")[::2]) for pair in body.decode().split("&")] if body else []


def fill(template, call, change=None):
    """The path with every parameter written; `change` is (parameter, text) of one that is written otherwise."""
    texts = {one["name"]: wire.path(one, one["value"]) for one in call["parameters"] if one["in"] == "path"}
    if change:
        texts[change[0]["name"]] = change[1]
    # Some descriptions tell operations apart by a fragment, which no request carries.
    return re.sub(r"\{([^{}]+)\}", lambda found: texts[found.group(1)], template.split("#")[0])


def expected(call, like):
    """The request that the description asks for; credentials are those of `like`."""
    made = copy.deepcopy(like)
    described = {(one["in"], one["name"].lower()) for one in call["parameters"]}
    made["headers"] = [pair for pair in made["headers"] if pair[0] in ("authorization",) or ("header", pair[0]) not in described and pair[0] not in ("cookie", "content-type")]
    pairs, jar = [], []
    for one in call["parameters"]:
        if one["in"] == "query":
            pairs += wire.pairs(one, one["value"])
        elif one["in"] == "header":
            set_header(made, one["name"], wire.header(one, one["value"]))
        elif one["in"] == "cookie":
            jar += wire.pairs(one, one["value"])
    names = {name for name, _ in pairs}
    pairs += [pair for pair in split(like["target"])[1] if pair[1] == "secret" and pair[0] not in names]
    jar += [pair for pair in cookies(like) if pair[1] == "secret"]
    if jar:
        set_header(made, "cookie", "; ".join("=".join(pair) for pair in jar))
    made["target"] = target(fill(call["path"], call), pairs)
    made["body"] = b""
    if call["body"]:
        kind, made["body"] = body(call["body"])
        set_header(made, "content-type", kind)
    return made


def body(body):
    """Content type and bytes."""
    kind = body["kind"]
    if kind == "json":
        return body["content_type"], json.dumps(body["value"], ensure_ascii=False).encode()
    if kind == "form":
        return body["content_type"], "&".join("=".join(pair) for pair in wire.form(body["value"], body["encoding"])).encode()
    if kind == "multipart":
        return "multipart/form-data; boundary=between", wire.multipart(wire.parts(body["value"], body["binary"]), "between")
    return body["content_type"], body["value"].encode()
