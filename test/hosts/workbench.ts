import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { workbenchUrl } from './workbenchUrl.ts';
import type { WorkbenchTarget } from './workbenchUrl.ts';
import { isVisibleWithin, succeedsInTime } from './visibility.ts';
import { artifacts } from './paths.ts';
import { clearNotificationsKey } from './settings.ts';
import { acceptSuggestion, untilSuggested } from './suggestions.ts';
import { until } from './until.ts';

/** The modal dialog that is open. */
export interface Dialog {
  message: string;
  detail: string;
  buttons: string[];
  /** Waits until the extension takes an answer. One that comes sooner counts as a key that was held. */
  read: () => Promise<void>;
  /** Presses the button of this name, once the dialog counts as read, and waits until it is gone. */
  press: (button: string) => Promise<void>;
}

/** A text as a person sees it: without the marks that isolate its values for direction. */
const asSeen = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '');

/** How long the workbench may take to open. It loads all of VS Code, while another one may do so too. */
const openingPatience = 90_000;

/** How long the workbench may take over anything it is asked, on a busy machine. */
const patience = 30_000;

/** A question of the extension counts as read after this time, in ms; see `askModal`. */
const readingMs = 1000;

/** The extension's own place in the activity bar; it's there once the extension host is. */
const containerTitle = 'Cloud Backup';
const activityBarTab = (title: string) => `.part.activitybar .action-item[role="tab"]:has([aria-label^="${title}"])`;

const quickInput = '.quick-input-widget';

/**
 * Opens the workbench and waits until the extension host has told what the extension contributes.
 *
 * @param title the name of the extension's view container
 */
export async function openWorkbench(page: Page, address: WorkbenchTarget, title = containerTitle): Promise<Workbench> {
  page.setDefaultTimeout(patience);
  await page.goto(workbenchUrl(address));
  await page.locator(activityBarTab(title)).waitFor({ timeout: openingPatience });
  return new Workbench(page);
}

/** What a person does in the workbench and sees there. Every method waits for its own effect. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Runs a command of the palette by its full title (`Cloud Backup: Submit Restore Job`). */
  async command(title: string): Promise<void> {
    await this.#choose('F1', `>${title}`, title);
  }

  /** Opens a file of the workspace by its name, in an editor that stays. */
  async openFile(name: string): Promise<void> {
    await this.#choose('Control+P', name, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  }

  async #choose(key: string, text: string, label: string): Promise<void> {
    const input = this.page.locator(`${quickInput} input[type="text"]`).first();
    // Rows say more than their label ("…, recently used").
    const row = this.page.locator(`${quickInput} .monaco-list-row[aria-label^="${label}"]`).first();
    const nothing = this.page.locator(`${quickInput} .monaco-list-row[aria-label^="No matching"]`).first();
    // On a busy machine the list of files takes longer than the first attempt waits for it.
    let timeout = 1000;
    await this.#leaveWebview();
    await until(`"${label}" in the list for "${text}"`, async () => {
      timeout *= 2;
      await this.page.keyboard.press(key);
      // An editor that is only just opening takes the focus, and the list is closed again.
      if (await succeedsInTime(input.fill(text, { timeout }))) {
        await isVisibleWithin(row.or(nothing), timeout);
        if (await row.isVisible()) return true;
      }
      // What is contributed or found after the list was opened isn't in it: a person opens it again.
      await this.page.keyboard.press('Escape');
      return false;
    });
    await row.click();
    // Done when the list is closed, or another question stands in its place.
    await until(`"${label}" to be chosen`, async () => {
      return !(await input.isVisible()) || (await input.inputValue({ timeout: 1000 }).catch(() => undefined)) !== text;
    });
  }

  /** The rows of the quick pick that is open. */
  async quickPickRows(): Promise<string[]> {
    const rows = this.page.locator(`${quickInput} .monaco-list-row`);
    await rows.first().waitFor();
    return labels(rows);
  }

  /** Picks the row whose label begins so, and waits until it's gone with its list. */
  async pick(label: string): Promise<void> {
    const row = this.page.locator(`${quickInput} .monaco-list-row[aria-label^="${label}"]`).first();
    await row.click();
    await row.waitFor({ state: 'hidden' });
  }

  /** Answers an input box: the quick input without a list. */
  async answer(text: string): Promise<void> {
    const box = this.page.locator(`${quickInput}:not(:has(.quick-input-list:visible)) input[type="text"]`).first();
    await box.fill(text);
    await this.page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
  }

  /** Types into the focused editor key by key, so that auto-closing and suggestions happen as they do to a person. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 15 });
  }

  /** Opens the list of completion at the cursor until this label is in sight in it. */
  untilSuggested(label: string): Promise<void> {
    return untilSuggested(this.page, label);
  }

  /** Completes at the cursor with the suggestion of this label, walking down the list to it. */
  acceptSuggestion(label: string): Promise<void> {
    return acceptSuggestion(this.page, label);
  }

  /** Saves the active editor and waits until it isn't dirty. */
  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
  }

  /** What the status bar says of problems: `No Problems`, or `Errors: 1, Warnings: 2`. */
  async problems(): Promise<string> {
    return (await this.page.locator('[id="status.problems"] a').getAttribute('aria-label')) ?? '';
  }

  /** Waits for the modal dialog. */
  async dialog(): Promise<Dialog> {
    const box = this.page.locator('.monaco-dialog-box');
    await box.waitFor();
    const text = async (part: Locator) => ((await part.count()) > 0 ? asSeen(await part.innerText()) : '');
    const buttons = box.locator('.dialog-buttons .monaco-button');
    const seenAt = Date.now();
    const read = () => this.page.waitForTimeout(Math.max(readingMs - (Date.now() - seenAt), 0));
    return {
      message: await text(box.locator('.dialog-message-text')),
      detail: await text(box.locator('.dialog-message-detail')),
      buttons: await buttons.allInnerTexts(),
      read,
      press: async (name) => {
        await read();
        await buttons.getByText(name, { exact: true }).click();
        await box.waitFor({ state: 'detached' });
      },
    };
  }

  /** Opens a view container from the activity bar. */
  async openView(title = containerTitle): Promise<void> {
    const tab = this.page.locator(activityBarTab(title));
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    await this.page.locator('.part.sidebar').waitFor();
  }

  /** Drags the sidebar's edge until it is this wide, in CSS pixels. */
  async widenSidebar(width: number): Promise<void> {
    const sidebar = this.page.locator('.part.sidebar');
    const box = await sidebar.boundingBox();
    if (!box) throw new Error('The sidebar is not open.');
    const edge = { x: box.x + box.width + 1, y: box.y + box.height / 2 };
    // A tooltip may lie over the edge. On a busy machine it comes once the mouse has left, and stays until that moves. It may come in the very
    // moment in which the mouse leaves, and misses that: then a key closes it.
    const tooltips = this.page.locator('.monaco-hover:visible');
    await until('the tooltips to go', async () => {
      await this.page.mouse.move(box.x + 20, box.y + box.height - 20);
      await this.page.mouse.move(edge.x + 300, edge.y, { steps: 3 });
      if ((await tooltips.count()) === 0) return true;
      await this.page.keyboard.press('Escape');
      return false;
    });
    await this.page.mouse.move(edge.x, edge.y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, edge.y, { steps: 10 });
    await this.page.mouse.up();
    // Off the edge, which is lit as long as the mouse is on it.
    await this.page.mouse.move(box.x + width / 2, edge.y);
    await until(
      `the sidebar to be ${width} wide`,
      async () => Math.abs(((await sidebar.boundingBox())?.width ?? 0) - width) <= 20,
    );
  }

  /** The rows of the tree in the sidebar, in order, as a screen reader says them. */
  async treeRows(): Promise<string[]> {
    return labels(this.page.locator('.part.sidebar .customview-tree .monaco-list-row'));
  }

  /** The jobs among them, without the groups that they stand in. */
  async jobRows(): Promise<string[]> {
    return labels(this.page.locator('.part.sidebar .customview-tree .monaco-list-row[aria-level="2"]'));
  }

  /** The texts of the notifications in sight. */
  async notifications(): Promise<string[]> {
    const texts = await this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
    return texts.map(asSeen);
  }

  /** Clears all notifications until none is in sight, also one that comes meanwhile: what is read afterwards is new. */
  async clearNotifications(): Promise<void> {
    const shown = () => this.notifications();
    const clear = async () => {
      await this.page.keyboard.press(clearNotificationsKey);
      return (await shown()).length === 0;
    };
    await until('the notifications to go', clear, { seen: shown });
  }

  /**
   * A webview in front gets the focus back from the palette a moment after it, and a list that a command opened meanwhile is then
   * closed again (microsoft/vscode#75209; 1 of 60 lists on a busy machine). So the focus is elsewhere while the palette is opened.
   */
  async #leaveWebview(): Promise<void> {
    const inWebview = await this.page.evaluate(`document.activeElement?.tagName === 'IFRAME'`);
    if (inWebview) await this.page.locator('.part.activitybar .action-item[role="tab"]').first().focus();
  }

  /** A picture of the whole window into `artifacts/screenshots/NAME.png`, or to a path. */
  async screenshot(name: string): Promise<string> {
    const path = name.includes('/') ? name : join(artifacts, 'screenshots', `${name}.png`);
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
    return path;
  }
}

/** All at once: a tree that is being redrawn has no row that can be asked one by one. */
async function labels(rows: Locator): Promise<string[]> {
  return rows.evaluateAll((found: { ariaLabel: string | null }[]) => found.map((row) => row.ariaLabel ?? ''));
}
