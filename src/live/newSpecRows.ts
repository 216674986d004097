/** The lines of the lists by which a new spec is made from an account, and what is asked where a source is entered by hand. */
import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../cloud/accountResponses.ts';
import { localText } from '../restoreSpec/dateFormat.ts';
import type { BackedUp, SourceField } from './backedUp.ts';
import type { Place } from './newSpecDraft.ts';
import { words, type OfferContext } from './offerContext.ts';
import { snapshotOffer, sourceName } from './snapshotOffers.ts';

/** All text is one clean line. */
export interface Row {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

const idOf = ({ instanceId, bucket, fileSystemId, tableName }: Partial<Snapshot>) =>
  instanceId ?? bucket ?? fileSystemId ?? tableName;

export function sourceRow(source: BackedUp): Row {
  const name = sourceName(source) ?? '';
  const id = idOf(source) ?? '';
  const made =
    source.createTime === undefined ? undefined : l10n.t('created {0}', localText(source.createTime).slice(0, 16));
  return {
    label: name,
    description: words(id === name || source.tableName !== undefined ? undefined : id, made),
    detail: '',
  };
}

/** @param upTo the time (UNIX seconds) up to which it is the last one */
export function snapshotRow(
  snapshot: Snapshot,
  context: Pick<OfferContext, 'values' | 'region' | 'now'>,
  upTo?: number,
): Row {
  const { label, description, detail } = snapshotOffer(snapshot, context);
  const last = upTo === undefined ? undefined : l10n.t('the last one up to {0}', localText(upTo).slice(0, 16));
  return {
    label,
    description,
    detail: words(last, snapshot.snapshotId, detail === snapshot.snapshotId ? undefined : detail),
  };
}

export const noSnapshotText = (upTo: number): string =>
  l10n.t('No snapshot that can be restored up to {0}', localText(upTo).slice(0, 16));

export function placeRow(place: Exclude<Place, 'byHand'>, source: Partial<Snapshot>): Row {
  if (place === 'same') {
    const name = sourceName(source) ?? '';
    const id = idOf(source);
    return {
      label: l10n.t('To the same place'),
      description: words(name, id === name || source.tableName !== undefined ? undefined : id),
      detail: l10n.t('Restore over the original. The confirmation says what is overwritten.'),
    };
  }
  return { label: l10n.t('Elsewhere…'), description: '', detail: l10n.t('To a target that you choose next.') };
}

/** What is asked for where a source is entered by hand. */
export function sourceFieldPrompt(field: SourceField): string {
  switch (field) {
    case 'instanceId':
      return l10n.t('The ID of the ECS instance that was backed up. Leave it empty to enter the snapshot instead.');
    case 'bucket':
      return l10n.t('The OSS bucket that was backed up. Leave it empty to enter the snapshot instead.');
    case 'fileSystemId':
      return l10n.t('The ID of the file system that was backed up. Leave it empty to enter the snapshot instead.');
    case 'createTime':
      return l10n.t(
        'When the file system was created, as a UNIX time in seconds. Leave it empty to enter the snapshot instead.',
      );
    case 'instanceName':
      return l10n.t('The Tablestore instance that was backed up. Leave it empty to enter the snapshot instead.');
    case 'tableName':
      return l10n.t('The table that was backed up. Leave it empty to enter the snapshot instead.');
  }
}

/** What keeps a text from being a field of a source; undefined where nothing does. */
export function sourceFieldProblem(field: SourceField, text: string): string | undefined {
  if (field === 'createTime') {
    return /^[1-9]\d{0,10}$/.test(text) ? undefined : l10n.t('Enter a UNIX time in whole seconds.');
  }
  return /^[A-Za-z0-9_][\w.:-]{0,127}$/.test(text) ? undefined : l10n.t('Enter an ID or a name, without spaces.');
}
