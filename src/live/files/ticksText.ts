/** What the ticks come to, in a few sentences. */
import * as l10n from '@vscode/l10n';
import { quoteValue } from '../../cloud/quote.ts';
import { joinSentences } from '../../restoreSpec/joinSentences.ts';
import { namesEntry, snapshotPath } from '../preflight/snapshotPath.ts';
import { filterIndex } from './filterIndex.ts';
import type { TickContext, Ticks } from './ticks.ts';

/** The most paths that are looked at, so that a long list takes no time at each change. */
const mostLooked = 100;

/** What a path of OSS means besides the object that has it as its name: the first one of which the name begins with it. */
function othersText(texts: readonly string[], { sourceType, entriesOf }: TickContext): string | undefined {
  if (sourceType !== 'OSS') return undefined;
  for (const text of texts.slice(0, mostLooked)) {
    const path = snapshotPath(text, sourceType);
    if (!path?.isPrefix) continue;
    const meant = entriesOf(path.folder)?.filter((entry) => namesEntry(path, entry)) ?? [];
    const other = meant.find(({ name }) => name !== path.name);
    // A beginning that names no object was written as one.
    if (!other || !meant.some(({ name }) => name === path.name)) continue;
    return l10n.t(
      '{0} also means the other names that begin with it, such as {1}.',
      quoteValue(text),
      quoteValue(other.name),
    );
  }
  return undefined;
}

function countsText({ include, exclude, isNothing }: Ticks): string {
  if (isNothing) {
    return l10n.t(
      "Nothing is ticked, and a spec can't say that. Submitted now, it would restore what was ticked before. Tick what you want.",
    );
  }
  if (include.length > 0) return l10n.t('Paths to restore: {0}. Left out: {1}.', include.length, exclude.length);
  if (exclude.length > 0) return l10n.t('Everything is restored. Paths left out: {0}.', exclude.length);
  return l10n.t('Everything is restored. Untick what to leave out, or untick the first row and tick what you want.');
}

export function ticksText(ticks: Ticks, context: TickContext): string {
  const texts = [...ticks.include, ...ticks.exclude];
  const unplaced = filterIndex(texts, context.sourceType).unplaced.length;
  return joinSentences(
    countsText(ticks),
    unplaced > 0 && l10n.t("{0} that are relative or have wildcards in a folder can't be ticked here.", unplaced),
    othersText(texts, context),
  );
}
