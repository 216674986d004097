/** One item in the status bar: who signs, and where requests go. A chunk of its own, loaded once there is something to sign. */
import { unwatchFile, watchFile, type Stats } from 'node:fs';
import * as vscode from 'vscode';
import { isSandbox, type Account } from '../cloud/account.ts';
import { cliConfigPath } from '../cloud/credentials/cliConfigFile.ts';
import { credentialsFilePath } from '../cloud/credentials/credentialsFile.ts';
import type { ProfileChoice } from '../cloud/credentials/profileChoices.ts';
import { sanitize, withoutIcons } from '../cloud/sanitize.ts';
import { commands, contextKeys, isSpecFile, settings, settingsSection } from '../ids.ts';
import { markdownTable, markdownText } from '../jobs/format/markdown.ts';
import { signerText } from '../jobs/format/jobMessages.ts';
import { fileName } from '../ui/fileName.ts';
import { offersOf } from '../userError.ts';
import { credentialsOf, endpointText, expiryTime, isForeign, whereCredentialsLive } from '../accounts/accountText.ts';
import { joinSentences } from '../restoreSpec/joinSentences.ts';
import { errorMessage, nextStepOf } from '../errorFields.ts';

export interface AccountItemDependencies {
  /** @throws as `Accounts.forRegion` */
  readonly forRegion: (specRegion: string | undefined) => Promise<Account>;
  readonly choiceOf: (account: Account) => Promise<ProfileChoice | undefined>;
  /** Fired when another one may sign, or requests may go elsewhere. */
  readonly onDidChange: vscode.Event<unknown>;
  /** To be called when a file of credentials has changed; then `onDidChange` fires. */
  readonly fileChanged: () => void;
}

/** Long enough that a person who types is not interrupted, in ms. */
const quietMs = 200;
/**
 * How often a file of credentials is looked at, in ms. VS Code's own watcher doesn't say when it is ready, and misses what
 * changed before; notifications of the system miss what changed on another machine.
 */
const lookMs = 500;
/** The longest name in the bar, in UTF-16 units. */
const longestName = 40;
const dayMs = 86_400_000;

interface Look {
  readonly text: string;
  /** For a screen reader. */
  readonly label: string;
  readonly tooltip: vscode.MarkdownString | string;
  readonly command: string | vscode.Command;
  readonly warns?: boolean;
  /** Whether there are no credentials at all. */
  readonly lacksCredentials?: boolean;
  /** When the credentials run out, ms since 1970. */
  readonly expires?: number;
}

const short = (name: string) => sanitize(name, longestName);

function restricted(): Look {
  const label = vscode.l10n.t('no account in Restricted Mode');
  const tooltip = vscode.l10n.t(
    'This workspace is not trusted: no credentials are read and nothing is signed. Click to manage its trust.',
  );
  return { text: `$(account) ${label}`, label, tooltip, command: 'workbench.trust.manage' };
}

/** VS Code's secret storage is where its window is; the rest is where the extension runs. */
function whereFrom({ signer }: Account): string {
  const of = credentialsOf(signer);
  return signer === 'accessKey' ? of : vscode.l10n.t('{0}, {1}', of, whereCredentialsLive());
}

function tooltipOf(account: Account, choice: ProfileChoice | undefined, specName: string | undefined) {
  const facts: [string, string | undefined][] = [
    [vscode.l10n.t('Profile'), signerText(account)],
    [vscode.l10n.t('Account'), choice?.account],
    [vscode.l10n.t('Mode'), choice?.mode],
    [vscode.l10n.t('AccessKey ID'), choice?.accessKeyId],
    [vscode.l10n.t('Expiry'), choice?.expires === undefined ? undefined : expiryTime(choice.expires, Date.now())],
    [vscode.l10n.t('Credentials'), isSandbox(account) ? undefined : whereFrom(account)],
    [vscode.l10n.t('Region'), account.region],
    [vscode.l10n.t('Endpoint'), isSandbox(account) ? account.endpoint : endpointText(account)],
  ];
  const rows = facts.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
  const head: [string, string] =
    specName === undefined
      ? [vscode.l10n.t('Restore jobs'), vscode.l10n.t('of specs without $region')]
      : [vscode.l10n.t('Spec'), sanitize(specName, 60)];
  return new vscode.MarkdownString(markdownTable(head, rows));
}

export function lookOf(account: Account, choice: ProfileChoice | undefined, specName: string | undefined): Look {
  const expired = choice?.expires !== undefined && choice.expires <= Date.now();
  const foreign = !isSandbox(account) && isForeign(account);
  const name = isSandbox(account) ? vscode.l10n.t('sandbox') : short(account.profile);
  const icon = isSandbox(account) ? 'beaker' : expired || foreign ? 'warning' : 'account';
  // The icon and its colour say nothing to who can't see them.
  const label = [name, short(account.region), ...(expired ? [vscode.l10n.t('expired')] : [])].join(' · ');
  return {
    text: `$(${icon}) ${withoutIcons(label)}`,
    label: foreign ? `${label}, ${vscode.l10n.t('NOT an Alibaba Cloud endpoint')}` : label,
    tooltip: tooltipOf(account, choice, specName),
    command: commands.selectProfile,
    warns: expired,
    ...(choice?.expires !== undefined && !expired && { expires: choice.expires }),
  };
}

function textOf(error: unknown): string {
  const message = errorMessage(error);
  const nextStep = nextStepOf(error);
  return joinSentences(message, nextStep);
}

/** What is missing, and the place where it can be mended. @param error what `forRegion` threw */
export function lookOfFailure(error: unknown): Look {
  const { profile } = Object(error) as { readonly profile?: unknown };
  const name = typeof profile === 'string' ? short(profile) : undefined;
  const at = (label: string, command: Look['command']): Look => ({
    text: `$(account) ${withoutIcons(label)}`,
    label,
    tooltip: new vscode.MarkdownString(markdownText(textOf(error), 1000)),
    command,
  });
  if (name === undefined) {
    const lacksCredentials = offersOf(error).includes(commands.addAccessKey);
    return { ...at(vscode.l10n.t('no profile'), commands.selectProfile), lacksCredentials };
  }
  if (offersOf(error).includes(commands.selectRegion))
    return at(vscode.l10n.t('{0} · no region', name), commands.selectRegion);
  return at(vscode.l10n.t('{0} · wrong endpoint', name), {
    command: 'workbench.action.openSettings',
    title: '',
    arguments: [`@id:${settingsSection}.${settings.endpoint}`],
  });
}

/** The spec in front; what another editor shows leaves the item at what is selected. */
function activeSpec(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && isSpecFile(document.uri.path) ? document : undefined;
}

async function look({ forRegion, choiceOf }: AccountItemDependencies): Promise<Look> {
  if (!vscode.workspace.isTrusted) return restricted();
  const spec = activeSpec();
  try {
    const account = await forRegion(spec && (await import('../editor/index.ts')).regionIn(spec));
    // What is known of it besides is no reason to show nothing.
    const choice = await choiceOf(account).catch(() => undefined);
    return lookOf(account, choice, spec && fileName(spec.uri));
  } catch (error) {
    return lookOfFailure(error);
  }
}

/** Bursts of calls made into one call of `work`, once they are over. */
function soon(work: () => void): vscode.Disposable & { readonly call: () => void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    call() {
      clearTimeout(timer);
      timer = setTimeout(work, quietMs);
    },
    dispose: () => clearTimeout(timer),
  };
}

export function registerAccountItem(parts: AccountItemDependencies): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('cloudBackupRestore.account', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Cloud Backup Account');
  let latest = 0;
  let expiring: NodeJS.Timeout | undefined;
  const draw = async () => {
    const turn = ++latest;
    const now = await look(parts);
    // What was asked earlier may be answered later.
    if (turn !== latest) return;
    item.text = now.text;
    item.tooltip = now.tooltip;
    item.command = now.command;
    item.accessibilityInformation = { label: vscode.l10n.t('Cloud Backup: {0}', now.label) };
    item.backgroundColor = now.warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
    void vscode.commands.executeCommand('setContext', contextKeys.noCredentials, now.lacksCredentials === true);
    clearTimeout(expiring);
    const left = (now.expires ?? Infinity) - Date.now();
    // Longer than a timer can wait, it isn't worth waiting for.
    if (left < dayMs) expiring = setTimeout(() => void draw(), left + 1000);
  };
  const drawing = soon(() => void draw());
  const reading = soon(parts.fileChanged);
  // A file that isn't there is told of once as it is.
  const seen = (now: Stats, before: Stats) => now.nlink + before.nlink > 0 && reading.call();
  const watched: (() => void)[] = [];
  const watch = () => {
    if (!vscode.workspace.isTrusted || watched.length > 0) return;
    for (const path of [cliConfigPath(), credentialsFilePath(process.env)]) {
      watchFile(path, { persistent: false, interval: lookMs }, seen);
      watched.push(() => unwatchFile(path, seen));
    }
  };
  watch();
  void draw();
  return vscode.Disposable.from(
    item,
    drawing,
    reading,
    { dispose: () => clearTimeout(expiring) },
    { dispose: () => watched.forEach((unwatch) => unwatch()) },
    parts.onDidChange(() => void draw()),
    vscode.window.onDidChangeActiveTextEditor(() => void draw()),
    // Expiry counts on, and what a program or a service gives may have changed.
    vscode.window.onDidChangeWindowState(({ focused }) => focused && void draw()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      watch();
      void draw();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(settingsSection) && void draw()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => document === activeSpec() && drawing.call()),
  );
}
