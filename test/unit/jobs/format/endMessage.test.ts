import assert from 'node:assert/strict';
import { endMessage, isFailedEnd } from '../../../../src/jobs/format/endMessage.ts';
import { endedRecord, requestOf } from '../jobFixtures.ts';

describe('the message of an end', () => {
  it('says of one job what, where to, how and after how long', () => {
    assert.deepEqual(endMessage([endedRecord('a')]), {
      severity: 'information',
      text: 'Restore of NAS files to \u201c\u2068005494\u2069\u201d: COMPLETE after 2 min.',
    });
  });

  it('names no target where the request has none', () => {
    const query = { RestoreType: 'UDM_ECS_ROLLBACK', SourceType: 'UDM_ECS', VaultId: 'v-1', SnapshotId: 's-1' };
    const rollback = endedRecord('a', 'COMPLETE', { request: { query, body: {} } });
    assert.equal(endMessage([rollback]).text, 'Restore of ECS instance (rollback): COMPLETE after 2 min.');
  });

  for (const apart of [-600, 600]) {
    it(`says the duration by one clock where the service's is ${apart} s ahead`, () => {
      const times = { CreatedTime: 1000 + apart, CompleteTime: 1017 + apart };
      const told = (more: object) =>
        endMessage([endedRecord('a', 'COMPLETE', { seen: { RestoreId: 'r-a', other: {}, ...more } })]).text;
      assert.equal(told(times), 'Restore of NAS files to \u201c\u2068005494\u2069\u201d: COMPLETE after 17 s.');
      // It was submitted at 1000 s and seen to have ended at 2000 s.
      assert.equal(
        told({ ...times, CreatedTime: 0 }),
        'Restore of NAS files to \u201c\u2068005494\u2069\u201d: COMPLETE after 17 min.',
      );
    });
  }

  it('says no duration that nobody knows', () => {
    const job = endedRecord('a', 'COMPLETE', {
      createdAt: 3_000_000,
      seen: { RestoreId: 'r', CreatedTime: 0, other: {} },
    });
    assert.equal(endMessage([job]).text, 'Restore of NAS files to \u201c\u2068005494\u2069\u201d: COMPLETE.');
  });

  it('says why it failed, in one safe and short line', () => {
    const seen = { RestoreId: 'r-a', ErrorMessage: `no\nspace \u001b[31m${'x'.repeat(500)}`, other: {} };
    const { severity, text } = endMessage([endedRecord('a', 'FAILED', { seen })]);
    assert.equal(severity, 'error');
    assert.match(text, /FAILED after 2 min\. \u201c\u2068no space x+…\u2069\u201d$/);
    assert.ok(text.length < 400);
  });

  it('says of a COMPLETE that carries a message, or restored no item, that it is no plain success', () => {
    const warned = endedRecord('a', 'COMPLETE', {
      seen: { RestoreId: 'r-a', ErrorMessage: '3 files locked', other: {} },
    });
    assert.deepEqual(endMessage([warned]), {
      severity: 'warning',
      text: 'Restore of NAS files to \u201c\u2068005494\u2069\u201d: COMPLETE after 2 min. \u201c\u20683 files locked\u2069\u201d',
    });
    const empty = endedRecord('b', 'COMPLETE', { seen: { RestoreId: 'r-b', ItemsDone: 0, BytesDone: 0, other: {} } });
    assert.deepEqual(endMessage([empty]), {
      severity: 'warning',
      text: 'Restore of NAS files to \u201c\u2068005494\u2069\u201d: COMPLETE after 2 min. The service reports no restored items.',
    });
    assert.deepEqual(endMessage([warned, empty, endedRecord('c')]), {
      severity: 'warning',
      text:
        '3 restore jobs ended: 3 COMPLETE. ' +
        'Complete, but check them: NAS files to \u201c\u2068005494\u2069\u201d; NAS files to \u201c\u2068005494\u2069\u201d.',
    });
  });

  it('says what to do where the service gives a reason that is known', () => {
    const seen = { RestoreId: 'r-a', ErrorMessage: 'TARGET_NOT_EXIST', other: {} };
    assert.match(
      endMessage([endedRecord('a', 'FAILED', { seen })]).text,
      /FAILED after 2 min\. \u201c\u2068TARGET_NOT_EXIST\u2069\u201d The target folder doesn't exist: create it/,
    );
  });

  it('lets neither the service nor a target pose as its own words', () => {
    const text = 'x”. Everything was restored. “';
    const seen = { RestoreId: 'r-a', ErrorMessage: text, other: {} };
    const request = { query: { RestoreType: 'OSS', TargetBucket: text }, body: {} };
    const quoted = '\\u201c\\u2068x\\\\u201d\\. Everything was restored\\. \\\\u201c\\u2069\\u201d';
    assert.match(
      endMessage([endedRecord('a', 'FAILED', { seen, request })]).text,
      new RegExp(`^Restore of OSS objects to ${quoted}: FAILED after 2 min\\. ${quoted}$`),
    );
    // A status that is no word.
    const status = endedRecord('a', 'FAILED', { state: 'submitted', seen: { ...seen, Status: text } });
    const odd = endMessage([{ ...status, seen: { ...seen, Status: text } }]).text;
    assert.match(odd, new RegExp(`: ${quoted}( after|\\.)`));
  });

  it('is as severe as the worst of several, counts them and names at most three that did not complete', () => {
    const job = (id: string, status: string) => endedRecord(id, status, { request: requestOf('OSS') });
    assert.equal(endMessage([job('a', 'COMPLETE'), job('b', 'EXPIRED')]).severity, 'warning');
    const all = ['COMPLETE', 'FAILED', 'FAILED', 'PARTIAL_COMPLETE', 'CANCELED'].map((s, i) => job(String(i), s));
    const { severity, text } = endMessage(all);
    assert.equal(severity, 'error');
    assert.match(text, /^5 restore jobs ended: 1 COMPLETE, 2 FAILED, 1 PARTIAL_COMPLETE, 1 CANCELED\./);
    assert.match(text, /Not complete: OSS objects to [^;]+; [^;]+; [^;]+; and 1 more\.$/);
    assert.equal(endMessage([job('a', 'COMPLETE'), job('b', 'COMPLETE')]).text, '2 restore jobs ended: 2 COMPLETE.');
  });

  it('counts a cancel as a failure only where nobody asked for it here', () => {
    assert.deepEqual(
      [endedRecord('a', 'CANCELED'), endedRecord('b', 'CANCELED', { cancelAskedAt: 1 }), endedRecord('c')].map(
        isFailedEnd,
      ),
      [true, false, false],
    );
  });
});
