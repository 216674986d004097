/** The page that shows what would be sent: sections of `name = value`, readable and still exact. */
import * as l10n from '@vscode/l10n';
import { structuredParameters } from '../parameters.ts';
import { apiVersion, operation, type Call, type ParsedParameter, type ParsedRequest } from './format.ts';
import { parseJsonOfKind, formatJson } from './jsonLayout.ts';
import { escapeCharacters, unclearCharacters, visibleJsonString } from '../invisibleCharacters.ts';
import { withoutIsolates } from '../messageQuotes.ts';

/** Where a request goes, as far as it is known. */
export interface RequestDestination {
  /** Host, with a port where it isn't the protocol's own. */
  readonly host?: string | undefined;
  /** What else there is to know of it in one line, such as that it is the sandbox. */
  readonly note?: string | undefined;
}

const sections = { request: '[Request]', query: '[Query parameters]', body: '[Form body]' } as const;

/** The value as it is, or as a JSON string where it could not be seen as it is. */
export function displayText(value: string): string {
  const plain = value !== '' && value.trim() === value && !value.startsWith('"') && value.search(unclearCharacters) < 0;
  if (plain) return value;
  return escapeCharacters(JSON.stringify(value), unclearCharacters);
}

/** The lines of a parameter: JSON is laid out in comments below its value. */
function parameterLines(name: string, value: string): string[] {
  const kind = structuredParameters.get(name);
  const json = kind && parseJsonOfKind(value, kind);
  const first = `${name} = ${displayText(value)}`;
  if (!json || (json.node.children ?? []).length === 0) return [first];
  const below = formatJson(json.node, json.text, 0).split('\n');
  return [first, ...below.map((line) => `  # ${escapeCharacters(line, unclearCharacters)}`)];
}

const section = (title: string, values: Readonly<Record<string, string>>) => {
  const lines = Object.entries(values).flatMap(([name, value]) => parameterLines(name, value));
  return [title, ...(lines.length > 0 ? lines : [`# ${l10n.t('nothing')}`]), ''];
};

/** The page for a request. @param name the spec's file name */
export function toPreview({ request, region }: Call, { host, note }: RequestDestination, name: string): string {
  const unknown = `(${l10n.t('region chosen at submit')})`;
  return [
    `# ${l10n.t('What would be sent for {0}, decoded. This page follows the spec.', visibleJsonString(name))}`,
    ...(note ? [`# ${escapeCharacters(note, unclearCharacters)}`] : []),
    '',
    sections.request,
    `Operation = ${operation}`,
    `Version = ${apiVersion}`,
    'Method = POST',
    `Region = ${region === undefined ? unknown : displayText(region)}`,
    `Host = ${host === undefined ? unknown : displayText(host)}`,
    '',
    ...section(sections.query, request.query),
    ...section(sections.body, request.body),
  ].join('\n');
}

/** Why a spec can't be sent, at one place of it. */
export interface SpecError {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** The page for a spec that can't be sent. @param name the spec's file name */
export function toErrorPreview(errors: readonly SpecError[], name: string): string {
  const text = (message: string) => escapeCharacters(withoutIsolates(message).replace(/\s+/g, ' '), unclearCharacters);
  return [
    `# ${l10n.t("{0} can't be sent as it is. This page follows the spec.", visibleJsonString(name))}`,
    '',
    ...errors.map(({ line, message }) => `# ${l10n.t('Line {0}: {1}', line, text(message))}`),
    '',
  ].join('\n');
}

/** Whether such a page begins with this line, the first one that is no comment. */
export function beginsPreview(line: string): boolean {
  return line === sections.request || line === sections.query;
}

/** The value that {@link displayText} wrote. */
function parseDisplayText(value: string): string {
  try {
    return value.startsWith('"') ? String(JSON.parse(value)) : value;
  } catch {
    // This extension didn't write the quote: a person did, and it belongs to the value.
    return value;
  }
}

/** Reads the page back; what doesn't look like `name = value` is passed over, as the comments are. */
export function readPreview(text: string): ParsedRequest {
  const parameters: ParsedParameter[] = [];
  let region: string | undefined;
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) section = line.trimEnd();
    const [, name = '', value = ''] = /^(\w+) = (.*)$/.exec(line) ?? [];
    if (name === '') continue;
    if (section === sections.request && name === 'Region' && !value.startsWith('(')) region = parseDisplayText(value);
    if (section === sections.query || section === sections.body)
      parameters.push({ name, value: parseDisplayText(value) });
  }
  return { parameters, region, skipped: [] };
}
