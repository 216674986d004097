import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isAboutKeys, parameterIn } from '../../../src/cloud/gatewayCodes.ts';
import { serviceError, type ServiceCallContext } from '../../../src/cloud/serviceErrors.ts';

describe('cloud: the parameter that an error names', () => {
  for (const [code, message, parameter] of [
    ['MissingVaultId', '', 'VaultId'],
    ['MissingSnapshotid', '', 'SnapshotId'],
    ['InvalidSnapshotId.NotFound', '', 'SnapshotId'],
    ['InvalidParameter.TargetPath', '', 'TargetPath'],
    ['MissingParameter', 'TargetBucket is mandatory for this action.', 'TargetBucket'],
    ['InvalidParameter', 'The specified parameter "Include" is not valid.', 'Include'],
    ['InvalidParameter', 'Invalid parameter: Options', 'Options'],
    ['InvalidParameter', 'Include at least one path.', undefined],
    ['InvalidParameter', 'The value is not valid.', undefined],
    ['InvalidNovelty', '', 'Novelty'],
    ['InvalidFoo', '', undefined],
    ['VaultError', 'The vault of VaultId v-1 is locked', 'VaultId'],
    ['VaultError', 'myVaultIdX is odd', undefined],
  ] as const) {
    it(`${code} "${message}" names ${parameter}`, () =>
      assert.equal(parameterIn(code, message, ['VaultId', 'Novelty']), parameter));
  }

  it('is none where the parameters have nothing to do with it', () => {
    const call: ServiceCallContext = {
      operation: 'CreateRestoreJob',
      host: 'h',
      profile: 'p',
      timeoutMs: 1,
      secrets: [],
      parameters: ['VaultId'],
    };
    for (const Code of ['SignatureDoesNotMatch', 'InvalidAccessKeyId.NotFound', 'Forbidden.RAM', 'InvalidVersion']) {
      assert.equal(serviceError({ Code, Message: 'POST VaultId=v-1' }, 400, call).parameter, undefined);
    }
    assert.equal(serviceError({ Code: 'InvalidVaultId', Message: '' }, 400, call).parameter, 'VaultId');
  });

  it('can be every one that the schema knows', () => {
    const schema = new URL('../../../schemas/restore.schema.json', import.meta.url);
    const { properties } = JSON.parse(readFileSync(schema, 'utf8')) as { properties: Record<string, unknown> };
    for (const name of Object.keys(properties).filter((key) => !key.startsWith('$'))) {
      assert.equal(parameterIn(`Missing${name}`, '', []), name);
    }
  });
});

describe('cloud: whether an error is about the keys', () => {
  for (const code of ['InvalidAccessKeyId.NotFound', 'InvalidAccessKeyId.Inactive', 'InvalidSecurityToken.Expired']) {
    it(`is so of ${code}`, () => assert.ok(isAboutKeys(code)));
  }
  for (const code of ['SignatureDoesNotMatch', 'IncompleteSignature', 'MissingSecurityToken']) {
    it(`is so of ${code}`, () => assert.ok(isAboutKeys(code)));
  }
  for (const code of ['SignatureNonceUsed', 'Forbidden.RAM', 'Throttling.User', 'VaultNotFound', '']) {
    it(`is not so of ${code || 'none'}`, () => assert.ok(!isAboutKeys(code)));
  }
});
