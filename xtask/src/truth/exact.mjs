// Reads JSON without giving a number to a float: `1.50` is `15e-1`, whatever its length.

export function parse(text) {
  let at = 0;
  const space = () => {
    while (' \n\r\t'.includes(text[at]) && at < text.length) at += 1;
  };
  const expect = (sign) => {
    if (text[at] !== sign) throw new Error(`expected ${sign} at ${at} of ${text.slice(0, 200)}`);
    at += 1;
  };
  const string = () => {
    const start = at;
    expect('"');
    while (text[at] !== '"') {
      if (at >= text.length) throw new Error('an open text');
      at += text[at] === '\\' ? 2 : 1;
    }
    at += 1;
    return JSON.parse(text.slice(start, at));
  };
  const list = () => {
    const items = [];
    at += 1;
    space();
    if (text[at] === ']') at += 1;
    else {
      for (;;) {
        items.push(value());
        space();
        if (text[at] === ']') break;
        expect(',');
      }
      at += 1;
    }
    return { kind: 'list', items };
  };
  const object = () => {
    const members = new Map();
    at += 1;
    space();
    if (text[at] === '}') at += 1;
    else {
      for (;;) {
        space();
        const name = string();
        space();
        expect(':');
        members.set(name, value());
        space();
        if (text[at] === '}') break;
        expect(',');
      }
      at += 1;
    }
    return { kind: 'object', members };
  };
  const value = () => {
    space();
    if (text[at] === '{') return object();
    if (text[at] === '[') return list();
    if (text[at] === '"') return { kind: 'text', value: string() };
    const word = /^[^\s,\]}]+/.exec(text.slice(at, at + 400))?.[0] ?? '';
    at += word.length;
    if (word === 'null') return { kind: 'null', value: word };
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word };
    return { kind: 'number', value: decimal(word) };
  };
  const read = value();
  space();
  if (at !== text.length) throw new Error(`something follows at ${at}`);
  return read;
}

// Digits without zeros at either end, and an exponent: one text per value.
function decimal(word) {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(word);
  if (!parts) throw new Error(`not a number: ${word}`);
  const [, sign, whole, fraction = '', exponent = '0'] = parts;
  let digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return '0';
  let power = Number(exponent) - fraction.length;
  const trimmed = digits.replace(/0+$/, '');
  power += digits.length - trimmed.length;
  return `${sign}${trimmed}e${power}`;
}
