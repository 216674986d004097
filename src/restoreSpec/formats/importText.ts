/** From a text in any of the formats to a spec. */
import * as l10n from '@vscode/l10n';
import { parameterNamed } from '../parameters.ts';
import { maxSpecLength } from '../specDocument.ts';
import { differencesOf, readCommand, shellsText, type CommandReading } from './commandReadings.ts';
import { operation, UnreadableTextError, type ParsedRequest } from './format.ts';
import { ansiQuoteGuard } from './posixShell.ts';
import { readJson } from './readJson.ts';
import { readQuery } from './readQuery.ts';
import { readTerraform } from './readTerraform.ts';
import { readTypeScript } from './readTypeScript.ts';
import { beginsPreview, readPreview } from './requestPreview.ts';
import { formPairs } from './requestPairs.ts';
import { afterComments } from './textScanner.ts';
import { specFromParsed, type Imported, type ShellReading } from './specText.ts';

/** The first line that is no comment. */
const firstLine = (text: string) => /^[^\r\n]*/.exec(afterComments(text))?.[0] ?? '';

interface Reader {
  /** @throws UnreadableTextError */
  readonly read: ((text: string) => ParsedRequest) | typeof readCommand;
  /** The most characters of a text that is read. */
  readonly maxLength: number;
}

/** The most characters of a text that this extension wrote itself. A quote of a value takes four characters in a shell. */
const maxCopyLength = 4 * maxSpecLength;

/** Whether a text is a query, or the address or the HTTP request of one, with parameters of the operation. @param first its first line */
function isQuery(first: string, text: string): boolean {
  if (/^(?:GET\s+|POST\s+|https?:\/\/)\S/i.test(first) && text.includes(operation)) return true;
  const [, query] = /^(?:(?:GET|POST)\s+)?(?:https?:\/\/[^\s?]*\?|(?:\/[^\s?]*)?\?)?([\w$.%-]+=.*)/i.exec(first) ?? [];
  const says = ([name, value]: readonly [string, string | undefined]) =>
    parameterNamed(name) !== undefined || (name === 'Action' && value === operation);
  return query !== undefined && formPairs(query).some(says);
}

/** What a program has that calls the service. */
const programCall =
  /callApi|OpenApiRequest|new [\w.$]*CreateRestoreJob(?:Shrink)?Request|CreateRestoreJob(?:Shrink)?Request\(/;

/** How to read a text; undefined where it looks like none of the formats. */
function readerOf(text: string): Reader | undefined {
  // Where it can, the first line that is no comment decides: what comes later may be a value, which may hold anything.
  const first = firstLine(text);
  const copied = (read: Reader['read']): Reader => ({ read, maxLength: maxCopyLength });
  if (first.startsWith('{')) return { read: readJson, maxLength: maxSpecLength };
  if (beginsPreview(first)) return copied(readPreview);
  const command = first.replace(ansiQuoteGuard, '');
  if (/^(?:\$\s+)?(?:\S*[/\\>])?(?:aliyun|curl)(?:\.exe)?\s/i.test(command)) return copied(readCommand);
  if (/"alicloud_hbr_restore_job"\s+"/.test(text)) return copied(readTerraform);
  if (/CreateRestoreJob/.test(text) && programCall.test(text)) return copied(readTypeScript);
  const aliyun = text.search(/(?:^|[\s/\\])aliyun(?:\.exe)?\s/i);
  if (aliyun >= 0 && /\bhbr\b/i.test(text.slice(aliyun))) return copied(readCommand);
  return isQuery(first, text) ? { read: readQuery, maxLength: maxSpecLength } : undefined;
}

const tooLong = (length: number) => ({
  refused: l10n.t('The text is too long to be a restore spec: {0} characters, at most {1}.', length, maxSpecLength),
});

function importParsed(parsed: ParsedRequest): Imported | { readonly refused: string } {
  const isEmpty = !parsed.parameters.some(({ name }) => parameterNamed(name) !== undefined);
  if (isEmpty) return { refused: l10n.t('No parameter of CreateRestoreJob was found in it.') };
  const length = parsed.parameters.reduce((sum, { value }) => sum + value.length, 0);
  return length > maxSpecLength ? tooLong(length) : specFromParsed(parsed);
}

/** The likeliest reading of a command, with all readings where there are several. */
function importCommand(readings: readonly CommandReading[]): Imported | { readonly refused: string } {
  const imported = readings.map((reading) => importParsed(reading.parsed));
  const [first = tooLong(0)] = imported;
  if ('refused' in first || readings.length === 1) return first;
  const all = readings.flatMap((reading, index): ShellReading[] => {
    const each = imported[index];
    if (!each || 'refused' in each) return [];
    const { text, skipped } = each;
    return [{ text, skipped, shells: shellsText(reading), differences: differencesOf(reading, readings) }];
  });
  return all.length > 1 ? { ...first, readings: all } : first;
}

/**
 * Makes a spec of a text.
 *
 * @returns undefined where the text looks like none of the formats; `refused` says why a text that does can't be read
 */
export function importText(imported: string): Imported | { readonly refused: string } | undefined {
  const text = imported.replace(/^\uFEFF/, '');
  const reader = readerOf(text.slice(0, maxCopyLength));
  if (!reader) return undefined;
  if (text.length > reader.maxLength) return tooLong(text.length);
  try {
    const found = reader.read(text);
    return 'parameters' in found ? importParsed(found) : importCommand(found);
  } catch (error) {
    if (error instanceof UnreadableTextError) return { refused: error.message };
    throw error;
  }
}
