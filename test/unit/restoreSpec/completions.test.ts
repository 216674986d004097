import assert from 'node:assert/strict';
import { completionsAt } from '../../../src/restoreSpec/completions.ts';
import { noLiveValues } from '../../../src/restoreSpec/liveValues.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../src/restoreSpec/validation.ts';
import { errorsOf } from '../../../src/restoreSpec/diagnostic.ts';
import { toRequest } from '../../../src/restoreSpec/restoreRequest.ts';
import { parametersOf } from '../../../src/restoreSpec/parameters.ts';
import { utcText } from '../../../src/restoreSpec/dateFormat.ts';
import { jsonServiceCompletionsAt, versions } from '../../jsonService.ts';
import { accepted, hostile, marked } from './cursorMark.ts';
import { newer, valid } from './validSpecs.ts';

const now = Date.UTC(2024, 2, 3, 10, 20, 30, 400);
const seconds = Math.floor(now / 1000);

const at = (text: string) => {
  const { spec, offset } = marked(text);
  return { spec, found: completionsAt({ spec, offset, now, live: noLiveValues }) };
};
const labels = (text: string) => at(text).found.map(({ label }) => label);
const accept = (text: string, label: string, fill?: string) => {
  const { spec, found } = at(text);
  const suggestion = found.find((one) => one.label === label);
  assert.ok(suggestion, `${label} in ${found.map((one) => one.label).join(' | ')}`);
  return accepted(spec, suggestion, fill);
};
const errors = (text: string) => errorsOf(validateSpec(readSpec(text))).map(({ message }) => message);
/** The head of a valid spec of a type, up to its last brace. */
const head = (spec: Record<string, unknown> | undefined, more: Record<string, unknown> = {}) =>
  JSON.stringify({ ...spec, ...more }, (_, value: unknown) => value, 1).slice(0, -2);

const names = ['1 hour ago', '1 day ago', '1 week ago', 'midnight today', 'a date…'];

describe('completion of times', () => {
  const nas = head(valid['NAS'], { TargetCreateTime: undefined });
  const ots = head(valid['OTS_TABLE']);
  for (const [what, text] of [
    ['nothing yet', `${nas}, "TargetCreateTime": |}`],
    ['nothing and no end', `${nas}, "TargetCreateTime": |`],
    ['a word', `${nas}, "TargetCreateTime": no|}`],
    ['a number', `${nas}, "TargetCreateTime": 15|}`],
    ['a number, the cursor inside', `${nas}, "TargetCreateTime": 1|5}`],
    ['a number, the cursor before it', `${nas}, "TargetCreateTime": |15}`],
    ['an empty string', `${nas}, "TargetCreateTime": "|"}`],
    ['null', `${ots}, "TargetTime": null|}`],
  ] as const) {
    it(`offers names over ${what}, and any makes a valid spec`, () => {
      assert.deepEqual(labels(text), text.includes('TargetTime') ? ['now', ...names] : names);
      for (const name of names.slice(0, -1)) {
        const result = accept(text, name);
        assert.deepEqual(errors(result.endsWith('}') ? result : `${result}}`), [], result);
      }
    });
  }

  it('writes the seconds of the moment, and says them as dates', () => {
    const { found } = at(`${ots}, "TargetTime": |}`);
    assert.deepEqual(found[0]?.insert, [String(seconds)]);
    assert.match(found[0].description ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d:30 [+-]\d\d:\d\d$/);
    assert.equal(found[0].detail, '1709461230 = 2024-03-03 10:20:30 UTC');
    assert.deepEqual(found[1]?.insert, [String(seconds - 3600)]);
    assert.deepEqual(found[2]?.insert, [String(seconds - 86_400)]);
  });

  it('adds the comma that a following key needs, and none else', () => {
    const before = `{"TargetTime": |\n "VaultId": "v-1"}`;
    assert.equal(accept(before, 'now'), `{"TargetTime": ${seconds},\n "VaultId": "v-1"}`);
    assert.equal(accept('{"TargetTime":|"VaultId": ""}', 'now'), `{"TargetTime": ${seconds},"VaultId": ""}`);
    assert.equal(accept('{"TargetTime": |, "VaultId": ""}', 'now'), `{"TargetTime": ${seconds}, "VaultId": ""}`);
  });

  for (const [written, meant] of [
    ['2024-03-03', '2024-03-03 00:00:00 UTC'],
    ['"2024-03-03"', '2024-03-03 00:00:00 UTC'],
    ['"2024-03-03 10:20"', '2024-03-03 10:20:00 UTC'],
    ['"2024-03-03T10:20:30Z"', '2024-03-03 10:20:30 UTC'],
    ['"2024-03-03 10:20:30 UTC"', '2024-03-03 10:20:30 UTC'],
    ['2024-02-29', '2024-02-29 00:00:00 UTC'],
  ] as const) {
    it(`turns ${written} into seconds`, () => {
      const end = written.endsWith('"') ? `${written.slice(0, -1)}|"` : `${written}|`;
      const text = `${nas}, "TargetCreateTime": ${end}}`;
      const result = accept(text, meant);
      assert.deepEqual(errors(result), []);
      const { query } = toRequest(readSpec(result));
      assert.equal(utcText(Number(query['TargetCreateTime'])), meant);
      const { found } = at(text);
      assert.equal(found.length, /Z|UTC/.test(written) ? 1 : 2);
      // VS Code lists what begins like the text up to the cursor.
      for (const { filter } of found) assert.ok(filter.startsWith(written.replace(/"$/, '')), filter);
    });
  }

  it('takes no day or hour that does not exist for a date', () => {
    for (const odd of ['2024-02-30', '2024-13-01', '2024-01-01 25:00', '1969-12-31', '99999-01-01'])
      assert.deepEqual(labels(`{"TargetCreateTime": "${odd}|"}`), names, odd);
  });

  it('makes of "a date…" a date that completes to seconds', () => {
    const text = accept(`${nas}, "TargetCreateTime": |}`, 'a date…');
    const date = /\d{4}-\d\d-\d\d \d\d:\d\d/.exec(text)?.[0] ?? '';
    const again = labels(text.replace(date, `${date}|`));
    assert.deepEqual(again, [`${date}:00 local time`, `${date}:00 UTC`]);
  });
});

describe('completion of RestoreType with its SourceType', () => {
  const rest = ['"VaultId": "v-1"', '"SnapshotId": "s-1"'].join(', ');
  for (const [type, spec] of Object.entries({ ...valid, ...newer })) {
    it(`writes both for ${type}`, () => {
      const label = `"${type}"`;
      const keep = Object.fromEntries(Object.entries(spec).filter(([key]) => !/Type$/.test(key)));
      for (const value of ['|', '"|"', `"${type.slice(0, 2)}|"`]) {
        const text = `{\n"RestoreType": ${value},\n${JSON.stringify(keep).slice(1)}`;
        assert.deepEqual(errors(accept(text, label)), []);
      }
    });
  }
  it('keeps to the line of a spec on one line, and adds a missing comma', () => {
    const both = '"NAS", "SourceType": "NAS"';
    assert.equal(accept(`{"RestoreType": |}`, '"NAS"'), `{"RestoreType": ${both}}`);
    assert.equal(accept(`{"RestoreType": | ${rest}}`, '"NAS"'), `{"RestoreType": ${both}, ${rest}}`);
    assert.equal(accept(`{\n"RestoreType": |\n}`, '"NAS"'), `{\n"RestoreType": "NAS",\n"SourceType": "NAS"\n}`);
  });
  it('writes the type alone where there is a SourceType, so that no key comes twice', () => {
    assert.equal(
      accept('{"SourceType": "NAS", "RestoreType": "|"}', '"OSS"'),
      '{"SourceType": "NAS", "RestoreType": "OSS"}',
    );
    assert.equal(accept('{"RestoreType": "|", "SourceType": ""}', '"OSS"'), '{"RestoreType": "OSS", "SourceType": ""}');
  });
  it('offers each type once, with VS Code too, the documented ones first', async () => {
    const types = Object.keys({ ...valid, ...newer }).map((type) => `"${type}"`);
    for (const text of ['{"RestoreType": |}', '{"RestoreType": "|"}', '{"SourceType": "NAS", "RestoreType": |}']) {
      assert.deepEqual(labels(text).slice(0, 5), types.slice(0, 5));
      assert.deepEqual(labels(text).sort(), [...types].sort());
      for (const version of versions) assert.deepEqual(await jsonServiceCompletionsAt(text, version), []);
    }
  });
});

describe('completion of a whole spec', () => {
  const kinds = [
    'Restore ECS files',
    'Restore OSS objects',
    'Restore NAS files',
    'Restore a Tablestore table',
    'Roll back an ECS instance',
  ];
  for (const text of ['|', '  |\n', '// why\n|', 'tab|', 't|ab', 'restore o|', '\n/* a */ oss|']) {
    it(`is offered for each documented kind, found by its label: ${JSON.stringify(text)}`, async () => {
      const { found } = at(text);
      assert.deepEqual(
        found.map(({ label }) => label),
        kinds,
      );
      for (const { filter, label } of found) assert.equal(filter, label);
      const nas = accept(text, 'Restore NAS files', '1');
      assert.match(nas, /^[^{\w]*(?:\/.*)?[^{\w]*\{\n\t"RestoreType": "NAS",/);
      assert.ok(!/tab|oss/.test(nas), nas);
      for (const version of versions) assert.deepEqual(await jsonServiceCompletionsAt(text, version), []);
    });
  }
  it('is valid once what is left to a person is filled in, and not sent before', () => {
    const fill = ['v-1', 's-1', '1', '2'];
    for (const { label, insert, placeholders = [] } of at('|').found) {
      const filled = insert
        .map((piece, index) => piece + (index < insert.length - 1 ? (fill[index] ?? '') : ''))
        .join('');
      assert.deepEqual(errors(filled.replace('"UdmRegionId": "2"', '"UdmRegionId": "cn-hangzhou"')), [], label);
      const left = insert.map((piece, index) => piece + (placeholders[index] ?? '')).join('');
      assert.ok(errors(left).length > 0, left);
      assert.ok(!left.includes('null'));
    }
  });
  it('is not offered in a spec, or after other words', () => {
    for (const text of ['{|', '{}|', '[|', '"a|', 'a { b|', '1|']) assert.deepEqual(labels(text), [], text);
  });
});

/** A spec whose parameter is the string that holds this JSON, with the `|` in it. */
const inString = (type: string, name: string, json: string) => {
  const spec = { ...{ ...valid, ...newer }[type], [name]: json };
  return JSON.stringify(spec);
};

describe('completion inside a string', () => {
  const inside: [type: string, name: string, json: string, offered: string[]][] = [
    ['UDM_ECS_ROLLBACK', 'UdmDetail', '{|}', ['sourceInstanceId', 'bootAfterRestore', 'forceRestore']],
    ['UDM_ECS_ROLLBACK', 'UdmDetail', '{|', ['sourceInstanceId', 'bootAfterRestore', 'forceRestore']],
    ['UDM_ECS_ROLLBACK', 'UdmDetail', '{"so|', ['sourceInstanceId', 'bootAfterRestore', 'forceRestore']],
    ['UDM_ECS_ROLLBACK', 'UdmDetail', '{"so|"}', ['sourceInstanceId', 'bootAfterRestore', 'forceRestore']],
    ['UDM_ECS_ROLLBACK', 'UdmDetail', '{"sourceInstanceId": "i-1", |}', ['bootAfterRestore', 'forceRestore']],
    ['UDM_ECS_DISK', 'UdmDetail', '{|}', ['targetInstanceId', 'diskCategory', 'diskPerformanceLevel']],
    ['OTS_TABLE', 'OtsDetail', '{"OverwriteExisting": |}', ['false', 'true']],
    ['OTS_TABLE', 'OtsDetail', '{"OverwriteExisting": tr|}', ['false', 'true']],
    ['OTS_TABLE', 'OtsDetail', '{"OverwriteExisting": true|, "x": 1}', ['false', 'true']],
    ['UDM_ECS', 'UdmDetail', '{"diskPerformanceLevel": "|"}', ['"PL0"', '"PL1"', '"PL2"', '"PL3"']],
    ['UDM_ECS', 'UdmDetail', '{"diskPerformanceLevel": "PL|', ['"PL0"', '"PL1"', '"PL2"', '"PL3"']],
    ['UDM_ECS', 'UdmDetail', '{"restoredNetwork": |}', ['"vsw-"']],
    ['UDM_ECS', 'UdmDetail', '{"securityGroup": "|"}', ['"sg-"']],
    ['NAS', 'TargetContainer', '{|}', ['host', 'hostPrefix', 'pvPath']],
    ['NAS', 'Options', '{|}', ['includes', 'excludes', 'conflictPolicy', 'ConflictPolicy', 'UseVSS', 'UI_TargetTime']],
    ['NAS', 'Options', '{"UseVSS": |', ['false', 'true']],
    ['UDM_ECS_ROLLBACK', 'UdmDetail', '|', ['{…} with the required keys']],
    ['OTS_TABLE', 'OtsDetail', '|', ['{}']],
    // Nothing where nothing can stand.
    ['OTS_TABLE', 'OtsDetail', '{"OverwriteExisting"|}', []],
    ['OTS_TABLE', 'OtsDetail', '{"OverwriteExisting" |}', []],
    ['OTS_TABLE', 'OtsDetail', '{"OverwriteExisting": true |}', []],
    ['OTS_TABLE', 'OtsDetail', '{"nothing": |}', []],
    ['OTS_TABLE', 'OtsDetail', '{"__proto__": |}', []],
    ['OTS_TABLE', 'OtsDetail', '{"OverwriteExisting": {|}}', []],
    ['OTS_TABLE', 'OtsDetail', '{}|', []],
    ['OTS_TABLE', 'OtsDetail', '[|]', []],
    ['NAS', 'FailbackDetail', '{|}', ['cpu', 'memoryInMB', 'uefiBoot', 'serverId', 'instanceId', 'extra']],
    ['NAS', 'FailbackDetail', '|', ['{}']],
    ['NAS', 'Include', '[|]', []],
  ];
  for (const [type, name, json, offered] of inside) {
    it(`${type} ${name} ${json}: ${offered.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(labels(inString(type, name, json)), offered);
    });
  }

  it('offers what the JSON service offers for the same JSON as an object', async () => {
    for (const [type, name] of [
      ['UDM_ECS_ROLLBACK', 'UdmDetail'],
      ['UDM_ECS_DISK_ROLLBACK', 'UdmDetail'],
      ['UDM_ECS', 'UdmDetail'],
      ['UDM_ECS_DISK', 'UdmDetail'],
      ['OTS_TABLE', 'OtsDetail'],
      ['NAS', 'TargetContainer'],
      ['NAS', 'Options'],
    ] as const) {
      const object = await jsonServiceCompletionsAt(`{"RestoreType": "${type}", "${name}": {|}}`);
      const string = labels(inString(type, name, '{|}'));
      assert.deepEqual([...string].sort(), object.map(({ label }) => label).sort(), `${type} ${name}`);
      for (const key of string) {
        const value = await jsonServiceCompletionsAt(`{"RestoreType": "${type}", "${name}": {"${key}": |}}`);
        const plain = value.filter(({ insertText }) => !/^(\$1|"\$1"|\[.*\$1.*\])$/s.test(insertText ?? ''));
        const values = labels(inString(type, name, `{"${key}": |}`));
        assert.deepEqual([...values].sort(), plain.map(({ label }) => label).sort(), `${type} ${name} ${key}`);
      }
    }
  });

  const edits: [type: string, name: string, json: string, label: string, fill: string, result: string][] = [
    ['UDM_ECS_ROLLBACK', 'UdmDetail', '{|}', 'sourceInstanceId', 'i-1', '{"sourceInstanceId": "i-1"}'],
    ['UDM_ECS_ROLLBACK', 'UdmDetail', '{"so|"}', 'sourceInstanceId', 'i-1', '{"sourceInstanceId": "i-1"}'],
    ['UDM_ECS_ROLLBACK', 'UdmDetail', '{"x|": "i-1"}', 'sourceInstanceId', '', '{"sourceInstanceId": "i-1"}'],
    [
      'UDM_ECS_ROLLBACK',
      'UdmDetail',
      '{|"sourceInstanceId": "i-1"}',
      'forceRestore',
      'false',
      '{"forceRestore": false,"sourceInstanceId": "i-1"}',
    ],
    ['OTS_TABLE', 'OtsDetail', '{"OverwriteExisting": |}', 'false', '', '{"OverwriteExisting": false}'],
    ['OTS_TABLE', 'OtsDetail', '{"OverwriteExisting": tr|}', 'true', '', '{"OverwriteExisting": true}'],
    ['OTS_TABLE', 'OtsDetail', '{|', 'RestoreIndex', 'true', '{"RestoreIndex": true}'],
    ['OTS_TABLE', 'OtsDetail', '{"Re|}', 'RestoreIndex', 'true', '{"RestoreIndex": true}'],
    ['OTS_TABLE', 'OtsDetail', '{"RestoreIndex": tr|', 'true', '', '{"RestoreIndex": true}'],
    ['OTS_TABLE', 'OtsDetail', '{"IndexNameSuffix":"é\\"😀","Over|"}', 'RestoreIndex', 'true', ''],
    ['NAS', 'Options', '{|}', 'includes', '"/a"', '{"includes": ["/a"]}'],
    ['UDM_ECS_ROLLBACK', 'UdmDetail', '|', '{…} with the required keys', 'i-1', '{"sourceInstanceId": "i-1"}'],
  ];
  for (const [type, name, json, label, fill, result] of edits) {
    it(`writes ${label} into ${json}, escaped`, () => {
      const before = inString(type, name, json);
      const escapedFill = JSON.stringify(fill).slice(1, -1);
      const text = accept(before, label, escapedFill);
      assert.deepEqual(errors(text), [], text);
      if (result) assert.equal(parametersOf(toRequest(readSpec(text)))[name], result);
    });
  }

  it('shows the prefix of an ID selected, so that a pasted ID takes its place', () => {
    for (const [json, label] of [
      ['{|}', 'sourceInstanceId'],
      ['{"sourceInstanceId": |}', '"i-"'],
      ['|', '{…} with the required keys'],
    ] as const) {
      const { found } = at(inString('UDM_ECS_ROLLBACK', 'UdmDetail', json));
      assert.deepEqual(found.find((item) => item.label === label)?.placeholders, ['i-'], json);
    }
    const { found } = at(inString('OTS_TABLE', 'OtsDetail', '{|}'));
    assert.ok(found.length > 0 && found.every(({ placeholders }) => placeholders === undefined));
  });

  it('compares with the text as it is escaped', () => {
    const { found } = at(inString('OTS_TABLE', 'OtsDetail', '{"Over|"}'));
    assert.equal(found[0]?.filter, '\\"OverwriteExisting\\"');
  });
});

describe('completion in any text', () => {
  const full = {
    ...newer['UDM_ECS'],
    UdmDetail: '{"diskCategory": "cloud_essd", "bootAfterRestore": true}',
    TargetTime: 1554347313,
    TargetContainer: { host: 'h' },
  };
  const text = `// c\n${JSON.stringify(full, null, 1)}`;

  it('says nothing where VS Code knows it all', () => {
    for (const quiet of ['{|}', '{"|"}', '{"VaultId": "|"}', '{"$region": "|"}', '{"SourceType": |}', '[|]', '"|"'])
      assert.deepEqual(labels(quiet), [], quiet);
  });

  it('never throws, and replaces one line around the cursor, in a spec broken at any character', () => {
    const check = (broken: string, offset: number) => {
      const spec = readSpec(broken);
      for (const { offset: start, length } of completionsAt({ spec, offset, now, live: noLiveValues })) {
        assert.ok(start <= offset && offset <= start + length && start + length <= broken.length, broken);
        assert.ok(!/[\r\n]/.test(broken.slice(start, start + length)), broken);
      }
    };
    for (let end = 0; end <= text.length; end++) {
      check(text.slice(0, end), end);
      for (const bad of hostile) check(text.slice(0, end) + bad + text.slice(end), end + bad.length);
      check(text.slice(0, end) + text.slice(end + 1), end);
    }
  });

  it('stays quiet in a text that is too large, and in one nested without end', () => {
    assert.deepEqual(labels(`{"TargetTime": |${' '.repeat(5_000_000)}}`), []);
    assert.deepEqual(labels(`{"OtsDetail": "${'['.repeat(100_000)}|"}`), []);
  });
});
