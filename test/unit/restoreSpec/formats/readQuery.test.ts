import { readQuery } from '../../../../src/restoreSpec/formats/readQuery.ts';
import { fill, testCounts, testSamples, type Spelling } from './formatHelpers.ts';

const form = (value: string) => new URLSearchParams({ v: value }).toString().slice(2);
const everything = (value: string) =>
  [...new TextEncoder().encode(value)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const spellings: Readonly<Record<string, Spelling>> = {
  encoded: (name, value) => ({ text: `${name}=${encodeURIComponent(value)}`, value }),
  'as a form': (name, value) => ({ text: `${name}=${form(value)}`, value }),
  'every byte': (name, value) => ({ text: `${name}=${everything(value)}`, value }),
  'an encoded name': (name, value) => ({ text: `${everything(name)}=${form(value)}`, value }),
  empty: (name) => ({ text: `${name}=`, value: '' }),
};
const starts = ['', '?', 'https://hbr.aliyuncs.com/?', 'POST /?', 'http://127.0.0.1:1/?'];

describe('a query, read', () => {
  testSamples('readQuery');

  testCounts(
    spellings,
    (parameters, extra) => {
      const common = ['Action=CreateRestoreJob', 'Timestamp=x', 'Version=2017-09-08'];
      return `${starts[extra % starts.length] ?? ''}${[...parameters, common[extra % common.length]].join('&')}`;
    },
    (name) => name,
  );

  // Read without the import, which takes no query of this length.
  for (const [what, text] of [
    ['pairs', `VaultId=v${fill('&a')}`],
    ['lines', `VaultId=v${fill('\n&a=b')}`],
    ['lines that are not understood', `VaultId=v${fill('\na')}`],
    ['lines that cut a value', `VaultId=v${fill('\n&a=b\nc\nd')}`],
    ['lines of an address', `https://x${fill('\n&')}${fill('\n?')}`],
    ['headers', `POST /?VaultId=v HTTP/1.1\n${fill('a: b\n')}`],
    ['lines of a request without headers', `POST /?VaultId=v\n${fill('a\n')}`],
    ['blanks', `VaultId=v${fill(' ')}HTTP/ ${fill(' HTTP/')}x`],
  ] as const) {
    it(`has its ${what} read in one pass`, () => void readQuery(text));
  }
});
