/** The commands of `cloud-backup-restore`: what the editor says of restore specs, on a command line. */
import { homedir } from 'node:os';
import { placedDiagnostics } from '../cloud/placedDiagnostics.ts';
import { redact, redactValue } from '../cloud/redaction/secrets.ts';
import { apiVersion, operation } from '../restoreSpec/formats/format.ts';
import { escapeCharacters, unclearCharacters } from '../restoreSpec/invisibleCharacters.ts';
import { importText, readSpec, stringAt, toRequest } from '../restoreSpec/index.ts';
import { readCommandLine, usage, UsageError, type Command } from './commandLine.ts';
import { expandWildcards } from './expandWildcards.ts';
import { nameOf, readInput, UnreadableFileError } from './inputFile.ts';
import type { ProxyUse } from './proxy.ts';
import { countOf, diagnosticFormats, type FileDiagnostics } from './diagnosticFormats.ts';

/** What a run of the program is given, and where it writes. */
export interface Streams {
  readonly stdin: AsyncIterable<Buffer>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Where credentials and the checkout are looked for: the process's own environment and home, unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly home?: string;
  /** Called before anything uses the network; none where absent. */
  readonly useProxy?: () => ProxyUse;
}

/** 0: all is right. 1: a spec has an error or can't be made, or a check failed. 2: nothing could be checked. */
type ExitCode = 0 | 1 | 2;

async function validate(
  { files, format }: Extract<Command, { name: 'validate' }>,
  { stdin, out, err, env = process.env }: Streams,
): Promise<ExitCode> {
  const found: FileDiagnostics[] = [];
  const unreadable: UnreadableFileError[] = [];
  for (const file of (await Promise.all(files.map(expandWildcards))).flat()) {
    try {
      found.push({ file, diagnostics: placedDiagnostics(await readInput(file, stdin)) });
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      unreadable.push(error);
    }
  }
  const text = diagnosticFormats[format](found, { unreadable, checkout: env['GITHUB_WORKSPACE'] });
  if (text !== '') out(text);
  for (const { message } of unreadable) err(message);
  if (unreadable.length > 0) return 2;
  return countOf(found, 'error') > 0 ? 1 : 0;
}

/** The text of a spec that could be sent. Undefined where it has errors, which are printed then. */
async function readValidSpec(file: string, { stdin, err }: Streams): Promise<string | undefined> {
  const text = await readInput(file, stdin);
  const errors = placedDiagnostics(text).filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return text;
  err(diagnosticFormats.text([{ file, diagnostics: errors }]));
  return undefined;
}

/** The same JSON with escapes for what a terminal draws as nothing, or turns around: a path must not look like another one. */
const visibleJson = (json: string): string =>
  json
    .split('\n')
    .map((line) => escapeCharacters(line, unclearCharacters))
    .join('\n');

async function preview(file: string, streams: Streams): Promise<ExitCode> {
  const text = await readValidSpec(file, streams);
  if (text === undefined) return 1;
  const spec = readSpec(text);
  const [region, request] = [stringAt(spec, '$region'), toRequest(spec)];
  const shown = { action: operation, version: apiVersion, ...(region !== undefined && { region }) };
  streams.out(
    visibleJson(JSON.stringify(redactValue({ ...shown, query: request.query, body: request.body }), null, 2)),
  );
  return 0;
}

async function preflight(
  { file, ...target }: Extract<Command, { name: 'preflight' }>,
  streams: Streams,
): Promise<ExitCode> {
  const { out, err, env = process.env, home = homedir() } = streams;
  const text = await readValidSpec(file, streams);
  if (text === undefined) return 1;
  const { refused, hint } = streams.useProxy?.() ?? {};
  if (refused !== undefined) {
    err(refused);
    return 2;
  }
  // Nothing else here signs or uses a network, and needs what does.
  const { preflightOf } = await import('./preflightFile.ts');
  const found = await preflightOf(nameOf(file), text, target, env, home);
  // Standard output has the checks alone.
  if (found.signedBy !== undefined) err(found.signedBy);
  (found.code === 2 ? err : out)(found.text);
  if (found.code === 2 && hint !== undefined) err(hint);
  return found.code;
}

async function importFile(file: string, { stdin, out, err }: Streams): Promise<ExitCode> {
  const found = importText(await readInput(file, stdin));
  if (!found || 'refused' in found) {
    const reason = found?.refused ?? 'No request was recognized in the text.';
    err(`Nothing was imported from ${nameOf(file)}. ${reason}`);
    return 1;
  }
  out(visibleJson(redactValue(found.text.trimEnd())));
  for (const line of found.skipped) err(`Not carried over: ${line}`);
  const [taken, ...others] = found.readings ?? [];
  if (taken) err(`Read as ${taken.shells} reads it: ${redact(taken.differences.join(', '))}`);
  for (const other of others) err(`As ${other.shells} reads it: ${redact(other.differences.join(', '))}`);
  return 0;
}

async function runCommand(command: Command, streams: Streams): Promise<ExitCode> {
  switch (command.name) {
    case 'help':
      streams.out(usage);
      return 0;
    case 'validate':
      return validate(command, streams);
    case 'preview':
      return preview(command.file, streams);
    case 'preflight':
      return preflight(command, streams);
    case 'import':
      return importFile(command.file, streams);
  }
}

/** Runs the program. @param args the arguments after its name */
export async function run(args: readonly string[], streams: Streams): Promise<ExitCode> {
  try {
    return await runCommand(readCommandLine(args), streams);
  } catch (error) {
    if (error instanceof UsageError) streams.err(`${redact(error.message)}\n\n${usage}`);
    else if (error instanceof UnreadableFileError) streams.err(error.message);
    else throw error;
    return 2;
  }
}
