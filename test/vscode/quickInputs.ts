import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../hosts/until.ts';

type Listener<T> = (value: T) => unknown;
type Pick = vscode.QuickPick<vscode.QuickPickItem>;

interface Shared {
  /** What is read of it: its title and which question of how many it is. */
  readonly title: string;
  readonly accept: () => void;
  readonly goBack: () => void;
  readonly press: (tooltip: string) => void;
  readonly close: () => void;
}
export type ShownList = Shared & { readonly kind: 'list'; readonly pick: Pick };
export type ShownInput = Shared & { readonly kind: 'input'; readonly box: vscode.InputBox };

/** Remembers who listens to an event of an input, so that a test can do what a person does. */
function listenersOf<Input extends object, Name extends keyof Input>(input: Input, name: Name): Listener<unknown>[] {
  const listeners: Listener<unknown>[] = [];
  const real = input[name] as vscode.Event<unknown>;
  const event: vscode.Event<unknown> = (listener, ...rest) => {
    listeners.push(listener);
    return real(listener, ...rest);
  };
  Object.assign(input, { [name]: event });
  return listeners;
}

/**
 * Answers the lists and inputs that a command shows one after the other. They are VS Code's own, on its screen.
 *
 * @returns how to answer the next one, and how to end that
 */
export function answeringInputs() {
  const { createQuickPick, createInputBox } = vscode.window;
  const shown: (ShownList | ShownInput)[] = [];
  const waiting: (() => void)[] = [];
  const notice = (one: ShownList | ShownInput) => {
    shown.push(one);
    waiting.shift()?.();
  };
  const sharedOf = (input: Pick | vscode.InputBox): Shared => {
    const accepting = listenersOf(input, 'onDidAccept');
    const pressing = listenersOf(input, 'onDidTriggerButton');
    const pressButton = (button: vscode.QuickInputButton) => pressing.forEach((listener) => listener(button));
    return {
      get title() {
        return `${input.title ?? ''} (${input.step ?? '-'}/${input.totalSteps ?? '-'})`;
      },
      accept: () => accepting.forEach((listener) => listener(undefined)),
      goBack: () => pressButton(vscode.QuickInputButtons.Back),
      press: (tooltip) =>
        pressButton(input.buttons.find((button) => button.tooltip === tooltip) ?? assert.fail(tooltip)),
      close: () => input.hide(),
    };
  };
  Object.assign(vscode.window, {
    createQuickPick() {
      const pick = createQuickPick.call(vscode.window);
      const shared = sharedOf(pick);
      notice(Object.assign(shared, { kind: 'list' as const, pick }));
      return pick;
    },
    createInputBox() {
      const box = createInputBox.call(vscode.window);
      notice(Object.assign(sharedOf(box), { kind: 'input' as const, box }));
      return box;
    },
  });

  async function next(): Promise<ShownList | ShownInput> {
    for (;;) {
      const one = shown.shift();
      if (one) return one;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }
  return {
    next,
    async nextList(): Promise<ShownList> {
      const one = await next();
      return one.kind === 'list' ? one : assert.fail(`an input: ${one.title}`);
    },
    /** Past the lists that close by themselves. */
    async nextInput(): Promise<ShownInput> {
      for (;;) {
        const one = await next();
        if (one.kind === 'input') return one;
      }
    },
    restore: () => Object.assign(vscode.window, { createQuickPick, createInputBox }),
  };
}

const textOf = ({ label, description = '', detail = '' }: vscode.QuickPickItem) => `${label} ${description} ${detail}`;

/** Waits until a list has a row with this text. */
export const rowWith = ({ pick, title }: ShownList, text: string | RegExp): Promise<vscode.QuickPickItem> =>
  until(`${title}: ${String(text)}`, () =>
    Promise.resolve(
      pick.items.find((item) => (typeof text === 'string' ? textOf(item).includes(text) : text.test(textOf(item)))),
    ),
  );

/** Chooses the row with this text once the list has it. @returns the row */
export async function choose(list: ShownList, text: string | RegExp): Promise<vscode.QuickPickItem> {
  const row = await rowWith(list, text);
  list.pick.activeItems = [row];
  list.accept();
  return row;
}

/** Enters a text in place of what the input has. */
export function enter({ box, accept }: ShownInput, text: string): void {
  box.value = text;
  accept();
}
