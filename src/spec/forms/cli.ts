import { parametersOf } from '../parameters.ts';
import { apiVersion, operation, type Call } from './form.ts';
import { ansiGuard, hasAnsi, quote } from './posix.ts';

/**
 * A parameter for the `aliyun` CLI. It takes a word that begins with `-` for a flag, so such a value stands behind `=`;
 * an empty one must not, for there the CLI would take the next word as its value. The CLI sends `file://…` as the text that
 * it is; behind `=` this extension reads it back as such, while in a word of its own it takes it for a person's mistake.
 */
const argument = ([name, value]: [string, string]) =>
  /^(-|file:\/\/)/.test(value) ? `--${name}=${quote(value)}` : `--${name} ${quote(value)}`;

function command({ request, region }: Call, flags: readonly string[]): string {
  // Each structured value is one JSON string. The CLI knows by its own metadata what goes into the form body.
  const parameters = Object.entries(parametersOf(request));
  const guard = [region ?? '', ...parameters.map(([, value]) => value)].some(hasAnsi) ? ansiGuard : '';
  const words = [...(region ? [`--region ${quote(region)}`] : []), ...parameters.map(argument), ...flags];
  return [`${guard}aliyun hbr ${operation}`, ...words].join(' \\\n  ');
}

/** A command for a POSIX shell that starts the restore. It has no comment, since zsh takes one that is pasted for a command. */
export function toCli(call: Call): string {
  return `${command(call, [])}\n`;
}

/** Finds the signed address in what `aliyun … --dryrun` prints, and gives it to curl as a configuration. */
const takeAddress =
  '/^POST / { path = $2 } /^Host: / { host = $2 } ' +
  'END { if (path ~ /[?&]Signature=/) printf "url = \\"https://%s%s\\"\\n", host, path }';

/**
 * A pipe for a POSIX shell: the CLI signs, curl sends, once.
 *
 * curl has no signature of Alibaba Cloud (`--aws-sigv4` is another one), and a signature holds for one request and 15
 * minutes, so none can be written down ahead. `--dryrun` makes the CLI sign with its own profile and print the request
 * instead of sending it: an address with the signature in the query, which covers the form body too. The address goes to
 * curl through standard input, so that neither it nor a temporary key shows in the list of processes.
 */
export function toCurl(call: Call): string {
  const body = Object.entries(call.request.body).map(
    ([name, value]) => `--data-urlencode ${quote(`${name}=${value}`)}`,
  );
  const send = ['curl --config - --globoff --request POST', ...(body.length > 0 ? body : ["--data ''"])];
  return [
    // No quotes in these lines: zsh would take them for its own.
    `# ${operation} ${apiVersion}: the aliyun CLI signs the request with its own profile, curl sends it once.`,
    `${command(call, ['--method POST', '--dryrun'])} |`,
    `awk ${quote(takeAddress)} |`,
    `${send.join(' \\\n  ')}\n`,
  ].join('\n');
}
