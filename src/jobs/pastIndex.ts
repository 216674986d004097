/** The rows of the past as one text: ten thousand of them are read in a few ms. */
import { redacted } from '../cloud/secrets.ts';
import type { JobRow } from './row.ts';

const version = 1;

export interface PastIndex {
  /** Newest first; of jobs that have ended, and from here. */
  readonly rows: readonly JobRow[];
  /** The time of the folder that this is an index of, in ms since 1970; 0 where that tells nothing. */
  readonly mark: number;
}

/** A row: numbers and ids as they are, and texts that many rows have in common as places in the list of them. */
type Packed = readonly [
  ...[id: string, restoreId: string | null, snapshot: string, createdAt: number, endedAt: number | null],
  ...[state: number, status: number, restoreType: number, what: number, to: number, vault: number, region: number],
  ...[profile: number, spec: number, message: number | null, sandbox: 0 | 1],
];

interface Index {
  readonly version: number;
  readonly mark: number;
  readonly strings: readonly string[];
  readonly rows: readonly Packed[];
}

export function encodeIndex({ rows, mark }: PastIndex): string {
  const places = new Map<string, number>();
  const place = (text: string) => {
    const known = places.get(text) ?? places.size;
    places.set(text, known);
    return known;
  };
  const pack = (row: JobRow): Packed => [
    ...([row.id, row.restoreId ?? null, row.snapshot, row.createdAt, row.endedAt ?? null] as const),
    ...([place(row.state), place(row.status), place(row.restoreType), place(row.what), place(row.to)] as const),
    ...([place(row.vault), place(row.region), place(row.profile), place(row.spec)] as const),
    ...([row.message === undefined ? null : place(row.message), row.sandbox ? 1 : 0] as const),
  ];
  const packed = rows.map(pack);
  return JSON.stringify(redacted({ version, mark, strings: [...places.keys()], rows: packed } satisfies Index));
}

function unpack(packed: Packed, strings: readonly string[]): JobRow {
  // By their places: the iterator that takes a list apart costs more than all the rest, ten thousand times.
  const { 0: id, 1: restoreId, 2: snapshot, 3: createdAt, 4: endedAt, 5: state, 6: status, 7: restoreType } = packed;
  const { 8: what, 9: to, 10: vault, 11: region, 12: profile, 13: spec, 14: message, 15: sandbox } = packed;
  const text = (place: number) => strings[place] ?? '';
  // Written out, and in one order: so all rows share one shape in memory.
  const row: { -readonly [field in keyof JobRow]: JobRow[field] } = {
    id,
    state: text(state) as JobRow['state'],
    status: text(status),
    pending: false,
    createdAt,
    restoreType: text(restoreType),
    what: text(what),
    to: text(to),
    vault: text(vault),
    snapshot,
    region: text(region),
    profile: text(profile),
    spec: text(spec),
  };
  if (endedAt !== null) row.endedAt = endedAt;
  if (restoreId !== null) row.restoreId = restoreId;
  if (message !== null) row.message = text(message);
  if (sandbox) row.sandbox = true;
  return row;
}

/** @returns undefined where the text is torn or of another version: the files have everything that it would have */
export function decodeIndex(text: string): PastIndex | undefined {
  let index: Partial<Index> | null;
  try {
    index = JSON.parse(text) as Partial<Index> | null;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const { mark = 0, strings, rows } = index ?? {};
  if (index?.version !== version || !strings || !Array.isArray(strings) || !rows?.every(Array.isArray))
    return undefined;
  return { mark, rows: (rows as Packed[]).map((packed) => unpack(packed, strings)) };
}
