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
import { pickMissingRegion, type PickRegionServices } from '../ui/pickRegion.ts';
import type { SelectedSigner } from '../accounts/selection.ts';
import type { Accounts } from '../services.ts';
import { requireTrust } from '../accounts/workspaceTrust.ts';
import { UserError, withOfferedCommands } from '../userError.ts';
import { showError } from '../ui/showError.ts';

interface Item extends vscode.QuickPickItem {
  /** Nobody: as the setting says, else the first that is found. */
  readonly chosen?: { readonly choice: ProfileChoice | undefined };
  readonly addKey?: boolean;
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
  tooltip: vscode.l10n.t('Check: Ask Whose Account It Is'),
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
    return error instanceof Error ? error.message : String(error);
  }
}

async function itemsFor(accounts: Accounts, buttons: Buttons): Promise<Item[]> {
  const selected = accounts.selection.signer();
  const { choices, problems } = await accounts.choices();
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const automatic: Item = {
    label: vscode.l10n.t('Automatic'),
    description: plain(vscode.l10n.t('now: {0}', await automaticText(accounts))),
    iconPath: new vscode.ThemeIcon(selected ? 'sparkle' : 'check'),
    chosen: { choice: undefined },
  };
  const current = choices.find((choice) => isOf(choice, selected));
  const first: Item[] = [separator(vscode.l10n.t('Signs now'))];
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
    ...first,
    ...rest,
    ...(unread.length > 0 ? [separator(vscode.l10n.t("Can't be read")), ...unread] : []),
    separator(''),
    { label: vscode.l10n.t('Add AccessKey…'), iconPath: new vscode.ThemeIcon('add'), addKey: true },
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

/** Lets the person choose who signs in this workspace. It holds at once; then it is checked whether the service agrees. */
export async function selectProfile(services: PickRegionServices): Promise<void> {
  requireTrust();
  const { accounts } = services;
  const buttons = { check: checkButton(), remove: removeButton() };
  const add = { iconPath: new vscode.ThemeIcon('add'), tooltip: vscode.l10n.t('Add AccessKey…') };
  const refresh = { iconPath: new vscode.ThemeIcon('refresh'), tooltip: vscode.l10n.t('Refresh') };
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Who signs restore jobs in this workspace?');
  pick.placeholder = credentialsReadText();
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [add, refresh];

  const load = async () => {
    pick.busy = true;
    try {
      pick.items = await itemsFor(services.accounts, buttons);
    } finally {
      pick.busy = false;
    }
  };
  /** A question in between doesn't close the list. */
  const meanwhile = async (work: () => Promise<unknown>) => {
    pick.ignoreFocusOut = true;
    try {
      await work();
      await load();
    } catch (error) {
      services.log.error(error instanceof Error ? error : String(error));
      showError(error);
    } finally {
      pick.ignoreFocusOut = false;
    }
  };
  const check = async (choice: SelectedSigner) => checkAccount(accounts, await accounts.placeFor(choice));
  const picked = await new Promise<Item | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item?.chosen || item?.addKey) resolve(item);
    });
    pick.onDidTriggerButton((button) => {
      if (button === add) resolve({ label: '', addKey: true });
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
  if (picked?.addKey) {
    await vscode.commands.executeCommand(commands.addAccessKey);
    return;
  }
  if (picked?.chosen) await choose(services, picked.chosen.choice);
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
