/** The page that shows what would be sent: sections of `name = value`, readable and still exact. */
import * as l10n from '@vscode/l10n';
import { structuredParameters } from '../parameters.ts';
import { apiVersion, operation, type Call, type Found, type Reading } from './form.ts';
import { jsonIn, layOut } from './layout.ts';

/** Where a request goes, as far as it is known. */
export interface Where {
  /** Host, with a port where it isn't the protocol's own. */
  readonly host?: string | undefined;
  /** What else there is to know of the place, such as that it is the sandbox; one line. */
  readonly note?: string | undefined;
}

const sections = { request: '[Request]', query: '[Query parameters]', body: '[Form body]' } as const;

/** What can't be seen, changes the direction of the text, or breaks the line. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

const escaped = (found: string) =>
  [...Array(found.length).keys()].map((i) => `\\u${found.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');

/** The value as it is; as a JSON string where it would not be seen as it is. */
export function shown(value: string): string {
  const plain = value !== '' && value.trim() === value && !value.startsWith('"') && value.search(unseen) < 0;
  if (plain) return value;
  return JSON.stringify(value).replace(unseen, escaped);
}

function line(name: string, value: string): string[] {
  const kind = structuredParameters.get(name);
  const json = kind && jsonIn(value, kind);
  const first = `${name} = ${shown(value)}`;
  if (!json || (json.node.children ?? []).length === 0) return [first];
  const below = layOut(json.node, json.text, 0).split('\n');
  return [first, ...below.map((one) => `  # ${one.replace(unseen, escaped)}`)];
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
    ...(note ? [`# ${note}`] : []),
    '',
    sections.request,
    `Operation = ${operation}`,
    `Version = ${apiVersion}`,
    'Method = POST',
    `Region = ${region ?? unknown}`,
    `Host = ${host ?? unknown}`,
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
      (one) => `# ${l10n.t('Line {0}: {1}', one.line, one.message.replace(/\s+/g, ' ').replace(unseen, escaped))}`,
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
    if (at === sections.request && name === 'Region' && !value.startsWith('(')) region = value;
    if (at === sections.query || at === sections.body) found.push({ name, value: read(value) });
  }
  return { found, region, left: [] };
}
