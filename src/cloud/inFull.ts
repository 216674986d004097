import * as l10n from '@vscode/l10n';
import { escaped } from '../spec/forms/unseen.ts';
import { redacted } from './secrets.ts';

/** A text character by character: runs of spaces, what is drawn as nothing or as a blank, and all the others. */
const pieces =
  /(?<spaces> {2,})|(?<hidden>^ | $|[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs})|[^]/gu;

/** What has no such piece, as nearly all. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

function drawn({ 0: piece, groups }: RegExpExecArray): string {
  if (groups?.['spaces']) return `⟨${l10n.t('{0} spaces', piece.length)}⟩`;
  return groups?.['hidden'] ? escaped(piece) : piece;
}

/** As many of the first ones as have at most `limit` units together. */
function fitting(parts: readonly string[], limit: number): readonly string[] {
  let length = 0;
  const end = parts.findIndex((part) => (length += part.length) > limit);
  return end < 0 ? parts : parts.slice(0, end);
}

/**
 * A text on one line, where nothing of it can hide: what can't be seen stands there as an escape (`\u200b`), and spaces that
 * one could miss are counted. It stays exact but for secrets, as `redacted` takes them out.
 *
 * @param limit the most UTF-16 units; of a longer one its beginning and its end are shown with `…` between
 */
export function inFull(whole: string, limit = Infinity): string {
  // A cut could leave a part of one.
  const text = redacted(whole);
  if (text.length <= limit && plain.test(text)) return text;
  const parts = Array.from(text.matchAll(pieces), drawn);
  const line = parts.join('');
  if (line.length <= limit) return line;
  const head = fitting(parts, limit / 2);
  const tail = fitting(parts.reverse(), limit / 2 - 1);
  return `${head.join('')}…${[...tail].reverse().join('')}`;
}
