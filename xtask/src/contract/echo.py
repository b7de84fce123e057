"""What came compared with what the description asks for: no validator, and no tolerance but for equal spellings."""

import json
import re

import raw
import wire

UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def spelled(text, plus=False):
    """One spelling of each text: what need not be encoded is not, what must be is, in capitals."""
    data = text.replace("+", "%20") if plus else text
    out = []
    for token in re.findall(r"%[0-9A-Fa-f]{2}|.", data, re.S):
        if len(token) == 3:
            char = chr(int(token[1:], 16))
            out.append(char if ord(char) < 128 and UNRESERVED.match(char) else token.upper())
        elif token in "|[]\" <>^`{}\\" or ord(token) > 126:
            out.append(wire.percent(token))
        else:
            out.append(token)
    return "".join(out)


def in_order(pairs, plus=False):
    """Entries of one name keep their order; entries of different names have none."""
    return sorted(((spelled(name, plus), spelled(value, plus)) for name, value in pairs), key=lambda pair: pair[0])


def sorted_objects(call):
    """The same call, its objects in order of their keys: objects have no order of their own."""

    def turned(one):
        value = one["value"]
        return {**one, "value": dict(sorted(value.items())) if isinstance(value, dict) else value}

    body = call["body"]
    if body and body["kind"] == "form":
        members = {name: dict(sorted(value.items())) if isinstance(value, dict) else value for name, value in body["value"].items()}
        body = {**body, "value": members}
    return {**call, "parameters": [turned(one) for one in call["parameters"]], "body": body}


def nearest(call, came):
    """The differences, and the call with its objects in the order in which they came."""
    ways = [(found_with(one, came), one) for one in (call, sorted_objects(call))]
    return min(ways, key=lambda way: len(way[0]))


def found_with(call, came):
    wanted = raw.expected(call, came)
    found = []

    def compare(what, one, other):
        if one != other:
            found.append({"what": what, "description": str(one), "wire": str(other)})

    compare("method", call["method"], came["method"])
    one, other = raw.split(wanted["target"]), raw.split(came["target"])
    compare("path", spelled(one[0]), spelled(other[0]))
    same_pairs(compare, call, "query", one[1], other[1])
    same_pairs(compare, call, "cookie", raw.cookies(wanted), raw.cookies(came))
    for parameter in call["parameters"]:
        if parameter["in"] == "header":
            one, other = raw.header(wanted, parameter["name"]), raw.header(came, parameter["name"])
            if parameter["content"] and other is not None:
                one, other = json.loads(one), json.loads(other)
            compare(f"header {parameter['name']}", one, other)
    same_bodies(compare, call["body"], came)
    return found


def same_pairs(compare, call, place, one, other):
    """JSON inside a parameter is compared as JSON."""
    json_names = {wire.percent(p["name"]) for p in call["parameters"] if p["in"] == place and p["content"]}

    def told(pairs):
        plain = in_order([pair for pair in pairs if pair[0] not in json_names])
        trees = {name: json.loads(wire.urllib.parse.unquote(value)) for name, value in pairs if name in json_names}
        return plain, trees

    compare(place, told(one), told(other))


def same_bodies(compare, body, came):
    kind = raw.header(came, "content-type")
    if body is None:
        compare("body", b"", came["body"])
        return
    told = (kind or "").split(";")[0].strip().lower()
    compare("content-type", body["content_type"].split(";")[0].strip().lower(), told)
    if body["kind"] == "json":
        try:
            compare("body", body["value"], json.loads(came["body"]))
        except ValueError as failure:
            compare("body", body["value"], f"{came['body'][:200]} ({failure})")
    elif body["kind"] == "form":
        compare("body", *(in_order(raw.entries(data), True) for data in (raw.body(body)[1], came["body"])))
    elif body["kind"] == "multipart":
        boundary = re.search(r"boundary=([^;]+)", kind or "")
        one = wire.parts(body["value"], body["binary"])
        other = wire.read_multipart(came["body"], boundary.group(1)) if boundary else []
        compare("body", [tell(part) for part in one], [tell(part) for part in other])
    else:
        compare("body", body["value"].encode(), came["body"])


def tell(part):
    name, content, file_name, kind = part
    return name, json.loads(content) if kind == "application/json" else content, file_name, kind
