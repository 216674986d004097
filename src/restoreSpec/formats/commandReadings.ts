/** The ways in which the shells read a command that doesn't say for which of them it was written. */
import * as l10n from '@vscode/l10n';
import { parameterNamed, structuredParameters } from '../parameters.ts';
import { UnreadableTextError, type ParsedRequest } from './format.ts';
import { parseJsonOfKind } from './jsonLayout.ts';
import { readCli } from './readCli.ts';
import { displayText } from './requestPreview.ts';
import { certainShell, likelyShell, shells, type Shell } from './windowsShell.ts';

/** What a command says to one of the shells, or to several alike. */
export interface CommandReading {
  readonly shells: readonly Shell[];
  readonly parsed: ParsedRequest;
}

/** Signs that a command was written for another shell than those that it was read for. A person who meant these had quoted otherwise. */
function oddities({ shells, parsed: { parameters, skipped } }: CommandReading): number {
  // For cmd.exe alone single quotes are part of the value.
  const isStray = ({ name, value }: ParsedRequest['parameters'][number]) =>
    /^['"]/.test(name) || (shells[0] === 'cmd' && /^'|'$/.test(value));
  const isBroken = ({ name, value }: ParsedRequest['parameters'][number]) => {
    const kind = structuredParameters.get(parameterNamed(name) ?? '');
    return kind !== undefined && parseJsonOfKind(value, kind) === undefined;
  };
  const isLeft = skipped.some(({ name }) => name === '…' || /^--?["']/.test(name));
  return [parameters.some(isStray), parameters.some(isBroken), isLeft].filter(Boolean).length;
}

/** Two readings of one key say the same. */
const keyOf = ({ parameters, region, skipped }: ParsedRequest) =>
  JSON.stringify([parameters, region, skipped.map(({ name }) => name)]);

/**
 * Reads a command as each shell would that it may have been written for, the likeliest first. Readings with left over quotes or torn JSON
 * come last, and only the likeliest shell's is among them where another reading has less of that.
 *
 * @throws UnreadableTextError where no shell reads a restore job, or only an unlikely one reads an odd one
 */
export function readCommand(text: string): readonly CommandReading[] {
  const certain = certainShell(text);
  if (certain) return [{ shells: [certain], parsed: readCli(text, certain) }];
  const likely = likelyShell(text);
  const found = new Map<string, CommandReading>();
  let failure: UnreadableTextError | undefined;
  for (const shell of [likely, ...shells.filter((each) => each !== likely)]) {
    try {
      const parsed = readCli(text, shell);
      const same = found.get(keyOf(parsed));
      found.set(keyOf(parsed), { shells: [...(same?.shells ?? []), shell], parsed: same?.parsed ?? parsed });
    } catch (error) {
      if (!(error instanceof UnreadableTextError)) throw error;
      failure ??= error;
    }
  }
  const all = [...found.values()].filter(({ parsed }) => parsed.parameters.some(({ name }) => parameterNamed(name)));
  const counts = new Map(all.map((reading) => [reading, oddities(reading)]));
  const least = Math.min(...counts.values());
  const isLeast = (reading: CommandReading) => counts.get(reading) === least;
  const readings = [...all.filter(isLeast), ...all.filter((each) => !isLeast(each) && each.shells.includes(likely))];
  const [only] = found.values();
  // The likeliest shell can't read it, and another one reads it with quotes that are left over: it is cut off, more likely.
  if (failure && least > 0 && !readings.some(({ shells }) => shells.includes(likely))) throw failure;
  if (readings.length > 0) return readings;
  if (only) return [only];
  throw failure ?? new UnreadableTextError(l10n.t('The text has no command of aliyun or curl.'));
}

const shellNames: Readonly<Record<Shell, string>> = { posix: 'sh', powershell: 'PowerShell', cmd: 'cmd.exe' };

/** Who reads it so, such as `PowerShell, cmd.exe`. */
export const shellsText = ({ shells }: CommandReading) => shells.map((shell) => shellNames[shell]).join(', ');

/** More differences than a person compares. */
const mostDifferences = 5;

/** What a reading says otherwise than the others do, a line each. */
export function differencesOf(reading: CommandReading, all: readonly CommandReading[]): string[] {
  const valuesOf = ({ parsed: { parameters, region } }: CommandReading) => {
    const values = new Map(region === undefined ? [] : [['$region', region]]);
    for (const { name, value } of parameters) {
      const known = parameterNamed(name) ?? name;
      if (!values.has(known)) values.set(known, value);
    }
    return values;
  };
  const own = valuesOf(reading);
  const others = all.map(valuesOf);
  const names = [...new Set(others.flatMap((values) => [...values.keys()]))];
  const differing = names.filter((name) => others.some((values) => values.get(name) !== own.get(name)));
  const lines = differing.slice(0, mostDifferences).map((name) => {
    const value = own.get(name);
    return value === undefined
      ? l10n.t('{0} left out', displayText(name))
      : `${displayText(name)} = ${displayText(value)}`;
  });
  return differing.length > mostDifferences ? [...lines, `… +${differing.length - mostDifferences}`] : lines;
}
