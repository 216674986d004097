import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';

const root = resolve(import.meta.dirname, '../../..');

/** The texts of a language, as VS Code hands them to the extension. */
export const bundleOf = (language: string): string =>
  readFileSync(join(root, `l10n/bundle.l10n.${language}.json`), 'utf8');

/** Has the tests of the enclosing `describe` run in a language, and in English again after them. */
export function speak(language: string): void {
  before(() => l10n.config({ contents: bundleOf(language) }));
  after(() => l10n.config({ contents: {} }));
}
