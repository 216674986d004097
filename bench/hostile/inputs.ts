/** Texts that a hostile service, file or folder could hold, and secrets among them. */
import fc from 'fast-check';
import { canary } from '../../test/hosts/canary.ts';

const char = String.fromCharCode;
const [nul, bell, tab, lineFeed, carriageReturn, escape] = [0, 7, 9, 10, 13, 27].map((code) => char(code)) as [
  ...[string, string, string, string, string, string],
];

/** Each is a weapon on its own; the generator puts them together. */
export const weapons: readonly string[] = [
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
  ...['<<EOF', '\\\n', '--flag', '-x', '@/etc/passwd', '*', '?', '~+', '$IFS', '"', "'", "'\\''", '//', '/*', '*/'],
  // Regular expressions, formulas, structures
  ...['(a+)+$', '^(([a-z])+.)+$', '[', '(?<=', '.*', '\\', '=1+1', '=HYPERLINK("https://evil.example")', '+1', '-1'],
  ...[';=1+1;', '\n=1', '\t@x', 'a;"=1"', 'a\t＝1', 'a\r\n+1', '(.*)*$', '([a-z]+)*!'],
  ...['@SUM(1)', '\t=1', '\r=1', '＝1', '＋1', ' =1', '","', '\r\n', '"},{"x":"', '}', ']', '{', 'null', '1e999', '""'],
  ...['constructor', 'toString', 'hasOwnProperty', '__proto__"', '"__proto__":{"x":1}', '");process.exit(1);("'],
  ...['`);process.exit(1);(`', '*/process.exit(1)/*', '\nresource "x" "y" {}\n', '"\n}\n', '${file("/etc/passwd")}'],
];

/** What a secret looks like, with all that is written otherwise somewhere. */
export const secret = `${canary}-S3cret/with+odd="signs'&ü\\x`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The ways in which somebody who has the secret can say it. */
export const secretForms: readonly string[] = [
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

/** Lengths around those at which texts are cut. */
const lengths = [78, 80, 90, 99, 190, 200, 290, 300, 490, 500, 980, 1000, 1990, 2000, 4000, 8000, 10_000];

const part = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...weapons) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom('v-1', 'a b', 'RUNNING', 'ü', '名前') },
);
const joined = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
const long = fc
  .tuple(joined, fc.constantFrom(...lengths), joined)
  .map(([before, length, after]) => before + 'x'.repeat(Math.max(length - before.length, 0)) + after);
const any = fc.oneof({ weight: 12, arbitrary: joined }, { weight: 1, arbitrary: long });

/** So many different texts, the same for the same seed: the weapons first, then combinations. */
export function hostileInputs(count: number, seed: number): string[] {
  const all = new Set(weapons.slice(0, count));
  for (let round = 0; all.size < count; round++) {
    for (const text of fc.sample(any, { numRuns: count, seed: seed + round })) {
      if (all.size < count) all.add(text);
    }
  }
  return [...all];
}

/** An input as somebody says it who has the secret as well; `index` picks how. */
export function withSecret(input: string, index: number): string {
  const form = secretForms[index % secretForms.length] ?? secret;
  const order = Math.floor(index / secretForms.length) % 3;
  if (order === 0) return `${input}${form}`;
  return order === 1 ? `${form}${input}` : `${input} ${form} ${input}`;
}

/** Every weapon in few texts, so that each is thrown where a text takes long; the seed says which come first. */
export function volleys(seed: number, size = 3): string[] {
  const start = Math.abs(seed) % weapons.length;
  const all = [...weapons.slice(start), ...weapons.slice(0, start)];
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size).join(' '),
  );
}
