/** The page that shows what would be sent: sections of `name = value`, readable and still exact. */
import * as l10n from '@vscode/l10n';
import { structuredParameters } from '../parameters.ts';
import { apiVersion, operation, type Call, type Found, type Reading } from './form.ts';
import { jsonIn, layOut } from './layout.ts';
import { escapeUnseen, unclear } from './unseen.ts';

/** Where a request goes, as far as it is known. */
export interface Where {
  /** Host, with a port where it isn't the protocol's own. */
  readonly host?: string | undefined;
  /** What else there is to know of the place, such as that it is the sandbox; one line. */
  readonly note?: string | undefined;
}

const sections = { request: '[Request]', query: '[Query parameters]', body: '[Form body]' } as const;

/** The value as it is; as a JSON string where it would not be seen as it is. */
export function shown(value: string): string {
  const plain = value !== '' && value.trim() === value && !value.startsWith('"') && value.search(unclear) < 0;
  if (plain) return value;
  return escapeUnseen(JSON.stringify(value), unclear);
}

function line(name: string, value: string): string[] {
  const kind = structuredParameters.get(name);
  const json = kind && jsonIn(value, kind);
  const first = `${name} = ${shown(value)}`;
  if (!json || (json.node.children ?? []).length === 0) return [first];
  const below = layOut(json.node, json.text, 0).split('\n');
  return [first, ...below.map((one) => `  # ${escapeUnseen(one, unclear)}`)];
}

const section = (title: string, values: Readonly<Record<string, string>>) => {
  const lines = Object.entries(values).flatMap(([name, value]) => line(name, value));
  return [title, ...(lines.length > 0 ? lines : [`# ${l10n.t('nothing')}`]), ''];
};

/** @param name the spec's file name, for the first line */
export function toPreview({ request, region }: Call, { host, note }: Where, name: string): string {
  const unknown = `(${l10n.t('region chosen at submit')})`;
  return [
    `# ${l10n.t('What would be sent for {0}, decoded. This page follows the spec.', shown(name))}`,
    ...(note ? [`# ${escapeUnseen(note, unclear)}`] : []),
    '',
    sections.request,
    `Operation = ${operation}`,
    `Version = ${apiVersion}`,
    'Method = POST',
    `Region = ${region === undefined ? unknown : shown(region)}`,
    `Host = ${host === undefined ? unknown : shown(host)}`,
    '',
    ...section(sections.query, request.query),
    ...section(sections.body, request.body),
  ].join('\n');
}

export interface Wrong {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** The page for a spec that can't be sent. */
export function toWrongPreview(wrong: readonly Wrong[], name: string): string {
  return [
    `# ${l10n.t("{0} can't be sent as it is. This page follows the spec.", shown(name))}`,
    '',
    ...wrong.map(
      (one) => `# ${l10n.t('Line {0}: {1}', one.line, escapeUnseen(one.message.replace(/\s+/g, ' '), unclear))}`,
    ),
    '',
  ].join('\n');
}

/** Whether a line, the first that is no comment, begins such a page. */
export function beginsPreview(line: string): boolean {
  return line === sections.request || line === sections.query;
}

/** A value as {@link shown} wrote it. */
function read(value: string): string {
  try {
    return value.startsWith('"') ? String(JSON.parse(value)) : value;
  } catch {
    // Not one of ours: a person wrote the quote.
    return value;
  }
}

export function readPreview(text: string): Reading {
  const found: Found[] = [];
  let region: string | undefined;
  let at = '';
  for (const one of text.split(/\r?\n/)) {
    if (one.startsWith('[')) at = one.trimEnd();
    const [, name = '', value = ''] = /^(\w+) = (.*)$/.exec(one) ?? [];
    if (name === '') continue;
    if (at === sections.request && name === 'Region' && !value.startsWith('(')) region = read(value);
    if (at === sections.query || at === sections.body) found.push({ name, value: read(value) });
  }
  return { found, region, left: [] };
}
