import assert from 'node:assert/strict';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { itemRange, toRequest } from '../../../src/restoreSpec/restoreRequest.ts';
import { valid } from './validSpecs.ts';

const requestOf = (spec: unknown) => toRequest(readSpec(typeof spec === 'string' ? spec : JSON.stringify(spec)));

describe('the request of a spec', () => {
  it('puts each parameter where the API takes it', () => {
    const request = requestOf({
      ...valid['ECS_FILE'],
      Include: ['/a b', '/ü'],
      Exclude: ['/c'],
      SnapshotHash: 'h',
      TargetContainer: { host: 'n' },
      InitiatedByAck: false,
      Options: { conflictPolicy: 'OVERWRITE_EXISTING' },
    });
    assert.deepEqual(request, {
      query: {
        RestoreType: 'ECS_FILE',
        SourceType: 'ECS_FILE',
        VaultId: 'v-1',
        SnapshotId: 's-1',
        SnapshotHash: 'h',
        TargetContainer: '{"host":"n"}',
        InitiatedByAck: 'false',
        Options: '{"conflictPolicy":"OVERWRITE_EXISTING"}',
      },
      body: { TargetInstanceId: 'i-1', TargetPath: 'C:\\', Include: '["/a b","/ü"]', Exclude: '["/c"]' },
    });
  });

  it('puts UdmDetail into the query and OtsDetail into the body', () => {
    assert.equal(
      requestOf({ ...valid['UDM_ECS_ROLLBACK'], UdmDetail: { sourceInstanceId: 'i' } }).query['UdmDetail'],
      '{"sourceInstanceId":"i"}',
    );
    assert.equal(
      requestOf({ ...valid['OTS_TABLE'], OtsDetail: { RestoreIndex: true } }).body['OtsDetail'],
      '{"RestoreIndex":true}',
    );
  });

  it('is the same for a structured value as JSON and as a string', () => {
    for (const [type, key, value] of [
      ['NAS', 'Include', ['/a', 'b"c']],
      ['NAS', 'Options', { deep: [{ a: null }, 1, true] }],
      ['UDM_ECS_ROLLBACK', 'UdmDetail', { sourceInstanceId: 'i-1', bootAfterRestore: false }],
      ['OTS_TABLE', 'OtsDetail', { BatchChannelCount: 3 }],
      ['NAS', 'FailbackDetail', {}],
    ] as const) {
      const spec = valid[type];
      assert.deepEqual(requestOf({ ...spec, [key]: value }), requestOf({ ...spec, [key]: JSON.stringify(value) }));
    }
  });

  it('keeps every digit of 64-bit ids, also inside structured values', () => {
    const spec = `${JSON.stringify(valid['NAS']).slice(0, -1)},"CrossAccountUserId":9223372036854775807,"Options":{"id":9007199254740993}}`;
    assert.equal(requestOf(spec).query['CrossAccountUserId'], '9223372036854775807');
    assert.equal(requestOf(spec).query['Options'], '{"id":9007199254740993}');
  });

  it('leaves keys with $ behind and adds nothing', () => {
    const { query, body } = requestOf({ $schema: 'x', $region: 'cn-hangzhou', ...valid['OSS'] });
    assert.deepEqual({ ...query, ...body }, valid['OSS']);
  });
});

describe('the place of a text in a parameter', () => {
  const place = (source: string, parameter: string, item: string) => {
    const range = itemRange(readSpec(source), parameter, item);
    return range && source.slice(range.offset, range.offset + range.length);
  };

  it('is that of the text, else that of the whole value', () => {
    assert.equal(place('{"Include": ["/a", "/b"]}', 'Include', '/b'), '"/b"');
    assert.equal(place('{"Options": {"/b": "x", "includes": ["/b"]}}', 'Options', '/b'), '"/b"');
    assert.equal(place('{"Include": "[\\"/b\\"]"}', 'Include', '/b'), '"[\\"/b\\"]"');
    assert.equal(place('{}', 'Include', '/b'), undefined);
  });

  it('is that of the last one of a repeated parameter, which counts', () => {
    assert.equal(place('{"Include": ["/a"], "Include": ["/b"]}', 'Include', '/a'), '["/b"]');
  });
});
