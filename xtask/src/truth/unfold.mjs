// Makes a finite schema without references and alternatives of a schema with them: what json-schema-faker then fills.
// Every choice is taken by the seed: which candidate, which optional properties, how many items.

const DEEP = 5;
const TEXTS = ['', 'plain', 'a "quoted" \\ text', 'line\nbreak\ttab', 'Grüße, Ωμέγα, 日本語', '🦀 crab', '\u0000\u001f\u007f\u2028', 'null', '0', 'true', '</script>'];
const ANYTHING = ['text', 7, -0.25, true, { a: [1, 'b'], c: {} }, [], 1e15];

// Before each name of a member: json-schema-faker takes some names, such as `definitions`, for keywords.
const MARK = '\u0001';

export function unmarked(value) {
  if (Array.isArray(value)) return value.map(unmarked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.startsWith(MARK) ? name.slice(1) : name, unmarked(member)]));
}

export class Unfold {
  constructor(defs, chance) {
    this.defs = defs;
    this.chance = chance;
    this.fuel = 0;
  }

  pick(list) {
    return list[Math.floor(this.chance() * list.length)];
  }

  // `share` of the optional properties is there.
  grow(schema, share) {
    this.fuel = 4000;
    this.share = share;
    // Members that are required and described nowhere: nobody can be asked to keep them.
    this.unnamed = new Set();
    return this.value(schema, 0);
  }

  value(schema, depth) {
    if ((this.fuel -= 1) < 0 || depth > 40) throw new Error('too large');
    if (schema === true) return this.anything(depth);
    if (schema === false) throw new Error('nothing is allowed');
    const flat = this.flat(schema, depth, 0);
    if ('const' in flat) return { enum: [flat.const] };
    if (flat.enum) return { enum: [this.pick(flat.enum)] };
    const type = this.type(flat, depth);
    if (type === undefined) return this.anything(depth);
    const makers = { object: () => this.object(flat, depth), array: () => this.array(flat, depth), string: () => this.text(flat) };
    if (makers[type]) return makers[type]();
    if (type === 'integer' || type === 'number') return this.number(flat, type);
    return { type };
  }

  type(flat, depth) {
    if (Array.isArray(flat.type)) {
      const some = flat.type.filter((type) => type !== 'null');
      if (some.length > 0 && some.length < flat.type.length) {
        const nothing = depth > DEEP || this.chance() < 0.2;
        return nothing ? 'null' : this.pick(some);
      }
      return this.pick(flat.type);
    }
    if (flat.type) return flat.type;
    if (flat.properties || flat.additionalProperties || flat.patternProperties || flat.required) return 'object';
    if (flat.items !== undefined || flat.prefixItems) return 'array';
    if (flat.pattern || flat.minLength !== undefined || flat.maxLength !== undefined || flat.format) return 'string';
    if (flat.minimum !== undefined || flat.maximum !== undefined) return 'number';
    return undefined;
  }

  // References followed, `allOf` brought together, then one candidate chosen of each list.
  flat(schema, depth, hops) {
    const lists = [];
    let out = this.gathered(schema, lists, hops);
    for (const list of lists) out = this.chosen(out, list, depth, hops);
    return out;
  }

  gathered(schema, lists, hops) {
    if (schema === true) return {};
    if (schema === false || hops > 60) throw new Error('no end');
    const { allOf = [], anyOf, $ref, ...own } = schema;
    let out = own;
    if ($ref) out = this.both(out, this.gathered(this.defs[$ref.slice('#/$defs/'.length)], lists, hops + 1));
    for (const part of allOf) out = this.both(out, this.gathered(part, lists, hops + 1));
    if (anyOf) lists.push(anyOf);
    return out;
  }

  // One candidate, and where it does not go with what stands beside it the next one.
  chosen(out, list, depth, hops) {
    const first = this.candidate(list, depth);
    let failed;
    for (const part of [first, ...list.filter((part) => part !== first)]) {
      try {
        return this.both(out, this.flat(part, depth, hops + 1));
      } catch (error) {
        failed ??= error;
      }
    }
    throw failed;
  }

  candidate(list, depth) {
    if (depth > DEEP) {
      const ends = list.filter((part) => !part.$ref && part.type !== 'object' && part.type !== 'array' && !part.allOf && !part.anyOf);
      if (ends.length > 0) return this.pick(ends);
    }
    const some = list.filter((part) => part.type !== 'null');
    return some.length > 0 && some.length < list.length && this.chance() < 0.85 ? this.pick(some) : this.pick(list);
  }

  both(left, right) {
    const out = { ...left, ...right };
    for (const key of ['properties', 'patternProperties']) {
      if (!left[key] || !right[key]) continue;
      out[key] = { ...left[key], ...right[key] };
      for (const name of Object.keys(left[key])) {
        if (name in right[key] && left[key][name] !== right[key][name]) out[key][name] = { allOf: [left[key][name], right[key][name]] };
      }
    }
    if (left.required && right.required) out.required = [...new Set([...left.required, ...right.required])];
    if (left.enum && right.enum) {
      out.enum = left.enum.filter((value) => right.enum.includes(value));
      if (out.enum.length === 0) throw new Error('enums that exclude each other');
    }
    for (const [one, other] of [[left, right], [right, left]]) {
      if ('const' in one && other.enum && !other.enum.includes(one.const)) throw new Error('a constant that is not listed');
    }
    const types = (schema) => (schema.type === undefined ? undefined : [schema.type].flat());
    if (types(left) && types(right)) {
      const number = (list) => list.includes('number') && !list.includes('integer') ? [...list, 'integer'] : list;
      const common = number(types(left)).filter((type) => number(types(right)).includes(type));
      if (common.length === 0) throw new Error('types that exclude each other');
      out.type = common.length === 1 ? common[0] : common;
    }
    if (left.items && right.items && left.items !== right.items) out.items = { allOf: [left.items, right.items] };
    if (left.additionalProperties === false || right.additionalProperties === false) out.additionalProperties = false;
    return out;
  }

  object(flat, depth) {
    const required = new Set(flat.required ?? []);
    const properties = {};
    const share = depth > DEEP ? 0 : depth > 2 ? this.share * 0.5 : this.share;
    for (const [name, schema] of Object.entries(flat.properties ?? {})) {
      if (required.has(name)) properties[name] = this.value(schema, depth + 1);
      else if (this.chance() < share) {
        try {
          properties[name] = this.value(schema, depth + 1);
        } catch (error) {
          if (error.message === 'too large' && this.fuel < 0) throw error;
        }
      }
    }
    for (const name of required) {
      if (name in properties) continue;
      properties[name] = this.anything(depth);
      if (!flat.additionalProperties) this.unnamed.add(name);
    }
    this.others(flat, properties, share, depth);
    const least = flat.minProperties ?? 0;
    for (const [name, schema] of Object.entries(flat.properties ?? {})) {
      if (Object.keys(properties).length >= least) break;
      properties[name] ??= this.value(schema, depth + 1);
    }
    const marked = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [MARK + name, schema]));
    return { type: 'object', properties: marked, required: Object.keys(marked), additionalProperties: false };
  }

  others(flat, properties, share, depth) {
    const extra = flat.additionalProperties ?? flat.unevaluatedProperties;
    const least = Math.max(flat.minProperties ?? 0, 0);
    if (flat.maxProperties !== undefined && Object.keys(properties).length >= flat.maxProperties) return;
    if (extra && !flat.propertyNames) {
      const count = Math.max(least - Object.keys(properties).length, this.chance() < share ? 1 + Math.floor(this.chance() * 2) : 0);
      for (let at = 0; at < count; at += 1) {
        properties[this.pick(['another', 'x-member', 'Ünïcode', 'a/b~c', 'self', 'type of', '$dollar']) + at] = this.value(extra, depth + 1);
      }
    }
    for (const [pattern, schema] of Object.entries(flat.patternProperties ?? {})) {
      if (this.keyFor && this.chance() < share) properties[this.keyFor(pattern)] = this.value(schema, depth + 1);
    }
  }

  array(flat, depth) {
    const least = flat.minItems ?? 0;
    const more = depth > DEEP ? 0 : Math.floor(this.chance() * 3);
    const count = Math.min(flat.maxItems ?? Infinity, least + more);
    const tuple = flat.prefixItems ?? [];
    const items = [];
    for (let at = 0; at < count; at += 1) items.push(this.value(tuple[at] ?? flat.items ?? true, depth + 1));
    return items.length === 0 ? { enum: [[]] } : { type: 'array', items, minItems: count, maxItems: count, additionalItems: false };
  }

  text(flat) {
    const { pattern, format, minLength, maxLength } = flat;
    const out = { type: 'string' };
    if (pattern) out.pattern = pattern;
    else if (format) out.format = format;
    if (minLength !== undefined) out.minLength = minLength;
    if (maxLength !== undefined) out.maxLength = Math.min(maxLength, Math.max(minLength ?? 0, 60));
    if (!pattern && !format && this.chance() < 0.4) {
      const fitting = TEXTS.filter((text) => [...text].length >= (minLength ?? 0) && [...text].length <= (maxLength ?? 99));
      if (fitting.length > 0) return { enum: [this.pick(fitting)] };
    }
    return out;
  }

  number(flat, type) {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = flat;
    const out = { type };
    const [low, high] = bounds(format, type);
    Object.assign(out, { minimum: minimum ?? low, maximum: maximum ?? high });
    if (exclusiveMinimum !== undefined) out.minimum = exclusiveMinimum + (type === 'integer' ? 1 : 0.5);
    if (exclusiveMaximum !== undefined) out.maximum = exclusiveMaximum - (type === 'integer' ? 1 : 0.5);
    if (multipleOf !== undefined) out.multipleOf = multipleOf;
    const edges = type === 'integer' || (format ?? '').startsWith('int') ? [out.minimum, out.maximum, 0, 1, -1, 2 ** 31, 2 ** 53, -(2 ** 62)]
      : [0, 0.1, -1.5, 1e-7, 3.0000000000000004, 123456789.125, 1e22, 5e-324];
    const fitting = edges.filter((edge) => edge >= out.minimum && edge <= out.maximum);
    if (fitting.length > 0 && multipleOf === undefined && this.chance() < 0.4) return { enum: [this.pick(fitting)] };
    if (minimum === undefined && exclusiveMinimum === undefined) out.minimum = Math.max(out.minimum, Math.min(-1e6, out.maximum));
    if (maximum === undefined && exclusiveMaximum === undefined) out.maximum = Math.min(out.maximum, Math.max(1e6, out.minimum));
    return out;
  }

  anything(depth) {
    return { enum: [this.pick(depth > DEEP ? ANYTHING.slice(0, 4) : ANYTHING)] };
  }
}

// What the format allows. Whole numbers without one are kept to 64 bits: a larger one is written down nowhere.
function bounds(format, type) {
  if (format === 'int32') return [-(2 ** 31), 2 ** 31 - 1];
  if (format === 'uint32') return [0, 2 ** 32 - 1];
  if (format === 'uint64' || format === 'uint') return [0, 2 ** 63];
  if (['int8', 'uint8', 'int16', 'uint16'].includes(format)) return [0, 127];
  if (type === 'integer' || format === 'int64') return [-(2 ** 62), 2 ** 62];
  if (format === 'float') return [-(2 ** 100), 2 ** 100];
  return [-1e300, 1e300];
}
