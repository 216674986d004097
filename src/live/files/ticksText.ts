/** What the ticks come to, in a sentence. */
import * as l10n from '@vscode/l10n';
import { filterIndex } from './filterIndex.ts';
import type { Ticks } from './ticks.ts';

export function ticksText(ticks: Ticks, sourceType: string): string {
  const { include, exclude, isNothing } = ticks;
  if (isNothing) return l10n.t('Nothing is ticked. The spec stays as it is until you tick something.');
  const unplaced = [include, exclude].flatMap((texts) => filterIndex(texts, sourceType).unplaced).length;
  const more =
    unplaced === 0
      ? ''
      : ` ${l10n.t("{0} that are relative or have wildcards in a folder can't be ticked here.", unplaced)}`;
  if (include.length > 0) return l10n.t('Paths to restore: {0}. Left out: {1}.', include.length, exclude.length) + more;
  if (exclude.length > 0) return l10n.t('Everything is restored. Paths left out: {0}.', exclude.length) + more;
  return l10n.t('Everything is restored. Untick what to leave out, or untick the first row and tick what you want.');
}
