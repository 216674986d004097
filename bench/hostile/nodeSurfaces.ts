/** The surfaces whose texts are made in plain Node, without VS Code. */
import { formatCall, type CallLog } from '../../src/cloud/http/callLog.ts';
import { noCredentialsError } from '../../src/cloud/credentials/credentialsErrors.ts';
import { isCloudError } from '../../src/cloud/cloudError.ts';
import { transportError } from '../../src/cloud/http/transportErrors.ts';
import { serviceError, type ServiceCallContext } from '../../src/cloud/serviceErrors.ts';
import { endpointFor, originFor, parseEndpoint } from '../../src/cloud/endpoints.ts';
import { formatLogEntry, redactError } from '../../src/cloud/logFormat.ts';
import { chooseProfile, chooseRegion } from '../../src/cloud/credentials/chooseProfile.ts';
import { textFrom } from '../../src/cloud/restoreJob.ts';
import { decodeRecord, encodeRecord } from '../../src/jobs/storage/recordFile.ts';
import { endMessage } from '../../src/jobs/format/endMessage.ts';
import { exportedText } from '../../src/jobs/format/exportFormat.ts';
import { filterText, noFilter, passes } from '../../src/jobs/list/jobFilter.ts';
import { decodeIndex, encodeIndex } from '../../src/jobs/storage/historyIndex.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import { jobReport } from '../../src/jobs/format/report.ts';
import { rowOf } from '../../src/jobs/row.ts';
import { summarize } from '../../src/jobs/format/requestSummary.ts';
import { cancelConsequence } from '../../src/jobs/cancel.ts';
import { fixesFor, refactoringsAt } from '../../src/restoreSpec/fixes/index.ts';
import { callFromSpec, importText, toPreview, toErrorPreview } from '../../src/restoreSpec/formats/index.ts';
import { readSpec } from '../../src/restoreSpec/specDocument.ts';
import { hoverAt } from '../../src/restoreSpec/hoverText.ts';
import { inlayHintsOf } from '../../src/restoreSpec/inlayHintText.ts';
import { validateSpec } from '../../src/restoreSpec/validation.ts';
import { completionsAt } from '../../src/restoreSpec/completions.ts';
import { noLiveValues } from '../../src/restoreSpec/liveValues.ts';
import { outlineOf, type OutlineItem } from '../../src/restoreSpec/outline.ts';
import { quoteWords } from '../../src/cloud/quote.ts';
import { redactValue, redact } from '../../src/cloud/redaction/secrets.ts';
import { hostileJob, hostileSpec, validSpec } from './jobs.ts';
import type { Kind, Shown } from './outputChecks.ts';

const now = 1_700_000_100_000;

/** Whatever it throws is an error of ours, with texts that are ready to be shown. */
export function errorTexts(surface: string, error: unknown): Shown[] {
  if (!isCloudError(error)) return [{ surface, kind: 'line', text: `\u0000not a CloudError: ${String(error)}` }];
  const { message, nextStep, code = '', requestId = '', recommend = '', stack = '' } = error;
  return [
    ...[message, nextStep, code, requestId, recommend].map((text): Shown => ({ surface, kind: 'line', text })),
    // What VS Code would log of it.
    { surface: `${surface}, its stack`, kind: 'other', text: stack },
    { surface: `${surface}, logged`, kind: 'log', text: formatLogEntry(error) },
  ];
}

export function errorTextsOf(surface: string, work: () => unknown): Shown[] {
  try {
    work();
    return [];
  } catch (error) {
    return errorTexts(surface, error);
  }
}

async function allOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

// eslint-disable-next-line @typescript-eslint/require-await -- an export takes what is read bit by bit
async function* each(records: readonly JobRecord[]) {
  yield* records;
}

const named = (surface: string, kind: Kind) => (text: string | undefined) => ({ surface, kind, text: text ?? '' });

/** What is shown, kept and handed on of a job of which `text` is every text. */
export async function jobSurfaces(text: string, index: number): Promise<Shown[]> {
  const record = hostileJob(text, index);
  const row = rowOf(record);
  const encoded = encodeRecord(record);
  const decoded = decodeRecord(encoded, record.id);
  const past = encodeIndex({ rows: [row], mark: 1, language: 'en' });
  const { paths, target, what, to, snapshot, vault } = summarize(record.request);
  const shown: Shown[] = [
    ...[what, to, snapshot, vault, paths, target, cancelConsequence(record)].map(named('a summary', 'line')),
    ...[row.status, row.what, row.to, row.restoreType, row.vault, row.snapshot, row.region, row.profile].map(
      named('a row', 'line'),
    ),
    ...[row.restoreId, row.message].map(named('a row', 'line')),
    ...[endMessage([record]).text, endMessage([record, record]).text].map(named('the message of an end', 'line')),
    named('a report', 'page')(jobReport(record, now)),
    named('a record on disk', 'json')(encoded),
    named('the index on disk', 'json')(past),
    named('an export as JSON', 'json')(await allOf(exportedText(each([record, record]), 'json'))),
    { surface: 'an export as CSV', kind: 'csv', text: await allOf(exportedText(each([record]), 'csv')), count: 2 },
  ];
  if (!decoded) shown.push({ surface: 'a record on disk', kind: 'line', text: '\u0000not read again' });
  if (decodeIndex(past)?.rows.length !== 1) shown.push(named('the index on disk', 'line')('\u0000not read again'));
  // Words of a search are no regular expression: what was typed finds itself.
  if (!passes(row, { ...noFilter, text: row.what })) shown.push(named('the filter', 'line')('\u0000finds nothing'));
  shown.push(named('the filter', 'line')(filterText({ ...noFilter, text: row.what })));
  return shown;
}

const linesOf = (items: readonly OutlineItem[]): string[] =>
  items.flatMap(({ label, detail, children }) => [label, detail, ...linesOf(children)]);

/** What the editor makes of a spec in which `text` stands everywhere. */
export function specSurfaces(text: string, index: number): Shown[] {
  const spec = readSpec(JSON.stringify(hostileSpec(text, index), null, 1));
  const problems = validateSpec(spec);
  const offsets = ['Options', 'UdmDetail', 'UdmDetail'].map(
    (name, at) => spec.text.indexOf(name) + name.length + 5 + at,
  );
  const suggestions = offsets.flatMap((offset) => completionsAt({ spec, offset, now, live: noLiveValues }));
  const raw = readSpec(text);
  const titles = [
    ...problems.slice(0, 8).flatMap((problem) => fixesFor(spec, problem)),
    ...refactoringsAt(spec, offsets[0] ?? 0),
  ].map(({ title }) => title);
  return [
    ...[...problems, ...validateSpec(raw)].map(({ message }) => named('a diagnostic', 'line')(message)),
    ...titles.map(named('a code action', 'line')),
    ...linesOf([...outlineOf(spec), ...outlineOf(raw)]).map(named('the outline', 'line')),
    ...inlayHintsOf(spec).flatMap(({ text, tooltip }) => [text, tooltip].map(named('an inlay hint', 'line'))),
    ...suggestions.flatMap(({ label, description, detail }) =>
      [label, description, detail].map(named('a completion', 'line')),
    ),
    ...suggestions.map(({ documentation }) => named('what a completion says', 'page')(documentation)),
    ...offsets.map((offset) => named('a hover', 'page')(hoverAt(spec, offset)?.markdown)),
    named(
      'the request page of what is wrong',
      'text',
    )(
      toErrorPreview(
        problems.slice(0, 20).map(({ message }) => ({ line: 1, message })),
        `${text}.restore.json`,
      ),
    ),
    ...requestPage(text),
    ...imports(text),
  ];
}

function requestPage(text: string): Shown[] {
  const call = callFromSpec(JSON.stringify(validSpec(text)));
  if ('errors' in call) return [];
  const page = redact(toPreview(redactValue(call), { host: 'h' }, `${text}.restore.json`));
  return [named('the request page', 'text')(page)];
}

/** What comes of a text that a person imports: a spec, or why there is none. */
function imports(text: string): Shown[] {
  const quoted = `'${text.replaceAll("'", "'\\''")}'`;
  const sources = [
    text,
    `aliyun hbr CreateRestoreJob --VaultId ${quoted} --Nobody ${quoted} --${text} x`,
    // In one line nothing says for which shell it is.
    `aliyun hbr CreateRestoreJob --VaultId v --TargetPath "${text}\\\\x" --SnapshotId C:\\${text}`,
    `curl https://hbr.cn-x.aliyuncs.com/ -d VaultId=v -d "${text}=a\\\\x" -F 'TargetPath=${text}'`,
    `VaultId=${encodeURIComponent(text.replace(/\p{Cs}/gu, ''))}&SnapshotId=s&x${encodeURIComponent(text.replace(/\p{Cs}/gu, ''))}=1`,
    JSON.stringify({ VaultId: text, SnapshotId: 's', [text]: text }),
    `resource "alicloud_hbr_restore_job" "x" {\n  vault_id = ${JSON.stringify(text)}\n  ${text} = 1\n}\n`,
  ];
  return sources.flatMap((source) => {
    const read = importText(source);
    if (!read) return [];
    if ('refused' in read) return [named('an import that is refused', 'line')(read.refused)];
    const { root } = readSpec(read.text);
    return [
      ...read.skipped.map(named('what an import leaves', 'line')),
      ...(read.readings ?? []).flatMap(({ differences }) => differences.map(named('a reading of an import', 'line'))),
      ...(root ? [] : [named('an import', 'line')('\u0000no spec came of it')]),
    ];
  });
}

/** Errors about what a service, another program, a setting or a file says. */
export function errorSurfaces(text: string): Shown[] {
  const call: ServiceCallContext = {
    operation: 'CreateRestoreJob',
    host: 'hbr.cn-hangzhou.aliyuncs.com',
    profile: text,
    timeoutMs: 1000,
    secrets: [],
    parameters: ['VaultId'],
  };
  const body = { Code: text, Message: text, RequestId: text, Recommend: text, HostId: text };
  const codes = ['Forbidden.RAM', 'InvalidAccessKeyId.NotFound', 'InvalidParameter', 'Throttling', 'IllegalTimestamp'];
  const detail = { AccessDeniedDetail: { AuthAction: text, PolicyType: text, NoPermissionType: text } };
  const error = Object.assign(new Error(text), { code: text });
  error.name = text;
  const cli = { profiles: [{ name: text, mode: text, region_id: text, endpoint_type: text }], current: text };
  const none = { cli: undefined, file: undefined, env: {} };
  const line: CallLog = {
    ...{ operation: 'X', host: 'h', region: text, profile: text, outcome: 'refused', statusCode: 400 },
    ...{ code: textFrom(text, 200), requestId: textFrom(text, 200), ms: 1 },
  };
  return [
    ...errorTexts('an error of the service', serviceError(body, 400, call)),
    ...codes.flatMap((Code) => errorTexts(`the error ${Code}`, serviceError({ ...body, ...detail, Code }, 403, call))),
    ...errorTexts('an error of the credentials', noCredentialsError(text, quoteWords(text))),
    ...[error, { message: text }, { data: body, statusCode: 418 }, text, { code: 'EPROTO', message: text }].flatMap(
      (each) => errorTexts('an error of the network', transportError(each, call)),
    ),
    ...errorTextsOf('an error about the region', () => endpointFor(text)),
    ...errorTextsOf('an error about the region', () =>
      chooseRegion({ ...none, specRegion: text, setting: '', profileRegion: '' }),
    ),
    ...errorTextsOf('an error about the endpoint', () => parseEndpoint(text)),
    ...errorTextsOf('an error about the endpoint', () => originFor('cn-hangzhou', text)),
    ...errorTextsOf('an error about the profile', () => chooseProfile({ ...none, cli, setting: text })),
    ...errorTextsOf('an error about the profile', () => chooseProfile({ ...none, cli, setting: '' })),
    ...errorTextsOf('an error about the profile', () => chooseProfile({ ...none, setting: text })),
    named('the log of a call', 'log')(formatLogEntry(formatCall(line))),
    named('a line of the log', 'log')(formatLogEntry(text, { text }, error)),
    named('an error in the log', 'log')(formatLogEntry(error)),
    named("an error in VS Code's own log", 'log')(redactError(error).stack),
  ];
}
