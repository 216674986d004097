import { fill, testCounts, testLongTexts, testSamples, type Spelling } from './formatHelpers.ts';

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

  testLongTexts([['a query', `VaultId=v${fill('&a')}`]]);
});
