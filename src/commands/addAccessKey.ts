import * as vscode from 'vscode';
import type { Account } from '../cloud/account.ts';
import { isCloudError } from '../cloud/cloudError.ts';
import { errorText } from '../cloud/logFormat.ts';
import { registerSecrets } from '../cloud/redaction/secrets.ts';
import { quoteValue, quoteWords } from '../cloud/quote.ts';
import { sanitize } from '../cloud/sanitize.ts';
import { plainText } from '../ui/withoutLinks.ts';
import type { Keys } from '../cloud/credentials/keys.ts';
import { hostOf, showChecked } from '../ui/checkAccount.ts';
import type { Checked } from '../services.ts';
import { withCancellableProgress } from '../ui/cancellableProgress.ts';
import { askStep, type StepResult } from '../ui/multiStepInput.ts';
import { pickMissingRegion, type PickRegionServices } from '../ui/pickRegion.ts';
import { requireTrust } from '../accounts/workspaceTrust.ts';
import { commands } from '../ids.ts';
import { UserError, withOfferedCommands } from '../userError.ts';
import { showErrorAndAsk, sentence } from '../ui/showError.ts';
import { errorMessage, nextStepOf } from '../errorFields.ts';

const steps = ['name', 'accessKeyId', 'accessKeySecret', 'securityToken'] as const;
type Step = (typeof steps)[number];
type Values = Record<Step, string>;

const longestName = 60;

const prompts: Record<Step, () => string> = {
  name: () => vscode.l10n.t('Name the AccessKey, for example after its account.'),
  accessKeyId: () => vscode.l10n.t('AccessKey ID'),
  accessKeySecret: () => vscode.l10n.t("AccessKey secret. It is kept in VS Code's secret storage and shown nowhere."),
  securityToken: () => vscode.l10n.t('Security token (STS), for a temporary AccessKey. Leave it empty otherwise.'),
};

function problemWith(step: Step, text: string, names: readonly string[]): string | undefined {
  if (step === 'name') {
    if (text.length > longestName || sanitize(text) !== text) {
      return vscode.l10n.t('Use at most {0} plain characters.', longestName);
    }
    return names.includes(text) ? vscode.l10n.t('There is an AccessKey of this name already.') : undefined;
  }
  return /^[\x21-\x7e]*$/.test(text)
    ? undefined
    : vscode.l10n.t('It holds spaces or other characters that no key has.');
}

/** @param wrong what was wrong with the value before */
function askForValue(
  step: Step,
  values: Values,
  names: readonly string[],
  wrong: string | undefined,
): Promise<StepResult> {
  const input = vscode.window.createInputBox();
  const isSecret = step === 'accessKeySecret' || step === 'securityToken';
  input.title = vscode.l10n.t('Add AccessKey');
  input.step = steps.indexOf(step) + 1;
  input.totalSteps = steps.length;
  input.prompt = prompts[step]();
  input.password = isSecret;
  input.value = values[step];
  input.ignoreFocusOut = true;
  if (step !== 'name') input.buttons = [vscode.QuickInputButtons.Back];
  if (wrong !== undefined) input.validationMessage = plainText(wrong);
  const check = () => {
    const text = input.value.trim();
    input.validationMessage = problemWith(step, text, names);
  };
  input.onDidChangeValue(check);
  return askStep(input, () => {
    check();
    const text = input.value.trim();
    if (text === '' && step !== 'securityToken') input.validationMessage = vscode.l10n.t('Required. Escape cancels.');
    return input.validationMessage === undefined ? text : undefined;
  });
}

/** Which value a refusal is about; undefined where it is about none of them. */
function wrongStep(error: unknown): Step | undefined {
  const code = isCloudError(error) ? (error.code ?? '') : '';
  if (code.startsWith('InvalidAccessKeyId')) return 'accessKeyId';
  if (/^(SignatureDoesNotMatch|IncompleteSignature)/.test(code)) return 'accessKeySecret';
  return /^(Invalid|Missing)SecurityToken/.test(code) ? 'securityToken' : undefined;
}

/** Asks whether to try again after what is about none of the values. */
async function askToTryAgain(error: unknown): Promise<boolean> {
  const message = vscode.l10n.t(
    'The AccessKey was not added, since it could not be checked: {0}',
    sentence(errorMessage(error)),
  );
  const nextStep = nextStepOf(error);
  const words = isCloudError(error) ? error : {};
  return showErrorAndAsk(new UserError(message, nextStep, words), vscode.l10n.t('Try Again'));
}

/**
 * Keeps a key that was accepted, so that it signs in this workspace; as often as the person wants to try.
 *
 * @returns whether it is kept
 */
async function keep(
  { accounts, log }: Pick<PickRegionServices, 'accounts' | 'log'>,
  name: string,
  keys: Keys,
  { identity }: Checked,
): Promise<boolean> {
  for (;;) {
    try {
      await accounts.accessKeys.add(name, keys, identity?.accountId);
      await accounts.selection.setSigner({ signer: 'accessKey', profile: name });
      return true;
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      const message = vscode.l10n.t(
        'The AccessKey {0} was accepted, but VS Code could not store it: {1}',
        quoteValue(name, 80),
        sentence(quoteWords(errorMessage(error), 300)),
      );
      const nextStep = vscode.l10n.t(
        'Set up the keyring of this machine, such as gnome-keyring on Linux, then try again; or select another profile.',
      );
      const notStored = withOfferedCommands(new UserError(message, nextStep), commands.selectProfile);
      if (!(await showErrorAndAsk(notStored, vscode.l10n.t('Try Again')))) return false;
    }
  }
}

/** Asks for an AccessKey, checks it, and keeps it where it is accepted; then it signs in this workspace. */
export async function addAccessKey(services: PickRegionServices): Promise<void> {
  requireTrust();
  const { accounts } = services;
  const names = accounts.accessKeys.list().map(({ name }) => name);
  const values: Values = { name: '', accessKeyId: '', accessKeySecret: '', securityToken: '' };
  let wrong: { readonly step: Step; readonly message: string } | undefined;
  let index = 0;
  for (;;) {
    const step = steps[index];
    if (step !== undefined) {
      const answer = await askForValue(step, values, names, wrong?.step === step ? wrong.message : undefined);
      if (answer === 'cancel') return;
      if (answer === 'back') {
        wrong = undefined;
        index--;
        continue;
      }
      values[step] = answer.value;
      // The others were asked for already.
      index = wrong ? steps.length : index + 1;
      if (index < steps.length) continue;
    }
    const { name, securityToken, ...pair } = values;
    const keys: Keys = securityToken === '' ? pair : { ...pair, securityToken };
    registerSecrets(keys.accessKeySecret, keys.securityToken);
    let stopped = false;
    let accepted: { readonly account: Account; readonly checked: Checked };
    try {
      const account = await accounts.placeFor({ signer: 'accessKey', profile: name });
      const title = vscode.l10n.t(
        'Asking {0} whether it accepts {1}…',
        quoteValue(hostOf(account), 300),
        quoteValue(name, 80),
      );
      const checked: Checked = await withCancellableProgress(title, (signal) => {
        signal.addEventListener('abort', () => (stopped = true));
        return accounts.check(account, signal, { kind: 'keys', ...keys });
      });
      if (stopped) return;
      accepted = { account, checked };
    } catch (error) {
      if (stopped) return;
      services.log.error(error instanceof Error ? error : String(error));
      const at = wrongStep(error);
      if (at) {
        wrong = { step: at, message: errorText(error) };
        index = steps.indexOf(at);
      } else if (!(await askToTryAgain(error))) return;
      continue;
    }
    const { account, checked } = accepted;
    if (!(await keep(services, name, keys, checked))) return;
    showChecked(account, checked);
    break;
  }
  if (!services.sandbox.get()) await pickMissingRegion(services);
}
