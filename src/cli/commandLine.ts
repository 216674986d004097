/** The arguments of `cloud-backup-restore`. */
import { parseArgs } from 'node:util';
import { errorMessage } from '../errorFields.ts';
import { diagnosticFormats, type DiagnosticFormat } from './diagnosticFormats.ts';
import { standardInput } from './inputFile.ts';

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'validate'; readonly files: readonly string[]; readonly format: DiagnosticFormat }
  | { readonly name: 'preview'; readonly file: string }
  | { readonly name: 'import'; readonly file: string }
  | {
      readonly name: 'preflight';
      readonly file: string;
      readonly profile?: string | undefined;
      readonly region?: string | undefined;
      readonly endpoint?: string | undefined;
    };

/** Arguments that say no command. The message says what is wrong. */
export class UsageError extends Error {}

export const usage = `Checks restore specs of Alibaba Cloud Backup (*.restore.json). It never submits a restore.

cloud-backup-restore validate [--format text|json|github|sarif] FILE...
    Prints the problems of the specs, as the editor shows them.
cloud-backup-restore preview FILE
    Prints the request that a spec would send, as JSON.
cloud-backup-restore import [FILE]
    Prints the spec of a request in another form: a command of aliyun or curl, a Terraform block,
    a program in TypeScript or Python, a query string, an HTTP request, or JSON of parameters. Without FILE it reads
    standard input.

cloud-backup-restore preflight [--profile NAME] [--region REGION] [--endpoint URL] FILE
    Asks the account whether the spec fits: vault, snapshot, target, paths. It signs with the credentials of the
    environment, or of a profile of the aliyun CLI, and sends calls that only read.

FILE is a path, or - for standard input.
Exit code: 0 where all is right, 1 where a spec has an error or can't be made, or where a check failed, 2 where a file can't
be read, or nothing of a spec could be checked.`;

const isFormat = (text: string): text is DiagnosticFormat => Object.hasOwn(diagnosticFormats, text);

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        format: { type: 'string' },
        profile: { type: 'string' },
        region: { type: 'string' },
        endpoint: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(errorMessage(error), { cause: error });
  }
}

/** @throws UsageError */
export function readCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [name, ...files] = positionals;
  if (values.help || name === 'help') return { name: 'help' };
  if (values.format !== undefined && name !== 'validate') throw new UsageError('--format belongs to "validate".');
  const { profile, region, endpoint } = values;
  for (const [option, value] of Object.entries({ profile, region, endpoint })) {
    if (value === undefined) continue;
    if (name !== 'preflight') throw new UsageError(`--${option} belongs to "preflight".`);
    // A variable that a script never set. Without its value somebody else would sign, or the calls would go elsewhere.
    if (value.trim() === '') throw new UsageError(`--${option} has no value. Give it one, or leave the option out.`);
  }
  switch (name) {
    case 'validate': {
      const { format = 'text' } = values;
      const formats = Object.keys(diagnosticFormats).join(', ');
      if (!isFormat(format)) throw new UsageError(`There is no format "${format}": it is one of ${formats}.`);
      if (files.length === 0) throw new UsageError('"validate" needs the files to check.');
      if (files.filter((file) => file === standardInput).length > 1) {
        throw new UsageError('Standard input (-) can be read only once.');
      }
      return { name, files, format };
    }
    case 'preview': {
      const [file, ...others] = files;
      if (file === undefined || others.length > 0) throw new UsageError('"preview" needs one file.');
      return { name, file };
    }
    case 'import': {
      const [file = standardInput, ...others] = files;
      if (others.length > 0) throw new UsageError('"import" takes one file at most.');
      return { name, file };
    }
    case 'preflight': {
      const [file, ...others] = files;
      if (file === undefined || others.length > 0) throw new UsageError('"preflight" needs one file.');
      return { name, file, profile, region, endpoint };
    }
    case undefined:
      throw new UsageError('A command is missing.');
    default:
      throw new UsageError(`There is no command "${name}".`);
  }
}
