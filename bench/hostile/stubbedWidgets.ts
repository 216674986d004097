/** Stubs for the widgets of VS Code. They collect the texts that they get, and answer as a user would. */
import * as vscode from 'vscode';
import type { Kind } from './outputChecks.ts';

/** What a person does with what is shown; by default everything is closed unanswered. */
export interface Answers {
  /** The button of a message or a question, by its place. */
  readonly button?: number;
  /** That of a question, where it is another one. A negative place counts from the end. */
  readonly modalButton?: number;
  /** The row of a list. */
  readonly pick?: (items: readonly vscode.QuickPickItem[]) => vscode.QuickPickItem | undefined;
  /** The rows whose buttons are pressed before that, and which one, by its place. */
  readonly press?: readonly (readonly [fits: (item: vscode.QuickPickItem) => boolean, button: number])[];
  /** What is typed, box by box; a box that comes after them is left. */
  readonly type?: readonly string[];
  /** Whether what goes on is stopped at once. */
  readonly stops?: boolean;
}

export interface Script {
  readonly answers: () => Answers;
  /** What is typed next; undefined where the box is left. */
  readonly typed: () => string | undefined;
  /** Texts for a part of what is drawn; what is none counts as empty. */
  readonly show: (part: string, kind: Kind, ...texts: unknown[]) => void;
}

export const nothing = { dispose: () => undefined };

/** Until what was begun by then has gone as far as it can without being answered. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Symbols that are ours where VS Code draws them. */
export const ownIcons =
  /^\$\((?:question|sync~spin|account|warning|beaker|history|play|error|pass|circle-slash|list-tree|folder|file|arrow-down)\) /;

function events() {
  const listeners = new Map<string, ((value: unknown) => void)[]>();
  return {
    on: (name: string) => (listener: (value: unknown) => void) => {
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
      return nothing;
    },
    fire: (name: string, value?: unknown) => listeners.get(name)?.forEach((listener) => listener(value)),
  };
}

export const showRows = ({ show }: Script, items: readonly vscode.QuickPickItem[]) =>
  items.forEach(({ label, description, detail }) => {
    show('a row of a list', 'icons', label.replace(ownIcons, ''), description, detail);
  });

/** A list of the person's; it is answered once it is no longer busy. */
export function quickPick(script: Script) {
  const { answers, show } = script;
  const { on, fire } = events();
  let [items, visible, placeholder]: [readonly vscode.QuickPickItem[], boolean, string] = [[], false, ''];
  const atRest = async () => {
    do await turn();
    while (pick.busy);
  };
  const answer = async () => {
    await atRest();
    for (const [fits, button] of answers().press ?? []) {
      const item = items.find(fits);
      if (!item?.buttons?.[button]) continue;
      fire('itemButton', { item, button: item.buttons[button] });
      await atRest();
    }
    const item = answers().pick?.(items);
    if (item) Object.assign(pick, { selectedItems: [item], activeItems: [item] });
    if (item) fire('accept');
    await turn();
    fire('hide');
  };
  const pick = {
    title: '',
    value: '',
    busy: false,
    activeItems: [] as vscode.QuickPickItem[],
    selectedItems: [] as vscode.QuickPickItem[],
    get items() {
      return items;
    },
    set items(next) {
      items = next;
      if (visible) showRows(script, items);
    },
    get placeholder() {
      return placeholder;
    },
    set placeholder(next) {
      placeholder = next;
      show('the placeholder of a list', 'line', next);
    },
    onDidChangeValue: on('value'),
    onDidAccept: on('accept'),
    onDidHide: on('hide'),
    onDidTriggerButton: on('button'),
    onDidTriggerItemButton: on('itemButton'),
    hide: () => fire('hide'),
    show() {
      visible = true;
      show('the title of a list', 'line', pick.title);
      showRows(script, items);
      void answer();
    },
    dispose: () => undefined,
  };
  return pick;
}

/** A box that is typed into, accepted, and left where that isn't enough. */
export function inputBox({ typed, show }: Script) {
  const { on, fire } = events();
  const box = {
    title: '',
    value: '',
    prompt: '',
    validationMessage: undefined as string | undefined,
    onDidChangeValue: on('value'),
    onDidAccept: on('accept'),
    onDidHide: on('hide'),
    onDidTriggerButton: on('button'),
    show() {
      show('the title of a box', 'line', box.title);
      show('the prompt of a box', 'prompt', box.prompt, box.validationMessage);
      const text = typed();
      if (text !== undefined) {
        box.value = text;
        fire('value', text);
        show('what a box says of a value', 'prompt', box.validationMessage);
        fire('accept');
        show('what a box says of a value', 'prompt', box.validationMessage);
      }
      fire('hide');
    },
    dispose: () => undefined,
  };
  return box;
}

export const statusBarItem = ({ show }: Script, drawn: () => void) => ({
  set text(text: string) {
    show('an item of the status bar', 'icons', text.replace(ownIcons, ''));
  },
  set tooltip(tooltip: vscode.MarkdownString | string) {
    show('the tooltip of the item', tooltip instanceof vscode.MarkdownString ? 'markdown' : 'line', tooltip);
  },
  set accessibilityInformation({ label }: vscode.AccessibilityInformation) {
    show('the item as it is read out', 'line', label);
  },
  show: drawn,
  hide: () => undefined,
  dispose: () => undefined,
});

/** A view's texts besides its rows, all drawn as they are. */
export const treeView = ({ show }: Script) => ({
  set message(text: string) {
    show('the message of the view', 'line', text);
  },
  set description(text: string) {
    show('the description of the view', 'line', text);
  },
  set title(text: string) {
    show('the title of the view', 'line', text);
  },
  selection: [],
  onDidChangeCheckboxState: () => nothing,
  reveal: () => Promise.resolve(),
  set badge(badge: vscode.ViewBadge | undefined) {
    show('the tooltip of the badge', 'line', badge?.tooltip);
  },
  dispose: () => undefined,
});
