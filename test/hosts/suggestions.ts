import type { Page } from 'playwright-core';
import { appears } from './appears.ts';
import { until } from './until.ts';

const widget = '.suggest-widget.visible';
const rows = `${widget} .monaco-list-row`;

/** Opens the list at the cursor until this label is in sight in it. @throws {Error} with what was offered instead */
export async function untilSuggested(page: Page, label: string): Promise<void> {
  let offered: string[] = [];
  await until(
    `the suggestion "${label}"`,
    async () => {
      offered = await suggestionLabels(page);
      if (offered.includes(label)) return true;
      await closeList(page);
      return false;
    },
    { seen: () => Promise.resolve(offered) },
  );
}

/** For a language server that is just starting, or has no schema yet: what it offers grows. */
const closeList = (page: Page) => page.keyboard.press('Escape');

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
  let offered: string[] = [];
  await until(
    `the suggestion "${label}"`,
    async () => {
      await suggestionLabels(page);
      offered = await walkTo(page, label);
      if (offered.at(-1) === label) return true;
      await closeList(page);
      return false;
    },
    { seen: () => Promise.resolve(offered) },
  );
  await page.keyboard.press('Enter');
  // Not until the list is gone: the key's completion may open the list of its values at once.
  const focused = page.locator(`${rows}.focused .label-name`);
  await until(`"${label}" to be taken`, async () => !(await focused.allInnerTexts()).includes(label));
}

/** Walks down the open list and stops at the label, or where the list wraps around. @returns the labels passed */
async function walkTo(page: Page, label: string): Promise<string[]> {
  const focused = page.locator(`${rows}.focused .label-name`);
  const passed: string[] = [];
  for (;;) {
    const current = await focused.innerText();
    if (passed.includes(current)) return passed;
    passed.push(current);
    if (current === label) return passed;
    await page.keyboard.press('ArrowDown');
  }
}

/** Opens the list, or closes one that says "No suggestions." or is still loading, for the next try. */
async function suggestAgain(page: Page): Promise<void> {
  const empty = await page.locator(`${widget}.message`).isVisible();
  await page.keyboard.press(empty ? 'Escape' : 'Control+Space');
  if (!empty) await appears(page.locator(rows).first(), 1000);
}
