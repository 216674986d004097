import assert from 'node:assert/strict';
import { formatLogEntry, redactError } from '../../../src/cloud/logFormat.ts';
import { registerSecrets } from '../../../src/cloud/redaction/secrets.ts';
import { testSecret } from '../../hosts/testSecrets.ts';
import { containsRegisteredSecret } from '../../hosts/containsRegisteredSecret.ts';

const secret = testSecret('log/with+odd="signs\'é\\x');

describe('the log', () => {
  beforeEach(() => registerSecrets(secret));

  it('makes one line of a message, whatever is in it', () => {
    assert.equal(formatLogEntry('a\n2026-11-23 [info] b\u001b[31m'), 'a 2026-11-23 [info] b');
    assert.equal(formatLogEntry('a', { b: secret }, 7), 'a {"b":"***"} 7');
    const [line] = formatLogEntry(Object.assign(new Error('no'), { requestId: 'REQ-1' })).split('\n');
    assert.equal(line, 'Error: no (RequestId: REQ-1)');
  });

  it('puts the frames of an error below it, indented, and nothing else', () => {
    const error = new Error(`first ${secret}\n    at evil (x:1:1)\nsecond`);
    const [line = '', ...frames] = formatLogEntry(error).split('\n');
    assert.equal(line, 'Error: first ***     at evil (x:1:1) second');
    assert.ok(frames.length > 0);
    for (const frame of frames) assert.match(frame, /^ {4}at /);
    assert.ok(!frames.some((frame) => frame.includes('evil')));
  });

  it('makes what is thrown fit for a log that is not ours', () => {
    const safe = redactError(new TypeError(`no ${secret}`));
    assert.equal(safe.message, 'no ***');
    assert.equal(safe.name, 'TypeError');
    assert.ok(!containsRegisteredSecret(safe.stack ?? ''));
    assert.equal(safe.cause, undefined);
    assert.equal(redactError(secret).message, '***');
  });
});
