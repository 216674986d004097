/** Holds the translations against what they translate, and the source against what would stay English. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from './manifest.ts';
import { schemaTexts } from './schemaTexts.ts';
import { translatedTexts, untranslatedTexts } from './sourceTexts.ts';

/** Texts by their keys: the English text itself in a bundle, a name in `package.nls.json`. */
export type Texts = Readonly<Record<string, string>>;

/** What stands for something else: a placeholder, a link to a command, and code, whose words are the API's or the shell's. */
const marks = /\{\w+\}|\(command:[^)]*\)|`+[^`]+`+/g;

const marksOf = (text: string) => [...text.matchAll(marks)].map(([mark]) => mark).sort();

/**
 * What does not fit in a translation, a sentence each.
 *
 * @param name the name of its file
 * @param english the texts that it translates
 */
export function translationProblems(name: string, english: Texts, translated: Texts): string[] {
  const missing = Object.keys(english).filter((key) => !Object.hasOwn(translated, key));
  const unused = Object.keys(translated).filter((key) => !Object.hasOwn(english, key));
  const differing = Object.entries(translated).flatMap(([key, text]) => {
    if (!Object.hasOwn(english, key)) return [];
    if (text.trim() === '') return [`${name} has no text for ${JSON.stringify(key)}.`];
    const [wanted, found] = [marksOf(english[key] ?? ''), marksOf(text)].map((each) => each.join(' '));
    if (wanted === found) return [];
    return [
      `${name} has ${found || 'nothing'} in ${JSON.stringify(key)}, where the English text has ${wanted || 'nothing'}.`,
    ];
  });
  return [
    ...missing.map((key) => `${name} lacks ${JSON.stringify(key)}.`),
    ...unused.map((key) => `${name} has ${JSON.stringify(key)}, which nothing uses.`),
    ...differing,
  ];
}

/** The key under which a bundle says which language it is, for plurals. */
const languageKey = 'en';

/** @param text what a bundle says of its language */
export function languageProblems(name: string, text: string | undefined): string[] {
  const isLanguage =
    /^[a-z]{2,3}(?:-[a-z\d]+)*$/i.test(text ?? '') && Intl.PluralRules.supportedLocalesOf(text).length > 0;
  return isLanguage ? [] : [`${name} must have its own language under "${languageKey}", such as "de".`];
}

/** Texts of two words or more that are the same in every language. Each is a name, data, or code. */
const sameInAllLanguages: ReadonlySet<string> = new Set([
  // The product's name: of its log, and of whom a diagnostic comes from.
  'Cloud Backup',
  // Statuses, which are written as those of the API are.
  'NOT EXECUTED',
  'NOT FOUND',
  // Names that are stored, and compared with what is stored.
  'credentials URI',
  'instance role',
  // Names of sections, by which the page of a request is read in again.
  '[Query parameters]',
  '[Form body]',
  // A keyword of the validator, and the words of commands.
  'false schema',
  'sts GetCallerIdentity',
  'aliyun hbr CreateRestoreJob …',
]);

/** Texts that no display shows: the command line and the service for trying speak English, and so do answers to a language model. */
const otherRooms = /^(?:assistant|cli|sandbox)\//;

/** Files that write commands and programs: their texts of several words are code. */
const codeWriters: ReadonlySet<string> = new Set([
  'restoreSpec/formats/writeCli.ts',
  'restoreSpec/formats/writeTypeScript.ts',
]);

/** Texts of the source that a person would see in English in every language, a sentence each. */
export function untranslatedProblems(files: readonly { readonly path: string; readonly text: string }[]): string[] {
  return files
    .filter(({ path }) => !otherRooms.test(path) && !codeWriters.has(path))
    .flatMap(({ path, text: source }) =>
      untranslatedTexts(source)
        .filter(({ text }) => !sameInAllLanguages.has(text))
        .map(({ line, text }) => `src/${path}:${line} shows ${JSON.stringify(text)} without l10n.t.`),
    );
}

/** Patterns of files among the texts of the manifest. By them, a host that does not translate the manifest, such as Theia, gets the English schema. */
const filePatterns = ['schema.files', 'schema.noFiles'];

const readJson = <T = Texts>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T;

/** The English texts that a bundle translates, by themselves: those of the source, and those of the schema, which the code looks up as well. */
function englishTexts(root: string): Texts {
  const schema = readJson<Parameters<typeof schemaTexts>[0]>(join(root, 'schemas/restore.schema.json'));
  const texts = [...sources(root).flatMap(({ text }) => translatedTexts(text)), ...schemaTexts(schema)];
  return Object.fromEntries(texts.map((text) => [text, text]));
}

/** The languages of the files in a folder that are named as the pattern says. */
const languagesIn = (folder: string, pattern: RegExp) =>
  readdirSync(folder).flatMap((name) => pattern.exec(name)?.[1] ?? []);

const bundlePath = (language: string) => `l10n/bundle.l10n.${language}.json`;
const bundleLanguages = (root: string) => languagesIn(join(root, 'l10n'), /^bundle\.l10n\.([\w-]+)\.json$/);

function problemsOfLanguage(root: string, language: string, english: Texts): string[] {
  const bundle = bundlePath(language);
  const manifest = `package.nls.${language}.json`;
  const absent = [bundle, manifest].filter((path) => !existsSync(join(root, path)));
  if (absent.length > 0) return absent.map((path) => `${path} is missing.`);
  const texts = readJson(join(root, bundle));
  const schema = `./dist/editor.schema.${language}.json`;
  const nls = readJson(join(root, manifest));
  const englishNls = readJson(join(root, 'package.nls.json'));
  return [
    ...translationProblems(bundle, english, texts),
    ...languageProblems(bundle, texts[languageKey]),
    ...translationProblems(manifest, englishNls, nls),
    ...filePatterns
      .filter((key) => nls[key] !== englishNls[key])
      .map((key) => `${manifest} must have "${englishNls[key]}" under "${key}".`),
    ...(nls['schema'] === schema ? [] : [`${manifest} must have "${schema}" under "schema".`]),
  ];
}

/** The bundles with every key: one that is missing gets an empty text, for a translator to fill in. */
export function completedBundles(root: string): { path: string; text: string }[] {
  const english = englishTexts(root);
  return bundleLanguages(root).map((language) => {
    const path = bundlePath(language);
    const empty = Object.fromEntries([languageKey, ...Object.keys(english)].map((key) => [key, '']));
    const all = Object.entries({ ...empty, ...readJson(join(root, path)) });
    const sorted = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
    return { path, text: `${JSON.stringify(sorted, null, 2)}\n` };
  });
}

/** @returns what does not fit, a sentence each; empty where all does */
export function allTranslationProblems(root: string): string[] {
  const languages = new Set([...bundleLanguages(root), ...languagesIn(root, /^package\.nls\.([\w-]+)\.json$/)]);
  const english = englishTexts(root);
  return [
    ...[...languages].sort().flatMap((language) => problemsOfLanguage(root, language, english)),
    ...untranslatedProblems(sources(root)),
  ];
}
