import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seed } from '../../seed.ts';
import { fill, imported, program, testCounts, testLongTexts, testSamples, type Spelling } from './formatHelpers.ts';

/** Every way in which a program gives a parameter, from its name and a literal of its value. */
const forms: readonly ((name: string, literal: string) => string)[] = [
  (name, literal) => `query["${name}"] = ${literal};`,
  (name, literal) => `queries['${name}'] = ${literal}`,
  (name, literal) => `body.${name} = ${literal}; // = "x"`,
  (name, literal) => `r.${name} = ${literal}`,
  (name, literal) => `r[\`${name}\`]=${literal};`,
  (name, literal) => `const query = { "${name}": ${literal} };`,
  (name, literal) => `f({ body: { ${name}: ${literal}, } });`,
];
const construct = (properties: readonly string[]) =>
  `f(new $hbr20170908.CreateRestoreJobRequest({ ${properties.join(', ')} }));`;
const quotes: readonly ((value: string) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => `'${value.replace(/['\\]/g, '\\$&')}'`,
  (value) => `\`${value.replace(/[`\\$]/g, '\\$&')}\``,
];
const names = ['VaultId', 'SnapshotId', 'TargetBucket', 'TargetPrefix', 'TargetPath', 'SnapshotHash'];
const value = fc.string({ unit: fc.constantFrom(...`aZ0 ;&=@<+$'"\\{}[]/-é\``), minLength: 1, maxLength: 8 });

/** Expressions that only the program can evaluate, and null, which is not sent. */
const computed = [
  'x',
  'process.env.X',
  '`a${x}`',
  '"a" + x',
  'f("a", // )\n "b")',
  '(x)',
  'x ? "a" : "b"',
  '"a".trim()',
];
const spellings: Readonly<Record<string, Spelling>> = Object.fromEntries(
  forms.flatMap((form, at) => [
    ...quotes.map((quote, i): [string, Spelling] => [
      `${at} ${i}`,
      (name, value) => ({ text: form(name, quote(value)), value }),
    ]),
    ...computed.map((expression): [string, Spelling] => [
      `${at} ${expression}`,
      (name) => ({ text: form(name, expression) }),
    ]),
  ]),
);

describe('a program, read', () => {
  testSamples('readTypeScript');

  testCounts(
    spellings,
    (parameters) =>
      ['// CreateRestoreJob', 'const r = new $hbr20170908.CreateRestoreJobRequest({});', ...parameters].join('\n'),
    (name) => name,
  );

  it('has each parameter in the spec, however the program gives it', () => {
    const given = fc.record({ form: fc.constantFrom(...forms), quote: fc.constantFrom(...quotes), value });
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: names.length }), (parameters) => {
        const lines = parameters.map(({ form, quote, value }, i) => form(names[i] ?? '', quote(value)));
        const { spec, skipped } = imported(
          ['// CreateRestoreJob', 'const r = new $hbr20170908.CreateRestoreJobRequest({});', ...lines].join('\n'),
        );
        assert.deepEqual(spec, Object.fromEntries(parameters.map(({ value }, i) => [names[i], value])));
        assert.deepEqual(skipped, []);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('has each parameter in the spec that a request is made of', () => {
    const given = fc.record({ quote: fc.constantFrom(...quotes), value });
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: names.length }), (parameters) => {
        const properties = parameters.map(({ quote, value }, i) => `${names[i] ?? ''}: ${quote(value)}`);
        const { spec, skipped } = imported(construct(properties));
        assert.deepEqual(spec, Object.fromEntries(parameters.map(({ value }, i) => [names[i], value])));
        assert.deepEqual(skipped, []);
      }),
      { seed, numRuns: 200 },
    );
  });

  testLongTexts([
    ['names with types', `${program}1}; ${fill('a: ')}`],
    ['requests that are made', `${program}1}; ${fill('a = new CreateRestoreJobRequest(x)\n')}`],
    ['updates', `${program}1}; ${fill('query.update(')}`],
    ['settings of other objects', `${program}1}; ${fill('a.vaultId = 1\n')}`],
    ['settings of one parameter', `${program}1}; ${fill('query.vaultId = 1\n')}`],
    ['comments of Python', `def f():\n${program}1}\n${fill(' #a')}`],
    ['quotes of three', `def f():\n${program}1}\n${fill(`"""'''`)}`],
    ['backslashes of Python', `def f():\n${program}"${fill('\\N')}"}`],
    ['keyword arguments', `CreateRestoreJobRequest(${fill('a=1, ')}`],
    ['keyword arguments that are computed', `CreateRestoreJobRequest(${fill('a=(x, ')}`],
    ['requests of keyword arguments', fill('CreateRestoreJobRequest(vault_id="v", ')],
    ['brackets among keyword arguments', `CreateRestoreJobRequest(vault_id="v", ${fill(']} ')}`],
    ['a long name', `${program}1}; const ${fill('a')}`],
    ['declarations', `${program}1}; ${fill('const a ')}`],
    ['names of parameters', `${program}1}; ${fill('query: a ')}`],
    ['blanks after a name', `${program}1}; query ${fill(' ')}`],
    ['brackets after names', `${program}1}; ${fill('queries[')}`],
    ['requests', `${program}1}; ${fill('const r = new CreateRestoreJobRequest ')}`],
    ['assignments', `${program}1}; ${fill('r.a = ')}`],
    ['comments that stay open in a program', `${program}${fill('/*,')}`],
    ['comments that stay open in values', `${program}1, ${fill('a: [/*], ')}`],
    ['a template that stays open in a program', program + fill('`\\')],
    ['quotes that stay open in values', `${program}\`, ${fill('a: x\\`, ')}`],
    ['escaped quotes in a program', `${program}'${fill("\\'")}`],
    ['properties of a program', `CreateRestoreJob callApi query = {VaultId: "v", ${fill('a: 1, ')}}`],
    ['objects of a program', `CreateRestoreJob callApi ${fill('query: { a: 1 ')}`],
    ['digits', `${program}1, b: ${fill('1')}.${fill('1')}.`],
  ]);
});
