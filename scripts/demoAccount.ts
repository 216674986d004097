/** The steps of the demo with what an account holds: a spec from lists, values while one types, files with ticks, and the checks before a restore. */
import { until } from '../test/hosts/until.ts';
import { isVisibleWithin } from '../test/hosts/visibility.ts';
import type { Workbench } from '../test/hosts/workbench.ts';
import type { DemoOutput } from './demoSteps.ts';

const byHand = 'Enter by hand';

const rowLabels = ({ page }: Workbench): Promise<string[]> =>
  page
    .locator('.quick-input-widget:visible .monaco-list-row')
    .evaluateAll((rows: { ariaLabel: string | null }[]) => rows.map((row) => row.ariaLabel ?? ''));

/** The rows of the list that is open, once the account's are among them. */
const offered = (workbench: Workbench, wanted = /./): Promise<readonly string[]> => {
  const read = () => rowLabels(workbench);
  return until(
    'what the account has to choose from',
    async () => {
      const found = (await read()).filter((label) => !label.startsWith(byHand));
      return wanted.test(found[0] ?? '') ? found : undefined;
    },
    { seen: read },
  );
};

/** Chooses the first of what the account offers, which is the active one. */
async function chooseFirst(workbench: Workbench, wanted?: RegExp): Promise<string> {
  const [first = ''] = await offered(workbench, wanted);
  // Not with the mouse: the tooltip of a row may lie over others.
  await workbench.page.keyboard.press('Enter');
  await until(`"${first}" to be chosen`, async () => (await rowLabels(workbench))[0] !== first);
  return first;
}

/** Makes a spec of files from lists: vault, source, snapshot, where to. It opens unsaved. */
async function chooseSpec(workbench: Workbench, { print, picture }: DemoOutput): Promise<void> {
  await workbench.command('Cloud Backup: New Restore Spec');
  await workbench.pick('ECS_FILE');
  await offered(workbench);
  await picture('vaults');
  print(`vault: ${await chooseFirst(workbench)}`);
  print(`source: ${await chooseFirst(workbench)}`);
  await offered(workbench, /ago\)/);
  await workbench.page.keyboard.insertText('yesterday 14:00');
  await offered(workbench, /up to/);
  await picture('snapshots');
  print(`snapshot: ${await chooseFirst(workbench)}`);
  await chooseFirst(workbench, /^To the same place/);
  await lineWith(workbench, 'SnapshotId').waitFor();
}

const lineWith = ({ page }: Workbench, text: string | RegExp) =>
  page.locator('.editor-group-container.active .view-line', { hasText: text }).first();

const idIn = (workbench: Workbench, parameter: string) => lineWith(workbench, parameter).locator('span > span').last();

/** Puts the cursor behind the last character of a line's value. */
async function goToEnd(workbench: Workbench, parameter: string | RegExp): Promise<void> {
  await lineWith(workbench, parameter).click();
  await workbench.page.keyboard.press('End');
  const text = (await lineWith(workbench, parameter).innerText()).trimEnd();
  const behind = /[",\]]*$/.exec(text)?.[0].length ?? 0;
  for (let key = 0; key < behind; key++) await workbench.page.keyboard.press('ArrowLeft');
}

/** Shows what the account says of the snapshot in the spec, and which others there are. */
async function lookAtSnapshot(workbench: Workbench, { picture }: DemoOutput): Promise<void> {
  const { page } = workbench;
  const hover = page.locator('.monaco-hover', { hasText: 'as of' }).first();
  await until('the hover of the snapshot', async () => {
    await idIn(workbench, 'SnapshotId').hover();
    if (await isVisibleWithin(hover, 3000)) return true;
    // A hover that came before the account was read says less, and stays as it is until the mouse is elsewhere.
    await page.mouse.move(900, 700);
    return false;
  });
  await picture('hover');
  await goToEnd(workbench, 'SnapshotId');
  // All but the prefix, which finds each snapshot.
  await page.keyboard.press('Control+Backspace');
  await page.keyboard.press('Control+Space');
  const labels = page.locator('.suggest-widget.visible .label-name', { hasText: 'ago)' });
  await labels.first().waitFor();
  await picture('values');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Z');
}

/** Ticks the first folder of the snapshot, and nothing else. */
async function chooseFiles(workbench: Workbench, { picture }: DemoOutput): Promise<void> {
  await workbench.command('Cloud Backup: Browse Snapshot');
  const boxes = workbench.page.locator('.part.sidebar .custom-view-tree-node-item-checkbox');
  const untilOf = (index: number, isTicked: boolean) =>
    workbench.page
      .locator(
        `:nth-match(.part.sidebar .custom-view-tree-node-item-checkbox, ${index + 1})[aria-checked="${isTicked}"]`,
      )
      .waitFor();
  await untilOf(1, true);
  await boxes.first().click();
  await untilOf(1, false);
  await boxes.nth(1).click();
  await lineWith(workbench, 'Include').waitFor();
  // Its tooltip still says what the box was.
  await workbench.page.mouse.move(900, 700);
  await picture('files');
}

/** A line with nothing but a path of a list. */
const aPath = /^\s*"[^":]*",?\s*$/;

/** Has the spec checked with a path that is not in the snapshot, and takes that path out again. */
async function check(workbench: Workbench, { print, picture }: DemoOutput): Promise<void> {
  await goToEnd(workbench, aPath);
  // Where no tooltip lies over the list.
  await workbench.page.mouse.move(900, 700);
  await workbench.page.keyboard.insertText('-typo');
  await workbench.command('Cloud Backup: Run Preflight Checks');
  const title = workbench.page.locator('.quick-input-titlebar', { hasText: 'Preflight Checks' });
  await title.waitFor();
  const isRunning = async () => (await workbench.notifications()).some((text) => text.startsWith('Running preflight'));
  await until('the progress of the checks to go', async () => !(await isRunning()));
  print(await title.innerText());
  await picture('preflight');
  await workbench.page.keyboard.press('Escape');
  await title.waitFor({ state: 'hidden' });
  await workbench.page.keyboard.press('Control+Z');
}

/** Writes a spec with what the account holds, and checks it. */
export async function writeFromAccount(workbench: Workbench, output: DemoOutput): Promise<void> {
  await chooseSpec(workbench, output);
  await lookAtSnapshot(workbench, output);
  await chooseFiles(workbench, output);
  await check(workbench, output);
}
