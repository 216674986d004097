import assert from 'node:assert/strict';
import { fixed, nas, plus, problemsOf, udm, type FixRow } from './fixRows.ts';

describe('members of objects', () => {
  const lines = (...all: string[]) => all.join('\n');
  const missing = 'Add the 3 missing parameters';

  it('adds what is missing in the order of filling in, with nothing that could be sent', () => {
    const before = lines(
      '{',
      '    "RestoreType": "NAS", // a',
      '    "VaultId": "v-1", /* b */',
      '    "InitiatedByAck": false // c',
      '}',
    );
    const { after, fix } = fixed(before, 'Add the 4 missing parameters');
    assert.equal(
      after,
      lines(
        '{',
        '    "RestoreType": "NAS", // a',
        '    "SourceType": "NAS",',
        '    "VaultId": "v-1", /* b */',
        '    "SnapshotId": "",',
        '    "TargetFileSystemId": "",',
        '    "TargetCreateTime": "",',
        '    "InitiatedByAck": false // c',
        '}',
      ),
    );
    assert.equal(fix.isPreferred, true);
    const empty = problemsOf(after);
    assert.deepEqual(
      empty.map(({ code, offset, length }) => [code, after.slice(offset, offset + length)]),
      [
        ['pattern', '""'],
        ['pattern', '""'],
        ['wrongType', '""'],
      ],
    );
    assert.equal(
      fix.edits
        .map(({ snippet }) => snippet)
        .join('')
        .includes('"TargetCreateTime": "$4"'),
      true,
    );
  });

  for (const [what, before, title, after] of [
    [
      'an empty object',
      '{}',
      'Add the 4 missing parameters',
      lines('{', '  "RestoreType": "",', '  "SourceType": "",', '  "VaultId": "",', '  "SnapshotId": ""', '}'),
    ],
    [
      'an object with a comment alone',
      lines('{', '  // x', '}'),
      'Add the 4 missing parameters',
      lines(
        '{',
        '  "RestoreType": "",',
        '  "SourceType": "",',
        '  "VaultId": "",',
        '  "SnapshotId": ""',
        '  // x',
        '}',
      ),
    ],
    [
      'keys that never travel',
      lines('{', '\t"$schema": "x",', '\t"SourceType": "NAS",', '}'),
      missing,
      lines(
        '{',
        '\t"$schema": "x",',
        '\t"RestoreType": "",',
        '\t"SourceType": "NAS",',
        '\t"VaultId": "",',
        '\t"SnapshotId": "",',
        '}',
      ),
    ],
    [
      'a comment after the last key',
      lines('{', '  "RestoreType": "COMMON_FILE_SYSTEM" // x', '}'),
      missing,
      lines(
        '{',
        '  "RestoreType": "COMMON_FILE_SYSTEM", // x',
        '  "SourceType": "COMMON_FILE_SYSTEM",',
        '  "VaultId": "",',
        '  "SnapshotId": ""',
        '}',
      ),
    ],
    [
      'CRLF',
      '{\r\n  "RestoreType": "COMMON_FILE_SYSTEM"\r\n}',
      missing,
      '{\r\n  "RestoreType": "COMMON_FILE_SYSTEM",\r\n  "SourceType": "COMMON_FILE_SYSTEM",\r\n  "VaultId": "",\r\n  "SnapshotId": ""\r\n}',
    ],
    [
      'one line',
      '{ "SnapshotId": "s-1", }',
      missing,
      '{ "RestoreType": "", "SourceType": "", "VaultId": "", "SnapshotId": "s-1", }',
    ],
    [
      'a nested object',
      lines('{', `  ${udm.slice(1, -1)},`, '  "UdmDetail": {}', '}'),
      'Add the missing "sourceInstanceId"',
      lines('{', `  ${udm.slice(1, -1)},`, '  "UdmDetail": {', '    "sourceInstanceId": ""', '  }', '}'),
    ],
    [
      'an object in a string',
      plus(udm, '"UdmDetail":"{ }"'),
      'Add the missing "sourceInstanceId"',
      plus(udm, '"UdmDetail":"{\\"sourceInstanceId\\": \\"\\"}"'),
    ],
    [
      'what a cross-account restore needs',
      plus(nas, '"CrossAccountType":"CROSS_ACCOUNT"'),
      'Add the 2 missing parameters',
      plus(nas, '"CrossAccountType":"CROSS_ACCOUNT", "CrossAccountUserId": "", "CrossAccountRoleName": ""'),
    ],
    [
      'a TargetPrefix, which may be empty and so must be said',
      nas.replace(/"NAS"/g, '"OSS"').replace('"TargetFileSystemId":"1","TargetCreateTime":1', '"TargetBucket":"b"'),
      'Add the missing "TargetPrefix"',
      nas
        .replace(/"NAS"/g, '"OSS"')
        .replace('"TargetFileSystemId":"1","TargetCreateTime":1', '"TargetBucket":"b", "TargetPrefix": "<prefix>"'),
    ],
    [
      'the line of a key, with its comment',
      lines('{', '  "A1": 1, // about it', ...nas.slice(1, -1).replaceAll(',', ',\n').split('\n'), '}'),
      'Remove "A1"',
      lines('{', ...nas.slice(1, -1).replaceAll(',', ',\n').split('\n'), '}'),
    ],
    [
      'the last line',
      lines('{', `  ${nas.slice(1, -1)}, // x`, '  "A1": [', '  ]', '}'),
      'Remove "A1"',
      lines('{', `  ${nas.slice(1, -1)} // x`, '}'),
    ],
    [
      'the last keys of a line',
      `{ ${nas.slice(1, -1)}, "A1": 1, "A2": 2 }`,
      "Remove all 2 keys that aren't taken here",
      `{ ${nas.slice(1, -1)} }`,
    ],
  ] as FixRow[]) {
    it(`keeps the layout: ${what}`, () => assert.equal(fixed(before, title).after, after));
  }
});
