/** A `.restore.json` text, read. */
import * as l10n from '@vscode/l10n';
import { parseJson, propertiesOf, type JsonText, type Node } from './json.ts';
import type { SpecKey } from './parameters.ts';
import type { Problem } from './problem.ts';

/** In UTF-16 code units. Far above any real spec, far below what would make an editor wait. */
export const maxSpecLength = 1_000_000;

export interface SpecDocument {
  readonly text: string;
  /** The object at the root; absent where there is none. */
  readonly root?: Node;
  /** What keeps the text from being read as one JSON object; empty where it can. */
  readonly problems: readonly Problem[];
}

function reasonText(reason: string): string {
  switch (reason) {
    case 'NestedTooDeeply':
      return l10n.t('The JSON is nested too deeply to be a restore spec.');
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
    case 'UnexpectedEndOfString':
      return l10n.t('The string is not closed.');
    case 'UnexpectedEndOfComment':
      return l10n.t('The comment is not closed.');
    default:
      return l10n.t('This is not valid JSON ({0}).', reason);
  }
}

function syntaxProblems({ errors, root, text }: JsonText): Problem[] {
  const found = errors.map(({ reason, offset, length }): Problem => ({
    code: 'syntax',
    message: reasonText(reason),
    severity: 'error',
    offset: Math.min(offset, text.length),
    length,
    saidBy: 'editor',
  }));
  if (found.length > 0 || root?.type === 'object') return found;
  return [
    {
      code: 'root',
      message: l10n.t('A restore spec is one JSON object in braces, such as { "RestoreType": "NAS" }.'),
      severity: 'error',
      offset: root?.offset ?? 0,
      length: root?.length ?? 0,
      saidBy: 'editor',
    },
  ];
}

/**
 * Reads a spec's text: JSON with comments and trailing commas, a byte order mark allowed.
 * Never throws: what can't be read is in `problems`.
 */
export function readSpec(text: string): SpecDocument {
  const whole = { severity: 'error', offset: 0, saidBy: 'editor' } as const;
  if (text.length > maxSpecLength) {
    const message = l10n.t(
      'The text is too long to be a restore spec: {0} characters, at most {1}.',
      text.length,
      maxSpecLength,
    );
    return { text, problems: [{ ...whole, code: 'tooLarge', message, length: 1, saidBy: 'own' }] };
  }
  // A space in its place keeps every offset.
  const json = text.replace(/^\uFEFF/, ' ');
  if (json.trim() === '') {
    const message = l10n.t('The spec is empty. Press Ctrl+Space in it to choose what to restore.');
    return { text, problems: [{ ...whole, code: 'empty', message, length: 0 }] };
  }
  const parsed = parseJson(json, { lenient: true });
  return {
    text: json,
    ...(parsed.root?.type === 'object' && { root: parsed.root }),
    problems: syntaxProblems(parsed),
  };
}

/** The string at a key of the root, where there is one: `$region`, `RestoreType` and the like. */
export function stringAt(document: SpecDocument, name: SpecKey): string | undefined {
  const found = propertiesOf(document.root).find((property) => property.name === name)?.value;
  return found?.type === 'string' ? String(found.value) : undefined;
}
