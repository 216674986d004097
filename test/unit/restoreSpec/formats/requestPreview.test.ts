import assert from 'node:assert/strict';
import { callFromSpec, toErrorPreview, toPreview } from '../../../../src/restoreSpec/formats/index.ts';
import { valid } from '../validSpecs.ts';
import { callFrom, ecs, fill, lines, testLongTexts } from './formatHelpers.ts';

describe('the preview of a request', () => {
  it('a page with what is sent where', () => {
    const text = toPreview(
      { ...callFrom({ ...ecs, TargetPath: ' "\u202e' }), region: 'cn-hangzhou' },
      { host: 'hbr.cn-hangzhou.aliyuncs.com', note: 'A note.' },
      'x.restore.json',
    );
    assert.equal(
      text,
      lines(
        '# What would be sent for "x.restore.json", decoded. This page follows the spec.',
        '# A note.',
        '',
        '[Request]',
        'Operation = CreateRestoreJob',
        'Version = 2017-09-08',
        'Method = POST',
        'Region = cn-hangzhou',
        'Host = hbr.cn-hangzhou.aliyuncs.com',
        '',
        '[Query parameters]',
        'RestoreType = ECS_FILE',
        'SourceType = ECS_FILE',
        'VaultId = v-1',
        'SnapshotId = s-1',
        'TargetContainer = {"host":"n"}',
        '  # {',
        '  #   "host": "n"',
        '  # }',
        '',
        '[Form body]',
        'TargetInstanceId = i-1',
        'TargetPath = " \\"\\u202e"',
        'Include = ["/a b","it\'s"]',
        '  # [',
        '  #   "/a b",',
        '  #   "it\'s"',
        '  # ]',
      ),
    );
  });

  it('a page that says that the region is chosen later, and that nothing is in the body', () => {
    const text = toPreview(callFrom(valid['OSS'] ?? {}), {}, 'x');
    assert.match(text, /^Region = \(region chosen at submit\)\nHost = \(region chosen at submit\)$/m);
    assert.match(text, /^\[Form body\]\n# nothing$/m);
    assert.match(text, /^TargetPrefix = ""$/m);
  });

  it('a page that says what is wrong in which line', () => {
    const call = callFromSpec('{\n  "RestoreType": "OSS",\n  "Vault": 1\n}');
    assert.ok('errors' in call);
    assert.deepEqual([...new Set(call.errors.map(({ line }) => line))], [1, 3]);
    assert.match(
      toErrorPreview(call.errors, 'x'),
      /^# "x" can't be sent as it is\.[^]*^# Line 3: Property .Vault. is not/m,
    );
  });

  it('has no invisible character, whatever its destination is called', () => {
    const text = toPreview(
      { ...callFrom({ ...valid['ECS_FILE'], TargetPath: '/a' }), region: 'x\u202e' },
      { host: 'h\u001b', note: 'a\u0007\nb' },
      'x\u0085',
    );
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    assert.doesNotMatch(text, /^b/m);
  });

  testLongTexts([['lines of a page', `[Request]\n[Query parameters]\nVaultId = v\n${fill('a = b\n')}`]]);
});
