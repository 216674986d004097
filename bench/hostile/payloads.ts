/** Texts that a hostile service, file or folder could hold, and secrets among them. */
import fc from 'fast-check';
import { secretMark } from '../../test/hosts/testSecrets.ts';

const char = String.fromCharCode;
const [nul, bell, tab, lineFeed, carriageReturn, escape] = [0, 7, 9, 10, 13, 27].map((code) => char(code)) as [
  ...[string, string, string, string, string, string],
];

/** Each payload is hostile by itself. The generator also combines them. */
export const payloads: readonly string[] = [
  // Markdown and HTML
  ...['[click](https://evil.example/)', '[run](command:workbench.action.terminal.new)', '[f](file:///etc/passwd)'],
  ...['![x](https://evil.example/x.png)', '<https://evil.example>', 'https://evil.example/a', 'www.evil.example'],
  ...['me@evil.example', '[a][b]\n\n[b]: https://evil.example', '](command:x)', '[x](<command:x> "t")'],
  ...['<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '<!--', '<a href="command:x">y</a>', '&lt;b&gt;'],
  ...['`', '```', '~~~', '``` ` ```', '# h', '\n# h', '- x', '> q', '---', '***', '**b**', '__proto__', '| a | b |'],
  ...['\\|', '|', '\\', '\\\\', '&#91;x&#93;(command:x)', '$(trash)', '$(sync~spin)', '\\$(trash)', '$(', '@mention'],
  ...['` [x](command:y) `', '``` <img src=x> ```', '| [x](command:y) |', '$(zap)', '[x](command:y "t") $(zap)'],
  // Terminals and what can't be seen
  ...[`${escape}[31mred`, `${escape}]8;;https://evil.example${bell}x${escape}]8;;${bell}`, `${escape}]0;t${bell}`],
  ...[`${escape}[2J`, char(0x9b) + '31m', char(0x9d) + '0;x' + char(0x9c), nul, bell, tab, lineFeed, carriageReturn],
  ...[
    '\u202e',
    '\u202egnp.exe',
    '\u2066',
    '\u200f',
    '\u061c',
    '\u200b',
    '\u2060',
    '\ufeff',
    '\u2028',
    '\u2029',
    '\u0085',
  ],
  ...[
    '\ud83d',
    '\udc00',
    '\ud83d\ude00',
    '\uffff',
    '\u0000\u0001',
    'a\u0300\u0301\u0302',
    '\u00a0',
    '\u3000',
    '\u{e0041}',
  ],
  ...['\u3164', '\u2800', '\u00ad', 'a\u3164\u2800\u00adb', `a${' '.repeat(40)}b`, '\u2067x\u2069', '\ufe0f', '\u180e'],
  // Lines of a log, a report, a question
  ...['\n2026-11-23 10:00:00.000 [info] all is well', '\r\nProfile: other', '\nEndpoint: https://evil.example', '\n\n'],
  // Words of our own dialogs, and what would end their quotes
  ...[
    '/x. This goes to the sandbox: nothing real is restored.',
    '/x\u201d Nothing is overwritten. \u201c',
    '\u2069\u201d',
  ],
  ...[
    'Not stated: the service decides.',
    '\u201d\u2069\n\nProfile: \u201cother',
    'and 0 more',
    'Cancel Restore',
    '\u201c\u2068',
  ],
  ...[
    'The sandbox is on, but this copy does not go there',
    'COMPLETE, with a message',
    'The service reports no restored',
  ],
  // Marks that are drawn over what stands before, and blanks made of them
  ...[`a${'\u0301\u0316\u0489'.repeat(40)}`, '\u0336'.repeat(30), 'a\u20dd\u20e0', `${'\u0e47'.repeat(50)}b`, '\u0300'],
  // Long lists that push a path out of sight
  ...[`${'\u{1f4be}'.repeat(200)}/etc/shadow${'\u{1f4be}'.repeat(200)}`, `/a${' /a'.repeat(300)} /etc/shadow`],
  // Paths and files
  ...[
    '../../x',
    '..\\..\\x',
    '/etc/passwd',
    'C:\\Windows\\x',
    '\\\\evil\\share',
    '\\\\?\\C:\\x',
    'C:\\x',
    '%00',
    'CON',
    'NUL.txt',
    'aux',
  ],
  ...['a:b', 'x.restore.json', '.', '..', '~', '~root', 'file:///x', '%2e%2e%2f', '\u202egpj.exe'],
  // Variables, templates, shells
  ...[
    '${env:PATH}',
    '${workspaceFolder}',
    '${config:x}',
    '${x}',
    '$${x}',
    '%{x}',
    '$1',
    '$&',
    "$'",
    '{0}',
    '{1}',
    '%s',
  ],
  ...['%n%n', '%PATH%', '$(id)', '`id`', '; id', '&& id', '| id', '\nid\n', "' id '", "'; id #", '" id "', '!!', '#'],
  // What sh, PowerShell and cmd.exe read differently
  ...[
    "'it''s'",
    '`"',
    '^&',
    '^',
    '"C:\\\\a"',
    'C:\\a',
    '$env:PATH',
    '\'[\\"/x\\"]\'',
    '""',
    '%V%',
    "$'\\x41'",
    '--%',
    '@{a=1}',
  ],
  ...['<<EOF', '\\\n', '--flag', '-x', '@/etc/passwd', '*', '?', '~+', '$IFS', '"', "'", "'\\''", '//', '/*', '*/'],
  // Regular expressions, formulas, structures
  ...['(a+)+$', '^(([a-z])+.)+$', '[', '(?<=', '.*', '\\', '=1+1', '=HYPERLINK("https://evil.example")', '+1', '-1'],
  ...[';=1+1;', '\n=1', '\t@x', 'a;"=1"', 'a\t＝1', 'a\r\n+1', '(.*)*$', '([a-z]+)*!'],
  ...['@SUM(1)', '\t=1', '\r=1', '＝1', '＋1', ' =1', '","', '\r\n', '"},{"x":"', '}', ']', '{', 'null', '1e999', '""'],
  ...['constructor', 'toString', 'hasOwnProperty', '__proto__"', '"__proto__":{"x":1}', '");process.exit(1);("'],
  ...['`);process.exit(1);(`', '*/process.exit(1)/*', '\nresource "x" "y" {}\n', '"\n}\n', '${file("/etc/passwd")}'],
];

/** A secret with the characters that some encoding escapes. */
export const secret = `${secretMark}-S3cret/with+odd="signs'&ü\\x`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The encodings in which a service or file that has the secret could repeat it. */
export const secretEncodings: readonly string[] = [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ k: secret }).toString(),
  JSON.stringify({ AccessKeySecret: secret }),
  JSON.stringify(JSON.stringify([secret])),
  base64(secret),
  `Basic ${base64(`user:${secret}`)}`,
  `Basic ${base64(`u:${secret}!`)}`,
  `${secret.slice(0, 5)}\u200e${secret.slice(5)}`,
  `${escape}[1m${secret}${escape}[0m`,
  secret.repeat(3),
];

/** Lengths near the limits at which texts are cut. */
const lengths = [78, 80, 90, 99, 190, 200, 290, 300, 490, 500, 980, 1000, 1990, 2000, 4000, 8000, 10_000];

const part = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...payloads) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom('v-1', 'a b', 'RUNNING', 'ü', '名前') },
);
const joined = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
const long = fc
  .tuple(joined, fc.constantFrom(...lengths), joined)
  .map(([before, length, after]) => before + 'x'.repeat(Math.max(length - before.length, 0)) + after);
const any = fc.oneof({ weight: 12, arbitrary: joined }, { weight: 1, arbitrary: long });

/** `count` different texts, the same for the same seed: first the payloads, then combinations of them. */
export function hostileInputs(count: number, seed: number): string[] {
  const all = new Set(payloads.slice(0, count));
  for (let round = 0; all.size < count; round++) {
    for (const text of fc.sample(any, { numRuns: count, seed: seed + round })) {
      if (all.size < count) all.add(text);
    }
  }
  return [...all];
}

/** An input together with the secret. `index` selects the encoding and the order. */
export function withSecret(input: string, index: number): string {
  const form = secretEncodings[index % secretEncodings.length] ?? secret;
  const order = Math.floor(index / secretEncodings.length) % 3;
  if (order === 0) return `${input}${form}`;
  return order === 1 ? `${form}${input}` : `${input} ${form} ${input}`;
}

/** All payloads in few texts, for checks that take long. The seed decides which come first. */
export function payloadBatches(seed: number, size = 3): string[] {
  const start = Math.abs(seed) % payloads.length;
  const all = [...payloads.slice(start), ...payloads.slice(0, start)];
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size).join(' '),
  );
}
