import * as vscode from 'vscode';
import { withoutIcons } from '../cloud/sanitize.ts';
import { choicesOf, type Choice } from '../jobs/list/jobFilter.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import { plural } from '../restoreSpec/plural.ts';

interface Item extends vscode.QuickPickItem {
  readonly of: 'status' | 'restoreType';
  readonly value: string;
}

const itemsOf = (of: Item['of'], choices: readonly Choice[]): Item[] =>
  choices.map(({ value, count }) => ({
    label: withoutIcons(value),
    description: plural(count, vscode.l10n.t('1 job'), vscode.l10n.t('{0} jobs', count)),
    // The text that is typed looks through the jobs, not through these.
    alwaysShow: true,
    of,
    value,
  }));

/** All of a kind are the same as none: a status that comes later is shown too. */
function chosenOf(of: Item['of'], all: readonly Item[], selected: readonly Item[]): string[] {
  const chosen = selected.filter((item) => item.of === of);
  return chosen.length === all.length ? [] : chosen.map(({ value }) => value);
}

/** Lets the person choose what of the list is shown; it stays as it was where they leave. */
export async function filterJobs({ store, filter, loadHistory }: Jobs): Promise<void> {
  await loadHistory();
  const present = filter.get();
  const choices = choicesOf(store.rows(), present);
  const statuses = itemsOf('status', choices.statuses);
  const types = itemsOf('restoreType', choices.restoreTypes);
  const kind = vscode.QuickPickItemKind.Separator;
  const heading = (label: string) => ({ label, kind, of: 'status', value: '' }) as const;

  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Show which jobs?');
  pick.placeholder = vscode.l10n.t('Words that a job has: a path, an ID, a vault, a message');
  pick.canSelectMany = true;
  pick.items = [
    ...(statuses.length > 0 ? [heading(vscode.l10n.t('Status')), ...statuses] : []),
    ...(types.length > 0 ? [heading(vscode.l10n.t('RestoreType')), ...types] : []),
  ];
  pick.selectedItems = [
    ...statuses.filter(({ value }) => present.statuses.includes(value)),
    ...types.filter(({ value }) => present.restoreTypes.includes(value)),
  ];
  pick.value = present.text;
  pick.onDidAccept(() => {
    filter.set({
      statuses: chosenOf('status', statuses, pick.selectedItems),
      restoreTypes: chosenOf('restoreType', types, pick.selectedItems),
      text: pick.value.trim(),
    });
    pick.hide();
  });
  await new Promise<void>((resolve) => {
    pick.onDidHide(() => resolve());
    pick.show();
  });
  pick.dispose();
}
