/** Questions before something that can't be undone. */
import * as vscode from 'vscode';

/** The least time that a question has to be open before an answer counts, in ms. */
const readingMs = 1000;
/** A key that is held for so many questions is stuck: then the answer is no. */
const mostQuestions = 50;

type Show<Item> = (message: string, options: vscode.MessageOptions, ...items: Item[]) => Thenable<Item | undefined>;

const closes = (answer: string | vscode.MessageItem | undefined) =>
  answer === undefined || (typeof answer !== 'string' && answer.isCloseAffordance === true);

async function ask<Item extends string | vscode.MessageItem>(
  message: string,
  detail: string,
  items: readonly Item[],
): Promise<Item | undefined> {
  // One function stands behind the overloads for texts and for items.
  const show = vscode.window.showWarningMessage as Show<Item>;
  for (let asked = 0; asked < mostQuestions; asked++) {
    const shownAt = performance.now();
    const options = { modal: true, detail };
    const answer = await show(message, options, ...items);
    if (closes(answer) || performance.now() - shownAt >= readingMs) return answer;
  }
  return undefined;
}

/** The question that was asked last. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Asks in a modal dialog. An answer that comes within the first second is an Enter that was held, or meant for something else: then the
 * same question is asked again. Closing the dialog always counts.
 *
 * VS Code shows one dialog after the other. So a question waits for the one before: its first second begins when it can be seen.
 *
 * @returns what was chosen; undefined, or the item that closes, where the dialog was closed
 */
export function askModal<Item extends string | vscode.MessageItem>(
  message: string,
  detail: string,
  ...items: Item[]
): Promise<Item | undefined> {
  const answered = last.then(() => ask(message, detail, items));
  last = answered.catch(() => undefined);
  return answered;
}
