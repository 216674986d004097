import assert from 'node:assert/strict';
import { applyEdits, editBetween } from '../../../src/restoreSpec/fixes/fix.ts';
import {
  filterListsOf,
  filterPathAt,
  withFilterLists,
  type FilterLists,
} from '../../../src/restoreSpec/filterLists.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';

const lists = (include: string[], exclude: string[] = []): FilterLists => ({ include, exclude });
const read = (text: string) => filterListsOf(readSpec(text));

describe('the lists of paths of a spec', () => {
  it('are read from parameters and from Options, as JSON and as strings, each path once', () => {
    assert.deepEqual(read('{}'), lists([]));
    assert.deepEqual(
      read('{"Include":["/a","/b"],"Exclude":"[\\"/a/x\\"]","Options":{"includes":["/b","/c"],"excludes":["/d"]}}'),
      lists(['/a', '/b', '/c'], ['/a/x', '/d']),
    );
    assert.deepEqual(read('{"Options":"{\\"includes\\":[\\"a/\\"]}"}'), lists(['a/']));
  });

  it('are unknown where they or the spec can not be read', () => {
    for (const text of [
      '{',
      '[]',
      '{"Include":"/a"}',
      '{"Include":[1]}',
      '{"Options":"{"}',
      '{"Options":{"includes":1}}',
    ]) {
      assert.equal(read(text), undefined, text);
    }
  });

  const spec = `{
  // what is restored
  "RestoreType": "ECS_FILE",
  "Include": [
    "/a", // the first
    "/b"
  ]
}`;

  for (const [name, text, wanted, expected] of [
    ['adds a line after the last path', spec, lists(['/a', '/b', '/c']), spec.replace('"/b"', '"/b",\n    "/c"')],
    [
      'removes a line and keeps the comment of another',
      spec,
      lists(['/a']),
      spec.replace(',', ',').replace('"/a", // the first\n    "/b"', '"/a" // the first'),
    ],
    ['removes one and adds one', spec, lists(['/a', '/c']), spec.replace('"/b"', '"/c"')],
    [
      'removes the whole list with its last path',
      spec,
      lists([]),
      '{\n  // what is restored\n  "RestoreType": "ECS_FILE"\n}',
    ],
    [
      'adds a list on lines of its own',
      '{\n  "RestoreType": "ECS_FILE"\n}',
      lists(['/a'], ['/a/b']),
      '{\n  "RestoreType": "ECS_FILE",\n  "Include": [\n    "/a"\n  ],\n  "Exclude": [\n    "/a/b"\n  ]\n}',
    ],
    [
      'adds a list on the one line',
      '{ "RestoreType": "ECS_FILE" }',
      lists(['/a']),
      '{ "RestoreType": "ECS_FILE", "Include": ["/a"] }',
    ],
    ['keeps a list on one line', '{"Include":["/a"]}', lists(['/a', '/b']), '{"Include":["/a", "/b"]}'],
    ['keeps a string a string', '{"Include":"[\\"/a\\"]"}', lists(['/a', '/b']), '{"Include":"[\\"/a\\",\\"/b\\"]"}'],
    [
      'keeps the ends of lines',
      '{\r\n  "Include": [\r\n    "/a"\r\n  ]\r\n}',
      lists(['/a', '/b']),
      '{\r\n  "Include": [\r\n    "/a",\r\n    "/b"\r\n  ]\r\n}',
    ],
    ['keeps a trailing comma', '{"Include":[\n"/a",\n]}', lists(['/a', '/b']), '{"Include":[\n"/a",\n"/b",\n]}'],
    [
      'writes the lists of OSS into Options, and moves those that are there',
      '{ "RestoreType": "OSS", "Include": ["a/"] }',
      lists(['a/', 'b/'], ['b/c']),
      '{ "RestoreType": "OSS", "Options": { "includes": ["a/","b/"], "excludes": ["b/c"] } }',
    ],
    [
      'keeps other options, also in a string',
      '{ "RestoreType": "NAS", "Options": "{\\"conflictPolicy\\":\\"SKIP_THE_FILE\\"}" }',
      lists(['/a']),
      '{ "RestoreType": "NAS", "Options": "{\\"conflictPolicy\\":\\"SKIP_THE_FILE\\", \\"includes\\": [\\"/a\\"]}" }',
    ],
    [
      'removes Options with the last list',
      '{ "RestoreType": "NAS", "Options": { "includes": ["/a"] } }',
      lists([]),
      '{ "RestoreType": "NAS" }',
    ],
    [
      'writes both where an instance has both',
      '{ "RestoreType": "ECS_FILE", "Include": ["/a"], "Options": { "includes": ["/a"] } }',
      lists(['/b']),
      '{ "RestoreType": "ECS_FILE", "Include": ["/b"], "Options": { "includes": ["/b"] } }',
    ],
    [
      'keeps a comment in Options that have no key yet',
      '{ "RestoreType": "OSS", "Options": { /* keep */ } }',
      lists(['a']),
      '{ "RestoreType": "OSS", "Options": { "includes": ["a"] /* keep */ } }',
    ],
    [
      'keeps Options that have a comment besides the last list',
      '{ "RestoreType": "OSS", "Options": { "includes": ["a"] /* keep */ } }',
      lists([]),
      '{ "RestoreType": "OSS", "Options": { /* keep */ } }',
    ],
    ['keeps a comment in an empty spec', '{ // keep\n}', lists(['/a']), '{ "Include": ["/a"] // keep\n}'],
    [
      'keeps a comment in a list whose paths all change',
      '{"Include":[\n"/a", // why\n// more\n"/b"\n]}',
      lists(['/c']),
      '{"Include":[\n// more\n"/c"\n]}',
    ],
    ['keeps a comment in an empty list', '{"Include":[ // none\n]}', lists(['/a']), '{"Include":["/a" // none\n]}'],
    ['leaves the same lists as they are', spec, lists(['/a', '/b']), spec],
  ] as const) {
    it(name, () => {
      const after = withFilterLists(text, wanted);
      assert.equal(after, expected);
      assert.deepEqual(read(after), wanted);
    });
  }

  it('are changed by one edit, as small as it can be', () => {
    for (const [before, after] of [
      ['abc', 'abXc'],
      ['aaa', 'aa'],
      ['', 'a'],
      ['same', 'same'],
      ['aba', 'ababa'],
    ] as const) {
      const edit = editBetween(before, after);
      assert.equal(edit ? applyEdits(before, [edit]) : before, after);
    }
    assert.deepEqual(editBetween('["/a"]', '["/a", "/b"]'), { offset: 5, length: 0, text: ', "/b"' });
  });

  it('are known by the path at a place', () => {
    const text = '{"Include":["/a","/b"],"Exclude":"[\\"/c\\"]","Options":{"includes":["/d"],"conflictPolicy":"x"}}';
    const at = (part: string) => filterPathAt(readSpec(text), text.indexOf(part) + 1);
    assert.deepEqual(['/a', '/b', '/c', '/d', 'x"', '"Include'].map(at), [
      '/a',
      '/b',
      '/c',
      '/d',
      undefined,
      undefined,
    ]);
  });
});
