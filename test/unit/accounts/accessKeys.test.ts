import assert from 'node:assert/strict';
import { openAccessKeys } from '../../../src/accounts/accessKeys.ts';
import { containsRegisteredSecret } from '../../hosts/containsRegisteredSecret.ts';
import { testSecret } from '../../hosts/testSecrets.ts';

describe('AccessKeys that were added', () => {
  it('are kept out of every text though another one signs, and are read once', async () => {
    const stored = (name: string) =>
      JSON.stringify({
        accessKeyId: 'LTAI',
        accessKeySecret: testSecret(`secret of ${name}.`),
        securityToken: testSecret(`token of ${name}.`),
      });
    const asked: string[] = [];
    const names = [{ name: 'one' }, { name: 'two' }];
    const storage = {
      secrets: {
        get: (key: string) => {
          asked.push(key);
          return Promise.resolve(stored(key.replace('accessKey:', '')));
        },
      },
      globalState: { get: () => names },
    };
    const keys = openAccessKeys(storage as unknown as Parameters<typeof openAccessKeys>[0], { fire: () => undefined });
    assert.ok(!containsRegisteredSecret(testSecret('secret of two.')));
    await keys.read('one');
    await keys.learnSecrets();
    for (const name of ['one', 'two']) {
      assert.ok(containsRegisteredSecret(testSecret(`secret of ${name}.`)), name);
      assert.ok(containsRegisteredSecret(testSecret(`token of ${name}.`)), name);
    }
    await keys.learnSecrets();
    assert.deepEqual(asked, ['accessKey:one', 'accessKey:two']);
    names.push({ name: 'three' });
    await keys.learnSecrets();
    assert.ok(containsRegisteredSecret(testSecret('secret of three.')), 'one that another window added');
  });

  it('are as good as lost where their entry is damaged, and no error quotes it', async () => {
    const damaged = [
      `{"accessKeySecret":"${testSecret('damaged.')}"`,
      testSecret('damaged.'),
      'null',
      '[]',
      '""',
      '{}',
    ];
    for (const text of damaged) {
      const storage = {
        secrets: { get: () => Promise.resolve(text) },
        globalState: { get: () => [{ name: 'one' }] },
      };
      const keys = openAccessKeys(storage as unknown as Parameters<typeof openAccessKeys>[0], {
        fire: () => undefined,
      });
      await keys.learnSecrets();
      assert.equal(await keys.read('one'), undefined);
    }
  });
});
