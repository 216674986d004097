import assert from 'node:assert/strict';
import { isRefusal } from '../../../src/cloud/refusalCodes.ts';

describe('cloud: whether an error proves that nothing was executed', () => {
  const proofs: Readonly<Record<number, readonly string[]>> = {
    200: ['VaultNotExist', 'CrossAccountBackupSlrNotExist', 'InDebt', 'Throttling.User', 'InvalidVaultId.NotFound'],
    400: [
      ...['Throttling', 'InvalidParameter', 'InvalidParameter.VaultId', 'MissingParameter', 'MissingSnapshotId'],
      ...['SignatureDoesNotMatch', 'IncompleteSignature', 'IllegalTimestamp', 'InvalidTimeStamp.Expired'],
      ...['InvalidSecurityToken.Expired', 'MissingSecurityToken', 'BadRequest', 'UnknownParameter', 'AirInstanceError'],
      ...['InvalidRequest', 'InvalidContentType', 'ArchiveDaysTooShort', 'InvalidExpireTime', 'InvalidTimeRange'],
    ],
    403: [
      'Forbidden',
      'Forbidden.RAM',
      'NoPermission',
      'Forbidden.NoPermission',
      'ServiceNotActivated',
      'AssumeRoleFail',
    ],
    404: [
      'InvalidAccessKeyId.NotFound',
      'InvalidAction.NotFound',
      'InvalidVersion',
      'SnapshotNotFound',
      'EntityNotExist.Role',
    ],
    405: ['UnsupportedHTTPMethod'],
    409: ['InvalidVaultId'],
    413: ['RequestEntityTooLarge'],
    429: ['Throttling.Api'],
    503: ['Throttling.User'],
  };
  for (const [status, codes] of Object.entries(proofs)) {
    it(`is so with HTTP ${status} and ${codes.join(', ')}`, () => {
      for (const code of codes) assert.ok(isRefusal(code, Number(status), false), code);
    });
  }

  const noProofs: Readonly<Record<number, readonly string[]>> = {
    200: [
      ...[
        'Timeout',
        'RequestTimeout',
        'OperationTimeOut',
        'TimedOut',
        'InvalidTimeout',
        'Invalid.Time-out',
        'GatewayTimeout',
      ],
      ...[
        'BackendTimeout.NotFound',
        'ServiceUnavailable',
        'InvalidBackend.Unavailable',
        'InternalError',
        '408',
        '500',
        '200',
      ],
      ...[
        'Processing',
        'InvalidJob.Processing',
        'InvalidStatus.Busy',
        'SystemBusy',
        'QuotaFull',
        'Something.New',
        'NotFound',
      ],
      ...['AlreadyExists', 'InvalidJob.Exists', 'InvalidRequest.Duplicate', 'Forbidden.InProgress', 'Invalid408'],
      ...[
        'SignatureNonceUsed',
        'ThrottlingX',
        'Throttling.Timeout',
        'invalidParameter',
        'Missing',
        'XInvalidVaultId',
        '',
      ],
    ],
    400: ['InternalError', 'ServiceUnavailable', 'SignatureNonceUsed', 'VaultOnStrike', 'AccessDenied', 'ForbiddenX'],
    // By the vendor's pages these come with 500, where it is not certain.
    403: ['AccessVaultFail', 'InitVaultError', 'EcsClientError', 'TaskTypeNotSupported'],
    408: ['InvalidParameter', 'Throttling', 'VaultNotExist', 'Forbidden'],
    409: ['VaultOnStrike', 'InvalidJob.Conflict', 'Conflict'],
    425: ['InvalidParameter', 'TooEarly'],
    429: ['TooManyRequests', 'FlowControl'],
    499: ['InvalidParameter'],
    500: ['InvalidParameter', 'VaultNotExist', 'Forbidden', 'AccessVaultFail'],
    502: ['InvalidVaultId.NotFound'],
  };
  for (const [status, codes] of Object.entries(noProofs)) {
    it(`is not so with HTTP ${status} and ${codes.join(', ')}`, () => {
      for (const code of codes) assert.ok(!isRefusal(code, Number(status), false), code);
    });
  }

  it('is so where the answer says which permission is missing, whatever the code', () => {
    assert.ok(isRefusal('AccessDenied', 403, true));
    assert.ok(!isRefusal('AccessDenied', 403, false));
    assert.ok(!isRefusal('AccessDenied', 503, true));
    assert.ok(!isRefusal('AccessCheckTimeout', 403, true));
  });
});
