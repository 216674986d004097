/**
 * What Open VSX refuses of a manifest. Its command line, `ovsx`, has no check without its server: `publish` sends what can be read, and `verify`
 * compares a package with the one that was published. So the rules of its server are here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A manifest, with its texts put in. */
export type PackedManifest = Readonly<Record<string, unknown>>;

/** The longest value of a field, in UTF-16 units. */
const longest = 255;
const longestDescription = 2048;

const namePattern = /^[\w\-+$~]+$/;
const versionPattern = /^[\p{L}\p{Nd}$+\-,.:;_]+$/u;
/** Control and format characters, those of no meaning, and those that end a line or a paragraph. */
const invisible = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Zl}\p{Zp}]/u;

function isUrl(value: string): boolean {
  const url = value.replace(/^git\+/, '');
  return URL.canParse(url) && new URL(url).host !== '';
}

/** The texts of a field: its own, that of `url` in it, or of each of its members. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === 'object' && value !== null && 'url' in value ? textsOf(value.url) : [];
}

/** @returns one line for each rule that the manifest breaks */
export function openVsxProblems(manifest: PackedManifest): string[] {
  const problems: string[] = [];
  const check = (field: string, isRight: (text: string) => boolean, why: string) => {
    for (const text of textsOf(manifest[field])) if (!isRight(text)) problems.push(`${field}: ${why}: ${text}`);
  };
  for (const field of ['name', 'publisher', 'version', 'license']) {
    if (textsOf(manifest[field]).join('') === '') problems.push(`${field}: Open VSX needs it.`);
  }
  for (const field of ['name', 'publisher'])
    check(field, (text) => namePattern.test(text), 'a character is not allowed');
  check('version', (text) => versionPattern.test(text), 'a character is not allowed');
  check('version', (text) => !['latest', 'pre-release', 'reviews'].includes(text), 'it is reserved');
  for (const field of ['displayName', 'description', 'categories', 'keywords', 'license'])
    check(field, (text) => !invisible.test(text), 'a character can not be seen');
  for (const field of [
    'name',
    'publisher',
    'displayName',
    'categories',
    'keywords',
    'license',
    'homepage',
    'repository',
  ])
    check(field, (text) => text.length <= longest, `it is longer than ${longest} characters`);
  check(
    'description',
    (text) => text.length <= longestDescription,
    `it is longer than ${longestDescription} characters`,
  );
  for (const field of ['homepage', 'repository', 'bugs']) check(field, isUrl, 'it is no URL');
  check('markdown', (text) => ['github', 'standard'].includes(text), 'it is neither github nor standard');
  check('qna', (text) => ['marketplace', 'false'].includes(text) || isUrl(text), 'it is neither marketplace nor a URL');
  return problems;
}

/** The problems of the project's manifest, in each language. */
export function projectProblems(root: string): string[] {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const languages = readdirSync(root).filter((name) => /^package\.nls\..*json$/.test(name));
  const problems = languages.flatMap((name) => {
    const texts = JSON.parse(readFileSync(join(root, name), 'utf8')) as Readonly<Record<string, string>>;
    const whole = text.replaceAll(/"%([\w.]+)%"/g, (_, key: string) => JSON.stringify(texts[key] ?? ''));
    return openVsxProblems(JSON.parse(whole) as PackedManifest).map((problem) => `Open VSX, ${name}: ${problem}`);
  });
  return [...new Set(problems)];
}
