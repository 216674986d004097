/**
 * All that is known of a job as one markdown page, to be read as it is written and to be put into a ticket. What comes from
 * the service or a spec stands in code, so that it stays text wherever the page is drawn.
 */
import * as l10n from '@vscode/l10n';
import { policyFor } from '../cloud/permissions.ts';
import { redacted } from '../cloud/secrets.ts';
import { jsonIn, layOut } from '../spec/forms/layout.ts';
import { shown } from '../spec/forms/preview.ts';
import { parametersOf, structuredParameters } from '../spec/parameters.ts';
import { cell, codeSpan, fence, jsonFence, table } from './markdown.ts';
import { throughputOf } from './progress.ts';
import { callerText, nextStepOf } from './messages.ts';
import { isPending, type JobRecord } from './record.ts';
import { factsOf, statusLine, timeText, timelineOf, type Fact } from './reportFacts.ts';
import { figuresOf, sparkline } from './sparkline.ts';
import { summarize } from './summary.ts';
import { formatDuration, formatSpeed } from './words.ts';

/** The heading of the last section, which is folded when the page opens. */
export const rawHeading = () => `## ${l10n.t('Raw answer')}`;

const section = (title: string, ...parts: string[]) => [`## ${title}`, ...parts].join('\n\n');

/** A section with a table; nothing where the table would have no row. */
function facts(title: string, head: readonly [string, string], rows: readonly Fact[]): string[] {
  return rows.length === 0 ? [] : [section(title, table(head, rows))];
}

/** The rows of what is there, with the text of others as such. */
const texts = (...rows: (readonly [string, string | undefined])[]): Fact[] =>
  rows.flatMap(([label, text]) => (text === undefined || cell(text) === '' ? [] : [[label, cell(text)] as const]));

function throughput(record: JobRecord): string[] {
  const parts = throughputOf(record);
  const figures = figuresOf(parts);
  if (!figures) return [];
  const { average, highest, last, seconds } = figures;
  const told = [formatSpeed(average), formatSpeed(highest), formatSpeed(last), formatDuration(seconds)] as const;
  const words = isPending(record)
    ? l10n.t('Average {0}, highest {1}, now {2}, over {3}.', ...told)
    : l10n.t('Average {0}, highest {1}, at the end {2}, over {3}.', ...told);
  return [section(l10n.t('Throughput'), fence(sparkline(parts)), words)];
}

function error(record: JobRecord): string[] {
  const { seen, failure } = record;
  const rows = texts(
    [l10n.t('ErrorMessage'), seen?.ErrorMessage],
    [l10n.t('ErrorFile'), seen?.ErrorFile],
    [l10n.t('Message'), callerText(record)],
    [l10n.t('Message'), failure?.message],
    [l10n.t('Code'), failure?.code],
    [l10n.t('Parameter'), failure?.parameter],
    [l10n.t('What to do'), nextStepOf(record)],
    [l10n.t('RequestId'), failure?.requestId],
    [l10n.t('Recommend'), failure?.recommend],
    [l10n.t('Help page'), failure?.help === failure?.recommend ? undefined : failure?.help],
  );
  const policy = policyFor(failure?.action ?? '');
  const granting = policy === undefined ? [] : [`### ${l10n.t('RAM policy that grants it')}`, fence(policy)];
  return [...facts(l10n.t('Error'), [l10n.t('What'), l10n.t('Text')], rows), ...granting];
}

function candidates({ state, candidates = [] }: JobRecord): string[] {
  if (state !== 'unclear') return [];
  const rows = candidates.map(({ RestoreId, Status = '', CreatedTime }): Fact => [
    cell(RestoreId, 100),
    [cell(Status), timeText((CreatedTime ?? 0) * 1000)].filter(Boolean).join(', '),
  ]);
  return facts(l10n.t('Jobs that it may be'), [l10n.t('RestoreId'), l10n.t('What is known')], rows);
}

function reportFiles({ seen }: JobRecord): string[] {
  const rows = texts(...Object.entries(seen?.Report ?? {}));
  return facts(l10n.t("Report files, on the service's side"), [l10n.t('File'), l10n.t('Path')], rows);
}

/** A value to the letter: as it is, or as a JSON string where that would not be seen or would end the cell. */
function exactCell(value: string): string {
  const text = shown(value);
  const json = text.startsWith('"') || !text.includes('|') ? text : JSON.stringify(text);
  return codeSpan(json.replaceAll('|', '\\u007c'), Infinity);
}

/** Every parameter with its exact value: in a line, or laid out where it is JSON. */
function request({ request, elsewhere }: JobRecord): string {
  const plain: Fact[] = [];
  const blocks: string[] = [];
  for (const [name, value] of Object.entries(parametersOf(request))) {
    const kind = structuredParameters.get(name);
    const json = kind && jsonIn(value, kind);
    if (json) blocks.push(`### ${name}`, jsonFence(layOut(json.node, json.text, 80)));
    else plain.push([cell(name, 100), exactCell(value)]);
  }
  const made = l10n.t("It is made up from what the service's list says: what was really sent is not known here.");
  return section(
    l10n.t('Request'),
    ...(elsewhere ? [made] : []),
    ...(plain.length > 0 ? [table([l10n.t('Parameter'), l10n.t('Value')], plain)] : []),
    ...blocks,
  );
}

function requestIds({ requestId, failure }: JobRecord): string[] {
  const ids = [...new Set([requestId, failure?.requestId])].flatMap((id) => codeSpan(id ?? '') || []);
  return ids.length === 0 ? [] : [section(l10n.t('RequestIds'), ids.map((id) => `- ${id}`).join('\n'))];
}

/**
 * The page of a job. Never throws; what is missing or can't be is left out.
 *
 * @param now ms since 1970
 */
export function jobReport(record: JobRecord, now: number): string {
  const { what, to } = summarize(record.request);
  const title = codeSpan(to) === '' ? codeSpan(what) : l10n.t('{0} to {1}', codeSpan(what), codeSpan(to));
  const head: readonly [string, string] = [l10n.t('Fact'), l10n.t('Value')];
  return redacted(
    [
      `# ${l10n.t('Restore of {0}', title)}`,
      statusLine(record),
      table(head, factsOf(record, now)),
      ...facts(l10n.t('Timeline'), [l10n.t('Time'), l10n.t('What happened')], timelineOf(record)),
      ...throughput(record),
      ...error(record),
      ...candidates(record),
      ...reportFiles(record),
      request(record),
      ...requestIds(record),
      // There from the start, so that it stays folded when the answer comes.
      rawHeading(),
      record.seen ? jsonFence(JSON.stringify(record.seen, null, 2)) : l10n.t('The service has said nothing of it yet.'),
    ].join('\n\n') + '\n',
  );
}
