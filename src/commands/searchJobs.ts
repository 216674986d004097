import * as vscode from 'vscode';
import { withoutIcons } from '../cloud/sanitize.ts';
import { commands } from '../ids.ts';
import { noFilter, passes } from '../jobs/list/jobFilter.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import { timeText } from '../jobs/format/units.ts';
import { rowStatus, type JobRow } from '../jobs/row.ts';
import { allRows } from '../ui/pickJob.ts';
import { openReport } from './openReport.ts';

/** More would make the list slow, and nobody reads them. */
const mostShown = 200;

interface Item extends vscode.QuickPickItem {
  readonly row: JobRow;
}

const buttons = () => ({
  copy: { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy RestoreId') },
  again: { iconPath: new vscode.ThemeIcon('debug-restart'), tooltip: vscode.l10n.t('Submit Again') },
});

function itemOf(row: JobRow, { copy, again }: ReturnType<typeof buttons>): Item {
  const { restoreId, what, to, createdAt, region, message = '' } = row;
  const canAgain = row.endedAt !== undefined && !row.external;
  return {
    label: withoutIcons(restoreId ?? what),
    description: withoutIcons(restoreId === undefined ? to : `${what} · ${to}`),
    detail: withoutIcons([rowStatus(row), timeText(createdAt), region, message].filter(Boolean).join(' · ')),
    buttons: [...(restoreId === undefined ? [] : [copy]), ...(canAgain ? [again] : [])],
    // What fits was found here; VS Code looks at the label alone.
    alwaysShow: true,
    row,
  };
}

/** Searches all jobs, also those of the past, and opens the report of the one that is picked. */
export async function searchJobs(jobs: Jobs): Promise<void> {
  const rows = await allRows(jobs);
  const pick = vscode.window.createQuickPick<Item>();
  const offered = buttons();
  const fill = () => {
    const found = rows.filter((row) => passes(row, { ...noFilter, text: pick.value }));
    pick.items = found.slice(0, mostShown).map((row) => itemOf(row, offered));
    const more = found.length - mostShown;
    pick.title =
      more > 0
        ? vscode.l10n.t('Search Jobs: the newest {0}, and {1} more', mostShown, more)
        : vscode.l10n.t('Search Jobs: {0} of {1}', found.length, rows.length);
  };
  pick.placeholder = vscode.l10n.t('Search by RestoreId, status, path, vault, snapshot, region, profile or spec');
  pick.onDidChangeValue(fill);
  fill();
  const picked = await new Promise<JobRow | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.activeItems[0]?.row));
    pick.onDidHide(() => resolve(undefined));
    pick.onDidTriggerItemButton(({ button, item: { row } }) => {
      void vscode.commands.executeCommand(
        button === offered.copy ? commands.copyRestoreId : commands.submitAgain,
        row.id,
      );
      if (button === offered.again) resolve(undefined);
    });
    pick.show();
  }).finally(() => pick.dispose());
  if (picked) await openReport(jobs, picked.id);
}
