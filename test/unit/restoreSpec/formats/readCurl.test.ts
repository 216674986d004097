import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seed } from '../../seed.ts';
import { fill, imported, testLongTexts, testSamples } from './formatHelpers.ts';

const posix = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;
const encoded = encodeURIComponent;

/** Every way in which curl takes a parameter. */
const forms: Readonly<Record<string, (name: string, value: string) => string>> = {
  '-d': (name, value) => `-d ${posix(`${name}=${encoded(value)}`)}`,
  '-d, attached': (name, value) => `-d${posix(`${name}=${encoded(value)}`)}`,
  '-sSd': (name, value) => `-sSd ${posix(`${name}=${encoded(value)}`)}`,
  '--data': (name, value) => `--data ${posix(`${name}=${encoded(value)}`)}`,
  '--data-raw': (name, value) => `--data-raw ${posix(`${name}=${encoded(value)}`)}`,
  '--data-ascii': (name, value) => `--data-ascii ${posix(`${name}=${encoded(value)}`)}`,
  '--data-binary': (name, value) => `--data-binary ${posix(`${name}=${encoded(value)}`)}`,
  '--data-urlencode': (name, value) => `--data-urlencode ${posix(`${name}=${value}`)}`,
  '--url-query': (name, value) => `--url-query ${posix(`${name}=${value}`)}`,
  '--url-query +': (name, value) => `--url-query ${posix(`+${name}=${encoded(value)}`)}`,
  '-F': (name, value) => `-F ${posix(`${name}="${value.replace(/[\\"]/g, '\\$&')}"`)}`,
  '-F, attached': (name, value) => `-F${posix(`${name}="${value.replace(/[\\"]/g, '\\$&')}"`)}`,
  '--form': (name, value) => `--form ${posix(`${name}="${value.replace(/[\\"]/g, '\\$&')}";type=text/plain`)}`,
  '--form-string': (name, value) => `--form-string ${posix(`${name}=${value}`)}`,
  '--json': (name, value) => `--json ${posix(JSON.stringify({ [name]: value }))}`,
  '--url': (name, value) => `--url ${posix(`https://hbr.cn-x.aliyuncs.com/?${name}=${encoded(value)}`)}`,
  'an address': (name, value) => posix(`https://hbr.cn-x.aliyuncs.com/?${name}=${encoded(value)}`),
};
const others = [
  '-s',
  '-X POST',
  '-XPOST',
  '-H a:b',
  '--header a:b',
  '--compressed',
  '-k',
  '-o f',
  '-m 3',
  '--max-time 3',
  '-G',
];
const names = ['VaultId', 'SnapshotId', 'TargetBucket', 'TargetPrefix', 'TargetPath', 'SnapshotHash'];
const value = fc.string({ unit: fc.constantFrom(...`aZ0 ;&=@<+%$'"\\{[/-é`), minLength: 1, maxLength: 8 });

describe('a command of curl, read', () => {
  testSamples('readCurl');

  it('has each parameter in the spec, whatever flag carries it and whatever stands around it', () => {
    const parameter = fc.record({
      form: fc.constantFrom(...Object.keys(forms)),
      value,
      other: fc.constantFrom('', ...others),
    });
    fc.assert(
      fc.property(fc.array(parameter, { minLength: 1, maxLength: names.length }), (parameters) => {
        const words = parameters.map(
          ({ form, value, other }, i) => `${other} ${forms[form]?.(names[i] ?? '', value) ?? ''}`,
        );
        const { spec, skipped } = imported(`curl ${words.join(' ')}`);
        const found = Object.fromEntries(Object.entries(spec as object).filter(([name]) => name !== '$region'));
        assert.deepEqual(found, Object.fromEntries(parameters.map(({ value }, i) => [names[i], value])));
        assert.deepEqual(skipped, []);
      }),
      { seed, numRuns: 500 },
    );
  });

  testLongTexts([
    ['a form body', `curl 'https://hbr.cn-x.aliyuncs.com/?VaultId=v' -d '${fill('a=1&')}'`],
    ['flags of one letter', `curl -d VaultId=v -${fill('s')}`],
    ['flags that are not known', `curl -d VaultId=v ${fill('--a ')}`],
    ['parts of a form', `curl -d VaultId=v -F 'a=${fill(';type=')}'`],
  ]);
});
