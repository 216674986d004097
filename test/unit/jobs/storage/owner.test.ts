import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { isGone, newOwner, uptimeAt } from '../../../../src/jobs/storage/owner.ts';

describe('the owner of a lock or a submission', () => {
  const self = newOwner();

  it('is told from all others', () => {
    assert.equal(self.pid, process.pid);
    assert.notEqual(newOwner().window, self.window);
    assert.equal(newOwner().host, self.host);
  });

  it('is gone only where this machine surely has no such process', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const { pid: own, ...withoutNumber } = self;
    assert.ok(own);
    for (const [what, owner, gone] of [
      ['this process', self, false],
      ['an earlier process of the same number', { ...self, window: 'another' }, true],
      ['a process that ended', { ...newOwner(), pid }, true],
      ['another one that lives', { ...newOwner(), pid: process.ppid }, false],
      ['an ended one of another machine', { ...newOwner(), pid, host: 'elsewhere' }, false],
      ['an ended one of another start of the machine', { ...newOwner(), pid, boot: 'another start' }, false],
      ['one of no known machine', { pid, window: 'w' }, false],
      ['one without a number', withoutNumber, false],
    ] as const)
      assert.equal(isGone(owner, self), gone, what);
  });

  it('lives where it belongs to another user', () => {
    const kill = Object.getOwnPropertyDescriptor(process, 'kill') ?? assert.fail();
    const denied = () => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
    };
    Object.defineProperty(process, 'kill', { ...kill, value: denied });
    try {
      assert.equal(isGone({ ...newOwner(), pid: process.ppid }, self), false);
    } finally {
      Object.defineProperty(process, 'kill', kill);
    }
  });

  it('says how long the machine had been running only where it is this one, and was not started anew', () => {
    const made = { ...self, boot: 'b', uptime: 7 };
    assert.equal(uptimeAt(made, { ...self, boot: 'b' }), 7);
    assert.equal(uptimeAt({ ...made, host: 'elsewhere' }, { ...self, boot: 'b' }), undefined);
    assert.equal(uptimeAt(made, { ...self, boot: 'c' }), undefined);
  });
});
