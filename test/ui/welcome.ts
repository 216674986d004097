import { until, untilEqual } from '../hosts/until.ts';
import type { Workbench } from '../hosts/workbench.ts';

/**
 * Opens the view of the jobs and waits until it is empty, says why, and offers this one button.
 *
 * @returns the way to press the button, and to follow a link of the text
 */
export async function untilWelcomed(workbench: Workbench, why: RegExp, button: string) {
  await workbench.openView();
  const welcome = workbench.page.locator('.part.sidebar .welcome-view-content');
  const buttons = welcome.locator('.monaco-button');
  const text = () => welcome.first().innerText();
  await until(`the view to say ${why}`, async () => (await welcome.count()) > 0 && why.test(await text()), {
    seen: async () => ((await welcome.count()) > 0 ? text() : 'no welcome'),
  });
  await untilEqual('one button', [button], () => buttons.allInnerTexts());
  return {
    press: () => buttons.click(),
    follow: (link: string) => welcome.locator('a', { hasText: link }).click(),
  };
}
