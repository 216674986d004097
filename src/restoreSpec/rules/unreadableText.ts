/** The rules for a text that can't be read as a spec. */
import * as l10n from '@vscode/l10n';
import { nestedTooDeeply } from '../jsonTree.ts';
import { isBlank, isTooLarge, maxSpecLength } from '../specDocument.ts';
import { defineRule } from './rule.ts';

function syntaxErrorText(reason: string): string {
  switch (reason) {
    case 'ValueExpected':
      return l10n.t('A value is missing here.');
    case 'PropertyNameExpected':
      return l10n.t('A parameter name in double quotes is missing here.');
    case 'ColonExpected':
      return l10n.t('A colon is missing here.');
    case 'CommaExpected':
      return l10n.t('A comma is missing here.');
    case 'CloseBraceExpected':
      return l10n.t('A closing brace is missing here.');
    case 'CloseBracketExpected':
      return l10n.t('A closing bracket is missing here.');
    case 'EndOfFileExpected':
      return l10n.t('A spec is one JSON object: nothing may follow it.');
    case 'InvalidEscapeCharacter':
      return l10n.t('A backslash in JSON is written twice, as in "C:\\\\temp".');
    case 'UnexpectedEndOfString':
      return l10n.t('The string is not closed.');
    case 'UnexpectedEndOfComment':
      return l10n.t('The comment is not closed.');
    default:
      return l10n.t('This is not valid JSON ({0}).', reason);
  }
}

export const syntax = defineRule({
  code: 'syntax',
  severity: 'error',
  isFoundInJson: true,
  checkUnreadable({ syntaxErrors, text }, report) {
    for (const { reason, offset, length } of syntaxErrors) {
      if (reason === nestedTooDeeply) continue;
      report({ offset: Math.min(offset, text.length), length }, syntaxErrorText(reason));
    }
  },
});

export const root = defineRule({
  code: 'root',
  severity: 'error',
  checkUnreadable(document, report) {
    const { value, syntaxErrors } = document;
    if (syntaxErrors.length > 0 || isTooLarge(document) || isBlank(document)) return;
    report(
      value ?? { offset: 0, length: 0 },
      l10n.t('A restore spec is one JSON object in braces, such as { "RestoreType": "NAS" }.'),
    );
  },
});

export const empty = defineRule({
  code: 'empty',
  severity: 'error',
  checkUnreadable(document, report) {
    if (!isBlank(document)) return;
    report({ offset: 0, length: 0 }, l10n.t('The spec is empty. Press Ctrl+Space in it to choose what to restore.'));
  },
});

export const tooLarge = defineRule({
  code: 'tooLarge',
  severity: 'error',
  checkUnreadable({ text, syntaxErrors }, report) {
    for (const { reason, offset, length } of syntaxErrors) {
      if (reason !== nestedTooDeeply) continue;
      report({ offset, length }, l10n.t('The JSON is nested too deeply to be a restore spec.'));
    }
    if (!isTooLarge({ text })) return;
    report(
      { offset: 0, length: 1 },
      l10n.t('The text is too long to be a restore spec: {0} characters, at most {1}.', text.length, maxSpecLength),
    );
  },
});
