// node judge.mjs OUT
// Compares `instances.tsv` with `results.tsv` (`ok<TAB>JSON` or `bad<TAB>message`, line by line), and says what was lost:
// `judged<TAB>n`, `survived<TAB>n`, `apart<TAB>n`, `cause<TAB>n<TAB>cause`, `control<TAB>found<TAB>made` go to the output,
// every loss goes to `OUT/lost.tsv`.

import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from './exact.mjs';

const [out] = process.argv.slice(2);
const lines = (name) => readFileSync(`${out}/${name}`, 'utf8').split('\n').filter((line) => line !== '');
const known = new Set(lines('names.txt').map((name) => JSON.parse(name)));

// The instant in digits and the offset, so that `Z` and `.120` compare; undefined for other texts.
function moment(text) {
  const parts = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/.exec(text);
  if (!parts) return undefined;
  const offset = /[Zz]/.test(parts[4]) || parts[4] === '-00:00' ? '+00:00' : parts[4];
  return `${parts[1]} ${parts[2]} ${(parts[3] ?? '').replace(/0+$/, '')} ${offset}`;
}

// Undefined where they are equal, else what the first difference is. `apart` gets members that no schema names.
function difference(before, after, path, apart) {
  if (before.kind !== after.kind) return after.kind === 'null' ? `${path}: a value became null` : `${path}: another kind of value`;
  switch (before.kind) {
    case 'number':
      return before.value === after.value ? undefined : `${path}: another number`;
    case 'text':
      if (before.value === after.value) return undefined;
      return moment(before.value) !== undefined && moment(before.value) === moment(after.value) ? undefined : `${path}: another text`;
    case 'literal':
    case 'null':
      return before.value === after.value ? undefined : `${path}: another value`;
    case 'list': {
      if (before.items.length !== after.items.length) return `${path}: a list of another length`;
      for (const [at, item] of before.items.entries()) {
        const found = difference(item, after.items[at], path, apart);
        if (found) return found;
      }
      return undefined;
    }
    default:
      return members(before, after, path, apart);
  }
}

function members(before, after, path, apart) {
  for (const [name, value] of before.members) {
    if (!after.members.has(name)) {
      if (!known.has(name) || apart.names.has(name)) apart.count += 1;
      else return `${path}/${name}: ${value.kind === 'null' ? 'null became absent' : 'a member is lost'}`;
    } else {
      const found = difference(value, after.members.get(name), `${path}/${name}`, apart);
      if (found) return found;
    }
  }
  for (const name of after.members.keys()) if (!before.members.has(name)) return `${path}/${name}: a member was added`;
  return undefined;
}

// One place of a JSON text changed; the judge must see it.
function spoil(value, turn) {
  const copy = structuredClone(value);
  const places = [];
  const walk = (node) => {
    places.push(node);
    node.items?.forEach(walk);
    if (node.members) for (const member of node.members.values()) walk(member);
  };
  walk(copy);
  const node = places[turn % places.length];
  if (node.kind === 'number') node.value = node.value.startsWith('-') ? node.value.slice(1) : `-${node.value}1`;
  else if (node.kind === 'text') node.value += 'x';
  else if (node.kind === 'literal') node.value = node.value === 'true' ? 'false' : 'true';
  else if (node.kind === 'null') node.kind = 'list', node.items = [];
  else if (node.kind === 'list') node.items.length > 0 ? node.items.pop() : node.items.push({ kind: 'null', value: 'null' });
  else {
    const droppable = [...node.members.keys()].find((name) => known.has(name));
    if (droppable !== undefined) node.members.delete(droppable);
    else node.members.set('added', { kind: 'null', value: 'null' });
  }
  return copy;
}

const instances = lines('instances.tsv');
const results = lines('results.tsv');
if (instances.length !== results.length) throw new Error(`${instances.length} instances, ${results.length} results`);
const causes = new Map();
const lost = [];
const apart = { count: 0, names: new Set() };
const unnamed = lines('unnamed.txt');
let survived = 0;
const control = { found: 0, made: 0 };
instances.forEach((line, at) => {
  const [number, json] = line.split(/\t(.*)/s);
  const [state, answer] = results[at].split(/\t(.*)/s);
  const before = parse(json);
  apart.names = new Set(JSON.parse(unnamed[at]));
  const after = state === 'ok' ? parse(answer) : undefined;
  const found = after ? difference(before, after, '', apart) : `refused: ${answer}`;
  if (found) {
    const cause = after ? found.slice(found.lastIndexOf(': ') + 2) : 'refused';
    causes.set(cause, (causes.get(cause) ?? 0) + 1);
    lost.push(`${number}\t${found}\t${json}\t${after ? answer : ''}\n`);
    return;
  }
  survived += 1;
  if (at % 7 === 0) {
    control.made += 1;
    if (difference(before, spoil(after, at), '', { count: 0, names: new Set() })) control.found += 1;
  }
});
writeFileSync(`${out}/lost.tsv`, lost.join(''));
console.log(`judged\t${instances.length}\nsurvived\t${survived}\napart\t${apart.count}\ncontrol\t${control.found}\t${control.made}`);
for (const [cause, count] of [...causes].sort((left, right) => right[1] - left[1])) console.log(`cause\t${count}\t${cause}`);
