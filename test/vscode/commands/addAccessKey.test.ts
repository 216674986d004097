import assert from 'node:assert/strict';
import { addAccessKey } from '../../../src/commands/addAccessKey.ts';
import type { PickRegionServices } from '../../../src/ui/pickRegion.ts';
import { accountAt } from '../../unit/jobs/jobFixtures.ts';
import { testSecret } from '../../hosts/testSecrets.ts';
import { answeringInputs, enter } from '../quickInputs.ts';
import { answering, clearNotifications } from '../support.ts';

describe('Add AccessKey', () => {
  const restores: (() => unknown)[] = [];
  afterEach(async () => {
    for (const restore of restores.splice(0).reverse()) restore();
    await clearNotifications();
  });

  /** A service that accepts every key, and a storage that fails at first. */
  function failingStorage(failures: number) {
    const done: string[] = [];
    const accounts = {
      accessKeys: {
        list: () => [],
        add: () => {
          done.push('store');
          const stored = done.filter((each) => each === 'store').length > failures;
          return stored ? Promise.resolve() : Promise.reject(new Error('No keyring was found'));
        },
      },
      placeFor: () => Promise.resolve(accountAt('http://127.0.0.1:1')),
      check: () => {
        done.push('check');
        return Promise.resolve({});
      },
      selection: { setSigner: ({ profile }: { profile: string }) => Promise.resolve(void done.push(profile)) },
    };
    const services = { accounts, sandbox: { get: () => ({}) }, log: { error: () => undefined } };
    return { done, services: services as unknown as PickRegionServices };
  }

  async function add(services: PickRegionServices, ...buttons: string[]): Promise<string[]> {
    const told = answering('showErrorMessage', ...buttons);
    const inputs = answeringInputs();
    restores.push(told.restore, inputs.restore, answering('showInformationMessage').restore);
    const adding = addAccessKey(services);
    for (const text of ['night', 'LTAI5tNight0000000001', testSecret('night'), '']) {
      enter(await inputs.nextInput(), text);
    }
    await adding;
    return told.asked;
  }

  it('says where a key that was accepted could not be stored, and stores it again', async () => {
    const { done, services } = failingStorage(1);
    const [told = '', ...more] = await add(services, 'Try Again');
    assert.match(
      told,
      /^The AccessKey \S+night\S+ was accepted, but VS Code could not store it: \S+No keyring was found/,
    );
    assert.match(told, /Set up the keyring of this machine, .*\n\[Try Again\|Select Profile\|/);
    assert.deepEqual(more, []);
    assert.deepEqual(done, ['check', 'store', 'store', 'night']);
  });

  it('leaves a key that can not be stored', async () => {
    const { done, services } = failingStorage(9);
    assert.equal((await add(services, '')).length, 1);
    assert.deepEqual(done, ['check', 'store']);
  });
});
