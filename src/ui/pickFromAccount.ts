/** A list of what an account has, as one question of several: it comes while one looks, and can always be passed by. */
import * as vscode from 'vscode';
import { sanitizeValue, withoutIcons } from '../cloud/sanitize.ts';
import { isExplained } from '../userError.ts';
import { nextStepOf } from '../errorFields.ts';
import { askStep, type StepPlace, type StepResult } from './multiStepInput.ts';

/** Text from outside is one clean line. A row without a value only tells something. */
export interface AccountRow<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value?: T;
}

export interface AccountRows<T> {
  readonly rows: readonly AccountRow<T>[];
  /** Reads what comes after them; absent at the end. */
  readonly more?: (signal: AbortSignal) => Promise<AccountRows<T>>;
}

/** `unavailable`: the account has nothing to choose from, or can't be asked. What was typed by then is kept. */
export type AccountChoice<T> =
  { readonly kind: 'chosen'; readonly value: T } | { readonly kind: 'byHand' | 'unavailable'; readonly typed: string };

export interface AccountQuestion<T> extends StepPlace {
  readonly placeholder: string;
  readonly read: (signal: AbortSignal) => Promise<AccountRows<T>>;
  /** The rows for a text that means something besides being found in the rows, such as a time; undefined for any other text. */
  readonly readFor?: (typed: string) => ((signal: AbortSignal) => Promise<AccountRows<T>>) | undefined;
  /** Whether a value is the one that was chosen before. */
  readonly isChosen?: (value: T) => boolean;
}

interface Item<T> extends vscode.QuickPickItem {
  readonly choice?: AccountChoice<T>;
  /** What it does in place of being chosen: reads more, or once more. */
  readonly read?: () => Promise<void>;
}

/** The most of a failure that a row shows. */
const longestFailure = 300;

const itemOf = <T>({ label, description = '', detail = '', value }: AccountRow<T>, alwaysShow: boolean): Item<T> => ({
  label: withoutIcons(label),
  description: withoutIcons(description),
  detail: withoutIcons(detail),
  alwaysShow,
  ...(value !== undefined && { choice: { kind: 'chosen', value } }),
});

export function pickFromAccount<T>(question: AccountQuestion<T>): Promise<StepResult<AccountChoice<T>>> {
  const { title, step, totalSteps, placeholder, read, readFor, isChosen } = question;
  const pick = vscode.window.createQuickPick<Item<T>>();
  const stop = new AbortController();
  /** Ends what is read for a text that is no longer the one typed. */
  let typing = new AbortController();
  let usual: Item<T>[] = [];
  const byHandLabel = vscode.l10n.t('Enter by hand…');
  const byHand = (): Item<T> => ({
    label: byHandLabel,
    iconPath: new vscode.ThemeIcon('edit'),
    alwaysShow: true,
    choice: { kind: 'byHand', typed: pick.value.trim() },
  });

  const itemsOf = ({ rows, more }: AccountRows<T>, alwaysShow: boolean): Item<T>[] => [
    ...rows.map((row) => itemOf(row, alwaysShow)),
    ...(more
      ? [
          {
            label: vscode.l10n.t('Load More'),
            iconPath: new vscode.ThemeIcon('chevron-down'),
            alwaysShow,
            read: () => showMore(more),
          },
        ]
      : []),
  ];
  const failedItem = (error: Error, read: () => Promise<void>): Item<T> => ({
    label: withoutIcons(sanitizeValue(vscode.l10n.t('Try Again: {0}', error.message), longestFailure)),
    detail: withoutIcons(sanitizeValue(nextStepOf(error), longestFailure)),
    iconPath: new vscode.ThemeIcon('error'),
    alwaysShow: true,
    read,
  });
  const show = (items: readonly Item<T>[], active = items[0]): void => {
    pick.items = [...items, byHand()];
    if (active) pick.activeItems = [active];
  };
  const chosenBefore = (item: Item<T>) =>
    item.choice?.kind === 'chosen' && isChosen !== undefined && isChosen(item.choice.value);

  /** What is being read, by what ends it. What was ended may go on for a while, and nobody waits for it. */
  const readings = new Set<{ readonly signal: AbortSignal }>();
  function showBusy(): void {
    if (!stop.signal.aborted) pick.busy = [...readings].some(({ signal }) => !signal.aborted);
  }

  /** Reads with the sign of it. An error is one to be told. Undefined where it is no longer wanted. */
  async function reading(signal: AbortSignal, from: (signal: AbortSignal) => Promise<AccountRows<T>>) {
    const one = { signal };
    readings.add(one);
    showBusy();
    try {
      const found = await from(signal);
      return signal.aborted ? undefined : found;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (isExplained(error)) return error;
      throw error;
    } finally {
      readings.delete(one);
      showBusy();
    }
  }

  async function firstRows(): Promise<AccountChoice<T> | undefined> {
    const found = await reading(stop.signal, read);
    if (stop.signal.aborted) return undefined;
    if (!found || found instanceof Error || found.rows.length === 0) {
      return { kind: 'unavailable', typed: pick.value.trim() };
    }
    usual = itemsOf(found, false);
    if (!readFor?.(pick.value)) show(usual, usual.find(chosenBefore));
    return undefined;
  }

  async function showTyped(typed: string): Promise<void> {
    typing.abort();
    typing = new AbortController();
    showBusy();
    const from = readFor?.(typed);
    if (!from) {
      if (usual.length > 0 && pick.items[0] !== usual[0]) show(usual);
      return;
    }
    const found = await reading(AbortSignal.any([stop.signal, typing.signal]), from);
    // They are found by what they mean, so they are shown whatever their text is.
    if (found instanceof Error) show([failedItem(found, () => showTyped(typed))]);
    else if (found) show(itemsOf(found, true));
  }

  async function showMore(more: NonNullable<AccountRows<T>['more']>): Promise<void> {
    const found = await reading(stop.signal, more);
    if (!found) return;
    const next = found instanceof Error ? [failedItem(found, () => showMore(more))] : itemsOf(found, false);
    usual = [...usual.filter((item) => !item.read), ...next];
    // The rows of a text that was typed meanwhile stay.
    if (readFor?.(pick.value)) return;
    pick.keepScrollPosition = true;
    show(usual, next[0]);
  }

  pick.title = title;
  pick.step = step;
  pick.totalSteps = totalSteps;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  const byHandButton = { iconPath: new vscode.ThemeIcon('edit'), tooltip: byHandLabel };
  pick.buttons = [vscode.QuickInputButtons.Back, byHandButton];
  pick.items = [byHand()];

  const early = new Promise<AccountChoice<T> | undefined>((resolve, reject) => {
    firstRows().then((ended) => ended && resolve(ended), reject);
    pick.onDidChangeValue((typed) => void showTyped(typed).catch(reject));
    pick.onDidTriggerButton((button) => button === byHandButton && resolve(byHand().choice));
    pick.onDidAccept(() => {
      const again = pick.activeItems[0]?.read;
      if (again && !pick.busy) again().catch(reject);
    });
  });
  const accept = () => {
    const choice = pick.activeItems[0]?.choice;
    return choice?.kind === 'byHand' ? byHand().choice : choice;
  };
  return askStep(pick, accept, early).finally(() => stop.abort(new Error('the list was left')));
}
