import assert from 'node:assert/strict';
import { readSpec } from '../../../src/spec/document.ts';
import { hintsOf } from '../../../src/spec/hints.ts';
import { explainAt } from '../../../src/spec/hover.ts';
import { outlineOf, type OutlineItem } from '../../../src/spec/outline.ts';
import { localText, readDate } from '../../../src/spec/times.ts';
import { utcText } from '../../../src/spec/utcText.ts';
import { hostile, marked } from './marked.ts';
import { newer, valid } from './validSpecs.ts';

/** The text with each hint in its place, in angle brackets. */
function withHints(text: string): string {
  return hintsOf(readSpec(text))
    .reverse()
    .reduce((whole, { text: hint, offset }) => `${whole.slice(0, offset)}<${hint}>${whole.slice(offset)}`, text);
}

describe('hints beside values', () => {
  for (const [text, expected] of [
    ['{"TargetCreateTime": 1554347313}', '{"TargetCreateTime": 1554347313<2019-04-04 03:08:33 UTC>}'],
    ['{"TargetTime": 0, }', '{"TargetTime": 0<1970-01-01 00:00:00 UTC>, }'],
    ['{"Include": ["/home"]}', '{"Include": ["/home"]<1 path, 9 of 255 characters>}'],
    ['{"Include": ["/a", "/é😀"]}', '{"Include": ["/a", "/é😀"]<2 paths, 12 of 255 characters>}'],
    ['{"Exclude": "[ \\"/a\\" ]"}', '{"Exclude": "[ \\"/a\\" ]"<1 path, 8 of 255 characters>}'],
    ['{"Include": [\n"/a"\n]}', '{"Include": [<1 path, 6 of 255 characters>\n"/a"\n]}'],
    ['{"Include": [ \r\n"/a"\n]}', '{"Include": [ <1 path, 6 of 255 characters>\r\n"/a"\n]}'],
    ['// c\n{"TargetTime": /* x */ 1 }', '// c\n{"TargetTime": /* x */ 1<1970-01-01 00:00:01 UTC> }'],
  ] as const) {
    it(text, () => assert.equal(withHints(text), expected));
  }
  for (const odd of [
    '{"TargetTime": 1554347313000}',
    '{"TargetTime": -1}',
    '{"TargetTime": 1e9}',
    '{"TargetTime": 1.0}',
    '{"TargetTime": "1554347313"}',
    '{"TargetTime": 99999999999999999999999}',
    '{"VaultId": 1554347313}',
    '{"Include": []}',
    '{"Include": [1]}',
    '{"Include": [""]}',
    '{"Include": ""}',
    '{"Include": "/home"}',
    '{"Include": "[\\"/home\\""}',
    '{"Include": {}}',
    '{"Options": ["/a"]}',
    '',
    '[]',
  ]) {
    it(`none at ${odd || 'nothing'}`, () => assert.equal(withHints(odd), odd));
  }
});

describe('dates', () => {
  it('are the same time in both spellings, wherever the machine stands', () => {
    const before = process.env['TZ'];
    try {
      for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Kiritimati']) {
        process.env['TZ'] = zone;
        for (const seconds of [0, 1_554_347_313, 1_709_461_230, 99_999_999_999]) {
          assert.equal(Date.parse(localText(seconds)) / 1000, seconds, `${zone} ${localText(seconds)}`);
          assert.equal(Date.parse(utcText(seconds)) / 1000, seconds);
        }
        const [local] = readDate('2024-03-03 10:20:30');
        assert.equal(localText(local?.seconds ?? 0).slice(0, 19), '2024-03-03 10:20:30', zone);
      }
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});

describe('hover', () => {
  const text = (from: string) => {
    const { spec, offset } = marked(from);
    return explainAt(spec, offset);
  };
  const said = (from: string) => {
    const found = text(from);
    return found && [found.markdown, from.replace('|', '').slice(found.offset, found.offset + found.length)];
  };

  it('says a UNIX time as the UTC and the local date', () => {
    const [markdown = '', at] = said('{"TargetCreateTime": 155|4347313}') ?? [];
    assert.equal(at, '1554347313');
    assert.match(markdown, /^2019-04-04 03:08:33 UTC {2}\n2019-04-0\d \d\d:\d\d:33 [+-]\d\d:\d\d \(local\)$/);
  });

  for (const [json, at, says] of [
    ['{"source|InstanceId": "i-1"}', '\\"sourceInstanceId\\"', /^`sourceInstanceId`: The ID of the ECS instance/],
    ['{"sourceInstanceId": "i|-1"}', '\\"i-1\\"', /^`sourceInstanceId`: /],
    ['{"forceRestore": tr|ue}', 'true', /^`forceRestore`: .*Dangerous/],
    ['{"a": "\\té😀", "forceRe|store": true', '\\"forceRestore\\"', /^`forceRestore`/],
  ] as const) {
    it(`explains ${json} in a string`, () => {
      const [markdown = '', place] = said(JSON.stringify({ ...valid['UDM_ECS_ROLLBACK'], UdmDetail: json })) ?? [];
      assert.match(markdown, says);
      assert.equal(place, at);
    });
  }

  it('explains a value that is one of several', () => {
    const [markdown] =
      said(JSON.stringify({ ...newer['UDM_ECS'], UdmDetail: '{"diskPerformanceLevel":"P|L1"}' })) ?? [];
    assert.match(markdown ?? '', /"PL1": Up to 50,000 IOPS\.$/);
  });

  for (const quiet of [
    '{"VaultId": "v|"}',
    '{"TargetTime": 1554347|313000}',
    '{"TargetT|ime": 1}',
    '{"OtsDetail": "{\\"none|\\": 1}"}',
    '{"OtsDetail": {"OverwriteExi|sting": 1}}',
    '{"OtsDetail": "|"}',
    '|',
  ]) {
    it(`leaves ${quiet} to VS Code`, () => assert.equal(text(quiet), undefined));
  }
});

const asText = (items: readonly OutlineItem[], indent = ''): string[] =>
  items.flatMap(({ label, detail, children }) => [`${indent}${label}: ${detail}`, ...asText(children, `${indent} `)]);

describe('outline', () => {
  it('reads as the restore', () => {
    const spec = readSpec(
      JSON.stringify({
        $region: 'cn-hangzhou',
        ...valid['UDM_ECS_ROLLBACK'],
        UdmDetail: '{"sourceInstanceId": "i-1"}',
        Include: ['/a', '/b'],
        Exclude: '["/c"]',
        Options: { UseVSS: true },
        nonsense: 1,
      }),
    );
    assert.deepEqual(asText(outlineOf(spec)), [
      'From: UDM_ECS, v-1, s-1',
      ' SourceType: UDM_ECS',
      ' VaultId: v-1',
      ' SnapshotId: s-1',
      'To: cn-hangzhou, cn-shanghai',
      ' $region: cn-hangzhou',
      ' UdmRegionId: cn-shanghai',
      ' UdmDetail: ',
      '  sourceInstanceId: i-1',
      'What: 2 paths, 1 path',
      ' Include: 2 paths',
      ' Exclude: 1 path',
      'Options: 1',
      ' Options: ',
      '  UseVSS: true',
      ' nonsense: 1',
    ]);
  });

  it('shows text that could mislead as plain short lines', () => {
    const odd = { '': 'x'.repeat(1000), 'a\nb\u202ec': '\u0007\ud83d', VaultId: '' };
    assert.deepEqual(asText(outlineOf(readSpec(JSON.stringify(odd)))), [
      'From: ',
      ' VaultId: ',
      `Options: ${'x'.repeat(79)}…`,
      ` "": ${'x'.repeat(79)}…`,
      ' a b c: ',
    ]);
  });

  it('keeps names within ranges and children within parents, in a spec broken at any character', () => {
    const full = { ...newer['UDM_ECS'], UdmDetail: '{"a": "\\u0041", "b": 1}', Include: ['/a'], TargetTime: 1 };
    const text = JSON.stringify(full, null, 1);
    const check = (items: readonly OutlineItem[], start: number, end: number) => {
      for (const { range, name, children, label } of items) {
        assert.ok(label && start <= range.offset && range.offset + range.length <= end, label);
        assert.ok(range.offset <= name.offset && name.offset + name.length <= range.offset + range.length, label);
        check(children, range.offset, range.offset + range.length);
      }
    };
    for (let at = 0; at <= text.length; at++) {
      for (const broken of [text.slice(0, at), ...hostile.map((bad) => text.slice(0, at) + bad + text.slice(at))]) {
        const spec = readSpec(broken);
        check(outlineOf(spec), spec.root?.offset ?? 0, (spec.root?.offset ?? 0) + (spec.root?.length ?? 0));
        for (const { offset } of hintsOf(spec)) assert.ok(offset <= broken.length);
        explainAt(spec, at);
      }
    }
  });

  it("doesn't hang with 10,000 paths, nor with 60,000 keys", () => {
    const Include = Array.from({ length: 10_000 }, (_, i) => `/data/${i}`);
    const paths = readSpec(JSON.stringify({ ...valid['NAS'], Include }, null, 2));
    const keys = readSpec(JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`k${i}`, 1]))));
    for (const spec of [paths, keys]) {
      outlineOf(spec);
      hintsOf(spec);
      explainAt(spec, spec.text.length - 3);
    }
    assert.deepEqual(asText(outlineOf(paths)).at(-1), ' Include: 10000 paths');
  });
});
