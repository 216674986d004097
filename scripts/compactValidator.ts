/**
 * Makes ajv's standalone code small: it is most of what the first spec loads.
 *
 * - Each function holds a copy of its part of the schema. The parts are taken from the schema itself instead, which the package
 *   has anyway.
 * - Each error is made, and added to the others, in place. Two functions do it instead.
 * - An error keeps what `schemaViolations.ts` reads alone. Above all it has no sentence, since the schema has its own.
 */

type Json = unknown;

/** The helpers that the compact code calls. `join` changes the first list, so that a long list of errors is never copied. */
const helpers = [
  'const add = (errors, error) => {if(errors === null){return [error];}errors.push(error);return errors;};',
  'const join = (errors, more) => {if(errors === null){return more;}for(const each of more){errors.push(each);}return errors;};',
  'const cut = (errors, length) => {if(errors === null || length === 0){return null;}errors.length = length;return errors;};',
].join('');

/** The end of the JSON or the expression in braces that begins at `start`. */
function closing(code: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < code.length; at++) {
    const char = code[at];
    if (quoted) {
      if (char === '\\') at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at + 1;
  }
  throw new Error("ajv's code has a brace that is not closed");
}

/** Every object of the schema by its JSON, with the expression that gets to it from `root`. */
function pathsIn(value: Json, path: string, found = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) return found;
  const text = JSON.stringify(value);
  if (!Array.isArray(value) && !found.has(text)) found.set(text, path);
  for (const [key, each] of Object.entries(value)) {
    pathsIn(each, Array.isArray(value) ? `${path}[${key}]` : `${path}[${JSON.stringify(key)}]`, found);
  }
  return found;
}

/** Takes the copies of the schema out. */
function withoutSchemas(code: string, schema: Json): string {
  const paths = pathsIn(schema, 'root');
  const parts: string[] = [];
  let rest = '';
  let from = 0;
  for (const match of code.matchAll(/const (schema\d+) = (?=\{)/g)) {
    const start = match.index + match[0].length;
    const end = closing(code, start);
    const path = paths.get(JSON.stringify(JSON.parse(code.slice(start, end))));
    if (path === undefined) throw new Error(`${match[1]} of ajv's code is no part of the schema`);
    parts.push(`const ${match[1]} = ${path};`);
    rest += code.slice(from, match.index);
    from = code[end] === ';' ? end + 1 : end;
  }
  return parts.join('') + rest + code.slice(from);
}

/** The fields of an error by their names, as they stand in the code. */
function fieldsOf(error: string): Map<string, string> {
  const fields = new Map<string, string>();
  let depth = 0;
  let quoted = false;
  let from = 1;
  for (let at = 1; at < error.length; at++) {
    const char = error[at] ?? '';
    if (quoted) {
      if (char === '\\') at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if ('{[('.includes(char)) depth++;
    else if (depth > 0 && '}])'.includes(char)) depth--;
    else if (depth === 0 && (char === ',' || char === '}')) {
      const field = error.slice(from, at);
      const colon = /^\w+:/.exec(field)?.[0];
      if (field) fields.set(colon ? colon.slice(0, -1) : field, colon ? field : field);
      from = at + 1;
    }
  }
  return fields;
}

/** What is read of an error. Its place in the schema is read where a part of the schema is `false`, and holds no sentence. */
function keptOf(error: string): string {
  const fields = fieldsOf(error);
  const isFalse = fields.get('keyword') === 'keyword:"false schema"';
  const names = ['instancePath', 'keyword', 'params', isFalse ? 'schemaPath' : 'parentSchema'];
  return `{${names.flatMap((name) => fields.get(name) ?? []).join(',')}}`;
}

/** Makes errors by the helpers. @throws where ajv adds an error in a way that is not known here */
function withErrorHelpers(code: string): string {
  let written = '';
  let from = 0;
  for (const { index, 0: head, 1: name } of code.matchAll(/const (err\d+) = (?=\{)/g)) {
    const start = index + head.length;
    const end = closing(code, start);
    const adding = `;if(vErrors === null){vErrors = [${name}];}else {vErrors.push(${name});}`;
    if (!code.startsWith(adding, end)) throw new Error(`ajv's code adds ${name} in a way that is not known`);
    written += `${code.slice(from, index)}vErrors = add(vErrors, ${keptOf(code.slice(start, end))});`;
    from = end + adding.length;
  }
  return (written + code.slice(from))
    .replace(/vErrors = vErrors === null \? (validate\d+)\.errors : vErrors\.concat\(\1\.errors\);/g, (_, name) => {
      return `vErrors = join(vErrors, ${name}.errors);`;
    })
    .replace(
      /if\(vErrors !== null\)\{if\((_errs\d+)\)\{vErrors\.length = \1;\}else \{vErrors = null;\}\}/g,
      'vErrors = cut(vErrors, $1);',
    );
}

/** Passes the path alone from function to function. */
function withPathAlone(code: string): string {
  return code
    .replaceAll('{instancePath="", parentData, parentDataProperty, rootData=data}={}', 'instancePath=""')
    .replaceAll('{instancePath,parentData,parentDataProperty,rootData}', 'instancePath')
    .replace(/\{instancePath:([^{}]+?),parentData:\w+,parentDataProperty:[^{}]+?,rootData\}/g, '$1');
}

/** How ajv's code begins: what it exports, and under which name it does so once more. */
const start = /^"use strict";module\.exports = (validate\d+);module\.exports\.default = \1;/;

/**
 * @param code a standalone validator of `schema`, made with `verbose`
 * @returns the code of a module whose function makes the validator, and is given the schema
 * @throws where ajv's code is not as known here
 */
export function compactValidator(code: string, schema: Json): string {
  const name = start.exec(code)?.[1];
  if (name === undefined) throw new Error("ajv's code begins in a way that is not known");
  const compact = withPathAlone(withErrorHelpers(withoutSchemas(code.replace(start, ''), schema)));
  const unknown = /parentData|rootData|vErrors\.concat|vErrors\.push|message:/.exec(compact)?.[0];
  if (unknown) throw new Error(`ajv's code has a ${unknown} that is not known`);
  return `"use strict";module.exports = (root) => {${helpers}${compact};return ${name};};\n`;
}
