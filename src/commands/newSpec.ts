import * as vscode from 'vscode';
import { keysToFill, newSpecSnippet, restoreTypes } from '../restoreSpec/index.ts';
import type { NewSpecDraft } from '../live/newSpecDraft.ts';
import type { LiveAccounts } from '../services.ts';
import { askValue } from '../ui/askSpecValue.ts';
import { askStep, type StepResult } from '../ui/multiStepInput.ts';
import { openUntitledDocument } from '../ui/untitledSpec.ts';

const title = () => vscode.l10n.t('New Restore Spec');

function askType(): Promise<StepResult> {
  const pick = vscode.window.createQuickPick();
  pick.title = title();
  pick.placeholder = vscode.l10n.t('What do you want to restore?');
  pick.matchOnDetail = true;
  // The explanations are markdown, which a quick pick shows as it is written.
  pick.items = restoreTypes().map(({ word, text }) => ({ label: word, detail: text.replace(/[*`]/g, '') }));
  return askStep(pick, () => pick.activeItems[0]?.label);
}

/** What came of the questions after the kind of restore. */
type Asked = { readonly snippet: string } | 'back' | 'cancel';

/** @param values what was entered for this kind before; what is entered now is kept there */
async function askByHand(restoreType: string, values: Map<string, string>): Promise<Asked> {
  const keys = keysToFill(restoreType);
  let step = 0;
  while (step >= 0 && step < keys.length) {
    const key = keys[step] ?? '';
    const place = { title: `${title()}: ${restoreType}`, step: step + 1, totalSteps: keys.length };
    const answer = await askValue(restoreType, key, place, values.get(key));
    if (answer === 'cancel') return 'cancel';
    if (answer === 'back') step--;
    else {
      // What is empty is to be filled in later.
      if (answer.value === '') values.delete(key);
      else values.set(key, answer.value);
      step++;
    }
  }
  return step < 0 ? 'back' : { snippet: newSpecSnippet(restoreType, values) };
}

/** Asks for the kind of restore and what it needs. @returns the snippet of the spec; undefined where it was cancelled */
async function askForSpec(accounts: Pick<LiveAccounts, 'whileTyping'> | undefined): Promise<string | undefined> {
  const found = accounts?.whileTyping(undefined);
  const byHand = new Map<string, Map<string, string>>();
  const drafts = new Map<string, NewSpecDraft>();
  for (;;) {
    const type = await askType();
    if (typeof type === 'string') return undefined;
    const restoreType = type.value;
    const live = await found;
    if (!accounts || !live) {
      const values = byHand.get(restoreType) ?? new Map<string, string>();
      byHand.set(restoreType, values);
      const asked = await askByHand(restoreType, values);
      if (asked === 'cancel') return undefined;
      if (asked !== 'back') return asked.snippet;
      continue;
    }
    const [{ askWithAccount }, { valuesOfDraft }] = await Promise.all([
      import('../ui/newSpecSteps.ts'),
      import('../live/newSpecDraft.ts'),
    ]);
    const before = drafts.get(restoreType) ?? { restoreType, values: new Map<string, string>() };
    const account = { accounts, usualRegion: live.account.region };
    const asked = await askWithAccount(before, account, `${title()}: ${restoreType}`);
    if (!asked) return undefined;
    drafts.set(restoreType, asked.draft);
    if (!asked.isBack) return newSpecSnippet(restoreType, valuesOfDraft(asked.draft, account.usualRegion));
  }
}

/**
 * Leads to a new spec and opens it, never saved, with the cursor on the first value to fill in.
 *
 * @param accounts from which vaults, sources and snapshots are chosen; without one that can be read, all is entered by hand
 */
export async function newSpec(accounts?: Pick<LiveAccounts, 'whileTyping'>): Promise<void> {
  const snippet = await askForSpec(accounts);
  if (snippet === undefined) return;
  const document = await openUntitledDocument();
  const editor = await vscode.window.showTextDocument(document);
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  await editor.insertSnippet(new vscode.SnippetString(snippet), all);
}
