// node instances.mjs DESCRIPTION PLACES OUT PER_SCHEMA
// PLACES: a line per schema, `file<TAB>pointer`. Writes `OUT/instances.tsv` (`number of the line<TAB>JSON`) and
// `OUT/made.tsv` (`number<TAB>instances<TAB>why there are none`), the names of all properties to `OUT/names.txt`, and to
// `OUT/unnamed.txt`, line by line with the instances, the members that are required but described nowhere.

import { readFileSync, writeFileSync } from 'node:fs';
import { normalize } from 'node:path';
import { JSONSchemaFaker as faker } from 'json-schema-faker';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { Description } from './description.mjs';
import { Unfold, unmarked } from './unfold.mjs';

const [description, places, out, perSchema] = process.argv.slice(2);

// mulberry32: the same seed gives the same instances everywhere.
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

let chance = seeded(1);
const pick = (list) => list[Math.floor(chance() * list.length)];
const two = (most) => String(Math.floor(chance() * most)).padStart(2, '0');
const day = () => pick(['2024-02-29', '1999-12-31', `20${two(38)}-0${1 + Math.floor(chance() * 9)}-1${Math.floor(chance() * 10)}`]);
const time = () => `${two(24)}:${two(60)}:${two(60)}${pick(['', '.5', '.123', '.123456', '.120', '.123456789'])}`;
const hex = (count) => Array.from({ length: count }, () => Math.floor(chance() * 16).toString(16)).join('');
const MADE = {
  'date-time': () => `${day()}T${time()}${pick(['Z', 'Z', '+00:00', '+05:30', '-08:00'])}`,
  date: day,
  time: () => `${time()}${pick(['Z', '+02:00'])}`,
  duration: () => pick(['P1D', 'PT36H', 'P3Y6M4DT12H30M5S']),
  uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
  uri: () => pick(['https://example.com/a?b=c#d', 'urn:isbn:0451450523']),
  email: () => pick(['someone@example.com', 'a.b+c@example.org']),
  byte: () => Buffer.from(hex(Math.floor(chance() * 12))).toString('base64'),
  ipv4: () => '192.0.2.1',
  ipv6: () => '2001:db8::1',
  hostname: () => 'host.example.com',
  'uri-template': () => 'https://example.com/{a}{?b}',
  'json-pointer': () => '/a/b~1c',
  regex: () => '^a+$',
};
const ALIKE = { url: 'uri', 'uri-reference': 'uri', iri: 'uri', base64: 'byte', guid: 'uuid' };
for (const [name, make] of Object.entries(MADE)) faker.format(name, make);
for (const [name, like] of Object.entries(ALIKE)) faker.format(name, MADE[like]);
faker.option({
  random: () => chance(), failOnInvalidTypes: false, failOnInvalidFormat: false, failOnInvalidFormats: false,
  ignoreMissingRefs: true, useDefaultValue: false, useExamplesValue: false, fillProperties: false, maxItems: 400, maxLength: 80,
});

// Some fractions are written as no program of ours writes them: `1.50`, `15e-1`.
function text(value) {
  return JSON.stringify(value, null, 0).replace(/(?<=[[:,])(-?\d+\.\d+)(?=[\],}])/g, (number) => (
    chance() < 0.2 ? `${number}0` : chance() < 0.1 ? `${number}e0` : number
  ));
}

const read = new Description(description);
const lines = readFileSync(places, 'utf8').split('\n').filter((line) => line !== '');
const keys = lines.map((line) => {
  const [file, pointer] = line.split('\t');
  try {
    return read.define(normalize(file), pointer);
  } catch (error) {
    return error;
  }
});
const ajv = new Ajv({
  strict: false, validateSchema: false, logger: false, multipleOfPrecision: 9, unicodeRegExp: true, allErrors: false, inlineRefs: false,
});
formats(ajv);
ajv.addSchema({ $id: 'all', $defs: read.defs });

function instances(key, number) {
  const validate = ajv.compile({ $ref: `all#/$defs/${key}` });
  const unfold = new Unfold(read.defs, () => chance());
  unfold.keyFor = (pattern) => faker.generate({ type: 'string', pattern });
  const made = new Map();
  let why = 'none could be made';
  for (let attempt = 0; made.size < perSchema && attempt < perSchema * 4; attempt += 1) {
    chance = seeded(number * 1009 + attempt * 31 + 7);
    // everything, only what must be there, and shares between
    const share = [1, 0, 0.5, 0.25, 0.75][attempt % 5];
    try {
      const value = unmarked(faker.generate(unfold.grow(read.defs[key], share)));
      if (validate(value)) made.set(text(value), [...unfold.unnamed]);
      else why = `${validate.errors[0].instancePath} ${validate.errors[0].message}`;
    } catch (error) {
      why = error.message;
    }
  }
  return { made: [...made], why };
}

const written = [];
const unnamedOf = [];
const counts = [];
keys.forEach((key, number) => {
  let result = { made: [], why: String(key) };
  if (typeof key === 'string') {
    try {
      result = instances(key, number);
    } catch (error) {
      result.why = error.message;
    }
  }
  for (const [json, unnamed] of result.made) {
    written.push(`${number}\t${json}\n`);
    unnamedOf.push(`${JSON.stringify(unnamed)}\n`);
  }
  counts.push(`${number}\t${result.made.length}\t${result.made.length > 0 ? '' : result.why.split('\n')[0]}\n`);
});
writeFileSync(`${out}/instances.tsv`, written.join(''));
writeFileSync(`${out}/unnamed.txt`, unnamedOf.join(''));
writeFileSync(`${out}/made.tsv`, counts.join(''));
writeFileSync(`${out}/names.txt`, [...read.names].map((name) => JSON.stringify(name)).join('\n'));
