import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { requiredKeys } from '../../../src/restoreSpec/schema.ts';
import { newerParameters, parameterNames } from '../../../src/restoreSpec/parameters.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../src/restoreSpec/validation.ts';
import { jsonServiceCompletionsAt, jsonServiceProblems, hoverAt, versions } from '../../jsonService.ts';

const schema = JSON.parse(readFileSync(new URL('../../../schemas/restore.schema.json', import.meta.url), 'utf8')) as {
  properties: Record<string, unknown>;
};
const samples = new URL('../../../samples/', import.meta.url);

/** The keys of each type in the order in which a person fills them. */
const first = ['SourceType', 'VaultId', 'SnapshotId', 'SnapshotHash'];
const keys: Record<string, string[]> = {
  ECS_FILE: [...first, 'TargetInstanceId', 'TargetPath', 'Include', 'Exclude'],
  OSS: [...first, 'TargetBucket', 'TargetPrefix', 'Include', 'Exclude'],
  NAS: [...first, 'TargetFileSystemId', 'TargetCreateTime', 'TargetPath', 'Include', 'Exclude'],
  OTS_TABLE: [...first, 'TargetInstanceName', 'TargetTableName', 'TargetTime', 'OtsDetail'],
  UDM_ECS_ROLLBACK: [...first, 'UdmRegionId', 'UdmDetail'],
};
const newer = [...newerParameters, '$region'];

for (const version of versions) {
  const labels = async (marked: string) => (await jsonServiceCompletionsAt(marked, version)).map(({ label }) => label);

  describe(`authoring with the ${version} JSON service`, () => {
    for (const [type, expected] of Object.entries(keys)) {
      it(`offers the keys of ${type} in the order of filling in, and the newer ones last`, async () => {
        const offered = await labels(`{"RestoreType": "${type}", |}`);
        assert.deepEqual(new Set(offered.slice(0, expected.length)), new Set(expected));
        assert.deepEqual(offered.slice(-newer.length), newer);
        const foreign = Object.values(keys)
          .flat()
          .filter((key) => !expected.includes(key) && !/clude$/.test(key));
        assert.deepEqual(
          offered.filter((key) => foreign.includes(key)),
          [],
        );
      });
    }

    // The oldest one sorts values by their letters, whatever a schema says.
    if (version === 'newest') {
      it('offers the documented words first', async () => {
        assert.deepEqual((await labels('{"SourceType": |}')).slice(0, 5), [
          '"ECS_FILE"',
          '"OSS"',
          '"NAS"',
          '"OTS_TABLE"',
          '"UDM_ECS"',
        ]);
      });
    }

    it('offers the one SourceType that goes with a RestoreType', async () => {
      assert.deepEqual(await labels('{"RestoreType": "UDM_ECS_ROLLBACK", "SourceType": |}'), ['"UDM_ECS"']);
    });

    it('offers the keys of UdmDetail by RestoreType', async () => {
      const inside = (type: string) => labels(`{"RestoreType": "${type}", "UdmDetail": {|}}`);
      assert.deepEqual((await inside('UDM_ECS_ROLLBACK')).sort(), [
        'bootAfterRestore',
        'forceRestore',
        'sourceInstanceId',
      ]);
      assert.deepEqual((await inside('UDM_ECS_DISK')).sort(), [
        'diskCategory',
        'diskPerformanceLevel',
        'targetInstanceId',
      ]);
      assert.equal((await inside('UDM_ECS')).length, 10);
    });

    it('offers the keys of OtsDetail, TargetContainer and Options', async () => {
      assert.equal((await labels('{"RestoreType": "OTS_TABLE", "OtsDetail": {|}}')).length, 7);
      assert.deepEqual((await labels('{"TargetContainer": {|}}')).sort(), ['host', 'hostPrefix', 'pvPath']);
      assert.deepEqual((await labels('{"Options": {|}}')).sort(), [
        'ConflictPolicy',
        'UI_TargetTime',
        'UseVSS',
        'conflictPolicy',
        'excludes',
        'includes',
      ]);
    });

    for (const [type, expected] of Object.entries(keys)) {
      it(`marks the keys that ${type} must have, and offers them first`, async () => {
        const items = await jsonServiceCompletionsAt(`{"RestoreType": "${type}", |}`, version);
        const required = requiredKeys(type).filter((key) => key !== 'RestoreType');
        assert.deepEqual(
          items.slice(0, required.length).map(({ label, detail }) => [label, detail]),
          expected.filter((key) => required.includes(key)).map((key) => [key, 'required']),
        );
        assert.ok(items.slice(required.length).every(({ detail }) => detail === undefined));
      });
    }

    it('goes on to the words of RestoreType once the key is inserted', async () => {
      const items = await jsonServiceCompletionsAt('{|}', version);
      assert.equal(items[0]?.label, 'RestoreType');
      assert.equal(items[0].insertText, '"RestoreType": $1');
      assert.equal(items[0].command?.command, 'editor.action.triggerSuggest');
    });

    it('explains the word at RestoreType', async () => {
      assert.match(await hoverAt('{"RestoreType": "N|AS"}', version), /`NAS`: Files and folders, written to/);
    });

    it('offers null nowhere', async () => {
      for (const key of Object.keys(schema.properties)) {
        for (const type of Object.keys(keys)) {
          const items = await jsonServiceCompletionsAt(`{"RestoreType": "${type}", "${key}": |}`, version);
          assert.ok(!items.some(({ insertText }) => insertText?.includes('null')), key);
        }
      }
    });

    it('puts no example in the place of an ID that a person has to know', async () => {
      for (const key of ['VaultId', 'SnapshotId', 'SnapshotHash', 'TargetFileSystemId', 'TargetBucket']) {
        const items = await jsonServiceCompletionsAt(`{"RestoreType": "NAS", "${key}": |}`, version);
        for (const { insertText } of items) assert.match(insertText ?? '', /^"(?:\$1|\$\{1:[vs]-\})"$/, key);
      }
    });

    for (const key of Object.keys(schema.properties).filter((name) => name !== '$schema')) {
      it(`explains ${key}${key === 'FailbackDetail' ? '' : ' with an example'}`, async () => {
        const type = Object.entries(keys).find(([, list]) => list.includes(key))?.[0] ?? 'NAS';
        const rest = key === 'RestoreType' ? '' : `"RestoreType": "${type}", `;
        const text = await hoverAt(`{${rest}"${key[0] ?? ''}|${key.slice(1)}": 1}`, version);
        assert.ok(text.length > 60, text);
        if (key !== 'FailbackDetail') assert.match(text, /Example/);
      });
    }
  });
}

describe('the schema', () => {
  it('has two keys beside the parameters, which never travel', () => {
    const others = Object.keys(schema.properties).filter((name) => !parameterNames.includes(name));
    assert.deepEqual(others.sort(), ['$region', '$schema']);
  });

  it('explains each value of each enum', () => {
    const check = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { enum: values, markdownEnumDescriptions: texts } = node as Record<string, unknown[] | undefined>;
      if (Array.isArray(values)) assert.equal(texts?.filter(Boolean).length, values.length, JSON.stringify(values));
      Object.values(node).forEach(check);
    };
    check(schema);
  });

  it('has no words beside a reference, which newer editors drop', () => {
    const check = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('$ref' in node) assert.deepEqual(Object.keys(node), ['$ref']);
      Object.values(node).forEach(check);
    };
    check(schema);
  });
});

describe('the samples', () => {
  const files = readdirSync(samples);
  it('are one of each documented type', () => {
    const types = files.map((file) => /"RestoreType": "(\w+)"/.exec(readFileSync(new URL(file, samples), 'utf8'))?.[1]);
    assert.deepEqual(types.sort(), Object.keys(keys).sort());
  });
  for (const file of files) {
    it(`${file} is right`, async () => {
      const text = readFileSync(new URL(file, samples), 'utf8');
      assert.deepEqual(validateSpec(readSpec(text)), []);
      for (const version of versions) assert.deepEqual(await jsonServiceProblems(text, version), []);
    });
  }
});
