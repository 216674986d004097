import type { Page } from 'playwright-core';
import { nextSuggestionKey } from './settings.ts';
import { isVisibleWithin } from './visibility.ts';
import { until } from './until.ts';

const widget = '.suggest-widget.visible';
const rows = `${widget} .monaco-list-row`;

/** Opens the list at the cursor until this label is in sight in it. @throws {Error} with what was offered instead */
export const untilSuggested = (page: Page, label: string): Promise<void> =>
  openUntil(page, label, () => suggestionLabels(page));

/** Opens the list anew until a reading of it has the label: a language server that is just starting offers more and more. */
async function openUntil(page: Page, label: string, read: () => Promise<string[]>): Promise<void> {
  let offered: string[] = [];
  await until(
    `the suggestion "${label}"`,
    async () => {
      offered = await read();
      if (offered.includes(label)) return true;
      await page.keyboard.press('Escape');
      return false;
    },
    { seen: () => Promise.resolve(offered) },
  );
}

/** The labels in sight of what completion offers at the cursor; opens the list where it isn't open. */
async function suggestionLabels(page: Page): Promise<string[]> {
  return until('suggestions', async () => {
    const offered = await page.locator(`${rows} .label-name`).allInnerTexts();
    if (offered.length > 0) return offered;
    await suggestAgain(page);
    return undefined;
  });
}

/** Completes at the cursor with the suggestion of this label. @throws {Error} with what was offered instead */
export async function acceptSuggestion(page: Page, label: string): Promise<void> {
  await openUntil(page, label, async () => {
    await suggestionLabels(page);
    return walkTo(page, label);
  });
  await page.keyboard.press('Enter');
  // Not until the list is gone: the key's completion may open the list of its values at once.
  const focused = page.locator(`${rows}.focused .label-name`);
  await until(`"${label}" to be taken`, async () => !(await focused.allInnerTexts()).includes(label));
}

/** Walks down the open list and stops at the label, where the list wraps around, or where it closes. @returns the labels passed */
async function walkTo(page: Page, label: string): Promise<string[]> {
  const focused = page.locator(`${rows}.focused .label-name`);
  const passed: string[] = [];
  for (;;) {
    const [current] = await focused.allInnerTexts();
    // The list may close or be drawn anew at any moment: whoever looks for a label then opens it again.
    if (current === undefined || passed.includes(current)) return passed;
    passed.push(current);
    if (current === label) return passed;
    await page.keyboard.press(nextSuggestionKey);
  }
}

/** Opens the list, or closes one that says "No suggestions." or is still loading, for the next try. */
async function suggestAgain(page: Page): Promise<void> {
  const empty = await page.locator(`${widget}.message`).isVisible();
  await page.keyboard.press(empty ? 'Escape' : 'Control+Space');
  if (!empty) await isVisibleWithin(page.locator(rows).first(), 1000);
}
