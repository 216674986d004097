/** Who signs, wherever it is shown: names and answers are those of hostile files and services. */
import * as vscode from 'vscode';
import type { Account, SignerKind } from '../../src/cloud/account.ts';
import { addAccessKey } from '../../src/commands/addAccessKey.ts';
import { checkAccount } from '../../src/ui/checkAccount.ts';
import { askConsent } from '../../src/accounts/consentPrompt.ts';
import { selectProfile } from '../../src/commands/selectProfile.ts';
import { selectRegion } from '../../src/commands/selectRegion.ts';
import type { Checked, Services } from '../../src/services.ts';
import { startSandbox } from '../../src/commands/startSandbox.ts';
import { stopSandbox } from '../../src/commands/stopSandbox.ts';
import { commands } from '../../src/ids.ts';
import { registerAccountItem } from '../../src/views/accountItem.ts';
import { testSecret } from '../../test/hosts/testSecrets.ts';
import { modes } from './files.ts';
import { cloudError, hostileServices, type Answering, type Home } from './services.ts';
import type { StubbedVscode } from './stubbedVscode.ts';

const account = (profile: string, signer: SignerKind = 'cliProfile'): Account => ({
  ...{ signer, profile, region: 'cn-hangzhou' },
  endpoint: 'https://hbr.cn-hangzhou.aliyuncs.com',
});

/** Of the characters that a key may have. */
const typedSecret = testSecret('typed-secret');

/** A name that an AccessKey may have, as far as there is one in the text. */
const keyName = (text: string) =>
  text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 59);

/** Questions, whose lines are counted. */
export async function accountQuestions(
  stage: StubbedVscode,
  text: string,
  log: vscode.LogOutputChannel,
): Promise<void> {
  await stage.at('the consent to a program', () => askConsent({ kind: 'program', text, key: text }, text));
  await stage.at('the consent to an address', () => askConsent({ kind: 'address', text, key: text }, text));
  const services = hostileServices(text, [], log);
  for (const mode of ['External', 'CredentialsURI']) {
    await stage.at(`the consent to ${mode}`, () => services.accounts.allow(account(`${mode} ${text}`)));
  }
}

/** @param text what others say @param input what the person types */
export async function accountSurfaces(
  stage: StubbedVscode,
  text: string,
  input: string,
  index: number,
  home: Home,
  log: vscode.LogOutputChannel,
): Promise<void> {
  home.write(text);
  const identity = { arn: text, accountId: text };
  const told = (): Promise<Checked> => Promise.resolve({ identity });
  const make = (answering: Answering): Services => hostileServices(text, [], log, answering);

  const isProfile = ({ buttons, iconPath }: vscode.QuickPickItem) =>
    buttons !== undefined && iconPath instanceof vscode.ThemeIcon && iconPath.id !== 'sparkle';
  const services = make({ check: told });
  const name = keyName(input);
  const typed = [input.trim(), 'LTAI-hostile', typedSecret, ''];
  await stage.at('Add AccessKey', () => addAccessKey(services), { type: [name, ...typed.slice(1)] });
  await stage.at('Add AccessKey, a name', () => addAccessKey(services), { type: typed });
  for (const code of ['InvalidAccessKeyId.NotFound', 'SignatureDoesNotMatch', undefined]) {
    const refused = make({ check: () => Promise.reject(cloudError(text, code)) });
    // What is typed for a secret is kept out of every text from then on.
    const answers = { type: ['plain', 'LTAI-hostile', typedSecret, '', typedSecret] };
    await stage.at(`Add AccessKey, ${code ?? 'an outage'}`, () => addAccessKey(refused), answers);
  }
  await stage.at('Select Profile', () => selectProfile(services), {
    press: [
      [isProfile, 0],
      [(item) => item.buttons?.length === 2, 1],
    ],
    pick: (items) => items.filter(isProfile).at(index % (modes.length + 1)),
  });
  // Somebody is selected now, who may be gone.
  home.write(`${text}.`);
  await stage.at('Select Profile again', () => selectProfile(services));
  home.write(text);
  const region = (items: readonly vscode.QuickPickItem[]) =>
    items.find((item) => 'does' in item && item.does === 'type');
  const regions = () => Promise.resolve([{ regionId: 'cn-plain-9', localName: text }]);
  await stage.at('Select Region', () => selectRegion(make({ regions })), {
    ...{ pick: region, type: [index % 2 ? text : 'cn-nowhere-9'], button: 0 },
  });
  await stage.at('Select Region, an outage', () => selectRegion(make({})));
  const profile = account(`AK ${text}`);
  await stage.at('the check of an account', () => checkAccount(services.accounts, profile));
  await stage.at('the check of another host', () =>
    checkAccount(make({ check: () => Promise.resolve({}) }).accounts, { ...profile, endpoint: `https://evil.example` }),
  );
  await stage.at('the check of an account, refused', () => checkAccount(make({}).accounts, profile));

  const inSandbox = make({});
  inSandbox.sandbox.set({
    ...{ endpoint: 'http://127.0.0.1:1', accessKeyId: 'LTAI-sandbox', accessKeySecret: typedSecret },
    close: () => Promise.resolve(),
  });
  await stage.at('Start Sandbox', () => startSandbox(inSandbox));
  await stage.at('Stop Sandbox', () => stopSandbox(inSandbox));
  await barSurfaces(stage, text, index);
}

/** The account's item in the status bar, with what it says where nobody can sign. */
async function barSurfaces(stage: StubbedVscode, text: string, index: number): Promise<void> {
  const problem = (more: object) => Object.assign(cloudError(text), more);
  const choice = {
    signer: 'cliProfile',
    profile: text,
    mode: text,
    account: text,
    accessKeyId: text,
    region: text,
  } as const;
  const signers: SignerKind[] = ['cliProfile', 'accessKey', 'credentialsFile', 'instanceRole', 'sandbox'];
  const looks: [string, () => Promise<Account>][] = [
    ['the account', () => Promise.resolve({ ...account(text, signers[index % signers.length]), region: text })],
    ['the account elsewhere', () => Promise.resolve({ ...account(text), endpoint: `https://evil.example/${text}` })],
    ['no profile', () => Promise.reject(problem({}))],
    ['no region', () => Promise.reject(problem({ profile: text, offers: commands.selectRegion }))],
    ['a wrong endpoint', () => Promise.reject(problem({ profile: text }))],
    ['an outage', () => Promise.reject(new Error(text))],
  ];
  for (const [name, forRegion] of looks) {
    await stage.at(`${name} in the status bar`, async () => {
      const drawn = stage.drawn();
      const item = registerAccountItem({
        forRegion,
        choiceOf: () => Promise.resolve(choice),
        onDidChange: () => ({ dispose: () => undefined }),
        fileChanged: () => undefined,
      });
      await drawn;
      item.dispose();
    });
  }
}
