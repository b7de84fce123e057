"""How OpenAPI says that a value travels: RFC 6570 for styles, RFC 7578 for multipart. Nothing of the generator's."""

import json
import urllib.parse

RESERVED = ":/?@!$'()*,;="


class Undefined(Exception):
    """OpenAPI does not say how this value is written in this style."""


def percent(text, reserved=False):
    return urllib.parse.quote(text, safe=("-._~" + RESERVED) if reserved else "-._~")


def text_of(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value)


def flat(value):
    """The texts of a list, the pairs of an object, or one text; what is deeper has no form in any style."""
    if isinstance(value, list):
        if any(isinstance(item, (list, dict)) for item in value):
            raise Undefined("a list of more than texts")
        return [text_of(item) for item in value if item is not None]
    if isinstance(value, dict):
        if any(isinstance(item, (list, dict)) for item in value.values()):
            raise Undefined("an object of more than texts")
        return {key: text_of(item) for key, item in value.items() if item is not None}
    return text_of(value)


def joined(value, explode, encode, between, inside=","):
    if isinstance(value, str):
        return encode(value)
    if isinstance(value, list):
        return between.join(encode(item) for item in value)
    if explode:
        return between.join(f"{encode(key)}={encode(item)}" for key, item in value.items())
    return inside.join(f"{encode(key)}{inside}{encode(item)}" for key, item in value.items())


def path(parameter, value):
    if parameter["content"]:
        return percent(json.dumps(value, separators=(",", ":"), ensure_ascii=False))
    value, name, explode = flat(value), percent(parameter["name"]), parameter["explode"]
    style = parameter["style"]
    if style == "label":
        return "." + joined(value, explode, percent, "." if explode else ",")
    if style == "matrix":
        if isinstance(value, str):
            return f";{name}={percent(value)}" if value else f";{name}"
        if isinstance(value, list) and explode:
            return "".join(f";{name}={percent(item)}" for item in value)
        if explode:
            return ";" + joined(value, True, percent, ";")
        return f";{name}=" + joined(value, False, percent, ",")
    delimiter = {"spaced": "%20", "piped": "%7C", "tabbed": "%09"}.get(style, ",")
    return joined(value, explode, percent, delimiter, delimiter)


def header(parameter, value):
    if parameter["content"]:
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    delimiter = {"spaced": " ", "piped": "|", "tabbed": "\t"}.get(parameter["style"], ",")
    return joined(flat(value), parameter["explode"], str, delimiter, delimiter)


def pairs(parameter, value):
    """Names and values of a query, a cookie or a form, encoded."""
    name, style, explode = percent(parameter["name"]), parameter["style"], parameter["explode"]

    def encode(text):
        return percent(text, parameter["reserved"])

    if parameter["content"]:
        return [(name, encode(json.dumps(value, separators=(",", ":"), ensure_ascii=False)))]
    if style == "deepObject":
        return deep(name, value, encode)
    value = flat(value)
    if isinstance(value, str):
        return [(name, encode(value))]
    if not value:
        return []
    delimiter = {"spaceDelimited": "%20", "pipeDelimited": "%7C", "tabbed": "%09"}.get(style, ",")
    if explode and isinstance(value, list):
        return [(name, encode(item)) for item in value]
    if explode:
        return [(percent(key), encode(item)) for key, item in value.items()]
    return [(name, joined(value, False, encode, delimiter, delimiter))]


def deep(name, value, encode):
    if not isinstance(value, dict):
        raise Undefined("deepObject is for objects")
    value = flat(value)
    return [(f"{name}%5B{percent(key)}%5D", encode(item)) for key, item in value.items()]


def property_parameter(name, value, encoding):
    """A property of a form as OpenAPI 3.1.1 and 3.0.4 have it: a style where one is written, else a content type."""
    styled = any(word in encoding for word in ("style", "explode", "allowReserved"))
    complex_value = isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value))
    kind = encoding.get("contentType") or ("application/json" if complex_value else None)
    style = encoding.get("style", "form")
    return {
        "name": name,
        "in": "form",
        "style": style,
        "explode": encoding.get("explode", style == "form"),
        "reserved": encoding.get("allowReserved") is True,
        "content": kind if kind and "json" in kind and not styled else None,
    }


def form(value, encodings):
    entries = []
    for name, member in value.items():
        encoding = encodings.get(name, {})
        parameter = property_parameter(name, member, encoding)
        if parameter["content"] and isinstance(member, list):
            for item in member:
                entries.extend(pairs(parameter, item))
        else:
            entries.extend(pairs(parameter, member))
    return entries


def parts(value, binary):
    """The parts of a multipart body: (name, content, file name or None, content type or None)."""
    made = []
    for name, member in value.items():
        for item in member if isinstance(member, list) else [member]:
            if name in binary:
                made.append((name, text_of(item).encode(), f"{name}.bin", "application/octet-stream"))
            elif isinstance(item, (dict, list)):
                made.append((name, json.dumps(item).encode(), None, "application/json"))
            else:
                made.append((name, text_of(item).encode(), None, None))
    return made


def multipart(made, boundary):
    out = b""
    for name, content, file_name, kind in made:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
        if file_name:
            head += f'; filename="{file_name}"'
        if kind:
            head += f"\r\nContent-Type: {kind}"
        out += head.encode() + b"\r\n\r\n" + content + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()


def read_multipart(body, boundary):
    """What a multipart body holds, in the form of `parts`."""
    made = []
    for piece in body.split(b"--" + boundary.encode())[1:-1]:
        head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        headers = {name.lower(): value for name, value in headers.items()}
        facts = dict(fact.strip().split("=", 1) for fact in headers["content-disposition"].split(";")[1:])
        facts = {name: value.strip('"') for name, value in facts.items()}
        made.append((facts["name"], content.removesuffix(b"\r\n"), facts.get("filename"), headers.get("content-type")))
    return made
