/** The index of the history: the rows of its jobs as one text, of which ten thousand are read in a few ms. */
import { redactValue } from '../../cloud/redaction/secrets.ts';
import type { JobRow } from '../row.ts';

const version = 2;

export interface HistoryIndex {
  /** Newest first. They are of jobs that have ended and were submitted here. */
  readonly rows: readonly JobRow[];
  /** The time of the indexed folder, in ms since 1970; 0 where the folder may have changed since without changing its time. */
  readonly mark: number;
  /** The language that the rows are worded in; empty in the index of an older version. */
  readonly language: string;
}

/** A row. Numbers and ids stand as they are. Texts that many rows have in common are positions in the list of strings. */
type Packed = readonly [
  ...[id: string, restoreId: string | null, snapshot: string, createdAt: number, endedAt: number | null],
  ...[state: number, status: number, restoreType: number, what: number, to: number, vault: number, region: number],
  ...[profile: number, spec: number, message: number | null, sandbox: 0 | 1],
];

interface Index {
  readonly version: number;
  readonly mark: number;
  readonly language?: string;
  readonly strings: readonly string[];
  readonly rows: readonly Packed[];
}

export function encodeIndex({ rows, mark, language }: HistoryIndex): string {
  const positions = new Map<string, number>();
  const position = (text: string) => {
    const known = positions.get(text) ?? positions.size;
    positions.set(text, known);
    return known;
  };
  const pack = (row: JobRow): Packed => [
    ...([row.id, row.restoreId ?? null, row.snapshot, row.createdAt, row.endedAt ?? null] as const),
    ...([
      position(row.state),
      position(row.status),
      position(row.restoreType),
      position(row.what),
      position(row.to),
    ] as const),
    ...([position(row.vault), position(row.region), position(row.profile), position(row.spec)] as const),
    ...([row.message === undefined ? null : position(row.message), row.sandbox ? 1 : 0] as const),
  ];
  const packed = rows.map(pack);
  return JSON.stringify(
    redactValue({ version, mark, language, strings: [...positions.keys()], rows: packed } satisfies Index),
  );
}

function unpack(packed: Packed, strings: readonly string[]): JobRow {
  // Destructured by position, because using the iterator for ten thousand rows would cost more than all the rest.
  const { 0: id, 1: restoreId, 2: snapshot, 3: createdAt, 4: endedAt, 5: state, 6: status, 7: restoreType } = packed;
  const { 8: what, 9: to, 10: vault, 11: region, 12: profile, 13: spec, 14: message, 15: sandbox } = packed;
  const text = (position: number) => strings[position] ?? '';
  // The fields are written out, always in one order, so that all rows share one shape in memory.
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

/** @returns undefined where the text is damaged or of another version. The index can then be made from the files. */
export function decodeIndex(text: string): HistoryIndex | undefined {
  let index: Partial<Index> | null;
  try {
    index = JSON.parse(text) as Partial<Index> | null;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const { mark = 0, language = '', strings, rows } = index ?? {};
  if (index?.version !== version || !strings || !Array.isArray(strings) || !rows?.every(Array.isArray))
    return undefined;
  return { mark, language, rows: (rows as Packed[]).map((packed) => unpack(packed, strings)) };
}
