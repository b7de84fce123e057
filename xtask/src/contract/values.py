"""Values that a schema allows, made in a fixed order: the same description gives the same values."""

import base64
import random
import re

import rstr

AWKWARD = "a b/ü?c=d&e+f%g"


class Impossible(Exception):
    """Nothing that this reader makes is allowed here."""


class Maker:
    def __init__(self, description, full):
        self.description = description
        # All properties, or the required ones alone.
        self.full = full
        self.count = 0

    def value(self, schema, hint=None, awkward=False):
        self.awkward = awkward
        return self.make(schema, hint, 0)

    def number(self):
        self.count += 1
        return self.count

    def make(self, schema, hint, depth):
        schema = self.merged(schema)
        if depth > 12:
            raise Impossible("it is too deep")
        if "const" in schema:
            return schema["const"]
        choices = [value for value in schema.get("enum", []) if value is not None]
        if choices:
            return choices[self.number() % len(choices)]
        for word in ("oneOf", "anyOf"):
            if schema.get(word):
                return self.one_of(schema, word, hint, depth)
        kind = self.kind(schema)
        made = getattr(self, f"make_{kind}", None)
        return made(schema, hint, depth) if made else self.anything(schema, hint)

    def anything(self, schema, hint):
        return hint if hint is not None else schema.get("example", "any")

    @staticmethod
    def kind(schema):
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = next((one for one in kind if one != "null"), "null")
        if kind is None:
            if "properties" in schema or "additionalProperties" in schema:
                return "object"
            if "items" in schema:
                return "array"
            if "pattern" in schema or "format" in schema or "minLength" in schema or "maxLength" in schema:
                return "string"
        return kind

    def merged(self, schema):
        """References followed, and what `allOf` adds."""
        schema = self.description.follow(schema)
        parts = schema.get("allOf")
        if not parts:
            return schema
        whole = {key: value for key, value in schema.items() if key != "allOf"}
        for part in parts:
            part = self.merged(part)
            for key, value in part.items():
                if key == "properties":
                    whole["properties"] = {**value, **whole.get("properties", {})}
                elif key == "required" and isinstance(value, list):
                    whole["required"] = [*whole.get("required", []), *value]
                elif key == "enum" and "enum" in whole:
                    whole["enum"] = [one for one in whole["enum"] if one in value]
                else:
                    whole.setdefault(key, value)
        return whole

    def one_of(self, schema, word, hint, depth):
        beside = {key: value for key, value in schema.items() if key not in (word, "discriminator")}
        failures = []
        for variant in schema[word]:
            tried = self.merged(variant)
            if self.kind(tried) == "null" or tried.get("enum") == [None]:
                continue
            both = {**beside, **tried}
            if "properties" in beside and "properties" in tried:
                both["properties"] = {**beside["properties"], **tried["properties"]}
            both["required"] = [*beside.get("required", []), *tried.get("required", [])] or []
            if not both["required"]:
                del both["required"]
            try:
                made = self.make(both, hint, depth + 1)
            except Impossible as failure:
                failures.append(str(failure))
                continue
            return self.discriminated(schema, variant, made)
        raise Impossible(f"no variant can be made: {'; '.join(failures[:2])}")

    def discriminated(self, schema, variant, made):
        rule = schema.get("discriminator")
        name = rule.get("propertyName") if isinstance(rule, dict) else None
        reference = variant.get("$ref") if isinstance(variant, dict) else None
        if name and reference and isinstance(made, dict):
            short = reference.rsplit("/", 1)[-1]
            told = [key for key, value in (rule.get("mapping") or {}).items() if value in (reference, short)]
            made[name] = told[0] if told else made.get(name) if rule.get("mapping") else short
        return made

    def make_null(self, schema, hint, depth):
        raise Impossible("only null is allowed")

    def make_boolean(self, schema, hint, depth):
        return self.number() % 2 == 0

    def make_integer(self, schema, hint, depth):
        low, high = bounds(schema)
        made = 7000 + self.number()
        if schema.get("format") in ("int8", "uint8", "byte"):
            made = made % 100
        if low is not None and made < low:
            made = int(low) + (0 if low == int(low) else 1)
        if high is not None and made > high:
            made = int(high)
        step = schema.get("multipleOf")
        return made if not step else int(made - made % step) or int(step)

    def make_number(self, schema, hint, depth):
        low, high = bounds(schema)
        made = 70.5 + self.number()
        if high is not None and made > high:
            made = high if low is None else (low + high) / 2
        return max(made, low) if low is not None else made

    def make_string(self, schema, hint, depth):
        made = self.text(schema, hint)
        low, high = schema.get("minLength", 0), schema.get("maxLength")
        if len(made) < low:
            made = (made + "x" * low)[:low] if "pattern" not in schema else made
        if high is not None and len(made) > high:
            made = made[:high]
        if "pattern" in schema and not matches(schema["pattern"], made):
            raise Impossible(f"no text for the pattern {schema['pattern']}")
        return made

    def text(self, schema, hint):
        pattern = schema.get("pattern")
        if pattern:
            return patterned(schema, hint, self.number())
        fixed = {
            "date-time": "2026-01-31T12:34:56Z",
            "date": "2026-01-31",
            "time": "12:34:56Z",
            "duration": "PT5M",
            "uuid": "8d2c9b3e-1f4a-4c5b-9e6d-7a8b9c0d1e2f",
            "uri": "https://example.com/a",
            "url": "https://example.com/a",
            "email": "a@example.com",
            "hostname": "example.com",
            "ipv4": "192.0.2.1",
            "ipv6": "2001:db8::1",
            "byte": base64.b64encode(b"some bytes").decode(),
            "int64": "7001",
            "uint64": "7001",
            "decimal": "12.5",
        }.get(schema.get("format"))
        if fixed:
            return fixed
        if self.awkward:
            return AWKWARD
        return f"text{self.number()}"

    def make_array(self, schema, hint, depth):
        items = schema.get("items", {})
        low, high = schema.get("minItems", 0), schema.get("maxItems", 3)
        count = max(low, min(2, high)) if self.full or low or depth == 0 else 0
        held = self.awkward
        # A delimiter inside a value is another matter than a delimiter between two.
        self.awkward = False
        try:
            made = [self.make(items if isinstance(items, dict) else {}, None, depth + 1) for _ in range(count)]
        except Impossible:
            if low or depth == 0:
                raise
            made = []
        finally:
            self.awkward = held
        if schema.get("uniqueItems"):
            made = [one for index, one in enumerate(made) if one not in made[:index]]
        return made

    def make_object(self, schema, hint, depth):
        made = {}
        required = schema.get("required") or []
        for name, inner in (schema.get("properties") or {}).items():
            known = self.merged(inner)
            if known.get("readOnly") is True:
                continue
            needed = isinstance(required, list) and name in required
            if not needed and not (self.full and depth < 3):
                continue
            try:
                made[name] = self.make(inner, known.get("example"), depth + 1)
            except Impossible:
                if needed:
                    raise
        more = schema.get("additionalProperties")
        if (isinstance(more, dict) or more is True) and self.full and not made:
            made["key"] = self.make(more if isinstance(more, dict) else {}, None, depth + 1)
        for name in required if isinstance(required, list) else []:
            if name not in made and name not in (schema.get("properties") or {}):
                made[name] = "any"
        return made


def bounds(schema):
    low, high = schema.get("minimum"), schema.get("maximum")
    for word, sign in (("exclusiveMinimum", 1), ("exclusiveMaximum", -1)):
        strict = schema.get(word)
        if isinstance(strict, bool) or strict is None:
            strict = (low if sign == 1 else high) if strict else None
        if strict is not None:
            moved = strict + sign * (1 if schema.get("type") == "integer" else 0.5)
            low, high = (moved, high) if sign == 1 else (low, moved)
    return low, high


def matches(pattern, text):
    try:
        return re.search(pattern.replace("\\/", "/"), text) is not None
    except re.error:
        return False


def patterned(schema, hint, seed):
    pattern = schema["pattern"]
    high = schema.get("maxLength", 400)
    low = schema.get("minLength", 0)
    candidates = [hint, schema.get("example"), schema.get("default"), "text", "a", "A1", "1", "2026-01-31", "https://example.com/a"]
    candidates += ["a" * low, "A" * low, "1" * low]
    for text in candidates:
        if isinstance(text, str) and schema.get("minLength", 0) <= len(text) <= high and matches(pattern, text):
            return text
    for attempt in range(20):
        try:
            text = rstr.Rstr(random.Random(1000 * seed + attempt)).xeger(pattern.replace("\\/", "/"))
        except Exception as failure:  # What its parser does not know, nobody needs to catch by name.
            raise Impossible(f"no text for the pattern {pattern}: {failure}") from failure
        text = re.sub(r"[^\x20-\x7e]", "x", text)
        if schema.get("minLength", 0) <= len(text) <= high and matches(pattern, text):
            return text
    raise Impossible(f"no text for the pattern {pattern}")
