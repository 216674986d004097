import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { errnoOf, errorMessage } from '../../errorFields.ts';
import { credentialsFileVariable, type Environment } from './environment.ts';
import { CloudError } from '../cloudError.ts';
import { isSecretField } from './cliModes.ts';
import { registerFileSecrets } from '../redaction/secrets.ts';
import { quoteWords } from '../quote.ts';

/** `~/.alibabacloud/credentials`, the file of the vendor's SDKs, without its secrets. */
export interface CredentialsFile {
  readonly path: string;
  readonly sections: readonly { readonly name: string; readonly type: string }[];
}

/** A section as it is, secrets and all. */
export type Section = ReadonlyMap<string, string>;

export interface SectionsFile {
  readonly path: string;
  readonly sections: ReadonlyMap<string, Section>;
}

const maximumBytes = 1_000_000;

export function credentialsFilePath(env: Environment, home: string = homedir()): string {
  const named = credentialsFileVariable(env);
  // Relative to the home folder, because the current folder may be a workspace.
  return named === undefined ? join(home, '.alibabacloud', 'credentials') : resolve(home, named.value);
}

/** A header: `[name]`, with a comment behind it or none. */
const header = /^\[([^[\]]+)\]\s*(?:[#;].*)?$/;

/** What looks like a header, though it can't be read: a bracket is missing, or there is more in the line. */
const brokenHeader = /^\[|^[^=[\]{}"',]+\]\s*(?:[#;].*)?$/;

/** The value of a line. Its quotes are taken off first, since a comment can't begin within them. */
function valueOf(written: string): string {
  const quoted = /^(["'])(.*?)\1(?:\s+[#;].*)?$/.exec(written.trim());
  return quoted?.[2] ?? written.replace(/\s[#;].*$/, '').trim();
}

/**
 * Lines `key = value` under `[section]`; `#` and `;` begin a comment, quotes around a value are no part of it. Throws Error with a clause
 * for a header that can't be read: the keys below it would be taken for those of the section before it.
 */
function parseSections(text: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const name = header.exec(line)?.[1]?.trim() ?? '';
    if (name !== '') {
      section = sections.get(name) ?? new Map<string, string>();
      sections.set(name, section);
      continue;
    }
    // The line is not quoted, since it may hold a secret.
    if (brokenHeader.test(line))
      throw new Error(l10n.t("the name of the section in line {0} can't be read.", index + 1));
    const at = line.indexOf('=');
    if (at === -1) continue;
    section?.set(line.slice(0, at).trim(), valueOf(line.slice(at + 1)));
  }
  return sections;
}

/** The sections as they are; undefined where there is no file. Throws CloudError where it can't be used. */
export async function readSections(env: Environment, home: string = homedir()): Promise<SectionsFile | undefined> {
  const path = credentialsFilePath(env, home);
  const bad = (why: string) =>
    new CloudError({
      outcome: 'notSent',
      message: l10n.t("The credentials file {0} can't be used: {1}", quoteWords(path, 300), why),
      nextStep:
        credentialsFileVariable(env) === undefined
          ? l10n.t('Repair the file, or choose another profile.')
          : l10n.t(
              'Correct the file or the variable {0}, or choose another profile.',
              'ALIBABA_CLOUD_CREDENTIALS_FILE',
            ),
    });
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = errnoOf(error) ?? '';
    if (code === 'ENOENT' && credentialsFileVariable(env) === undefined) return undefined;
    throw bad(l10n.t("it can't be read ({0}).", code));
  }
  if (text.length > maximumBytes) throw bad(l10n.t('it is too large.'));
  let sections;
  try {
    sections = parseSections(text);
  } catch (error) {
    throw bad(errorMessage(error));
  }
  registerFileSecrets(
    path,
    [...sections.values()].flatMap((section) =>
      [...section].filter(([key]) => isSecretField(key)).map(([, value]) => value),
    ),
  );
  return { path, sections };
}

/** The file without its secrets. */
export function sectionNames(read: SectionsFile): CredentialsFile {
  const sections = [...read.sections].map(([name, section]) => ({ name, type: section.get('type') ?? '' }));
  return { path: read.path, sections };
}
