"""Which operations are called, with which values, and the program that calls them through the SDK.

plan.py DESCRIPTION VIEW NAMES OUT LIMIT: names of methods and types come from what the generator prints of its
stages; what is sent comes from the description alone.
"""

import json
import pathlib
import re
import sys

import cells
import wire
from description import Description
from values import Impossible, Maker


def body_kind(content_type):
    kind = content_type.split(";")[0].strip().lower()
    if kind in ("application/json", "text/json") or kind.endswith("+json"):
        return "json"
    if kind == "application/x-www-form-urlencoded":
        return "form"
    if kind == "multipart/form-data":
        return "multipart"
    return "text" if kind.startswith("text/") else "bytes"


KINDS = ["json", "form", "multipart", "text", "bytes"]


class Planner:
    def __init__(self, description):
        self.description = description
        self.left_out = []

    def note(self, operation, what, why):
        self.left_out.append({"operation": operation["id"], "what": what, "why": why})

    def call(self, operation, full, awkward):
        """Values for one call, or `None` where it cannot be made."""
        maker = Maker(self.description, full)
        given = []
        for parameter in operation["parameters"]:
            if not (parameter["required"] or full):
                continue
            label = f"{parameter['in']} {parameter['name']}"
            try:
                value = self.parameter_value(maker, parameter, awkward)
                self.write(parameter, value)
            except (Impossible, wire.Undefined) as failure:
                self.note(operation, label, str(failure))
                if parameter["required"]:
                    return None
                continue
            given.append({**parameter, "value": value, "cell": cells.of_parameter(parameter, value)})
        for name in operation["undescribed"]:
            parameter = {"name": name, "in": "path", "required": True, "style": "simple", "explode": False, "reserved": False, "content": None, "schema": {"type": "string"}, "example": None}
            given.append({**parameter, "value": "text", "cell": cells.of_parameter(parameter, "text")})
        body = None
        if operation["body"] and (operation["body"]["required"] or full):
            try:
                body = self.body(maker, operation, awkward)
            except (Impossible, wire.Undefined) as failure:
                self.note(operation, "body", str(failure))
                if operation["body"]["required"]:
                    return None
        for parameter in given:
            parameter.pop("schema", None)
            parameter.pop("example", None)
        chosen = {key: operation[key] for key in ("id", "method", "path")}
        return {**chosen, "parameters": given, "body": body}

    def parameter_value(self, maker, parameter, awkward):
        value = maker.value(parameter["schema"], parameter["example"], awkward)
        if parameter["in"] == "header" and isinstance(value, str):
            value = value.encode("ascii", "ignore").decode()
        if value in ("", [], {}) or value is None:
            raise Impossible("nothing is left to send")
        return value

    @staticmethod
    def write(parameter, value):
        if parameter["in"] == "path":
            return wire.path(parameter, value)
        if parameter["in"] == "header":
            return wire.header(parameter, value)
        return wire.pairs(parameter, value)

    def body(self, maker, operation, awkward):
        media = operation["body"]["media"]
        chosen = min(media, key=lambda name: (KINDS.index(body_kind(name)), ";" in name))
        kind, written = body_kind(chosen), media[chosen]
        schema = written.get("schema") or {}
        made = {"content_type": chosen if chosen != "*/*" else "application/octet-stream", "kind": kind, "binary": [], "encoding": written.get("encoding") or {}, "required": operation["body"]["required"]}
        if kind in ("text", "bytes"):
            return {**made, "value": "some text"}
        value = maker.value(schema, written.get("example"), awkward and kind != "multipart")
        if kind == "json":
            return {**made, "value": value}
        if not isinstance(value, dict):
            raise wire.Undefined(f"a {kind} body that is no object")
        for name in list(value):
            try:
                wire.form({name: value[name]}, made["encoding"])
            except wire.Undefined as failure:
                self.note(operation, f"body member {name}", str(failure))
                del value[name]
        made["binary"] = self.binary(schema, value) if kind == "multipart" else []
        return {**made, "value": value}

    def binary(self, schema, value):
        merged = Maker(self.description, True).merged(schema)
        found = []
        for name in value:
            known = Maker(self.description, True).merged(merged.get("properties", {}).get(name, {}))
            known = Maker(self.description, True).merged(known["items"]) if "items" in known else known
            if known.get("format") == "binary" or "contentMediaType" in known:
                found.append(name)
        return found


def cells_of(call):
    found = [parameter["cell"] for parameter in call["parameters"]]
    body = call["body"]
    if body and body["kind"] == "form":
        for name, value in body["value"].items():
            found.append(cells.of_parameter(wire.property_parameter(name, value, body["encoding"].get(name, {})), value))
    elif body and body["kind"] == "multipart":
        found += [cells.of_part(name, value, body["binary"]) for name, value in body["value"].items()]
    elif body:
        found.append(cells.of_body(body))
    return found


def sample(planner, operations, limit):
    """All operations of a small description; of a large one those that show a cell for the first or second time, and
    others from everywhere in it."""
    counts, calls = {}, []
    evenly = max(1, len(operations) * 3 // limit)
    for at, operation in enumerate(operations):
        full = planner.call(operation, True, False)
        if full is None:
            continue
        own = set(cells_of(full))
        known = all(counts.get(cell, 0) >= 2 for cell in own)
        if len(operations) > limit and known and at % evenly:
            continue
        for cell in own:
            counts[cell] = counts.get(cell, 0) + 1
        bare = planner.call(operation, False, True)
        calls.extend([full, bare] if bare else [full])
    return calls


def literal(text):
    """A string literal of Rust."""
    signs = ("\\" + sign if sign in '"\\' else f"\\u{{{ord(sign):x}}}" if ord(sign) < 32 or ord(sign) == 127 else sign for sign in text)
    return '"' + "".join(signs) + '"'


class Program:
    def __init__(self, view, names):
        self.view, self.features = view, set()
        given = {line["constant"]: line for line in names["operations"]}
        self.operations = {}
        tags = {accessor["module"]: accessor["method"] for accessor in view["client"]["accessors"]}
        for tag in view["tags"]:
            for operation in tag["operations"]:
                facts = operation["facts"]
                method = re.search(r"[A-Z]+", facts["method"].rsplit("::", 1)[-1]).group()
                key = f"{method} {json.loads(facts['path'])}"
                self.operations[key] = (tags[tag["module"]], tag["feature"], operation, given[facts["constant"]])

    def function(self, number, call):
        accessor, feature, operation, names = self.operations[call["id"]]
        wanted = {}
        for parameter in call["parameters"]:
            label = parameter["name"] if parameter["in"] in ("path", "query") else f"{parameter['in']} {parameter['name']}"
            wanted[names.get("parameters", {}).get(label, label)] = parameter
        body, body_name = call["body"], names.get("body")
        arguments = []
        for argument in operation["arguments"]:
            if argument["name"] == body_name and argument["name"] not in wanted:
                arguments.append(self.body(argument["ty"], body))
            else:
                arguments.append(self.argument(argument["ty"], wanted.pop(argument["name"])["value"]))
        setters = ""
        for setter in operation["setters"]:
            if setter["name"] in wanted:
                value = self.argument(setter["ty"], wanted.pop(setter["name"])["value"])
            elif setter["name"] == body_name and body:
                value = self.body(setter["ty"], body)
            else:
                continue
            setters += f"\n        .{setter['name']}({value})"
        if wanted:
            raise KeyError(f"{call['id']}: the SDK has no {', '.join(wanted)}")
        self.features.add(json.loads(feature))
        return (
            f"async fn call_{number}(client: &sdk::Client) -> Result<(), Box<dyn std::error::Error>> {{\n"
            f"    client.{accessor}().{operation['method']}({', '.join(arguments)}){setters}\n"
            f"        .with_header(\"x-contract-call\", \"{number}\").send().await?;\n    Ok(())\n}}\n"
        )

    @staticmethod
    def argument(ty, value):
        if ty == "&str":
            return literal(value)
        if ty.startswith("&[impl"):
            return "&[" + ", ".join(literal(item) for item in value) + "]"
        text = literal(json.dumps(value, ensure_ascii=False))
        if ty.startswith("&["):
            return f"&json::<Vec<_>>({text})?"
        return f"&json({text})?" if ty.startswith("&") else f"json({text})?"

    def body(self, ty, body):
        if body["kind"] == "text":
            return literal(body["value"])
        if body["kind"] == "bytes":
            return f"{literal(body['value'])}.as_bytes().to_vec()"
        if body["kind"] != "multipart":
            return self.argument(ty, body["value"])
        out = "sdk::runtime::Multipart::new()"
        for name, content, file_name, kind in wire.parts(body["value"], body["binary"]):
            content = literal(content.decode())
            if kind == "application/json":
                out += f".json({literal(name)}, &json::<serde_json::Value>({content})?)?"
            elif file_name:
                out += f".part({literal(name)}, sdk::runtime::Part::bytes({content}.as_bytes().to_vec()).file_name({literal(file_name)}))"
            else:
                out += f".text({literal(name)}, {content})"
        return out

    def source(self, calls, planner):
        functions, made = [], []
        for call in calls:
            try:
                functions.append(self.function(len(made), call))
            except KeyError as missing:
                planner.note(call, "call", f"no such thing in the SDK: {missing}")
                continue
            made.append({**call, "number": len(made), "cells": cells_of(call)})
        credentials = "".join(
            f".{one['builder']}(\"name\", \"password\")" if one["basic"] else f".{one['builder']}(\"secret\")"
            for one in self.view["client"]["credentials"]
        )
        runs = "".join(f"    report({number}, call_{number}(&client).await);\n" for number in range(len(made)))
        return made, HEAD + "".join(functions) + MAIN.replace("CREDENTIALS", credentials).replace("RUNS", runs)


HEAD = """#![allow(deprecated, unused_imports)]
use sdk::runtime::json::{Field, from_slice};

fn json<T: Field>(text: &str) -> Result<T, Box<dyn std::error::Error>> {
    Ok(from_slice(text.as_bytes())?)
}

fn report(number: usize, outcome: Result<(), Box<dyn std::error::Error>>) {
    if let Err(error) = outcome {
        println!("{number}\\t{}", format!("{error:?}").replace('\\n', " "));
    }
}

"""

MAIN = """
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let base = std::env::args().nth(1).ok_or("call it with a base URL")?;
    let client = sdk::Client::builder().base_url(base)CREDENTIALS.build()?;
RUNS    Ok(())
}
"""


def main():
    path, view, names, out, limit = sys.argv[1:6]
    out = pathlib.Path(out)
    view, names = json.loads(pathlib.Path(view).read_text()), json.loads(pathlib.Path(names).read_text())
    description = Description(path)
    planner = Planner(description)
    program = Program(view, names)
    operations = []
    for operation in description.operations():
        if operation["id"] not in program.operations:
            planner.note(operation, "operation", "the SDK does not have it")
        else:
            operations.append(operation)
    calls, source = program.source(sample(planner, operations, int(limit)), planner)
    by_id = {operation["id"]: operation for operation in operations}
    called = [by_id[key] for key in dict.fromkeys(call["id"] for call in calls)]
    (out / "src").mkdir(parents=True, exist_ok=True)
    (out / "src/main.rs").write_text(source)
    (out / "features.txt").write_text("\n".join(sorted(program.features)))
    (out / "reduced.json").write_text(json.dumps(description.reduced(called)))
    plan = {"operations": len(operations), "called": len(called), "swagger": description.swagger, "calls": calls, "left_out": planner.left_out}
    (out / "plan.json").write_text(json.dumps(plan, indent=1))


main()
