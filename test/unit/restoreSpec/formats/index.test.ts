import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { anySpec, toText, type Spec } from '../../../../bench/specs.ts';
import {
  callFromSpec,
  importText,
  toPreview,
  writeFormat,
  type Call,
} from '../../../../src/restoreSpec/formats/index.ts';
import { seed } from '../../seed.ts';
import { valid } from '../validSpecs.ts';
import { toRequest } from '../../../../src/restoreSpec/restoreRequest.ts';
import { readSpec, stringAt } from '../../../../src/restoreSpec/specDocument.ts';
import { importSamples } from './importSamples.ts';
import { assertComesBack, callWithAnyPath, fill, formats } from './formatHelpers.ts';
import { callWithPath, hostilePaths } from './hostilePaths.ts';

const writers: Record<string, (call: Call) => string> = {
  ...Object.fromEntries(formats.map((format) => [format, (call: Call) => writeFormat(format, call)])),
  preview: (call) => toPreview(call, {}, 'x.restore.json'),
  query: ({ request: { query, body }, region }) =>
    new URLSearchParams({ ...query, ...body, ...(region && { RegionId: region }) }).toString(),
  json: ({ request: { query, body }, region }) => JSON.stringify({ query, body, ...(region && { $region: region }) }),
};

/** What a text of shells, templates and quotes can go wrong with. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...["'", '"', '`', '\\', '$', '${', '$${', '%{', '%%{', '$(id)', '`id`', '${x}', '%PATH%', '!', '~', '#', '^'],
        ...['&', '|', ';', '<<EOF', '\\n', '\\u0041', '//', '/*', '*/', '# ', ' ', '-', '--', '=', ':', '@', '{', '}'],
        ...[
          '[Query parameters]',
          '--dryrun',
          'file:',
          'const region = "a-b"',
          'query: {',
          '"alicloud_hbr_restore_job" "',
        ],
        ...['ü', 'u\u0308', '\ufeff', '\u202e', '\u2028', '\u00a0', '😀', '+', '%20', '&a=b', 'hbr.x-y.aliyuncs.com'],
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const members: fc.Arbitrary<Spec> = fc.record(
  {
    TargetPath: hostile,
    SnapshotHash: hostile,
    Include: fc.array(hostile, { minLength: 1, maxLength: 3 }),
    Options: fc.oneof(
      fc.record({ a: hostile }),
      hostile.map((text) => JSON.stringify({ a: text }, null, 1)),
    ),
    $region: fc.constant('eu-central-1'),
  },
  { requiredKeys: ['TargetPath'] },
);
const hostileSpec = members.map((more): Spec => ({ ...(valid['ECS_FILE'] as Spec), ...more }));

/** The call that a spec makes, undefined where it may not be sent. */
function callOrNone(text: string): Call | undefined {
  const call = callFromSpec(text);
  return 'errors' in call ? undefined : call;
}

function holds(spec: Spec): boolean {
  const call = callOrNone(toText(spec));
  if (!call) return false;
  for (const [format, write] of Object.entries(writers)) {
    const written = write(call);
    const back = importText(written);
    assert.ok(back && 'text' in back, `${format}: ${JSON.stringify(back)}\n${written}`);
    assert.deepEqual(back.skipped, [], `${format}\n${written}`);
    const again = callOrNone(back.text);
    assert.deepEqual(again, call, `${format}\n${written}\n${back.text}`);
  }
  return true;
}

describe('spec to format to spec', () => {
  for (const [name, specs] of [
    ['generated specs', anySpec],
    ['hostile text', hostileSpec],
  ] as const) {
    it(`is exact for every format, for ${name}`, () => {
      let judgedValid = 0;
      fc.assert(
        fc.property(specs, (spec) => {
          if (holds(spec)) judgedValid++;
        }),
        { numRuns: 800, seed },
      );
      assert.ok(judgedValid > 150, `${judgedValid} of them could be sent`);
    });
  }
});

describe('the longest specs', () => {
  for (const [what, spec] of [
    ['a path', { TargetPath: `/${fill('a', 990_000)}` }],
    ['quotes', { TargetPath: fill(`'`, 490_000) }],
    ['double quotes and backslashes', { TargetPath: fill('"\\', 490_000) }],
    ['signs of templates', { TargetPath: fill('$', 490_000) + fill('${x}', 490_000) }],
    ['lines', { TargetPath: fill('a\n', 600_000) }],
    ['paths', { Options: { includes: Array.from({ length: 40_000 }, (_, i) => `/home/alice/${i}`) } }],
    ['numbers', { Options: { n: Array.from({ length: 490_000 }, () => 1) } }],
  ] as const) {
    it(`carries the longest spec of ${what} there and back`, () => {
      const call = callWithAnyPath(JSON.stringify({ ...valid['ECS_FILE'], ...spec }));
      for (const format of formats) assertComesBack(format, call);
    });
  }
});

describe('a region', () => {
  it('is written only where it is a region ID', () => {
    const { request } = callWithAnyPath(JSON.stringify(valid['NAS']));
    for (const format of formats) {
      const without = writeFormat(format, { request });
      for (const region of ['sandbox', 'evil.example/x', 'oss-cn-hangzhou', '']) {
        assert.equal(writeFormat(format, { request, region }), without, `${format} ${region}`);
      }
      assert.notEqual(writeFormat(format, { request, region: 'cn-hangzhou' }), without);
    }
  });
});

describe('a copy', () => {
  const { request } = callWithAnyPath(JSON.stringify(valid['NAS']));
  const profiles = [
    'ops',
    'night shift',
    '-x',
    '--region',
    "it's",
    '$(id)',
    '`id`',
    '!x',
    'a\\',
    '"',
    'a\u202eb',
    'file://x',
  ];

  /** The request of a spec, whether it may be sent or not. */
  const requestOf = (text: string) => toRequest(readSpec(text));

  it('names the profile that signs, so that a shell hands it on as it is', function () {
    if (process.platform === 'win32') this.skip();
    for (const profile of profiles) {
      const command = writeFormat('cli', { request, region: 'cn-hangzhou', profile });
      const out = execFileSync('bash', ['-c', `aliyun() { printf '%s\\0' "$@"; }\n${command}`], { encoding: 'utf8' });
      const words = out.split('\0');
      const [flag, value] = words.slice(2, 4);
      const named = flag === '--profile' ? value : flag?.replace(/^--profile=/, '');
      assert.equal(named, profile);
      assert.deepEqual(words.slice(words.indexOf('--region'), words.indexOf('--region') + 2), [
        '--region',
        'cn-hangzhou',
      ]);
    }
  });

  it('names it in each format, and no profile where none is known', () => {
    for (const format of formats) {
      assert.match(writeFormat(format, { request, profile: 'ops' }), /profile.*\bops\b|Here "ops" signs/, format);
      for (const profile of [undefined, ''])
        assert.equal(writeFormat(format, { request, profile }), writeFormat(format, { request }));
    }
  });

  it('names the endpoint in each format where it is not the own one of the region, and comes back with that left out', () => {
    const endpoint = 'hbr-vpc.cn-hangzhou.aliyuncs.com';
    for (const format of formats) {
      const plain = { request, region: 'cn-hangzhou' };
      const written = writeFormat(format, { ...plain, endpoint });
      assert.match(written, /endpoint\b.*\bhbr-vpc\.cn-hangzhou\.aliyuncs\.com\b/, format);
      assert.doesNotMatch(writeFormat(format, plain), /hbr-vpc/, format);
      const back = importText(written);
      assert.ok(back && 'text' in back, format);
      assert.deepEqual(requestOf(back.text), request, format);
      const isCommand = format === 'cli' || format === 'curl';
      assert.deepEqual(
        back.skipped.map((line) => line.split(':')[0]),
        isCommand ? ['--endpoint'] : [],
      );
    }
  });

  it('says in its first line that the sandbox is on and the copy is real, in words that no shell takes for its own', () => {
    for (const format of formats) {
      const [first = '', ...rest] = writeFormat(format, { request, isSandbox: true }).split('\n');
      assert.match(
        first,
        /^(?:#|\/\/) The sandbox is on, but this copy does not go there: it starts a real restore\.$/,
      );
      assert.equal(rest.join('\n'), writeFormat(format, { request, isSandbox: false }));
    }
  });

  it('comes back from every format for every sample and every hostile path, whoever signs and wherever it is copied', () => {
    const specs = Object.values(importSamples).flatMap((samples) => samples.map(([, , spec]) => JSON.stringify(spec)));
    const calls = [
      ...specs.map((text): Call => ({ request: requestOf(text) })),
      ...hostilePaths.map((path): Call => ({ request: callWithPath(path).request })),
    ];
    calls.forEach((call, index) => {
      const profile = profiles[index % profiles.length];
      for (const format of formats) {
        const written = writeFormat(format, { ...call, profile, isSandbox: index % 2 === 0, region: 'cn-hangzhou' });
        const back = importText(written);
        assert.ok(back && 'text' in back, `${format}: ${JSON.stringify(back)}\n${written}`);
        assert.deepEqual(requestOf(back.text), call.request, `${format}\n${written}`);
        assert.equal(callRegion(back.text), 'cn-hangzhou');
        assert.equal(back.readings, undefined, written);
        // A spec has no profile, so it is said that it was left.
        const isCommand = format === 'cli' || format === 'curl';
        assert.deepEqual(
          back.skipped.map((line) => line.split(':')[0]),
          isCommand ? ['--profile'] : [],
        );
      }
    });
  });

  const callRegion = (text: string) => stringAt(readSpec(text), '$region');
});

describe('control characters', () => {
  it('stand in no format as they are, nor do those that nobody sees', () => {
    for (const path of hostilePaths) {
      const made = callWithPath(path);
      for (const text of [...formats.map((format) => writeFormat(format, made)), toPreview(made, {}, 'x')]) {
        assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }
      // The value's line breaks are escaped as well: each line that begins is one of the format.
      for (const format of formats) {
        assert.equal(
          writeFormat(format, made).split('\n').length,
          writeFormat(format, callWithPath('/a\t')).split('\n').length,
          format,
        );
      }
    }
  });

  it('come back from every format', () => {
    for (const path of hostilePaths) for (const format of formats) assertComesBack(format, callWithPath(path));
  });
});
