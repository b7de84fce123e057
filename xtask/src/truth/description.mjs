// A reading of descriptions of its own: it shares nothing with the generator that it is to judge.
// What it gives is JSON Schema 2020-12 with one flat table of definitions.

import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import yaml from 'js-yaml';

// Without timestamps: `2020-01-01` is a text.
const YAML = yaml.CORE_SCHEMA.extend({ implicit: [yaml.types.merge] });
const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);
const NUMBERS = ['minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties',
  'maxProperties'];

export class Description {
  constructor(file) {
    this.files = new Map();
    this.defs = {};
    this.keys = new Map();
    this.names = new Set();
    this.children = new Map();
    this.root = normalize(file);
    const top = this.file(this.root);
    this.version = top.swagger ? 2 : String(top.openapi).startsWith('3.0') ? 3.0 : 3.1;
    this.findChildren(top);
  }

  file(name) {
    if (!this.files.has(name)) {
      const text = readFileSync(name, 'utf8').replace(/^\uFEFF/, '');
      this.files.set(name, name.endsWith('.json') ? JSON.parse(text) : yaml.load(text, { schema: YAML, json: true }));
    }
    return this.files.get(name);
  }

  node(file, pointer) {
    let node = this.file(file);
    for (const step of pointer.split('/').slice(1)) {
      node = node?.[step.replaceAll('~1', '/').replaceAll('~0', '~')];
    }
    return node;
  }

  target(reference, file) {
    const [path, fragment = ''] = reference.split('#');
    return { file: path ? normalize(join(dirname(file), decodeURIComponent(path))) : file, pointer: decodeURIComponent(fragment) };
  }

  // Components that extend another one, for bases with a discriminator.
  findChildren(top) {
    const [table, home] = this.version === 2 ? [top.definitions, '/definitions/'] : [top.components?.schemas, '/components/schemas/'];
    for (const [name, schema] of Object.entries(table ?? {})) {
      for (const part of schema?.allOf ?? []) {
        if (typeof part?.$ref !== 'string') continue;
        const { file, pointer } = this.target(part.$ref, this.root);
        const base = `${file}#${pointer}`;
        const known = this.children.get(base) ?? [];
        known.push({ name, file: this.root, pointer: home + name.replaceAll('~', '~0').replaceAll('/', '~1') });
        this.children.set(base, known);
      }
    }
  }

  // The key of a definition. `plain`: a base as its extensions mean it, without them.
  define(file, pointer, plain = false) {
    const id = `${file}#${pointer}${plain ? ' plain' : ''}`;
    if (!this.keys.has(id)) {
      const key = `d${this.keys.size}`;
      this.keys.set(id, key);
      const written = this.node(file, pointer);
      if (written === undefined) throw new Error(`nothing at ${file}#${pointer}`);
      this.defs[key] = true;
      this.defs[key] = this.schema(written, file, pointer, plain);
    }
    return this.keys.get(id);
  }

  reference(text, file, plain) {
    const { file: to, pointer } = this.target(text, file);
    return { $ref: `#/$defs/${this.define(to, pointer, plain)}` };
  }

  schema(written, file, pointer, plain = false) {
    if (typeof written !== 'object' || written === null) return typeof written === 'boolean' ? written : {};
    const nullable = written.nullable === true || written['x-nullable'] === true;
    const or = (schema) => (nullable ? { anyOf: [schema, { type: 'null' }] } : schema);
    if (typeof written.$ref === 'string' && this.version < 3.1) return or(this.reference(written.$ref, file, false));
    const out = this.values(written);
    this.parts(written, file, pointer, out);
    this.unions(written, file, pointer, out, plain);
    if (typeof written.$ref === 'string') out.allOf = [...(out.allOf ?? []), this.reference(written.$ref, file, false)];
    if (!nullable) return out;
    if (out.enum && !out.enum.includes(null)) out.enum = [...out.enum, null];
    if (out.type && !out.allOf && !out.anyOf) return { ...out, type: [...new Set([out.type, 'null'].flat())] };
    return or(out);
  }

  values(written) {
    const out = {};
    const types = [written.type].flat().filter((type) => TYPES.has(type));
    if (types.length > 0) out.type = types.length === 1 ? types[0] : types;
    for (const key of NUMBERS) if (typeof written[key] === 'number') out[key] = written[key];
    for (const [key, bound] of [['exclusiveMinimum', 'minimum'], ['exclusiveMaximum', 'maximum']]) {
      if (typeof written[key] === 'number') out[key] = written[key];
      if (written[key] === true && bound in out) {
        out[key] = out[bound];
        delete out[bound];
      }
    }
    if (typeof written.format === 'string') out.format = written.format;
    if (typeof written.uniqueItems === 'boolean') out.uniqueItems = written.uniqueItems;
    if (Array.isArray(written.enum) && written.enum.length > 0) {
      // Whole numbers written as texts under `type: integer`: by the letter no value fits, and numbers are meant.
      const numbers = out.type === 'integer' && written.enum.every((word) => typeof word === 'string' && /^-?\d{1,15}$/.test(word));
      out.enum = numbers ? written.enum.map(Number) : written.enum;
    }
    if ('const' in written && this.version >= 3.1) out.const = written.const;
    if (typeof written.pattern === 'string' && compiles(written.pattern)) out.pattern = written.pattern;
    return out;
  }

  parts(written, file, pointer, out) {
    const inner = (schema, ...steps) => {
      const below = steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
      return this.schema(schema, file, pointer + below);
    };
    for (const key of ['properties', 'patternProperties']) {
      if (key === 'patternProperties' && this.version < 3.1) continue;
      if (typeof written[key] !== 'object' || written[key] === null) continue;
      out[key] = {};
      for (const [name, schema] of Object.entries(written[key])) {
        if (key === 'patternProperties' && !compiles(name)) continue;
        if (key === 'properties') this.names.add(name);
        out[key][name] = inner(schema, key, name);
      }
    }
    const required = Array.isArray(written.required) ? written.required.filter((name) => typeof name === 'string') : [];
    if (required.length > 0) out.required = [...new Set(required)];
    for (const key of ['additionalProperties', 'unevaluatedProperties', 'items', 'not', 'propertyNames']) {
      if (written[key] !== undefined && written[key] !== null && !Array.isArray(written[key])) out[key] = inner(written[key], key);
    }
    // `items: [{…}, …]` was a tuple once and is nothing that OpenAPI knows: a list of anything.
    if (Array.isArray(written.items)) out.items = true;
    for (const key of ['prefixItems', 'allOf']) {
      if (!Array.isArray(written[key])) continue;
      out[key] = written[key].map((part, at) => {
        const base = key === 'allOf' && typeof part?.$ref === 'string';
        return base ? this.base(written, part, file, pointer) : inner(part, key, at);
      });
    }
  }

  // A base named in `allOf` means its own properties; its discriminator then has this schema's word.
  base(written, part, file, pointer) {
    const { file: to, pointer: at } = this.target(part.$ref, file);
    const target = this.node(to, at);
    const property = tagOf(target);
    const reference = this.reference(part.$ref, file, property !== undefined && this.children.has(`${to}#${at}`));
    if (property === undefined || file !== this.root) return reference;
    const word = this.words(target, to, file, pointer);
    return word.length > 0 ? { allOf: [reference, { properties: { [property]: { enum: word } } }] } : reference;
  }

  // The words that a discriminator has for the schema at this place: those mapped to it, else its name.
  words(holder, home, file, pointer) {
    const mapped = Object.entries(holder.discriminator?.mapping ?? {}).filter(([, to]) => {
      const place = /[#/.]/.test(to) ? this.target(to, home) : { file: home, pointer: `/components/schemas/${to}` };
      return place.file === file && place.pointer === pointer;
    });
    const schema = this.node(file, pointer);
    const own = schema?.['x-ms-discriminator-value'] ?? schema?.['x-discriminator-value'];
    if (own !== undefined) return [own];
    if (mapped.length > 0) return mapped.map(([word]) => word);
    return /\/(schemas|definitions)\/[^/]+$/.test(pointer) ? [pointer.split('/').pop().replaceAll('~1', '/').replaceAll('~0', '~')] : [];
  }

  // `oneOf` becomes `anyOf`: servers send what fits two candidates as well.
  unions(written, file, pointer, out, plain) {
    const lists = ['oneOf', 'anyOf'].filter((key) => Array.isArray(written[key]) && written[key].length > 0);
    if (plain && lists.some((key) => this.listsChildren(written[key], file, pointer))) lists.length = 0;
    const made = lists.map((key) => written[key].map((part, at) => this.candidate(written, part, file, `${pointer}/${key}/${at}`)));
    const children = this.children.get(`${file}#${pointer}`);
    const property = tagOf(written);
    if (!plain && property !== undefined && lists.length === 0 && children) {
      const names = children.map((child) => {
        const words = this.words(written, file, child.file, child.pointer);
        return { allOf: [{ $ref: `#/$defs/${this.define(child.file, child.pointer)}` }, { properties: { [property]: { enum: words } } }] };
      });
      made.push(names);
    }
    if (made.length === 1) [out.anyOf] = made;
    if (made.length > 1) out.allOf = [...(out.allOf ?? []), ...made.map((anyOf) => ({ anyOf }))];
  }

  listsChildren(list, file, pointer) {
    const children = this.children.get(`${file}#${pointer}`) ?? [];
    return list.some((part) => typeof part?.$ref === 'string'
      && children.some((child) => this.target(part.$ref, file).pointer === child.pointer));
  }

  candidate(holder, part, file, pointer) {
    // `anyOf: [{$ref: …}, {nullable: true}]`: by the letter it allows everything, and it is written to allow null.
    if (part?.nullable === true && Object.keys(part).length === 1) return { type: 'null' };
    const property = tagOf(holder);
    const schema = this.schema(part, file, pointer);
    if (property === undefined || typeof part?.$ref !== 'string') return schema;
    const to = this.target(part.$ref, file);
    const words = this.words(holder, file, to.file, to.pointer);
    const fixed = this.fixed(to.file, to.pointer, property);
    // A number that is listed is a text in the mapping; a candidate's own word decides against a mapping to something else.
    const common = fixed?.filter((word) => words.includes(String(word)));
    const allowed = common?.length > 0 ? common : fixed ?? words;
    return { allOf: [schema, { properties: { [property]: { enum: allowed } }, required: [property] }] };
  }

  // The words that a candidate itself lists for the discriminator.
  fixed(file, pointer, property, depth = 0) {
    const schema = this.node(file, pointer);
    if (depth > 8 || typeof schema !== 'object' || schema === null) return undefined;
    const own = schema.properties?.[property];
    if (own?.const !== undefined) return [own.const];
    if (Array.isArray(own?.enum)) return own.enum;
    for (const part of [schema, ...(schema.allOf ?? [])]) {
      const found = typeof part?.$ref === 'string'
        ? ((to) => this.fixed(to.file, to.pointer, property, depth + 1))(this.target(part.$ref, file))
        : part?.properties?.[property]?.enum;
      if (found) return found;
    }
    return undefined;
  }
}

function tagOf(schema) {
  const tag = schema?.discriminator;
  return typeof tag === 'string' ? tag : tag?.propertyName;
}

function compiles(pattern) {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
