import assert from 'node:assert/strict';
import { hoverAt } from '../../../src/restoreSpec/hoverText.ts';
import { inlayHintsOf } from '../../../src/restoreSpec/inlayHintText.ts';
import { outlineOf, type OutlineItem } from '../../../src/restoreSpec/outline.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { hostile } from './cursorMark.ts';
import { newer, valid } from './validSpecs.ts';

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
        for (const { offset } of inlayHintsOf(spec)) assert.ok(offset <= broken.length);
        hoverAt(spec, at);
      }
    }
  });

  it("doesn't hang with 10,000 paths, nor with 60,000 keys", () => {
    const Include = Array.from({ length: 10_000 }, (_, i) => `/data/${i}`);
    const paths = readSpec(JSON.stringify({ ...valid['NAS'], Include }, null, 2));
    const keys = readSpec(JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`k${i}`, 1]))));
    for (const spec of [paths, keys]) {
      outlineOf(spec);
      inlayHintsOf(spec);
      hoverAt(spec, spec.text.length - 3);
    }
    assert.deepEqual(asText(outlineOf(paths)).at(-1), ' Include: 10000 paths');
  });
});
