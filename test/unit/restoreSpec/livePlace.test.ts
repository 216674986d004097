import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/restoreSpec/fixes/fix.ts';
import { idAt, livePlaceAt, offeredCompletions, withOfferedValue } from '../../../src/restoreSpec/livePlace.ts';
import type { OfferedValue } from '../../../src/restoreSpec/liveValues.ts';
import { marked } from './cursorMark.ts';

const offer = (value: OfferedValue['value'], fills: OfferedValue['fills'] = {}): OfferedValue => ({
  ...{ value, fills },
  ...{ label: 'label', description: 'description', detail: 'detail', words: 'words' },
});

const placeIn = (text: string) => {
  const { spec, offset } = marked(text);
  const place = livePlaceAt(spec, offset);
  return place && [place.name, place.typed];
};

/** The text once the offer is chosen at the mark. */
function chosen(text: string, offered: OfferedValue): string {
  const { spec, offset } = marked(text);
  const place = livePlaceAt(spec, offset) ?? assert.fail('no place');
  const [item] = offeredCompletions(spec, place, [offered]);
  assert.ok(item);
  const main = { offset: item.offset, length: item.length, text: item.insert.join('') };
  return applyEdits(spec.text, [main, ...(item.edits ?? [])]);
}

describe('a place for a value of the account', () => {
  it('is where the value of a parameter is typed, or is to be', () => {
    assert.deepEqual(placeIn('{"VaultId": |}'), ['VaultId', '']);
    assert.deepEqual(placeIn('{"VaultId": "v-|"}'), ['VaultId', 'v-']);
    assert.deepEqual(placeIn('{"VaultId": "v-|12", "SnapshotId": ""}'), ['VaultId', 'v-']);
    assert.equal(placeIn('{"Vault|Id": ""}'), undefined);
    assert.equal(placeIn('{"Include": ["|"]}'), undefined);
  });

  it('is inside of UdmDetail too, where it is an object', () => {
    assert.deepEqual(placeIn('{"UdmDetail": {"sourceInstanceId": "i-|"}}'), ['UdmDetail.sourceInstanceId', 'i-']);
    assert.deepEqual(placeIn('{"UdmDetail": {"sourceInstanceId": |}, "VaultId": ""}'), [
      'UdmDetail.sourceInstanceId',
      '',
    ]);
  });

  it('is inside of UdmDetail too, where it is JSON in a string', () => {
    const name = 'UdmDetail.sourceInstanceId';
    assert.deepEqual(placeIn(String.raw`{"UdmDetail": "{\"sourceInstanceId\": \"i-|\"}"}`), [name, 'i-']);
    assert.deepEqual(placeIn(String.raw`{"UdmDetail": "{\"sourceInstanceId\":|}"}`), [name, '']);
    assert.equal(placeIn(String.raw`{"UdmDetail": "{\"source|InstanceId\": \"\"}"}`), undefined);
    assert.equal(placeIn(String.raw`{"UdmDetail": "{\"sourceInstanceId\": \|"i-\"}"}`), undefined);
    for (const text of ['{"UdmDetail": "|"}', '{"UdmDetail": "no JSON|"}', '{"UdmDetail": "[|]"}']) {
      assert.equal(placeIn(text), undefined, text);
    }
  });

  it('knows what else the spec says', () => {
    const { spec, offset } = marked(
      '{"RestoreType": "NAS", "TargetCreateTime": 5, "UdmDetail": {"sourceInstanceId": "i-1"}, "VaultId": "|"}',
    );
    assert.deepEqual(livePlaceAt(spec, offset)?.values, {
      RestoreType: 'NAS',
      TargetCreateTime: '5',
      'UdmDetail.sourceInstanceId': 'i-1',
      VaultId: '',
    });
  });
});

describe('a value of the account that is chosen', () => {
  it('takes the place of what is typed', () => {
    assert.equal(chosen('{"VaultId": "v-|"}', offer('v-1')), '{"VaultId": "v-1"}');
    assert.equal(chosen('{"VaultId":| "SnapshotId": ""}', offer('v-1')), '{"VaultId": "v-1", "SnapshotId": ""}');
    assert.equal(chosen('{"TargetTime": |}', offer(17)), '{"TargetTime": 17}');
    assert.equal(
      chosen('{"UdmDetail": {"sourceInstanceId": "i-|"}}', offer('i-2', { VaultId: 'v-1' })),
      '{"UdmDetail": {"sourceInstanceId": "i-2"}}',
    );
  });

  it('takes the place of what is typed in JSON in a string, with its quotation marks escaped', () => {
    assert.equal(
      chosen(String.raw`{"UdmDetail": "{\"sourceInstanceId\": \"i-|\", \"bootAfterRestore\": true}"}`, offer('i-2')),
      String.raw`{"UdmDetail": "{\"sourceInstanceId\": \"i-2\", \"bootAfterRestore\": true}"}`,
    );
    assert.equal(
      chosen(String.raw`{"UdmDetail": "{\"sourceInstanceId\":| \"bootAfterRestore\": true}"}`, offer('i-2')),
      String.raw`{"UdmDetail": "{\"sourceInstanceId\": \"i-2\", \"bootAfterRestore\": true}"}`,
    );
  });

  it('fills the instance of UdmDetail where it was left open', () => {
    const fills = { UdmDetail: { sourceInstanceId: 'i-1', more: 1 } };
    const text = (instance: string, cursor: string) =>
      `{"RestoreType": "UDM_ECS_ROLLBACK", "SnapshotId": "${cursor}", "UdmDetail": {"sourceInstanceId": "${instance}"}}`;
    assert.equal(chosen(text('i-', '|'), offer('s-1', fills)), text('i-1', 's-1'));
    assert.equal(chosen(text('i-mine', '|'), offer('s-1', fills)), text('i-mine', 's-1'));
  });

  it('fills what it decides: what is missing, or was left open', () => {
    const fills = { SnapshotHash: 'h', TargetInstanceId: 'i-1', TargetPath: undefined };
    const ecs = '"RestoreType": "ECS_FILE"';
    assert.equal(
      chosen(`{${ecs}, "TargetInstanceId": "i-", "SnapshotId": "s-|"}`, offer('s-1', fills)),
      `{${ecs}, "TargetInstanceId": "i-1", "SnapshotId": "s-1", "SnapshotHash": "h"}`,
    );
    assert.equal(
      chosen(`{\n  ${ecs},\n  "SnapshotId": |\n}`, offer('s-1', fills)),
      `{\n  ${ecs},\n  "SnapshotId": "s-1",\n"SnapshotHash": "h",\n"TargetInstanceId": "i-1"\n}`,
    );
  });

  it('fills a key whose value is not written yet, and does not write that key twice', () => {
    const fills = { TargetFileSystemId: '005494', TargetCreateTime: 1554347313 };
    const spec = (value: string, time: string) =>
      `{\n  "RestoreType": "NAS",\n  "SnapshotId": ${value},\n  "TargetFileSystemId": "",\n  "TargetCreateTime":${time}}`;
    for (const [before, after] of [
      [' \n', ' 1554347313\n'],
      ['\n', ' 1554347313\n'],
      [' ,\n  "TargetPath": "/"\n', ' 1554347313,\n  "TargetPath": "/"\n'],
    ] as const) {
      assert.equal(
        chosen(spec('"s-|"', before), offer('s-1', fills)),
        spec('"s-1"', after).replace('Id": ""', 'Id": "005494"'),
      );
    }
  });

  it('changes nothing else that a person wrote, but the hash of another snapshot', () => {
    assert.equal(
      chosen(
        '{"RestoreType": "OSS", "TargetBucket": "mine", "SnapshotHash": "old", "SnapshotId": "|"}',
        offer('s-1', { SnapshotHash: 'new', TargetBucket: 'source' }),
      ),
      '{"RestoreType": "OSS", "TargetBucket": "mine", "SnapshotHash": "new", "SnapshotId": "s-1"}',
    );
  });

  it('fills nothing that the type of restore does not take', () => {
    const text = '{"RestoreType": "OSS", "SnapshotId": |}';
    assert.equal(
      chosen(text, offer('s-1', { TargetInstanceId: 'i-1' })),
      '{"RestoreType": "OSS", "SnapshotId": "s-1"}',
    );
  });

  it('is found by its ID, its name and its other words', () => {
    const { spec, offset } = marked('{"VaultId": "|"}');
    const place = livePlaceAt(spec, offset) ?? assert.fail();
    assert.equal(offeredCompletions(spec, place, [offer('v-1')])[0]?.filter, '"v-1 label description words"');
  });

  it('takes the place of the last value of a repeated key, which counts', () => {
    assert.equal(
      withOfferedValue('{"VaultId": "v-1", "VaultId": "v-2"}', 'VaultId', offer('v-3')),
      '{"VaultId": "v-1", "VaultId": "v-3"}',
    );
  });

  it('keeps a comment in a spec that has no key yet', () => {
    assert.equal(withOfferedValue('{ // keep\n}', 'VaultId', offer('v-1')), '{ "VaultId": "v-1" // keep\n}');
    assert.equal(withOfferedValue('{ /* keep */ }', 'VaultId', offer('v-1')), '{ "VaultId": "v-1" /* keep */ }');
  });
});

describe('an ID in a spec', () => {
  it('is found with what else the spec says', () => {
    const { spec, offset } = marked('{"VaultId": "v|-1", "SnapshotId": "s-1"}');
    const found = idAt(spec, offset);
    assert.deepEqual([found?.name, found?.value.value, found?.values['SnapshotId']], ['VaultId', 'v-1', 's-1']);
    const inString = marked(String.raw`{"UdmDetail": "{\"sourceInstanceId\": \"i-|1\"}"}`);
    const embedded = idAt(inString.spec, inString.offset);
    assert.equal(embedded?.value.value, 'i-1');
    const at = embedded.value;
    assert.equal(inString.spec.text.slice(at.offset, at.offset + at.length), String.raw`\"i-1\"`);
    assert.equal(embedded.values['UdmDetail.sourceInstanceId'], 'i-1');
    const key = marked('{"Vault|Id": "v-1"}');
    assert.equal(idAt(key.spec, key.offset), undefined);
  });
});
