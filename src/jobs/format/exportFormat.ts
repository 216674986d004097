/** Exports jobs as one text for other programs. */
import { redactValue } from '../../cloud/redaction/secrets.ts';
import { parametersOf } from '../../restoreSpec/parameters.ts';
import { endedAt, isSandboxJob, percentOf, statusOf, type JobRecord } from '../record.ts';

export type ExportFormat = 'json' | 'csv';

/** A time as ISO 8601 in UTC; null where there is none or no date can hold it. @param ms since 1970 */
function iso(ms: number | undefined): string | null {
  const date = new Date(ms ?? NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** A job for JSON. The keys and their order are always the same, with null for what is missing. `seen` is the service's own entry. */
function exportedJob(record: JobRecord) {
  const { caller, ...account } = record.account;
  void caller; // It is a hash that means nothing outside of this extension.
  const { request, attempts, timeline, samples, failure } = record;
  return {
    id: record.id,
    restoreId: record.restoreId ?? null,
    status: statusOf(record),
    state: record.state,
    percent: percentOf(record) ?? null,
    createdAt: iso(record.createdAt),
    sentAt: iso(record.sentAt),
    answeredAt: iso(record.endedAt),
    endedAt: iso(endedAt(record)),
    cancelAskedAt: iso(record.cancelAskedAt),
    missingSince: iso(record.missingSince),
    account,
    sandbox: isSandboxJob(record),
    elsewhere: record.external ?? false,
    spec: record.spec,
    request: { query: { ...request.query }, body: { ...request.body } },
    requestId: record.requestId ?? null,
    failure: failure ?? null,
    attempts: (attempts ?? []).map((one) => ({ ...one, sentAt: iso(one.sentAt), endedAt: iso(one.endedAt) })),
    timeline: (timeline ?? []).map((one) => ({ ...one, at: iso(one.at) })),
    samples: (samples ?? []).map((one) => ({ ...one, at: iso(one.at) })),
    candidates: record.candidates ?? [],
    seen: record.seen ?? null,
  };
}

type Cells = Readonly<Record<string, string | number | null | undefined>>;

function csvFacts(record: JobRecord): Cells {
  const { account, seen, failure } = record;
  return {
    id: record.id,
    restoreId: record.restoreId,
    status: statusOf(record),
    percent: percentOf(record),
    createdAt: iso(record.createdAt),
    endedAt: iso(endedAt(record)),
    bytesDone: seen?.BytesDone,
    bytesTotal: seen?.BytesTotal,
    itemsDone: seen?.ItemsDone,
    itemsTotal: seen?.ItemsTotal,
    region: account.region,
    profile: account.profile,
    endpoint: account.endpoint,
    spec: record.spec,
    requestId: record.requestId ?? failure?.requestId,
    errorMessage: failure?.message ?? seen?.ErrorMessage,
    errorCode: failure?.code,
    errorFile: seen?.ErrorFile,
  };
}

/** What a spreadsheet takes for the start of a formula, also in the wide forms. */
const signs = '=+\\-@\\uff1d\\uff0b\\uff0d\\uff20';
/** What may stand before the sign without a spreadsheet minding: quotes, blanks, and characters that nobody sees. */
const ignored = '["\\v\\f \\u00a0\\u1680\\u2000-\\u200f\\u2028\\u2029\\u202f\\u205f\\u2060\\u3000\\ufeff]*';
const signInside = new RegExp(`(?=[${signs}])(?<=[;\\t\\r\\n]${ignored})`, 'g');
const formulaStart = new RegExp(`^${ignored}[${signs}\\t\\r\\n]`);

/**
 * A cell of CSV by RFC 4180. A spreadsheet takes a cell that begins with one of these signs for a formula and runs it. An apostrophe
 * before the sign makes it text. Some spreadsheets also split cells at semicolons and tabs, or at line ends inside quotes. There the
 * signs are escaped too.
 */
function csvCell(value: string | number | null | undefined): string {
  const text = String(value ?? '').replace(signInside, "'");
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvLine = (cells: readonly (string | number | null | undefined)[]) => `${cells.map(csvCell).join(',')}\r\n`;

async function* json(records: AsyncIterable<JobRecord>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const record of records) {
    yield before + JSON.stringify(redactValue(exportedJob(record)), null, 2);
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}

/** The columns are known only once every job was read. Until then only the cells of each job are kept. */
async function* csv(records: AsyncIterable<JobRecord>): AsyncGenerator<string> {
  const jobs: { facts: Cells; parameters: ReadonlyMap<string, string> }[] = [];
  for await (const whole of records) {
    const record = redactValue(whole);
    jobs.push({ facts: csvFacts(record), parameters: new Map(Object.entries(parametersOf(record.request))) });
  }
  const [first] = jobs;
  if (!first) return;
  const columns = Object.keys(first.facts);
  const names = [...new Set(jobs.flatMap(({ parameters }) => [...parameters.keys()]))].sort();
  yield csvLine([...columns, ...names]);
  for (const { facts, parameters } of jobs) {
    yield csvLine([...columns.map((column) => facts[column]), ...names.map((name) => parameters.get(name))]);
  }
}

/** The text of an export, in pieces. JSON is an array of objects. CSV has a column for each parameter that occurs. */
export function exportedText(records: AsyncIterable<JobRecord>, format: ExportFormat): AsyncGenerator<string> {
  return format === 'json' ? json(records) : csv(records);
}
