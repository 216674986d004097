import * as vscode from 'vscode';
import { askModal } from '../askModal.ts';
import type { SignerKind } from '../cloud/account.ts';
import type { ProfileChoice } from '../cloud/credentials/profileChoices.ts';
import { quoteValue } from '../cloud/quote.ts';
import { sanitize, withoutIcons } from '../cloud/sanitize.ts';
import { commands } from '../ids.ts';
import { signerText } from '../jobs/format/jobMessages.ts';
import { choiceText, credentialsOf, credentialsReadText } from '../accounts/accountText.ts';
import { checkAccount } from '../ui/checkAccount.ts';
import { currentRegionText, pickMissingRegion, type PickRegionServices } from '../ui/pickRegion.ts';
import type { SelectedSigner } from '../accounts/selection.ts';
import type { Accounts } from '../services.ts';
import { requireTrust } from '../accounts/workspaceTrust.ts';
import { UserError, withOfferedCommands } from '../userError.ts';
import { showError } from '../ui/showError.ts';
import { errorMessage } from '../errorFields.ts';

interface Item extends vscode.QuickPickItem {
  /** Nobody: as the setting says, else the first that is found. */
  readonly chosen?: { readonly choice: ProfileChoice | undefined };
  /** The command that the row stands for. */
  readonly runs?: string;
}

/** Text of others for a row: it makes no symbol. */
const plain = (text: string, limit = 200) => withoutIcons(sanitize(text, limit));

/** In the order of the list. */
const signers: readonly SignerKind[] = [
  ...(['cliProfile', 'accessKey', 'environment', 'environmentOidc'] as const),
  ...(['environmentUri', 'credentialsFile', 'instanceRole'] as const),
];

const checkButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('verified'),
  tooltip: vscode.l10n.t('Check Which Account It Signs For'),
});
const removeButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('trash'),
  tooltip: vscode.l10n.t('Remove AccessKey'),
});

const isOf = (choice: ProfileChoice, selected: SelectedSigner | undefined) =>
  choice.signer === selected?.signer && choice.profile === selected.profile;

interface Buttons {
  readonly check: vscode.QuickInputButton;
  readonly remove: vscode.QuickInputButton;
}

function itemOf(choice: ProfileChoice, current: boolean, { check, remove }: Buttons): Item {
  const { problem } = choice;
  const icon = problem ? 'warning' : current ? 'check' : choice.signer === 'accessKey' ? 'key' : 'account';
  return {
    label: plain(choice.profile, 80),
    description: plain(choiceText(choice, Date.now())),
    ...(problem && { detail: plain(vscode.l10n.t("Can't sign here: {0}", problem.message), 300) }),
    iconPath: new vscode.ThemeIcon(icon),
    buttons: [...(problem ? [] : [check]), ...(choice.signer === 'accessKey' ? [remove] : [])],
    chosen: { choice },
  };
}

/** What signs where nobody is selected, in words. */
async function automaticText(accounts: Accounts): Promise<string> {
  try {
    return signerText(await accounts.placeFor(undefined));
  } catch (error) {
    return errorMessage(error);
  }
}

const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });

/** Starts the sandbox, or stops it. */
function sandboxItem(endpoint: string | undefined): Item {
  return endpoint === undefined
    ? {
        label: vscode.l10n.t('Start Sandbox'),
        description: vscode.l10n.t('a service on this machine, where nothing real is restored'),
        iconPath: new vscode.ThemeIcon('beaker'),
        runs: commands.startSandbox,
      }
    : {
        label: vscode.l10n.t('Stop Sandbox'),
        description: vscode.l10n.t('now restore jobs go to {0}, and nothing real is restored', endpoint),
        iconPath: new vscode.ThemeIcon('beaker-stop'),
        runs: commands.stopSandbox,
      };
}

/** Everyone who could sign, then the region, then the sandbox. While that runs, it comes first. */
async function itemsFor(services: PickRegionServices, buttons: Buttons): Promise<Item[]> {
  const { accounts, sandbox } = services;
  const selected = accounts.selection.signer();
  const endpoint = sandbox.get()?.endpoint;
  const [{ choices, problems }, region] = await Promise.all([accounts.choices(), currentRegionText(services)]);
  const ofSandbox = [separator(vscode.l10n.t('Sandbox')), sandboxItem(endpoint)];
  const automatic: Item = {
    label: vscode.l10n.t('Automatic'),
    description: plain(vscode.l10n.t('now: {0}', await automaticText(accounts))),
    iconPath: new vscode.ThemeIcon(selected ? 'sparkle' : 'check'),
    chosen: { choice: undefined },
  };
  const current = choices.find((choice) => isOf(choice, selected));
  const first: Item[] = [
    separator(endpoint === undefined ? vscode.l10n.t('Signs now') : vscode.l10n.t('Signs once the sandbox is stopped')),
  ];
  if (current) first.push(itemOf(current, true, buttons));
  else if (selected) {
    first.push({
      label: plain(selected.profile, 80),
      description: vscode.l10n.t('is no longer there: nothing is signed until you choose another one'),
      iconPath: new vscode.ThemeIcon('error'),
    });
  } else first.push(automatic);
  if (selected) first.push(separator(''), automatic);
  const rest = [...new Set(signers.map(credentialsOf))].flatMap((label) => {
    const of = choices.filter((choice) => credentialsOf(choice.signer) === label && choice !== current);
    return of.length === 0 ? [] : [separator(label), ...of.map((choice) => itemOf(choice, false, buttons))];
  });
  const unread = problems.map(({ message }): Item => ({
    label: plain(message, 300),
    iconPath: new vscode.ThemeIcon('error'),
  }));
  return [
    ...(endpoint === undefined ? [] : ofSandbox),
    ...first,
    ...rest,
    ...(unread.length > 0 ? [separator(vscode.l10n.t("Can't be read")), ...unread] : []),
    separator(''),
    { label: vscode.l10n.t('Add AccessKey…'), iconPath: new vscode.ThemeIcon('add'), runs: commands.addAccessKey },
    separator(vscode.l10n.t('Region')),
    {
      label: vscode.l10n.t('Select Region…'),
      description: plain(region),
      iconPath: new vscode.ThemeIcon('globe'),
      runs: commands.selectRegion,
    },
    ...(endpoint === undefined ? ofSandbox : []),
  ];
}

/** @returns whether the person said yes */
async function removeKey(accounts: Accounts, name: string): Promise<boolean> {
  const remove = vscode.l10n.t('Remove');
  const message = vscode.l10n.t('Remove the AccessKey {0} from VS Code?', quoteValue(name, 80));
  const detail = vscode.l10n.t(
    'Jobs that were submitted with it can no longer be followed from here. The AccessKey itself stays as it is in RAM.',
  );
  if ((await askModal(message, detail, remove)) !== remove) return false;
  await accounts.accessKeys.remove(name);
  return true;
}

/**
 * The menu of the status bar's account: lets the person choose who signs in this workspace, and leads to its region and to the sandbox.
 * A profile holds at once; then it is checked whether the service agrees.
 */
export async function selectProfile(services: PickRegionServices): Promise<void> {
  requireTrust();
  const { accounts } = services;
  const buttons = { check: checkButton(), remove: removeButton() };
  const add = { iconPath: new vscode.ThemeIcon('add'), tooltip: vscode.l10n.t('Add AccessKey…') };
  const refresh = { iconPath: new vscode.ThemeIcon('refresh'), tooltip: vscode.l10n.t('Refresh') };
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Who signs restore jobs of this workspace, and where do they go?');
  pick.placeholder = credentialsReadText();
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [add, refresh];

  let latest = 0;
  /** What was asked for last is shown, also where what was asked for before comes later. */
  const load = async () => {
    const turn = ++latest;
    pick.busy = true;
    try {
      const items = await itemsFor(services, buttons);
      if (turn === latest) pick.items = items;
    } finally {
      if (turn === latest) pick.busy = false;
    }
  };
  let underWay = 0;
  /** A question in between doesn't close the list. */
  const meanwhile = async (work: () => Promise<unknown>) => {
    underWay++;
    pick.ignoreFocusOut = true;
    try {
      await work();
      await load();
    } catch (error) {
      services.log.error(error instanceof Error ? error : String(error));
      showError(error);
    } finally {
      underWay--;
      pick.ignoreFocusOut = underWay > 0;
    }
  };
  const check = async (choice: SelectedSigner) => checkAccount(accounts, await accounts.placeFor(choice));
  const picked = await new Promise<Item | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item?.chosen || item?.runs) resolve(item);
    });
    pick.onDidTriggerButton((button) => {
      if (button === add) resolve({ label: '', runs: commands.addAccessKey });
      else void meanwhile(() => Promise.resolve());
    });
    pick.onDidTriggerItemButton(({ button, item: { chosen } }) => {
      const choice = chosen?.choice;
      if (choice)
        void meanwhile(() =>
          button === buttons.remove ? removeKey(services.accounts, choice.profile) : check(choice),
        );
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
    void meanwhile(() => Promise.resolve());
  }).finally(() => pick.dispose());
  if (picked?.runs) await vscode.commands.executeCommand(picked.runs);
  else if (picked?.chosen) await choose(services, picked.chosen.choice);
}

async function choose(services: PickRegionServices, choice: ProfileChoice | undefined): Promise<void> {
  if (choice?.problem) {
    const message = vscode.l10n.t("{0} can't sign here: {1}", quoteValue(choice.profile, 80), choice.problem.message);
    throw withOfferedCommands(new UserError(message, choice.problem.nextStep), commands.selectProfile);
  }
  const { accounts, sandbox } = services;
  await accounts.selection.setSigner(choice && { signer: choice.signer, profile: choice.profile });
  if (sandbox.get()) {
    const message = vscode.l10n.t(
      'While the sandbox runs, restore jobs go there. The profile counts once it is stopped.',
    );
    void vscode.window.showInformationMessage(message);
    return;
  }
  // What is wrong with the profile itself comes first.
  await accounts.placeFor(accounts.selection.signer());
  await pickMissingRegion(services);
  await checkAccount(accounts, await accounts.placeFor(accounts.selection.signer()));
}
