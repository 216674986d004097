import assert from 'node:assert/strict';
import { leaksInRequest, allowSecretInAddress, type Received } from '../../hosts/requestLeaks.ts';

/** Another than the run's own: nothing here leaves this file. */
const mark = 'canary-planted-0123456789';

const request = (more: Partial<Received>): Received => ({ method: 'POST', url: '/', headers: {}, body: '', ...more });
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const placesIn = (received: Received) => leaksInRequest(received, mark).map(({ file }) => file.split(': ')[1]);

describe('the search for secrets of the tests in requests', () => {
  const leaking: [part: string, received: Partial<Received>][] = [
    ['header authorization', { headers: { authorization: `Bearer ${mark}` } }],
    ['header authorization', { url: '/v1/exchange', headers: { authorization: `ACS3-HMAC-SHA256 ${mark}` } }],
    ['header proxy-authorization', { headers: { 'proxy-authorization': Buffer.from(`u:${mark}`).toString('base64') } }],
    ['header x-aliyun-ecs-metadata-token', { headers: { host: 'x.test', 'x-aliyun-ecs-metadata-token': mark } }],
    ['header x-acs-action', { headers: { 'x-acs-action': mark } }],
    ['header x-acs-security-token', { headers: { 'x-acs-security-token': mark } }],
    ['parameter SecurityToken', { url: `/?SecurityToken=${mark}` }],
    ['header cookie', { headers: { cookie: ['a', mark] } }],
    ['path', { url: `/a/${mark}?b=c` }],
    ['parameter Format', { url: `/?Format=${mark}` }],
    ['parameter Format', { url: '/?Format=x', headers: form, body: `a=b&Format=${mark}` }],
    ['parameter OIDCToken', { url: '/?Action=AssumeRole', headers: form, body: `OIDCToken=${mark}` }],
    ['the name of a parameter', { headers: form, body: `${mark}=1` }],
    ['body', { url: '/v1/exchange', headers: { authorization: `Bearer ${mark}` }, body: `{"refresh":"${mark}"}` }],
    ['body', { body: `SecurityToken=${mark}&a=b` }],
  ];
  for (const [part, received] of leaking) {
    it(`is found as ${part} of ${JSON.stringify(received)}`, () => {
      assert.deepEqual(placesIn(request(received)), [part]);
    });
  }

  const fine: [what: string, received: Partial<Received>][] = [
    [
      'a SecurityToken in a header',
      { headers: { authorization: 'ACS3-HMAC-SHA256 Credential=x', 'x-acs-security-token': mark } },
    ],
    ['a SecurityToken in the query', { url: `/?Signature=x&SecurityToken=${mark}` }],
    ['a SecurityToken in the form', { url: '/', headers: form, body: `Signature=x&SecurityToken=${mark}` }],
    [
      'the token of AssumeRoleWithOIDC',
      { url: '/?Action=AssumeRoleWithOIDC', headers: form, body: `OIDCToken=${mark}&a=b` },
    ],
    ['the access token of CloudSSO', { url: '/cloud-credentials', headers: { authorization: `Bearer ${mark}` } }],
    ['the access token of OAuth', { url: '/v1/exchange', headers: { authorization: `Bearer ${mark}` } }],
    [
      'the token of the metadata service',
      { headers: { host: '100.100.100.200', 'x-aliyun-ecs-metadata-token': mark } },
    ],
  ];
  for (const [what, received] of fine) {
    it(`is let be as ${what}`, () => assert.deepEqual(placesIn(request(received)), []));
  }

  it('is let be in an address that a person wrote, and in no other', () => {
    allowSecretInAddress(`http://own.test/keys?token=${mark}`);
    const asked = (host: string, url: string, headers = {}) =>
      placesIn(request({ method: 'GET', url, headers: { host, ...headers } }));
    assert.deepEqual(asked('own.test', `/keys?token=${mark}`), []);
    assert.deepEqual(asked('own.test', `/keys?token=${mark}&more=${mark}`), ['parameter token', 'parameter more']);
    assert.deepEqual(asked('other.test', `/keys?token=${mark}`), ['parameter token']);
    const basic = { authorization: `Basic ${Buffer.from(`me:${mark}`).toString('base64')}` };
    assert.deepEqual(asked('own.test', `/keys?token=${mark}`, basic), []);
    assert.deepEqual(asked('other.test', '/keys', basic), ['header authorization']);
  });
});
