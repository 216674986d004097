import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readSpec } from '../../../src/spec/document.ts';
import { judge } from '../../../src/spec/judge.ts';
import { completionsAt, editorProblems, hoverAt, versions } from '../../jsonService.ts';

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
const newer = ['Options', 'Edition', 'FailbackDetail', '$region'];

for (const version of versions) {
  const labels = async (marked: string) => (await completionsAt(marked, version)).map(({ label }) => label);

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
        assert.deepEqual((await labels('{"RestoreType": |}')).slice(0, 5), [
          '"ECS_FILE"',
          '"OSS"',
          '"NAS"',
          '"OTS_TABLE"',
          '"UDM_ECS_ROLLBACK"',
        ]);
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
      assert.deepEqual((await labels('{"Options": {|}}')).sort(), ['UseVSS', 'conflictPolicy', 'excludes', 'includes']);
    });

    it('offers a whole spec of each documented type in an empty file', async () => {
      const items = await completionsAt('|', version);
      const types = items.map(({ insertText }) => /"RestoreType": "(\w+)"/.exec(insertText ?? '')?.[1]);
      assert.deepEqual(types.sort(), Object.keys(keys).sort());
    });

    it('puts no example in the place of an ID that a person has to know', async () => {
      for (const key of ['VaultId', 'SnapshotId', 'SnapshotHash', 'TargetFileSystemId', 'TargetBucket']) {
        const items = await completionsAt(`{"RestoreType": "NAS", "${key}": |}`, version);
        for (const { insertText } of items) assert.match(insertText ?? '', /^"([vs]-)?\$1"$/, key);
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
  it('has the 25 parameters of the page, the 3 newer ones, and the 2 that never travel', () => {
    const names = Object.keys(schema.properties);
    assert.equal(names.filter((name) => !newer.includes(name) && !name.startsWith('$')).length, 25);
    assert.equal(names.length, 30);
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
      assert.deepEqual(judge(readSpec(text)), []);
      for (const version of versions) assert.deepEqual(await editorProblems(text, version), []);
    });
  }
});
