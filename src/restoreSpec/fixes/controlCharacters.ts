/** Fixes of strings that contain control characters. */
import * as l10n from '@vscode/l10n';
import { sourceOf } from '../jsonTree.ts';
import { replaceNode, type Draft } from './fix.ts';
import type { FixPlace } from './fixPlace.ts';

const controlCharacter = /\p{Cc}/u;
const controlCharacters = new RegExp(controlCharacter, 'gu');

export const hasControlCharacter = (text: string): boolean => controlCharacter.test(text);

/** One escape of a JSON string. */
const escapes = /\\(?:u[\dA-Fa-f]{4}|[^])/g;

/** A JSON string in which each escape of a control character stands for its own characters: `"C:\temp"` as `"C:\\temp"`. */
function withDoubledBackslashes(source: string): string {
  return source.replace(escapes, (escape) =>
    hasControlCharacter(String(JSON.parse(`"${escape}"`))) ? `\\${escape}` : escape,
  );
}

/** Doubles the backslashes that made the control characters of a string, or removes these characters. */
export function controlCharacterFixes({ scope, node }: FixPlace): Draft[] {
  if (node.type !== 'string') return [];
  const text = String(node.value);
  if (!hasControlCharacter(text)) return [];
  const drafts: Draft[] = [];
  const doubled = withDoubledBackslashes(sourceOf(node, scope.text));
  const meant = String(JSON.parse(doubled));
  if (!hasControlCharacter(meant)) {
    const edits = replaceNode(node, doubled);
    // Only Windows has backslashes in paths.
    const isPreferred = /^(?:[A-Za-z]:|\\)/.test(meant);
    drafts.push({ title: l10n.t('Double the backslashes'), edits, isPreferred });
  }
  const removed = text.replace(controlCharacters, '');
  if (removed !== '') {
    const edits = replaceNode(node, JSON.stringify(removed));
    drafts.push({ title: l10n.t('Remove the control characters'), edits });
  }
  return drafts;
}
