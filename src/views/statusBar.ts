/** One item in the status bar, while restores go on or are unclear. */
import * as vscode from 'vscode';
import { views } from '../ids.ts';
import { activityOf, type Activity } from '../jobs/list/activity.ts';
import { createBatch, drawAfterMs } from './batch.ts';
import { markdownTable } from '../jobs/format/markdown.ts';
import { rowStatus } from '../jobs/row.ts';
import type { JobStore } from '../jobs/store.ts';
import { joinList } from '../restoreSpec/joinSentences.ts';
import { plural } from '../restoreSpec/plural.ts';

/** The most jobs that the tooltip names. */
const mostNamed = 5;

const ofUnclear = (count: number) =>
  plural(count, vscode.l10n.t('1 unclear restore'), vscode.l10n.t('{0} unclear restores', count));

function ofRunning({ running: { length }, percent }: Activity): string {
  const name = plural(length, vscode.l10n.t('Restore'), vscode.l10n.t('{0} restores', length));
  return percent === undefined ? name : `${name} ${percent} %`;
}

function tooltipOf({ running, unclear }: Activity): vscode.MarkdownString {
  const all = [...unclear, ...running];
  const named = all.slice(0, mostNamed).map((row): [string, string] => {
    const status = row.sandbox ? `${rowStatus(row)} · ${vscode.l10n.t('sandbox')}` : rowStatus(row);
    return [[row.what, row.to].filter(Boolean).join(' · '), status];
  });
  const more = all.length - named.length;
  if (more > 0) named.push([vscode.l10n.t('and {0} more', more), '']);
  return new vscode.MarkdownString(markdownTable([vscode.l10n.t('Restore'), vscode.l10n.t('Status')], named));
}

/** What the item says; undefined where there is nothing to say. */
export function statusBarOf(activity: Activity) {
  const { running, unclear } = activity;
  const parts: [string, string][] = [];
  if (unclear.length > 0) parts.push(['$(question)', ofUnclear(unclear.length)]);
  if (running.length > 0) parts.push(['$(sync~spin)', ofRunning(activity)]);
  if (parts.length === 0) return undefined;
  return {
    text: parts.map(([icon, words]) => `${icon} ${words}`).join('  '),
    label: joinList(parts.map(([, words]) => words)),
    tooltip: tooltipOf(activity),
    warns: unclear.length > 0,
  };
}

/** Draws the item, and again after changes of the jobs. */
export function registerStatusBar(store: JobStore): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('cloudBackupRestore.restores', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Cloud Backup Restore');
  item.command = `${views.jobs}.focus`;
  let shown = '';
  const draw = () => {
    const now = statusBarOf(activityOf(store.current()));
    const next = now ? `${now.text}\n${now.tooltip.value}` : '';
    if (next === shown) return;
    shown = next;
    if (!now) {
      item.hide();
      return;
    }
    item.text = now.text;
    item.tooltip = now.tooltip;
    item.accessibilityInformation = { label: vscode.l10n.t('Cloud Backup: {0}', now.label) };
    item.backgroundColor = now.warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
  };
  draw();
  const batch = createBatch<string>(drawAfterMs, draw);
  return vscode.Disposable.from(item, batch, { dispose: store.onDidChange(batch.add) });
}
