/** How a group of jobs looks: its name and how many are in it. */
import * as vscode from 'vscode';
import { dayOf, type Group } from '../jobs/row.ts';
import { plural } from '../restoreSpec/plural.ts';

const prefix = 'group:';

/** The element of the tree that stands for a group; no job has such an id. */
export const groupElement = (group: Group) => `${prefix}${group}`;

/** @returns undefined for a job's element */
export function groupFrom(element: string): Group | undefined {
  return element.startsWith(prefix) ? (element.slice(prefix.length) as Group) : undefined;
}

/** Making one costs more than a row has, and more than activation has. */
let calendar: Intl.DateTimeFormat | undefined;

function nameOfDay(day: string): string {
  const form = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  calendar ??= new Intl.DateTimeFormat(vscode.env.language, form);
  const noon = new Date(`${day}T12:00`);
  // A clock that was wrong may have dated a job in a year that can't be written so.
  return Number.isNaN(noon.getTime()) ? day : calendar.format(noon);
}

/** A day of the calendar here, `before` days ago; noon, since some days have 23 hours. */
function dayBefore(now: number, before: number): string {
  const date = new Date(now);
  return dayOf(new Date(date.getFullYear(), date.getMonth(), date.getDate() - before, 12).getTime());
}

function nameOf(group: Group, now: number): string {
  switch (group) {
    case 'running':
      return vscode.l10n.t('Running');
    case 'unclear':
      return vscode.l10n.t('Unclear');
    case 'elsewhere':
      return vscode.l10n.t('Started elsewhere');
    default: {
      if (group === dayBefore(now, 0)) return vscode.l10n.t('Today');
      if (group === dayBefore(now, 1)) return vscode.l10n.t('Yesterday');
      return nameOfDay(group);
    }
  }
}

/** @param now ms since 1970 */
export function groupRow(group: Group, count: number, now: number): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  // Days that are still to come are those of a clock that was ahead.
  const isOfThePast = /^\d/.test(group) && group < dayOf(now);
  const name = nameOf(group, now);
  const item = new vscode.TreeItem(name, isOfThePast ? Collapsed : Expanded);
  item.id = groupElement(group);
  item.description = String(count);
  item.contextValue = 'group';
  const label = plural(count, vscode.l10n.t('{0}, 1 job', name), vscode.l10n.t('{0}, {1} jobs', name, count));
  item.accessibilityInformation = { label };
  return item;
}
