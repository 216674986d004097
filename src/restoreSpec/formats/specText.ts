/** The text of a spec, from what was parsed of another text. */
import * as l10n from '@vscode/l10n';
import { compactJson } from '../jsonTree.ts';
import { parameterNamed, parameterNames, structuredParameters } from '../parameters.ts';
import { schemaOf } from '../schema.ts';
import { maxSpecLength } from '../specDocument.ts';
import type { ParsedParameter, ParsedRequest, Skipped } from './format.ts';
import { formatJson, parseJsonOfKind } from './jsonLayout.ts';

/** A name in one line that a person can read, however the text has it. */
const shortName = (name: string) =>
  name
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .slice(0, 60)
    .replace(/[\ud800-\udbff]$/, '');

/**
 * The value as a spec has it, as JSON text: a number or a boolean where the schema wants one, and JSON in place of a string
 * where the same string comes of it.
 *
 * @param isShort JSON in one line, without blanks
 */
export function specValue(
  name: string,
  { value, json }: Pick<ParsedParameter, 'value' | 'json'>,
  isShort = false,
): string {
  const { type } = schemaOf(name) ?? {};
  const kind = structuredParameters.get(name);
  const inside = kind && parseJsonOfKind(value, kind);
  if (inside && (json || inside.isShortest)) {
    return isShort ? compactJson(inside.node, inside.text) : formatJson(inside.node, inside.text, 100, '  ');
  }
  if (type === 'integer' && /^(0|[1-9]\d*)$/.test(value)) return value;
  if (type === 'boolean' && /^(true|false)$/.test(value)) return value;
  return JSON.stringify(value);
}

/** A spec that was made of a text. */
export interface Imported {
  /** The text of the spec, with what was skipped as comments above it. */
  readonly text: string;
  /** What could not be carried over, a line each. */
  readonly skipped: readonly string[];
  /** Where a command reads differently in the shells that it may be for: each reading, the likeliest first. It is the spec above. */
  readonly readings?: readonly ShellReading[];
}

/** The spec that was made of a command as some shells read it. */
export interface ShellReading extends Pick<Imported, 'text' | 'skipped'> {
  /** Their names, such as `PowerShell, cmd.exe`. */
  readonly shells: string;
  /** What it says otherwise than the other readings, a line each. */
  readonly differences: readonly string[];
}

/** More lines than a person reads. */
const maxSkippedLines = 1000;

function membersText(
  values: ReadonlyMap<string, ParsedParameter>,
  region: string | undefined,
  isShort: boolean,
): string {
  const members = parameterNames.flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [`  "${name}": ${specValue(name, value, isShort)}`];
  });
  if (region !== undefined) members.push(`  "$region": ${JSON.stringify(region)}`);
  return `{\n${members.join(',\n')}\n}\n`;
}

/** The spec that makes the request which was parsed, its parameters in the order of filling in. */
export function specFromParsed({ parameters, region, skipped }: ParsedRequest): Imported {
  const values = new Map<string, ParsedParameter>();
  const all: Skipped[] = [...skipped];
  for (const parameter of parameters) {
    const name = parameterNamed(parameter.name);
    const skip = (reason: string) => all.push({ name: parameter.name, reason });
    if (name === undefined) skip(l10n.t('CreateRestoreJob has no such parameter'));
    else if (values.has(name)) skip(l10n.t('it is given twice; the first one was taken'));
    else values.set(name, parameter);
  }
  const lines = all.slice(0, maxSkippedLines).map(({ name, reason }) => `${shortName(name)}: ${reason}`);
  if (all.length > maxSkippedLines) lines.push(`… +${all.length - maxSkippedLines}`);
  const comments = lines.length > 0 ? [l10n.t('Not carried over:'), ...lines.map((line) => `- ${line}`)] : [];
  const above = comments.map((line) => `// ${line}\n`).join('');
  const spec = membersText(values, region, false);
  // The layout must not make a spec too long that is short enough without it.
  const isTooLong = above.length + spec.length > maxSpecLength;
  return { text: above + (isTooLong ? membersText(values, region, true) : spec), skipped: lines };
}
