import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { credentialSurfaces } from '../../bench/hostile/credentials.ts';
import { callFor, parserFindings, copiedTexts, shellFindings } from '../../bench/hostile/formats.ts';
import { hostileInputs, secret, payloadBatches, payloads, withSecret } from '../../bench/hostile/payloads.ts';
import { couldPose, readCsv, findingsIn, type Kind, type Shown } from '../../bench/hostile/outputChecks.ts';
import { fileSurfaces } from '../../bench/hostile/files.ts';
import { errorSurfaces, jobSurfaces, specSurfaces } from '../../bench/hostile/nodeSurfaces.ts';
import { startLyingServer } from '../../bench/hostile/server.ts';
import { registerSecrets } from '../../src/cloud/redaction/secrets.ts';
import { folders } from './jobs/jobFixtures.ts';
import { seed } from './seed.ts';

const inputs = hostileInputs(payloads.length + 100, seed);
const some = inputs.filter((_, index) => index % 3 === 0);

/** What is wrong, without saying a secret. */
const wrong = (shown: readonly Shown[]) =>
  shown.flatMap(findingsIn).map(({ fault, surface, why, text }) => [fault, surface, why, fault === 'leak' ? '' : text]);

describe('hostile text', () => {
  beforeEach(() => registerSecrets(secret));
  const newFolder = folders();

  it('of a service stays text in jobs, reports, exports and files', async () => {
    for (const [index, input] of inputs.entries()) {
      assert.deepEqual(wrong(await jobSurfaces(withSecret(input, index), index)), []);
    }
  });

  it('in a spec stays text in the editor, in pages and in what is imported', () => {
    for (const [index, input] of inputs.entries()) assert.deepEqual(wrong(specSurfaces(input, index)), []);
  });

  it('stays text in errors and in the log', () => {
    for (const [index, input] of inputs.entries()) assert.deepEqual(wrong(errorSurfaces(withSecret(input, index))), []);
  });

  it('can nowhere be taken for words of ours', async () => {
    // A sentence that is also a path, a name and the message of an error.
    const mark = 'Nothing real is restored';
    const home = await newFolder();
    const posing = new Set<string>();
    const server = await startLyingServer();
    try {
      for (let index = 0; index < 12; index++) {
        const shown = [
          ...(await jobSurfaces(mark, index)),
          ...[...specSurfaces(mark, index), ...errorSurfaces(mark)],
          ...(await fileSurfaces(mark, home)),
          ...(await credentialSurfaces(mark, index, home)),
          ...(await server.surfaces(mark, index)),
        ];
        for (const each of shown) if (couldPose(each, mark)) posing.add(`${each.surface}: ${each.text}`);
      }
    } finally {
      server.close();
    }
    await rm(`${home}/.aliyun`, { recursive: true });
    assert.deepEqual([...posing], []);
  });

  it('of a file of credentials stays text', async () => {
    const home = await newFolder();
    for (const [index, input] of some.entries()) {
      assert.deepEqual(wrong(await fileSurfaces(withSecret(input, index), home)), []);
    }
    // It holds what the test put there.
    await rm(`${home}/.aliyun`, { recursive: true });
  });

  it('of what gives keys stays text', async () => {
    const folder = await newFolder();
    for (const [index, input] of payloadBatches(seed, 4).entries()) {
      assert.deepEqual(wrong(await credentialSurfaces(withSecret(input, index), index, folder)), []);
    }
  });

  it('is a value and nothing else in a request that is copied', async () => {
    const calls = inputs.flatMap((input, index) => callFor(index % 2 ? withSecret(input, index) : input) ?? []);
    assert.ok(calls.length > 100);
    assert.deepEqual(wrong(calls.flatMap(copiedTexts)), []);
    assert.deepEqual(calls.flatMap(parserFindings), []);
    assert.deepEqual(await shellFindings(calls, await newFolder()), []);
  });

  it('of a service that lies and says its secrets stays text, and no request holds them', async () => {
    const server = await startLyingServer();
    try {
      for (const [index, input] of some.entries()) {
        assert.deepEqual(wrong(await server.surfaces(withSecret(input, index), index)), []);
      }
    } finally {
      server.close();
    }
  });
});

describe('hostile text: the checks of the output', () => {
  const bad: readonly (readonly [Kind, string])[] = [
    ['line', 'a\nb'],
    ['line', 'a\u202eb'],
    ['line', '\u001b[31m'],
    ['line', '\ud83d'],
    ['icons', 'x $(trash)'],
    ['message', '[a](command:x)'],
    ['markdown', 'see https://evil.example'],
    ['markdown', '**b**'],
    ['markdown', '<b>x</b>'],
    ['page', '[a](https://evil.example)'],
    ['page', '![a](https://evil.example/x.png)'],
    ['page', '<img src=x>'],
    ['text', 'a\u0007'],
    ['log', 'a\n2026 [info] b'],
    ['prompt', 'x $(zap)'],
    ['prompt', '[a](command:x)'],
    ['pageName', '/a/b.ini'],
    ['pageName', '/a\u202e.ini'],
    ['address', 'https://evil.example/?aliyun.com/'],
    ['spec', '// a\n{\n// b\n}'],
    ['fileName', '../x'],
    ['fileName', 'a\\b'],
    ['json', '{'],
  ];
  for (const [kind, text] of bad) {
    it(`find what is wrong with ${JSON.stringify(text)} as ${kind}`, () => {
      assert.equal(findingsIn({ surface: 's', kind, text })[0]?.fault, 'escape');
    });
  }
  const good: readonly (readonly [Kind, string])[] = [
    ['icons', 'x \\$(trash)'],
    ['message', '[a] (command:x)'],
    ['page', '`[a](https://evil.example)`'],
    ['markdown', '| a | &#91;b&#93; |\n| :-- | :-- |\n| c | d |'],
    ['log', 'a\n    at b'],
    ['fileName', 'r-1.md'],
    ['prompt', 'x \\$(zap) [a] (command:x)'],
    ['pageName', '/a b.request.ini'],
    ['address', 'https://help.aliyun.com/x'],
    ['spec', '// a\n// b\n{"a": 1}\n'],
  ];
  for (const [kind, text] of good) {
    it(`let ${JSON.stringify(text)} be as ${kind}`, () => {
      assert.deepEqual(findingsIn({ surface: 's', kind, text }), []);
    });
  }

  it('find a formula, a row too many and a line too many', () => {
    const csv = (text: string) => findingsIn({ surface: 's', kind: 'csv', text, count: 2 })[0]?.why ?? '';
    assert.match(csv('a,b\r\n=1,2\r\n'), /formula/);
    assert.match(csv('a,b\r\nx;=1,2\r\n'), /formula/);
    assert.match(csv('a,b\r\n1,2\r\n3,4\r\n'), /not 2 rows/);
    assert.equal(csv('a,b\r\n"\'=1,\r\n""",2\r\n'), '');
    assert.deepEqual(readCsv('a,"b""\r\n"\r\n'), [['a', 'b"\r\n']]);
    const [dialog] = findingsIn({ surface: 's', kind: 'dialog', text: 'a\nb\nc', count: 2 });
    assert.match(dialog?.why ?? '', /3 lines for 2/);
    for (const text of ['a\u200bb', 'a\u3164b', 'a\u2800b', 'a\u00adb', `a${' '.repeat(9)}b`]) {
      const [agreement] = findingsIn({ surface: 's', kind: 'agreement', text, count: 1 });
      assert.equal(agreement?.why, 'a part that is not seen');
    }
  });

  it('find a value that could be taken for words of ours', () => {
    const poses = (kind: Kind, text: string, surface = 's') => couldPose({ surface, kind, text }, 'all is well');
    assert.ok(poses('message', 'The path all is well is there.'));
    assert.ok(poses('line', 'The path "all is well" is there.'));
    assert.ok(poses('agreement', 'To: \u201c\u2068x\u2069\u201d\nall is well: \u201c\u2068y\u2069\u201d'));
    assert.ok(!poses('message', 'The path \u201c\u2068all is well\u2069\u201d is there.'));
    // By itself it is a value, as in a column of a list.
    assert.ok(!poses('line', 'all is well'));
    assert.ok(!poses('line', 'path all is well', 'a row'));
  });

  it('find a secret', () => {
    for (const text of [secret, encodeURIComponent(secret), Buffer.from(`u:${secret}`).toString('base64')]) {
      assert.equal(findingsIn({ surface: 's', kind: 'other', text })[0]?.fault, 'leak');
    }
  });
});
