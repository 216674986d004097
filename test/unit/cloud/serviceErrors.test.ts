import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { serviceError } from '../../../src/cloud/serviceErrors.ts';
import { testSecret } from '../../hosts/testSecrets.ts';
import { isPermissionDenied } from '../../../src/cloud/cloudError.ts';
import { registerSecrets } from '../../../src/cloud/redaction/secrets.ts';
import { clientFor, closeServers, create, failure, keys, reply, request, serve, signatureOf } from './helpers.ts';
import { plainQuotes } from '../plainQuotes.ts';

describe('cloud: what the service refuses', () => {
  afterEach(closeServers);

  const rows: [code: string, status: number, outcome: string, says: RegExp][] = [
    ['Throttling', 400, 'refused', /Too many calls.*Wait/],
    ['Throttling.User', 403, 'refused', /Too many calls/],
    ['Throttling.Api', 429, 'refused', /Too many calls/],
    ['Throttling.User', 503, 'refused', /Too many calls/],
    ['ServiceUnavailable', 503, 'unclear', /internal error.*may have started/],
    ['ServiceUnavailableTemporary', 503, 'unclear', /may have started/],
    ['InternalError', 500, 'unclear', /may have started/],
    ['InternalFailure', 500, 'unclear', /may have started/],
    ['InternalError', 400, 'unclear', /may have started/],
    ['InvalidAccessKeyId.NotFound', 404, 'refused', /AccessKey of the profile "tests" is wrong/],
    ['InvalidAccessKeyId.Inactive', 403, 'refused', /AccessKey of the profile "tests" is disabled/],
    ['InvalidAccessKeyId', 403, 'refused', /AccessKey of the profile "tests" is wrong/],
    ['InvalidSecurityToken.Expired', 400, 'refused', /security token of the profile "tests" has run out/],
    ['InvalidSecurityToken.MismatchWithAccessKey', 400, 'refused', /security token/],
    ['InvalidSecurityToken.Malformed', 403, 'refused', /security token/],
    ['MissingSecurityToken', 400, 'refused', /security token/],
    ['SignatureDoesNotMatch', 400, 'refused', /secret of the profile "tests" is not that of its ID/],
    ['IncompleteSignature', 400, 'refused', /secret of the profile "tests" is not that of its ID/],
    ['SignatureNonceUsed', 400, 'unclear', /twice.*may have started/],
    ['IllegalTimestamp', 400, 'refused', /clock/],
    ['InvalidTimeStamp.Expired', 400, 'refused', /clock/],
    ['Forbidden', 403, 'refused', /permission hbr:CreateRestoreJob/],
    ['Forbidden.RAM', 403, 'refused', /permission hbr:CreateRestoreJob/],
    ['NoPermission', 403, 'refused', /permission/],
    ['Forbidden.NoPermission', 403, 'refused', /permission/],
    ['MissingParameter', 400, 'refused', /parameter/],
    ['MissingVaultId', 400, 'refused', /parameter/],
    ['InvalidParameter', 400, 'refused', /parameter/],
    ['InvalidSnapshotId', 400, 'refused', /parameter/],
    ['InvalidAction.NotFound', 404, 'refused', /not the endpoint/],
    ['InvalidVersion', 404, 'refused', /not the endpoint/],
    ['VaultNotExist', 404, 'refused', /refused CreateRestoreJob\. VaultNotExist: "told so"/],
    ['VaultOnStrike', 409, 'unclear', /an error \(HTTP 409\)\. VaultOnStrike: "told so".*may have started/],
    // What is said of a parameter that is refused would contradict what is not known.
    ['InvalidTimeout', 400, 'unclear', /^\S+ answered CreateRestoreJob with an error.*may have started/],
    ['InvalidVaultId', 408, 'unclear', /^\S+ answered CreateRestoreJob with an error.*may have started/],
    ['VaultOnStrike', 502, 'unclear', /VaultOnStrike: "told so".*may have started/],
    // The code that a refusal of a proxy has here.
    ['PROXY_REFUSED', 500, 'unclear', /PROXY_REFUSED: "told so".*may have started/],
  ];
  for (const [Code, status, outcome, says] of rows) {
    it(`${Code} with HTTP ${status} is ${outcome}`, async () => {
      const body = { RequestId: 'REQ-7', HostId: 'h', Code, Message: 'told so', Recommend: 'https://api.example/q' };
      const { origin, requests } = await serve(reply(status, body));
      const error = await failure(create(origin));
      assert.equal(error.outcome, outcome);
      assert.match(plainQuotes(`${error.message} ${error.nextStep}`), says);
      assert.match(plainQuotes(error.message), new RegExp(`${Code.replace('.', '\\.')}: "told so"$`));
      assert.equal(error.code, Code);
      assert.equal(error.requestId, 'REQ-7');
      assert.equal(error.recommend, 'https://api.example/q');
      assert.equal(error.statusCode, status);
      assert.equal(requests.length, 1, 'sent once');
    });
  }

  for (const Success of [false, 'false']) {
    it(`HTTP 200 with Success ${inspect(Success)} is refused`, async () => {
      const { origin } = await serve(
        reply(200, { Success, Code: 'VaultNotExist', Message: 'no vault', RequestId: 'REQ-8' }),
      );
      const error = await failure(create(origin));
      assert.equal(error.outcome, 'refused');
      assert.match(plainQuotes(error.message), /VaultNotExist: "no vault"$/);
      assert.equal(error.requestId, 'REQ-8');
    });
  }

  it('HTTP 200 with Success false and another code than that of a refusal is unclear', async () => {
    for (const Code of ['RequestTimeout', 'QuotaFull', 'InternalError', '500', 408, 'Vault\u0007NotExist']) {
      const { origin } = await serve(reply(200, { Success: false, Code, Message: 'm' }));
      const error = await failure(create(origin));
      assert.equal(error.outcome, 'unclear', String(Code));
      assert.match(error.nextStep, /may have started/);
    }
  });

  it('a success without a RestoreId is unclear, and has all that the answer told', async () => {
    const { origin } = await serve(reply(200, { Code: 'Foo.Bar', Message: 'queued for approval', RequestId: 'REQ-8' }));
    const { client, lines } = clientFor(origin);
    const error = await failure(client.createRestoreJob({ query: { VaultId: 'v-1' }, body: {} }));
    assert.deepEqual([error.outcome, error.code, error.requestId], ['unclear', 'Foo.Bar', 'REQ-8']);
    assert.match(plainQuotes(error.message), /it has no usable RestoreId\. Foo\.Bar: "queued for approval"$/);
    assert.match(error.help ?? '', /q=Foo\.Bar&product=hbr&requestId=REQ-8$/);
    assert.equal(lines[0]?.requestId, 'REQ-8');
  });

  it('Success false with a RestoreId all the same gives the RestoreId', async () => {
    const { origin } = await serve(reply(200, { Success: false, Code: 'Odd', RestoreId: 'r-1' }));
    assert.equal((await create(origin)).restoreId, 'r-1');
  });

  it('Success false with a RestoreId that is none is unclear, and nothing is taken over', async () => {
    for (const RestoreId of [7, ' ', 'r 1', ['r-1']]) {
      const { origin } = await serve(reply(200, { Success: false, Code: 'VaultNotExist', RestoreId }));
      assert.equal((await failure(create(origin))).outcome, 'unclear');
    }
    for (const RestoreId of [null, '']) {
      const { origin } = await serve(reply(200, { Success: false, Code: 'VaultNotExist', RestoreId }));
      assert.equal((await failure(create(origin))).outcome, 'refused');
    }
  });

  it('an error that names a job is unclear', async () => {
    const { origin } = await serve(reply(400, { Code: 'InvalidVaultId', Message: 'm', RestoreId: 'r-1' }));
    assert.equal((await failure(create(origin))).outcome, 'unclear');
  });

  it('another operation is refused also where the answer repeats its RestoreId', async () => {
    const { origin } = await serve(reply(200, { Success: false, Code: 'TaskNotFound', RestoreId: 'r-1' }));
    const error = await failure(clientFor(origin).client.cancelRestoreJob({ vaultId: 'v-1', restoreId: 'r-1' }));
    assert.deepEqual([error.outcome, error.code], ['refused', 'TaskNotFound']);
  });

  it('Success false without anything else is unclear', async () => {
    const { origin } = await serve(reply(200, { Success: false }));
    assert.equal((await failure(create(origin))).outcome, 'unclear');
  });

  const denied = async (Code: string, detail?: object) => {
    const { origin } = await serve(reply(403, { Code, Message: 'm', ...(detail && { AccessDeniedDetail: detail }) }));
    return failure(create(origin));
  };

  it('a missing permission says which one, and has a policy to grant it', async () => {
    for (const Code of ['Forbidden', 'Forbidden.RAM', 'NoPermission', 'Forbidden.NoPermission']) {
      const plain = await denied(Code);
      assert.equal(plain.action, 'hbr:CreateRestoreJob');
      assert.match(plain.nextStep, /Ask your administrator to grant hbr:CreateRestoreJob in RAM/);
    }
    const implicit = { AuthAction: 'hbr:CreateRestoreJob', NoPermissionType: 'ImplicitDeny' };
    const own = await denied('NoPermission', { ...implicit, PolicyType: 'AccountLevelIdentityBasedPolicy' });
    assert.equal(own.action, 'hbr:CreateRestoreJob');
    assert.equal(own.nextStep, 'Ask your administrator to grant hbr:CreateRestoreJob in RAM.');
    const session = await denied('NoPermission', { ...implicit, PolicyType: 'SessionPolicy' });
    assert.match(session.nextStep, /in this kind of policy too: SessionPolicy/);
  });

  it('what is forbidden for another reason is shown as it came, and no permission is said to be missing', async () => {
    for (const Code of ['Forbidden.VaultLocked', 'Forbidden.RAMX', 'NoPermission.Edition']) {
      const error = await denied(Code);
      assert.match(plainQuotes(error.message), new RegExp(`^\\S+ refused CreateRestoreJob\\. ${Code}: "m"$`));
      assert.doesNotMatch(`${error.message} ${error.nextStep}`, /permission|RAM\./);
      assert.deepEqual([error.outcome, error.action], ['refused', undefined]);
    }
    // Where the service says which permission it is, it is one whatever the code.
    const detail = { AuthAction: 'hbr:CreateRestoreJob', NoPermissionType: 'ImplicitDeny' };
    for (const Code of ['Forbidden.VaultLocked', 'AccessDenied']) {
      const error = await denied(Code, detail);
      assert.match(
        plainQuotes(error.message),
        /The profile "tests" lacks the permission hbr:CreateRestoreJob\. \S+: "m"$/,
      );
      assert.equal(error.action, 'hbr:CreateRestoreJob');
      // What is refused for a permission was signed well: such a key can be added.
      assert.ok(isPermissionDenied(error));
    }
    assert.ok(!isPermissionDenied(await denied('AccessDenied')));
  });

  it('no placeholder of a secret changes a code, which says whether a restore may have run', async () => {
    registerSecrets('bleTempor');
    const { origin } = await serve(reply(400, { Code: 'ServiceUnavailableTemporary', Message: 'm' }));
    const error = await failure(create(origin));
    assert.deepEqual([error.code, error.outcome], ['ServiceUnavailableTemporary', 'unclear']);
  });

  it('an explicit deny says that no policy which is added helps, and offers none', async () => {
    for (const PolicyType of ['ControlPolicy', undefined]) {
      const detail = { AuthAction: 'hbr:CreateRestoreJob', PolicyType, NoPermissionType: 'ExplicitDeny' };
      const error = await denied('NoPermission', detail);
      assert.match(plainQuotes(error.message), /A policy denies hbr:CreateRestoreJob to the profile "tests" outright/);
      assert.match(error.nextStep, /Adding a policy doesn't help.*denies hbr:CreateRestoreJob/);
      assert.equal(error.nextStep.includes('ControlPolicy'), PolicyType !== undefined);
      assert.equal(error.action, undefined);
    }
  });

  it('another service is named by the action that it denies, and nobody gets more than is due', async () => {
    const other = await denied('NoPermission', { AuthAction: 'kms:Decrypt' });
    assert.match(other.message, /lacks the permission kms:Decrypt/);
    for (const AuthAction of [
      'kms:Decrypt',
      '*',
      '*:*',
      'hbr:*',
      'ram:AttachPolicyToUser',
      'hbr:createrestorejob',
      ' ',
    ]) {
      const { action } = await denied('NoPermission', { AuthAction });
      assert.ok(action === undefined || (AuthAction === ' ' && action === 'hbr:CreateRestoreJob'), AuthAction);
    }
  });

  it('has a page of the vendor about it, and no other', async () => {
    const page = 'https://api.alibabacloud.com/troubleshoot?q=Some.New%26Code&product=hbr&requestId=REQ-7';
    const body = { Code: 'Some.New&Code', Message: 'm', RequestId: 'REQ-7' };
    for (const [Recommend, help] of [
      [undefined, page],
      ['https://next.api.aliyun.com/troubleshoot?q=a%20b', 'https://next.api.aliyun.com/troubleshoot?q=a%20b'],
      ['https://evil.example/?q=1', page],
      ['https://aliyun.com.evil.example/', page],
      ['command:workbench.action.terminal.new', page],
      ['see [here](https://evil.example)', page],
    ] as const) {
      const { origin } = await serve(reply(409, { ...body, Recommend }));
      const error = await failure(create(origin));
      assert.equal(error.help, help);
      assert.equal(error.recommend, Recommend);
    }
  });

  for (const [Code, behind, says] of [
    ['IllegalTimestamp', 17 * 60, /^This machine's clock is 17 minutes behind the service's\./],
    ['InvalidTimeStamp.Expired', 17 * 60, /^This machine's clock is 17 minutes behind/],
    ['IllegalTimestamp', -3 * 3600, /^This machine's clock is 3 hours ahead of the service's\./],
    ['IllegalTimestamp', -90 * 86_400, /^This machine's clock is 90 days ahead/],
    ['IllegalTimestamp', 0, /though this machine's clock is correct now/],
  ] as const) {
    it(`${Code} measures a clock that is ${behind} s behind`, async () => {
      const { origin } = await serve((_, response) => {
        response.setHeader('date', new Date(Date.now() + behind * 1000 + 500).toUTCString());
        reply(400, { Code, Message: 'm' })(_, response);
      });
      const error = await failure(create(origin));
      assert.match(plainQuotes(error.message), says);
      assert.match(error.nextStep, behind === 0 ? /Try again/ : /Set it/);
    });
  }

  it('without a date it says what it can of the clock', async () => {
    const { origin } = await serve((_, response) => {
      response.sendDate = false;
      reply(400, { Code: 'IllegalTimestamp', Message: 'm' })(_, response);
    });
    assert.match((await failure(create(origin))).message, /wrong by more than the service allows/);
  });

  it('4xx without a code is unclear', async () => {
    for (const body of [{}, { Message: 'x' }, { Code: {} }, { Code: '' }, { Code: null }]) {
      const { origin } = await serve(reply(400, body));
      const error = await failure(create(origin));
      assert.equal(error.outcome, 'unclear');
      assert.equal(error.code, undefined);
      assert.equal(error.statusCode, 400);
    }
  });

  it('hostile texts become harmless', async () => {
    const body = {
      Code: 'Bad\u001b[31mCode\nX',
      Message: `\u001b]0;title\u0007a\r\nb\u202e${'x'.repeat(5_000_000)}`,
      RequestId: ['a'],
      Recommend: { deep: {} },
      AccessDeniedDetail: 'x',
    };
    const { origin } = await serve(reply(400, body));
    const { client, lines } = clientFor(origin);
    const error = await failure(client.createRestoreJob(request));
    assert.equal(error.code, 'BadCode X');
    assert.equal(error.requestId, undefined);
    assert.equal(error.recommend, undefined);
    assert.ok(error.message.length < 2400);
    assert.match(plainQuotes(error.message), /"BadCode X": "a b/);
    assert.doesNotMatch(inspect({ ...error, message: error.message, lines }), /\\x1B|\\u001b|\\r|\u202e/);
  });

  it('never holds a secret, even where the service echoes it', async () => {
    const secret = keys.accessKeySecret;
    const escaped = (text: string) =>
      [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    let signature = '';
    const { origin } = await serve((captured, response) => {
      signature = signatureOf(captured);
      const echo = `server string to sign is: ${secret} ${encodeURIComponent(secret)} ${signature}`;
      const body = {
        Code: 'SignatureDoesNotMatch',
        RequestId: secret,
        Recommend: `https://api.aliyun.com/?s=${secret}`,
      };
      const text = JSON.stringify({ ...body, Message: `${echo} ESCAPED` });
      reply(400, text.replace('ESCAPED', escaped(`${secret} ${signature}`)))(captured, response);
    });
    const { client, lines } = clientFor(origin);
    const error = await failure(client.createRestoreJob(request));
    const shown = inspect([error, lines], { depth: null, showHidden: true });
    assert.match(signature, /^[0-9a-f]{64}$/);
    assert.match(plainQuotes(error.message), /\*\*\* \*\*\* \*\*\* \*\*\* \*\*\*"$/);
    assert.ok(!shown.includes(secret) && !shown.includes(encodeURIComponent(secret)) && !shown.includes(signature));
    assert.doesNotMatch(shown, /Authorization|Signature=/);
  });

  it('a secret cut at the limit leaves no part of itself', () => {
    const hush = testSecret('hush-hush');
    const error = serviceError({ Code: 'X', Message: `${'x'.repeat(1990)}${hush}` }, 400, {
      ...{ operation: 'CreateRestoreJob', host: 'h', profile: 'p', timeoutMs: 1, secrets: [hush], parameters: [] },
    });
    assert.doesNotMatch(error.message, /hush/);
  });
});
