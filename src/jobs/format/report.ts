/**
 * The report of a job: all that is known of it as one markdown page. It is rendered, and pasted into tickets. Text of the
 * service or of a spec stands in code, so that it stays text wherever the page is rendered.
 */
import * as l10n from '@vscode/l10n';
import { policyFor } from '../../cloud/ramPolicy.ts';
import { redactValue } from '../../cloud/redaction/secrets.ts';
import { parseJsonOfKind, formatJson } from '../../restoreSpec/formats/jsonLayout.ts';
import { displayText } from '../../restoreSpec/formats/requestPreview.ts';
import { parametersOf, structuredParameters } from '../../restoreSpec/parameters.ts';
import { codeCell, codeSpan, fence, jsonFence, reportTable } from './markdown.ts';
import { throughputOf } from '../progress.ts';
import { callerText, jobMessage, jobNextStep } from './jobMessages.ts';
import { doubtText } from '../doubtfulEnd.ts';
import { isPending, type JobRecord } from '../record.ts';
import type { Unfollowed } from '../row.ts';
import { reportFacts, statusLine, timelineOf, type ReportRow } from './reportFacts.ts';
import { figuresOf, sparkline } from './sparkline.ts';
import { summarize } from './requestSummary.ts';
import { formatDuration, formatSpeed, timeText } from './units.ts';

const reportSection = (title: string, ...parts: string[]) => [`## ${title}`, ...parts].join('\n\n');

/** A section with a table; none where the table would have no row. */
function tableSection(title: string, head: readonly [string, string], rows: readonly ReportRow[]): string[] {
  return rows.length === 0 ? [] : [reportSection(title, reportTable(head, rows))];
}

/** A row for each text that is there and not empty. The texts are put into code. */
const textRows = (...rows: (readonly [string, string | undefined])[]): ReportRow[] =>
  rows.flatMap(([label, text]) =>
    text === undefined || codeCell(text) === '' ? [] : [[label, codeCell(text)] as const],
  );

function throughputSection(record: JobRecord): string[] {
  const parts = throughputOf(record);
  const figures = figuresOf(parts);
  if (!figures) return [];
  const { average, highest, last, seconds } = figures;
  const figureTexts = [formatSpeed(average), formatSpeed(highest), formatSpeed(last), formatDuration(seconds)] as const;
  const words = isPending(record)
    ? l10n.t('Average {0}, highest {1}, now {2}, over {3}.', ...figureTexts)
    : l10n.t('Average {0}, highest {1}, at the end {2}, over {3}.', ...figureTexts);
  return [reportSection(l10n.t('Throughput'), fence(sparkline(parts)), words)];
}

/** Why it failed or is not followed, and what there is to do, for who reads no further. The section about the error has all of it. */
function reasonLines(record: JobRecord, unfollowed: Unfollowed | undefined): string[] {
  const why = codeSpan(unfollowed?.message ?? jobMessage(record) ?? '');
  const next = codeSpan(unfollowed?.nextStep ?? jobNextStep(record) ?? '');
  return [
    ...(why === '' ? [] : [`**${l10n.t('Reason')}:** ${why}`]),
    ...(why === '' || next === '' ? [] : [`**${l10n.t('What to do')}:** ${next}`]),
  ];
}

function errorSection(record: JobRecord): string[] {
  const { seen, failure } = record;
  const rows = textRows(
    [l10n.t('ErrorMessage'), seen?.ErrorMessage],
    [l10n.t('ErrorFile'), seen?.ErrorFile],
    [l10n.t('Message'), callerText(record)],
    [l10n.t('Message'), failure?.message],
    [l10n.t('Message'), doubtText(record)],
    [l10n.t('Code'), failure?.code],
    [l10n.t('Parameter'), failure?.parameter],
    [l10n.t('What to do'), jobNextStep(record)],
    [l10n.t('RequestId'), failure?.requestId],
    [l10n.t('Recommend'), failure?.recommend],
    [l10n.t('Help page'), failure?.help === failure?.recommend ? undefined : failure?.help],
  );
  const policy = policyFor(failure?.action ?? '');
  const granting = policy === undefined ? [] : [`### ${l10n.t('RAM policy that grants it')}`, fence(policy)];
  return [...tableSection(l10n.t('Error'), [l10n.t('What'), l10n.t('Text')], rows), ...granting];
}

function candidatesSection({ state, candidates = [] }: JobRecord): string[] {
  if (state !== 'unclear') return [];
  const rows = candidates.map(({ RestoreId, Status = '', CreatedTime }): ReportRow => [
    codeCell(RestoreId, 100),
    [codeCell(Status), timeText((CreatedTime ?? 0) * 1000)].filter(Boolean).join(', '),
  ]);
  return tableSection(l10n.t('Possible jobs'), [l10n.t('RestoreId'), l10n.t('What is known')], rows);
}

function reportFilesSection({ seen }: JobRecord): string[] {
  const rows = textRows(...Object.entries(seen?.Report ?? {}));
  return tableSection(l10n.t("Report files, on the service's side"), [l10n.t('File'), l10n.t('Path')], rows);
}

/** The exact value: as it is, or as a JSON string where it has invisible characters or ones that would end the cell. */
function exactCell(value: string): string {
  const text = displayText(value);
  const json = text.startsWith('"') || !text.includes('|') ? text : JSON.stringify(text);
  return codeSpan(json.replaceAll('|', '\\u007c'), Infinity);
}

/** Every parameter with its exact value, in a row of a table or, where it is JSON, in a block. */
function requestSection({ request, external }: JobRecord): string {
  const plain: ReportRow[] = [];
  const blocks: string[] = [];
  for (const [name, value] of Object.entries(parametersOf(request))) {
    const kind = structuredParameters.get(name);
    const json = kind && parseJsonOfKind(value, kind);
    if (json) blocks.push(`### ${name}`, jsonFence(formatJson(json.node, json.text, 80)));
    else plain.push([codeCell(name, 100), exactCell(value)]);
  }
  const origin = l10n.t("It is rebuilt from the service's list: what was really sent is not known here.");
  return reportSection(
    l10n.t('Request'),
    ...(external ? [origin] : []),
    ...(plain.length > 0 ? [reportTable([l10n.t('Parameter'), l10n.t('Value')], plain)] : []),
    ...blocks,
  );
}

function requestIdsSection({ requestId, failure }: JobRecord): string[] {
  const ids = [...new Set([requestId, failure?.requestId])].flatMap((id) => codeSpan(id ?? '') || []);
  return ids.length === 0 ? [] : [reportSection(l10n.t('RequestIds'), ids.map((id) => `- ${id}`).join('\n'))];
}

/**
 * The report of a job. It never throws. What is missing or can't be true is left out.
 *
 * @param now ms since 1970
 * @param unfollowed why the job is not followed at present
 */
export function jobReport(record: JobRecord, now: number, unfollowed?: Unfollowed): string {
  const { what, to } = summarize(record.request);
  const title =
    codeSpan(to) === ''
      ? l10n.t('Restore of {0}', codeSpan(what))
      : l10n.t('Restore of {0} to {1}', codeSpan(what), codeSpan(to));
  const head: readonly [string, string] = [l10n.t('Fact'), l10n.t('Value')];
  return redactValue(
    [
      `# ${title}`,
      statusLine(record, unfollowed),
      ...reasonLines(record, unfollowed),
      reportTable(head, reportFacts(record, now, unfollowed)),
      ...tableSection(l10n.t('Timeline'), [l10n.t('Time'), l10n.t('What happened')], timelineOf(record)),
      ...throughputSection(record),
      ...errorSection(record),
      ...candidatesSection(record),
      ...reportFilesSection(record),
      requestSection(record),
      ...requestIdsSection(record),
      `## ${l10n.t('Raw answer')}`,
      record.seen
        ? jsonFence(JSON.stringify(record.seen, null, 2))
        : l10n.t('The service has reported nothing about it yet.'),
    ].join('\n\n') + '\n',
  );
}
