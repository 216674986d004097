/** Writes commands for a POSIX shell. */
import * as l10n from '@vscode/l10n';
import { parametersOf } from '../parameters.ts';
import { apiVersion, operation, type Call } from './format.ts';
import { ansiQuoteGuard, needsAnsiQuote, quoteWord, shellComment } from './posixShell.ts';

/**
 * A parameter for the `aliyun` CLI. The CLI takes a word that begins with `-` for a flag, so such a value follows `=`. An empty value
 * may not follow `=`, since the CLI would then take the next word for it. The CLI sends `file://…` literally. This extension imports
 * it literally after `=`; as a separate word it takes it for a mistake.
 */
const argument = ([name, value]: readonly [string, string]) =>
  /^(-|file:\/\/)/.test(value) ? `--${name}=${quoteWord(value)}` : `--${name} ${quoteWord(value)}`;

function command({ request, region, profile, endpoint }: Call, flags: readonly string[]): string {
  // Each structured value is one JSON string. The CLI knows by its own metadata what goes into the form body.
  const parameters = Object.entries(parametersOf(request));
  const own = Object.entries({ profile, region, endpoint }).flatMap(([name, value]) =>
    value ? [[name, value] as const] : [],
  );
  const all = [...own, ...parameters];
  const guard = all.some(([, value]) => needsAnsiQuote(value)) ? ansiQuoteGuard : '';
  const words = [...all.map(argument), ...flags];
  return [`${guard}aliyun hbr ${operation}`, ...words].join(' \\\n  ');
}

/** A command that starts the restore. It has no comment of its own: zsh takes a pasted comment for a command. */
export function toCli(call: Call): string {
  return `${command(call, [])}\n`;
}

/** A program for awk that finds the signed address in what `aliyun … --dryrun` prints, and writes a configuration for curl. */
const signedAddress =
  '/^POST / { path = $2 } /^Host: / { host = $2 } ' +
  'END { if (path ~ /[?&]Signature=/) printf "url = \\"https://%s%s\\"\\n", host, path }';

/**
 * A pipe in which the CLI signs the request and curl sends it, once.
 *
 * curl can't sign for Alibaba Cloud (its `--aws-sigv4` is another signature). A signature holds for one request and for 15
 * minutes, so none can be written down ahead. With `--dryrun` the CLI signs with its own profile and prints the request
 * instead of sending it: an address with the signature in the query, which covers the form body too. The address reaches
 * curl through standard input, so that neither it nor a temporary key shows in the list of processes.
 */
export function toCurl(call: Call): string {
  const body = Object.entries(call.request.body).map(
    ([name, value]) => `--data-urlencode ${quoteWord(`${name}=${value}`)}`,
  );
  const send = ['curl --config - --globoff --request POST', ...(body.length > 0 ? body : ["--data ''"])];
  return [
    shellComment(
      l10n.t(
        '{0} {1}: the aliyun CLI signs the request with its own profile, curl sends it once.',
        operation,
        apiVersion,
      ),
    ),
    `${command(call, ['--method POST', '--dryrun'])} |`,
    `awk ${quoteWord(signedAddress)} |`,
    `${send.join(' \\\n  ')}\n`,
  ].join('\n');
}
