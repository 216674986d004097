/** The formats in which `validate` prints what it found. */
import { isAbsolute, relative, sep } from 'node:path';
import { rules } from '../restoreSpec/rules/index.ts';
import type { Severity } from '../restoreSpec/diagnostic.ts';
import { nameOf, standardInput } from './inputFile.ts';
import type { PlacedDiagnostic } from '../cloud/placedDiagnostics.ts';

/** What was found in one file. */
export interface FileDiagnostics {
  /** Its name as it was given. */
  readonly file: string;
  /** In the order of the text. */
  readonly diagnostics: readonly PlacedDiagnostic[];
}

/** A file that could not be read. */
export interface UnreadableFile {
  /** Its name as it was given. */
  readonly file: string;
  /** Which it is, and why. */
  readonly message: string;
}

/** What a format needs besides what was found. */
export interface FormatContext {
  readonly unreadable: readonly UnreadableFile[];
  /** The folder of the checkout, where the program runs for a service that shows the problems in it. */
  readonly checkout?: string | undefined;
}

/** How many there are of a severity. Each error keeps its spec from being sent. */
export const countOf = (files: readonly FileDiagnostics[], wanted: PlacedDiagnostic['severity']): number =>
  files.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === wanted).length;

/** The documentation of the rules; a rule's section has its code as its name. */
const documentation = 'docs/diagnostics.md';

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** One line for each problem, as compilers print them, and a line with the counts. Empty where no file was read. */
function asText(files: readonly FileDiagnostics[]): string {
  if (files.length === 0) return '';
  const lines = files.flatMap(({ file, diagnostics }) =>
    diagnostics.map(
      ({ start, severity, code, message }) =>
        `${nameOf(file)}:${start.line}:${start.column}: ${severity} ${code}: ${message}`,
    ),
  );
  const errors = counted(countOf(files, 'error'), 'error', 'errors');
  const warnings = counted(countOf(files, 'warning'), 'warning', 'warnings');
  return [...lines, `${counted(files.length, 'file', 'files')}: ${errors}, ${warnings}`].join('\n');
}

function asJson(files: readonly FileDiagnostics[], { unreadable }: FormatContext): string {
  const unread = unreadable.map(({ file, message }) => ({ file, message }));
  return JSON.stringify({ files, unreadable: unread, errors: countOf(files, 'error') }, null, 2);
}

const githubCommands = { error: 'error', warning: 'warning', information: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/** The path of a file below the checkout, in parts; undefined where it isn't there. A step of a workflow may run in a folder below it. */
function partsInCheckout(file: string, checkout: string | undefined): readonly string[] | undefined {
  if (!checkout || file === standardInput) return undefined;
  const path = relative(checkout, file);
  const parts = path.split(sep);
  return path === '' || parts[0] === '..' || isAbsolute(path) ? undefined : parts;
}

/** A text in which nothing ends the command of GitHub that it stands in. */
const githubData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const githubProperty = (text: string) => githubData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Commands of GitHub Actions, which show each problem at its line of the change. */
function asGithub(files: readonly FileDiagnostics[], { checkout }: FormatContext): string {
  const lines = files.flatMap(({ file, diagnostics }) =>
    diagnostics.map(({ severity, start, end, code, message }) => {
      const isOneLine = start.line === end.line;
      const properties = {
        file: partsInCheckout(file, checkout)?.join('/') ?? file,
        line: start.line,
        col: start.column,
        // GitHub takes a last column within one line alone.
        ...(isOneLine ? { endColumn: end.column } : { endLine: end.line }),
        title: code,
      };
      const list = Object.entries(properties).map(([name, value]) => `${name}=${githubProperty(String(value))}`);
      return `::${githubCommands[severity]} ${list.join(',')}::${githubData(message)}`;
    }),
  );
  return lines.join('\n');
}

const sarifLevels = { error: 'error', warning: 'warning', information: 'note' } as const satisfies Record<
  Severity,
  string
>;

/** The path of a file as a relative reference, where it is below the checkout or else the current folder. */
const uriOf = (file: string, checkout: string | undefined): string =>
  (partsInCheckout(file, checkout) ?? relative('', file).split(sep)).map(encodeURIComponent).join('/');

/** SARIF 2.1.0, which tools of code scanning read. */
function asSarif(files: readonly FileDiagnostics[], { unreadable, checkout }: FormatContext): string {
  const codes: readonly string[] = rules.map(({ code }) => code);
  const results = files.flatMap(({ file, diagnostics }) =>
    diagnostics.map(({ code, severity, message, start, end }) => ({
      ruleId: code,
      ruleIndex: codes.indexOf(code),
      level: sarifLevels[severity],
      message: { text: message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file, checkout) },
            region: {
              startLine: start.line,
              startColumn: start.column,
              endLine: end.line,
              endColumn: end.column,
            },
          },
        },
      ],
    })),
  );
  const driver = {
    name: 'cloud-backup-restore',
    rules: rules.map(({ code, severity }) => ({
      id: code,
      help: { text: `See ${documentation}#${code.toLowerCase()}.` },
      defaultConfiguration: { level: sarifLevels[severity] },
    })),
  };
  const toolExecutionNotifications = unreadable.map(({ file, message }) => ({
    level: 'error',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file, checkout) } } }],
  }));
  const invocation = { executionSuccessful: unreadable.length === 0, toolExecutionNotifications };
  const run = { tool: { driver }, invocations: [invocation], columnKind: 'utf16CodeUnits', results };
  return JSON.stringify(
    { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] },
    null,
    2,
  );
}

/** How to write what was found, by the name of the format. */
export const diagnosticFormats = {
  text: asText,
  json: asJson,
  github: asGithub,
  sarif: asSarif,
} as const satisfies Record<string, (files: readonly FileDiagnostics[], context: FormatContext) => string>;

export type DiagnosticFormat = keyof typeof diagnosticFormats;
