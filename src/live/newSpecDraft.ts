/** A spec that a person is led to with an account: what was chosen so far, what is asked next, and the values that come of it. */
import type { Snapshot, Vault } from '../cloud/accountResponses.ts';
import { keysToFill } from '../restoreSpec/newSpecSnippet.ts';
import type { OfferedValue } from '../restoreSpec/liveValues.ts';
import { isRegionId } from '../restoreSpec/regions.ts';
import { sourceTypeOf } from '../restoreSpec/schema.ts';
import { listedTypeOf, sourceFieldsOf, type BackedUp, type SourceField } from './backedUp.ts';
import { fillsOf } from './snapshotOffers.ts';

/** Where a snapshot is restored to: where it was taken, somewhere else of the account, or to what is entered by hand. */
export type Place = 'same' | 'elsewhere' | 'byHand';

/** What was chosen or entered. Nothing of it is lost by a step back. */
export interface NewSpecDraft {
  readonly restoreType: string;
  /** What was entered or chosen, by parameter, and by field for a source that was entered. */
  readonly values: ReadonlyMap<string, string>;
  /** As the account has it; absent where its ID was entered by hand. */
  readonly vault?: Vault | undefined;
  /** `byHand`: its fields are entered. `unknown`: the account doesn't say what is backed up. */
  readonly source?: BackedUp | 'byHand' | 'unknown' | undefined;
  /** `byHand`: its ID was entered, and no more is known of it. */
  readonly snapshot?: Snapshot | 'byHand' | undefined;
  readonly place?: Place | undefined;
  /** What a choice decided besides itself, by the parameter that was chosen. */
  readonly decided?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export type Step = 'source' | 'place' | `source.${SourceField}` | (string & {});

/** The source, from a plan or as it was entered; undefined where something of it is missing. */
export function sourceIn({ restoreType, source, values }: NewSpecDraft): BackedUp | undefined {
  if (source === undefined || source === 'unknown') return undefined;
  if (source !== 'byHand') return source;
  const fields = sourceFieldsOf(restoreType).map((field) => [field, values.get(`source.${field}`) ?? ''] as const);
  if (fields.some(([, text]) => text === '')) return undefined;
  const entered = Object.fromEntries(
    fields.map(([field, text]) => [field, field === 'createTime' ? Number(text) : text]),
  );
  return { sourceType: listedTypeOf(restoreType), vaultId: values.get('VaultId') ?? '', ...entered };
}

/** Whether a kind of restore can go back to where its snapshot was taken, or elsewhere. Others can do one of the two alone. */
const hasChoice = (restoreType: string) => ['ECS_FILE', 'OSS', 'NAS', 'OTS_TABLE'].includes(restoreType);

const windowsDrive = /^[a-z]:/i;

/** The root of the system that the paths of a snapshot are of; undefined where they are of several drives, or not known. */
function rootOf(paths: readonly string[]): string | undefined {
  const roots = new Set(
    paths.map((path) => (windowsDrive.exec(path)?.[0].toUpperCase() ?? '') + (windowsDrive.test(path) ? '\\' : '/')),
  );
  const [root] = roots;
  return roots.size === 1 ? root : undefined;
}

/** The parameters that a snapshot decides where it is restored to its own place. */
function snapshotValues(draft: NewSpecDraft, snapshot: Snapshot, region: string): Readonly<Record<string, unknown>> {
  const { restoreType } = draft;
  const sourceType = sourceTypeOf(restoreType) ?? '';
  const whole = { ...sourceIn(draft), ...snapshot };
  return {
    ...fillsOf(whole, { values: { RestoreType: restoreType, SourceType: sourceType }, region }),
    // The kind of restore and the vault are chosen already.
    SourceType: undefined,
    VaultId: undefined,
    ...(restoreType === 'ECS_FILE' && { TargetPath: rootOf(snapshot.paths) }),
    ...(restoreType === 'OSS' && { TargetPrefix: '' }),
    // Later rows are not in the snapshot.
    ...(snapshot.rangeEndMs !== undefined && { TargetTime: Math.floor(snapshot.rangeEndMs / 1000) }),
  };
}

/** Where requests of the spec go: to the region of its vault. @param usual where they go without `$region` */
export const regionOf = ({ vault }: NewSpecDraft, usual: string): string =>
  vault?.regionId !== undefined && isRegionId(vault.regionId) ? vault.regionId : usual;

/** What is decided without being asked for, by parameter. */
function decidedIn(draft: NewSpecDraft, usualRegion: string): Readonly<Record<string, unknown>> {
  const { restoreType, snapshot, place, decided = {} } = draft;
  const chosen = Object.assign({}, ...Object.values(decided)) as Record<string, unknown>;
  if (snapshot === undefined || snapshot === 'byHand') return chosen;
  const { SnapshotHash, TargetTime, ...ofPlace } = snapshotValues(draft, snapshot, regionOf(draft, usualRegion));
  const isSame = place === 'same' || !hasChoice(restoreType);
  return { SnapshotHash, TargetTime, ...(isSame ? ofPlace : chosen) };
}

/** The steps of a draft in their order. They change with what is chosen. @param usualRegion where requests go without `$region` */
export function stepsOf(draft: NewSpecDraft, usualRegion: string): Step[] {
  const { restoreType, source, place } = draft;
  const keys = keysToFill(restoreType);
  const fields = sourceFieldsOf(restoreType);
  if (fields.length === 0 || source === 'unknown') return keys;
  const entered = source === 'byHand' ? fields.map((field): Step => `source.${field}`) : [];
  const start: Step[] = ['VaultId', 'source', ...entered, 'SnapshotId'];
  const targets = keys.filter((key) => key !== 'VaultId' && key !== 'SnapshotId');
  if (draft.snapshot === 'byHand') return [...start, ...targets];
  const decided = decidedIn(draft, usualRegion);
  const open = targets.filter((key) => decided[key] === undefined);
  const hasPlace = hasChoice(restoreType);
  return [
    ...start,
    ...(hasPlace ? ['place'] : []),
    // Before that is known, the snapshot may decide them all.
    ...(draft.snapshot === undefined || (hasPlace && place === undefined) ? [] : open),
  ];
}

/**
 * The values of the spec, by parameter: texts as they were entered, the others as the account has them.
 *
 * @param usualRegion where requests go without `$region`
 */
export function valuesOfDraft(draft: NewSpecDraft, usualRegion: string): Map<string, unknown> {
  const region = regionOf(draft, usualRegion);
  const keys = new Set(keysToFill(draft.restoreType));
  return new Map<string, unknown>([
    ...(region === usualRegion ? [] : [['$region', region] as const]),
    ...[...draft.values].filter(([key]) => keys.has(key)),
    ...Object.entries(decidedIn(draft, usualRegion)).filter(([, value]) => value !== undefined),
  ]);
}

/** The draft with an entered text. Empty, it is left to be filled in later. */
export function withEntered(draft: NewSpecDraft, name: string, text: string): NewSpecDraft {
  const values = new Map(draft.values);
  if (text === '') values.delete(name);
  else values.set(name, text);
  const decided = Object.fromEntries(Object.entries(draft.decided ?? {}).filter(([by]) => by !== name));
  return { ...draft, values, decided };
}

/** The draft with a vault. What was chosen in another one is no longer there to choose. */
export function withVault(draft: NewSpecDraft, vaultId: string, vault?: Vault): NewSpecDraft {
  const next = { ...withEntered(draft, 'VaultId', vaultId), vault };
  if (draft.values.get('VaultId') === vaultId && draft.source !== 'unknown') return next;
  return withoutSnapshot({ ...next, source: draft.source === 'byHand' ? 'byHand' : undefined });
}

/** The draft with a source. A snapshot of another one is no longer there to choose. */
export function withSource(draft: NewSpecDraft, source: NewSpecDraft['source']): NewSpecDraft {
  const next = { ...draft, source };
  return JSON.stringify(sourceIn(draft)) === JSON.stringify(sourceIn(next)) ? next : withoutSnapshot(next);
}

/** The draft with a field of a source that is entered by hand. */
export function withSourceField(draft: NewSpecDraft, field: SourceField, text: string): NewSpecDraft {
  const next = withEntered(draft, `source.${field}`, text);
  return draft.values.get(`source.${field}`) === text ? next : withoutSnapshot(next);
}

const withoutSnapshot = (draft: NewSpecDraft): NewSpecDraft =>
  draft.snapshot ? { ...withEntered(draft, 'SnapshotId', ''), snapshot: undefined } : draft;

/** The draft with a snapshot: that of the account, or an ID that was entered. */
export const withSnapshot = (
  draft: NewSpecDraft,
  snapshotId: string,
  snapshot: Snapshot | 'byHand' = 'byHand',
): NewSpecDraft => ({
  ...withEntered(draft, 'SnapshotId', snapshotId),
  snapshot,
});

/** The draft with a value that the account offered, and what the choice decides besides. */
export function withOffered(
  draft: NewSpecDraft,
  name: string,
  { value, fills = {} }: Pick<OfferedValue, 'value' | 'fills'>,
): NewSpecDraft {
  const next = withEntered(draft, name, String(value));
  return { ...next, decided: { ...next.decided, [name]: fills } };
}
