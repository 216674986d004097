import { fill, head, testCounts, testLongTexts, testSamples, type Spelling } from './formatHelpers.ts';

const single = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`;
const ansi = (value: string) => `$'${value.replace(/[\\']/g, '\\$&')}'`;
const double = (value: string) => `"${value.replace(/[\\"$`]/g, '\\$&')}"`;
const escaped = (value: string) => value.replace(/[^\w]/g, '\\$&');
const pieces = (value: string) => `${single(value.slice(0, 3))}${double(value.slice(3, 5))}${ansi(value.slice(5))}`;

/** A value that a shell puts in its place, or that stands in a file. */
const elsewhere =
  (word: string): Spelling =>
  (name) => ({ text: `--${name} ${word}` });
const after =
  (between: string, quote: (value: string) => string): Spelling =>
  (name, value) => ({ text: `--${name}${between}${quote(value)}`, value });
const spellings: Readonly<Record<string, Spelling>> = {
  'equals, single': after('=', single),
  'colon, double': after(':', double),
  'equals, ansi': after('=', ansi),
  'equals, escaped': after('=', escaped),
  'equals, pieces': after('=', pieces),
  // The CLI takes a word that begins with a hyphen and a letter for a flag.
  'word, single': (name, value) => after(/^-/.test(value) ? '=' : ' ', single)(name, value),
  'word, double': (name, value) => after(/^-/.test(value) ? '=' : ' ', double)(name, value),
  variable: elsewhere('"$X"'),
  default: elsewhere('${X:-y}'),
  output: elsewhere('$(id "a b")'),
  backticks: elsewhere('`id`'),
  home: elsewhere('~/x'),
  file: elsewhere('file:///a'),
};
const flags = [
  '',
  '--secure',
  '--profile ops',
  '-p ops',
  '--dryrun',
  '--endpoint h',
  '--read-timeout 5',
  '-q',
  '--yes',
];

describe('a command of the CLI, read', () => {
  testSamples('readCli');

  testCounts(
    spellings,
    (parameters, extra) => {
      const flag = flags[extra % flags.length] ?? '';
      const words = extra % 2 === 0 ? [flag, ...parameters] : [...parameters, flag];
      // A line that goes on says that it is for a POSIX shell. `readings` has the tests for commands that don't say it.
      return [head, ...words.filter((word) => word !== '')].join(' \\\n  ');
    },
    (name) => `--${name}`,
  );

  testLongTexts([
    ['the path of a program', `${head}; ${fill('a')}/`],
    ['folders of a program', `${head}; ${fill('a/')}b`],
    ['programs', head + fill('; a')],
  ]);
});
