/** Questions before something that can't be undone. */
import * as vscode from 'vscode';

/** The least time that a question has to be open before an answer counts, in ms. */
const readingMs = 1000;
/** A key that is held for so many questions is stuck: then the answer is no. */
const mostQuestions = 50;

type Show<Item> = (message: string, options: vscode.MessageOptions, ...items: Item[]) => Thenable<Item | undefined>;

/**
 * Asks in a modal dialog. An answer that comes within the first second is an Enter that was held, or meant for something else: then the
 * same question is asked again. Closing the dialog always counts.
 *
 * @returns what was chosen; undefined where the dialog was closed
 */
export async function askModal<Item extends string | vscode.MessageItem>(
  message: string,
  detail: string,
  ...items: Item[]
): Promise<Item | undefined> {
  // One function stands behind the overloads for texts and for items.
  const show = vscode.window.showWarningMessage as Show<Item>;
  for (let asked = 0; asked < mostQuestions; asked++) {
    const shownAt = performance.now();
    const options = { modal: true, detail };
    const answer = await show(message, options, ...items);
    if (answer === undefined || performance.now() - shownAt >= readingMs) return answer;
  }
  return undefined;
}
