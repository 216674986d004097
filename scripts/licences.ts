/** The licences of packages, as they have to stand beside what is made of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** What may be bundled, by SPDX id: all ask for their notice alone. */
export const allowed: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);

export interface Licence {
  readonly name: string;
  readonly version: string;
  /** SPDX ids: the one that package.json declares, and where there is no licence file those of the README. */
  readonly ids: readonly string[];
  /** The package's own licence file; else who has the rights, and the text of each licence that it names. */
  readonly text: string;
}

interface Manifest {
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name?: string };
}

/** The text of a licence whose package names it and has no file of it. */
function standardText(id: string): string | undefined {
  const path = join(root, 'scripts/licences', `${id}.txt`);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

/** What a README says under its heading about the licence. */
function readmeSection(readme: string): string {
  return /^#+\s*licen[cs]e\s*$\r?\n+([^#]*)/im.exec(readme)?.[1]?.trim() ?? '';
}

/**
 * The licence of a package.
 *
 * @param path its folder below `folder`, such as `httpx` or `a/node_modules/b`
 * @throws {Error} where it declares none, names one that is not allowed, or has no text of what it names
 */
export function licenceOf(path: string, folder = join(root, 'node_modules')): Licence {
  const at = join(folder, path);
  const fail = (why: string) => new Error(`The licence of ${path} can't be shipped: ${why}.`);
  const { version, license, author } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as Manifest;
  if (typeof license !== 'string') throw fail('its package.json declares none');
  const files = readdirSync(at);
  const read = (pattern: RegExp) => {
    const file = files.find((name) => pattern.test(name));
    return file === undefined ? undefined : readFileSync(join(at, file), 'utf8').trim();
  };
  const own = read(/^(licen[cs]e|copying)/i);
  const said = own === undefined ? readmeSection(read(/^readme/i) ?? '') : '';
  const ids = [license, ...[...allowed].filter((id) => id !== license && said.includes(id))];
  const refused = ids.find((id) => !allowed.has(id));
  if (refused !== undefined) throw fail(`${refused} is not in the list of scripts/licences.ts`);
  const name = path.replace(/^.*node_modules\//, '');
  if (own) return { name, version, ids, text: own };
  const texts = ids.map((id) => {
    const text = standardText(id);
    if (text === undefined) throw fail(`it has no licence file, and scripts/licences has no ${id}.txt`);
    return `${id}\n\n${text}`;
  });
  const holder = typeof author === 'string' ? author : author?.name;
  const about = [`Declared: ${license}.`, holder && `Copyright (c) ${holder}`, said];
  return { name, version, ids, text: [...about, ...texts].filter(Boolean).join('\n\n') };
}

/** All of it as one text, by package. */
export function noticesOf(paths: Iterable<string>): string {
  const parts = [...paths].sort().map((path) => {
    const { name, version, text } = licenceOf(path);
    return `${name} ${version}\n${'-'.repeat(60)}\n${text}\n`;
  });
  return `This extension contains parts of these packages.\n\n${parts.join('\n\n')}`;
}
