import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { valid } from '../validSpecs.ts';
import { spec, testWarnings, warnings } from './ruleRows.ts';

/** The spec after every fix of the rule, one after the other. */
function moved(text: string): unknown {
  const [problem] = warnings(text).filter(({ code }) => code === 'ignoredFilter');
  const [fix] = problem ? fixesFor(readSpec(text), problem) : [];
  return fix ? moved(applyEdits(text, fix.edits)) : (JSON.parse(text) as unknown);
}
const after = (more: Record<string, unknown>) => JSON.parse(spec('OSS', more)) as unknown;

describe('ignoredFilter', () => {
  testWarnings([
    [
      'Include of a restore to OSS',
      spec('OSS', { Include: ['photos/'] }),
      ['ignoredFilter', '"Include"', /^With OSS the service may ignore Include and restore everything/],
    ],
    [
      'Exclude of a restore to NAS, as a string',
      spec('NAS', { Exclude: '["/a"]' }),
      ['ignoredFilter', '"Exclude"', /^With NAS the service may ignore Exclude/],
    ],
    ['the filters of ECS files', spec('ECS_FILE', { Include: ['C:\\a'], Exclude: ['C:\\a\\b'] })],
    ['a filter that Options has too', spec('NAS', { Include: ['/a'], Options: { includes: ['/a'] } })],
    ['a filter of Options', spec('OSS', { Options: { includes: ['photos/'], excludes: ['photos/raw/'] } })],
  ]);

  it('moves both lists into Options, whether there is one or not', () => {
    const filters = { Include: ['a/$1}'], Exclude: '["a/b"]' };
    assert.deepEqual(moved(spec('OSS', filters)), after({ Options: { excludes: ['a/b'], includes: ['a/$1}'] } }));
    for (const Options of [{}, { conflictPolicy: 'KEEP_LATEST' }]) {
      const expected = after({ Options: { ...Options, includes: ['a/$1}'], excludes: ['a/b'] } });
      assert.deepEqual(moved(spec('OSS', { ...filters, Options })), expected);
      assert.deepEqual(moved(spec('OSS', { Options, ...filters })), expected);
    }
  });

  it('keeps a comment of Options that have no key yet', () => {
    for (const comment of [' /* keep */ ', '\n  // keep\n']) {
      const text = spec('NAS', { Include: ['/a'], Options: {} }).replace('{}', `{${comment}}`);
      const [problem] = warnings(text);
      const [fix] = problem ? fixesFor(readSpec(text), problem) : [];
      const after = applyEdits(text, fix?.edits ?? []);
      assert.ok(after.includes(comment.trim()), after);
      assert.deepEqual(JSON.parse(after.replace(comment.trim(), '')), {
        ...valid['NAS'],
        Options: { includes: ['/a'] },
      });
    }
  });

  it('offers no move into a list that is there, or into a string', () => {
    for (const Options of ['{}', { includes: [] }]) {
      const text = spec('NAS', { Include: ['/a'], Options });
      assert.deepEqual(moved(text), JSON.parse(text));
    }
  });
});
