import { fill, testCounts, testLongTexts, testSamples, type Spelling } from './formatHelpers.ts';

const spellings: Readonly<Record<string, Spelling>> = {
  string: (name, value) => ({ text: `"${name}": ${JSON.stringify(value)}`, value }),
  'an escaped name': (name, value) => ({
    text: `"\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}": ${JSON.stringify(value)}`,
    value,
  }),
  'a small letter': (name, value) => ({
    text: `"${name[0]?.toLowerCase() ?? ''}${name.slice(1)}": ${JSON.stringify(value)}`,
    value,
  }),
  'a comment': (name, value) => ({ text: `/* "x": 1 */ "${name}": ${JSON.stringify(value)} // "`, value }),
  number: (name) => ({ text: `"${name}": 9007199254740993`, value: '9007199254740993' }),
  boolean: (name) => ({ text: `"${name}": true`, value: 'true' }),
  null: (name) => ({ text: `"${name}": null` }),
};

describe('JSON, read', () => {
  testSamples('readJson');

  testCounts(
    spellings,
    (parameters, extra) => {
      const members = parameters.join('\n,');
      const texts = [
        `{${members}\n}`,
        `{${members}\n,}`,
        `{"$schema": "x", ${members}\n}`,
        `{"query": {${members}\n}}`,
      ];
      return texts[extra % texts.length] ?? '';
    },
    (name) => name,
  );

  testLongTexts([['JSON of parameters', `{"VaultId":"v",${fill('"a":1,')}}`]]);
});
