import * as l10n from '@vscode/l10n';
import { unclearCharacters, escapeUnits } from '../restoreSpec/invisibleCharacters.ts';
import { redactValue } from './redaction/secrets.ts';

/**
 * A text character by character, with runs of spaces in one piece. A space at either end counts as hidden, as do characters for
 * private use and those that Unicode has not assigned: a person agrees to this text, and some fonts draw them as nothing. Of a run of
 * combining marks only the first three are drawn, since longer ones cover the lines around them.
 */
const pieces = new RegExp(
  `(?<spaces> {2,})|(?<hidden>^ | $|${unclearCharacters.source}|[\\p{Co}\\p{Cn}]|(?<=\\p{M}{3})\\p{M})|[^]`,
  unclearCharacters.flags,
);

/** Nearly all texts: printable ASCII, with single spaces within. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

function visiblePiece({ 0: piece, groups }: RegExpExecArray): string {
  if (groups?.['spaces']) return `⟨${l10n.t('{0} spaces', piece.length)}⟩`;
  return groups?.['hidden'] ? escapeUnits(piece) : piece;
}

/** The first pieces, as many as have at most `limit` UTF-16 units together. */
function firstPieces(all: readonly string[], limit: number): readonly string[] {
  let length = 0;
  const end = all.findIndex((piece) => (length += piece.length) > limit);
  return end < 0 ? all : all.slice(0, end);
}

/**
 * A text on one line in which nothing can hide: invisible characters are escaped (`\u200b`), and spaces that a reader could miss
 * are counted. Everything else stays exact, except that secrets are redacted as `redactValue` does.
 *
 * @param limit the most UTF-16 units; of a longer text the beginning and the end are shown with `…` between
 */
export function escapeInvisible(whole: string, limit = Infinity): string {
  // Redacted first, because a cut could leave a part of a secret.
  const text = redactValue(whole);
  if (text.length <= limit && plain.test(text)) return text;
  const all = Array.from(text.matchAll(pieces), visiblePiece);
  const line = all.join('');
  if (line.length <= limit) return line;
  const head = firstPieces(all, limit / 2);
  const tail = firstPieces(all.reverse(), limit / 2 - 1);
  return `${head.join('')}…${[...tail].reverse().join('')}`;
}
