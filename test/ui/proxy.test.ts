import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { containsTestSecret, testSecret, allowSecretsBelow } from '../hosts/testSecrets.ts';
import { createAuthority } from '../hosts/certificates.ts';
import { startSandbox, type Sandbox } from '../hosts/testSandbox.ts';
import { root, temporaryFolder } from '../hosts/paths.ts';
import { startProxy, startTlsFront, type Proxy, type TlsFront } from '../hosts/proxy.ts';
import type { Session } from '../hosts/session.ts';
import { writeSettings, type Settings } from '../hosts/settings.ts';
import { until } from '../hosts/until.ts';
import { useSession } from './useSession.ts';

/** The region's own host, as it is when no endpoint is set. Only the proxy knows a way to it. */
const known = 'hbr.cn-hangzhou.aliyuncs.com';
/** One whose certificate is by an authority that nobody trusts. */
const stranger = 'hbr.cn-shanghai.aliyuncs.com';
/** Loopback, and none of the addresses for which VS Code never asks a proxy. */
const direct = '127.0.0.2';

const password = testSecret('proxy-password');
const credentials = `proxy-user:${password}`;
/** At least as many as there are. */
const mostCases = 12;

const basic = (text: string) => Buffer.from(text).toString('base64');

/** Settings of the person alone: no machine may have them. */
const unasked: Settings = {
  'cloudBackupRestore.confirmSubmit': 'never',
  'cloudBackupRestore.duplicateMinutes': 0,
};

describe('behind a proxy', () => {
  let sandbox: Sandbox;
  let proxy: Proxy;
  let fronts: Record<'known' | 'stranger' | 'direct', TlsFront>;
  let authority: string;
  let files: string;
  let removeFolders: () => Promise<unknown>;

  before(async () => {
    const [own, specs] = await Promise.all(['authority', 'specs'].map(temporaryFolder));
    assert.ok(own && specs);
    removeFolders = () => Promise.all([own.remove(), specs.remove()]);
    authority = join(own.path, 'ca.pem');
    files = specs.path;
    // One for each case, each of another snapshot: the same restore is asked about before it is sent again.
    const sample = await readFile(join(root, 'samples/nas.restore.json'), 'utf8');
    for (let number = 1; number <= mostCases; number++) {
      const text = sample.replace(/"s-\w+"/, `"s-00000000000000000c${number}"`);
      await writeFile(join(files, `case-${number}.restore.json`), text);
    }
    sandbox = await startSandbox({ hosts: [known, stranger, direct] });
    const [company, nobody] = await Promise.all(['The company', 'Nobody'].map(createAuthority));
    assert.ok(company && nobody);
    await company.save(authority);
    fronts = {
      known: await startTlsFront(await company.issue([known]), sandbox.endpoint),
      stranger: await startTlsFront(await nobody.issue([stranger]), sandbox.endpoint),
      direct: await startTlsFront(await company.issue([direct]), sandbox.endpoint, direct),
    };
    proxy = await startProxy({
      [`${known}:443`]: fronts.known,
      [`${stranger}:443`]: fronts.stranger,
      [`${direct}:${fronts.direct.port}`]: fronts.direct,
    });
  });
  after(async () => {
    await Promise.all([proxy, sandbox, ...Object.values(fronts)].map((each) => each.close()));
    await removeFolders();
  });

  const at = (user = '') => `http://${user}${proxy.host}:${proxy.port}`;
  const toDirect = () => ({ 'cloudBackupRestore.endpoint': `https://${direct}:${fronts.direct.port}` });
  const toStranger = { 'cloudBackupRestore.region': 'cn-shanghai' };
  const environment = (more: Record<string, string>) => ({
    ALIBABA_CLOUD_ACCESS_KEY_ID: sandbox.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: sandbox.accessKeySecret,
    ...more,
  });

  /** What a person who submits is told in the end; a wait before another attempt is cut short. */
  async function submit({ workbench }: Session, file: string): Promise<string> {
    await workbench.clearNotifications();
    await workbench.openFile(file);
    await workbench.command('Cloud Backup: Submit Restore Job');
    const cancel = workbench.page.locator('.notifications-toasts').getByText('Cancel', { exact: true });
    const told = async () => {
      const texts = await workbench.notifications();
      // In its last second it may be gone before it is pressed, and another attempt be stopped.
      const isWaiting = texts.some((text) => /Trying again in (?:[2-9]|\d{2,}) s/.test(text));
      if (isWaiting) await cancel.click({ timeout: 500 }).catch(() => false);
      return texts.find((text) => /was submitted|was not started|not known whether/.test(text));
    };
    return until('a word on the submission', told, { seen: () => workbench.notifications() });
  }

  let cases = 0;
  /** Submits with these settings of the machine, once VS Code has taken them over. */
  async function submitWith(session: Session, settings: Settings) {
    const title = `case ${++cases}`;
    await writeSettings(session.dataDir, {
      'cloudBackupRestore.region': 'cn-hangzhou',
      'window.title': title,
      ...settings,
    });
    // The title is of the same file: once it is seen, the extension host hears of the rest before any later command.
    const { page } = session.workbench;
    await until(`the title "${title}"`, async () => (await page.title()) === title, { seen: () => page.title() });
    const [created, onTheWay] = [createdNow(), fronts.direct.accepted()];
    proxy.take();
    const text = await submit(session, `case-${cases}.restore.json`);
    return {
      text,
      tunnels: proxy.take(),
      created: createdNow() - created,
      direct: fronts.direct.accepted() - onTheWay,
    };
  }
  /** Requests to restore that came, believed or not. */
  const createdNow = () => sandbox.requests().filter(({ action }) => action === 'CreateRestoreJob').length;

  const submitted = ({ text, created }: { text: string; created: number }) => {
    assert.match(text, /was submitted/);
    assert.equal(created, 1);
  };
  const notSent = ({ text, created }: { text: string; created: number }, says: RegExp) => {
    assert.match(text, /The restore was not started\./);
    assert.match(text, says);
    assert.match(text, /Nothing was sent\./);
    assert.ok(!containsTestSecret(text));
    assert.equal(created, 0);
  };
  const through = (tunnels: readonly { target: string; status: number }[], target: string, status = 200) =>
    assert.ok(
      tunnels.some((each) => each.target === target && each.status === status),
      JSON.stringify(tunnels),
    );

  describe('that the settings name', () => {
    const session = useSession(() => ({
      files,
      env: environment({ NODE_EXTRA_CA_CERTS: authority }),
      userSettings: {
        ...unasked,
        'http.proxy': at(`${credentials}@`),
        'http.noProxy': [direct],
        'http.proxyStrictSSL': false,
      },
    }));
    before(() => passwordBelongs(session()));
    afterEach(() => {
      proxy.require(undefined);
      proxy.answer(undefined);
    });

    it('logs in with the user and password of http.proxy, and trusts an authority that the environment adds', async () => {
      proxy.require(credentials);
      const seen = await submitWith(session(), {});
      submitted(seen);
      through(seen.tunnels, `${known}:443`);
    });

    it('goes straight to what http.noProxy names', async () => {
      const seen = await submitWith(session(), toDirect());
      submitted(seen);
      assert.ok(seen.direct > 0);
      assert.ok(seen.tunnels.every(({ target }) => !target.startsWith(direct)));
    });

    it('says that the proxy wants another login, and sends nothing', async () => {
      proxy.require('somebody:else');
      const seen = await submitWith(session(), {});
      through(seen.tunnels, `${known}:443`, 407);
      await session().workbench.screenshot('proxy-407');
      notSent(seen, /407/);
    });

    it('does not take the page of a proxy for an answer of the service', async () => {
      proxy.answer(502);
      const seen = await submitWith(session(), {});
      through(seen.tunnels, `${known}:443`, 502);
      await session().workbench.screenshot('proxy-502');
      notSent(seen, /502/);
    });

    it("refuses the service's certificate by an unknown authority, whatever http.proxyStrictSSL says", async () => {
      const seen = await submitWith(session(), toStranger);
      through(seen.tunnels, `${stranger}:443`);
      notSent(seen, /identity of hbr\.cn-shanghai\.aliyuncs\.com could not be verified/);
      assert.equal(fronts.stranger.accepted(), 0);
      await session().workbench.screenshot('proxy-certificate');
    });

    it('says that the proxy is not there', async () => {
      await proxy.pause();
      const seen = await submitWith(session(), {});
      await proxy.resume();
      await session().workbench.screenshot('proxy-down');
      notSent(seen, /proxy/i);
    });

    it('has shown and written the password of the proxy nowhere', async () => {
      const { dataDir, workspace } = session();
      const found = [...(await filesWith(dataDir)), ...(await filesWith(workspace))];
      // Where the person wrote it, and VS Code's own history of that file.
      const user = join(dataDir, 'User');
      const others = found.filter((path) => !path.startsWith(join(user, 'History')));
      assert.deepEqual(others, [join(user, 'settings.json')]);
    });
  });

  describe('that the environment names', () => {
    const session = useSession(() => ({
      files,
      env: environment({ HTTPS_PROXY: at(), NO_PROXY: direct, NODE_EXTRA_CA_CERTS: authority }),
      userSettings: { ...unasked, 'http.proxyAuthorization': `Basic ${basic(credentials)}` },
    }));
    before(() => passwordBelongs(session()));

    it('sends by HTTPS_PROXY', async () => {
      const seen = await submitWith(session(), {});
      submitted(seen);
      through(seen.tunnels, `${known}:443`);
    });

    it('goes straight to what NO_PROXY names', async () => {
      const seen = await submitWith(session(), toDirect());
      submitted(seen);
      assert.ok(seen.direct > 0);
      assert.ok(seen.tunnels.every(({ target }) => !target.startsWith(direct)));
    });

    it('says so where the proxy wants a login, which VS Code does not take from http.proxyAuthorization', async () => {
      proxy.require(credentials);
      const seen = await submitWith(session(), {});
      proxy.require(undefined);
      through(seen.tunnels, `${known}:443`, 407);
      notSent(seen, /407/);
    });
  });

  describe('where nobody added an authority', () => {
    const session = useSession(() => ({
      files,
      env: environment({}),
      userSettings: { ...unasked, 'http.proxy': at() },
    }));

    it('trusts no more than the machine does', async () => {
      const accepted = fronts.known.accepted();
      const seen = await submitWith(session(), {});
      through(seen.tunnels, `${known}:443`);
      notSent(seen, /identity of hbr\.cn-hangzhou\.aliyuncs\.com could not be verified/);
      assert.equal(fronts.known.accepted(), accepted);
    });
  });
});

/** The password stands where the person wrote it, and in VS Code's own history of that file. */
function passwordBelongs({ dataDir }: Session): void {
  for (const path of ['User/settings.json', 'User/History']) allowSecretsBelow(join(dataDir, path));
}

/** The files below a folder that hold the proxy's password, as it is or as it travels. */
async function filesWith(folder: string): Promise<string[]> {
  const forms = [password, basic(credentials)];
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    const text = await readFile(path, 'latin1');
    if (forms.some((form) => text.includes(form))) found.push(path);
  }
  return found;
}
