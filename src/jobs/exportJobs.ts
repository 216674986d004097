/** All jobs as one text for other programs. */
import { redacted } from '../cloud/secrets.ts';
import { parametersOf } from '../spec/parameters.ts';
import { endedAt } from './observe.ts';
import { isSandboxJob, percentOf, statusOf, type JobRecord } from './record.ts';

export type ExportFormat = 'json' | 'csv';

/** As ISO 8601 in UTC; null for none, and for what a date can't hold. @param ms since 1970 */
function iso(ms: number | undefined): string | null {
  const date = new Date(ms ?? NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** A job with the same keys in the same order each time; null where it has nothing. `seen` is as the service says it. */
function plain(record: JobRecord) {
  const { caller, ...account } = record.account;
  void caller; // It says nothing to others.
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
    elsewhere: record.elsewhere ?? false,
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

function factsOf(record: JobRecord): Cells {
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

/**
 * A cell by RFC 4180. A spreadsheet takes what begins with one of these signs for a formula and runs it, also in their wide
 * forms; an apostrophe before it makes it text. Where it parts cells at semicolons or tabs, or lines inside quotes, a cell of
 * its own begins there too.
 */
function cell(value: string | number | null | undefined): string {
  const text = String(value ?? '').replace(/(?=[=+\-@\uff1d\uff0b\uff0d\uff20])(?<=[;\t\r\n]"*)/g, "'");
  const safe = /^"*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (cells: readonly (string | number | null | undefined)[]) => `${cells.map(cell).join(',')}\r\n`;

async function* json(records: AsyncIterable<JobRecord>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const record of records) {
    yield before + JSON.stringify(redacted(plain(record)), null, 2);
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}

/** The columns are known only once every job was looked at; of each only its cells are kept till then. */
async function* csv(records: AsyncIterable<JobRecord>): AsyncGenerator<string> {
  const jobs: { facts: Cells; parameters: ReadonlyMap<string, string> }[] = [];
  for await (const whole of records) {
    const record = redacted(whole);
    jobs.push({ facts: factsOf(record), parameters: new Map(Object.entries(parametersOf(record.request))) });
  }
  const [first] = jobs;
  if (!first) return;
  const columns = Object.keys(first.facts);
  const names = [...new Set(jobs.flatMap(({ parameters }) => [...parameters.keys()]))].sort();
  yield line([...columns, ...names]);
  for (const { facts, parameters } of jobs) {
    yield line([...columns.map((column) => facts[column]), ...names.map((name) => parameters.get(name))]);
  }
}

/** The text of an export, in pieces. JSON is an array of objects; CSV has a column for each parameter that occurs. */
export function exported(records: AsyncIterable<JobRecord>, format: ExportFormat): AsyncGenerator<string> {
  return format === 'json' ? json(records) : csv(records);
}
