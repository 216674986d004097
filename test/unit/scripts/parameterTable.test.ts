import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parameterTable, type Json } from '../../../scripts/parameterTable.ts';

type Part = Record<string, Json>;
type Schema = { properties: Record<string, Part>; definitions: Record<string, Part> };

const text = readFileSync(new URL('../../../schemas/restore.schema.json', import.meta.url), 'utf8');

/** The table of the project's schema with a change. */
function tableWith(change: (schema: Schema) => void): string {
  const schema = JSON.parse(text) as Schema;
  change(schema);
  return parameterTable(schema);
}

/** A change to what the schema says of one parameter. */
const ofVault = (facts: Part) => (schema: Schema) => Object.assign(schema.definitions['VaultId'] ?? {}, facts);

describe('the table of parameters', () => {
  it('has each parameter in the order of the schema, and no key that never travels', () => {
    const names = [...tableWith(() => undefined).matchAll(/^ {2}(\S+): \{/gm)].map(([, name]) => name);
    const { properties } = JSON.parse(text) as Schema;
    assert.deepEqual(
      names,
      Object.keys(properties).filter((name) => !name.startsWith('$')),
    );
  });

  it('leaves out what most parameters have', () => {
    const row = (facts: Part) => /^ {2}VaultId: (.*),$/m.exec(tableWith(ofVault(facts)))?.[1] ?? '';
    const usual = JSON.parse(row({})) as Part;
    assert.deepEqual(
      ['place', 'since', 'reconciliation'].filter((fact) => fact in usual),
      [],
    );
    assert.deepEqual(JSON.parse(row({ 'x-place': 'body' })), { ...usual, place: 'body' });
  });

  for (const [what, change, says] of [
    ['a place that is none', ofVault({ 'x-place': 'header' }), /VaultId: x-place must be one of query, body.*"header"/],
    ['a group that is none', ofVault({ 'x-group': 'form' }), /VaultId: x-group must be one of kind, from, to.*"form"/],
    ['a group that is not text', ofVault({ 'x-group': ['to'] }), /VaultId: x-group must be one of/],
    [
      'no group',
      ({ definitions }: Schema) => delete definitions['VaultId']?.['x-group'],
      /VaultId: x-group must be one of .*missing/,
    ],
    ['JSON that is a string alone', ofVault({ 'x-json': 'object' }), /VaultId: x-json is "object".*its type is string/],
    ['an object that is no JSON', ofVault({ type: ['object', 'string'] }), /VaultId: x-json is missing/],
    ['a time that is a string', ofVault({ 'x-format': 'unixSeconds' }), /VaultId: an integer has x-format/],
    ['an integer of which nothing is known', ofVault({ type: 'integer' }), /VaultId: an integer has x-format/],
    [
      'a newer value that is none',
      ({ properties }: Schema) => Object.assign(properties['RestoreType'] ?? {}, { 'x-newerValues': ['TAPE'] }),
      /RestoreType: x-newerValues has TAPE/,
    ],
    ['a keyword that nobody knows', ofVault({ 'x-plaice': 'query' }), /VaultId: x-plaice is no keyword/],
  ] as const) {
    it(`refuses ${what}, and names the parameter`, () => {
      assert.throws(() => tableWith(change), says);
    });
  }
});
