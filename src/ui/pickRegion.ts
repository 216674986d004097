/** The list of regions, to choose where specs without `$region` go. */
import * as vscode from 'vscode';
import { sandboxRegion } from '../accounts/sandboxState.ts';
import { askModal } from '../askModal.ts';
import { environmentRegion } from '../cloud/credentials/environment.ts';
import { isRegionId, originFor, regions } from '../cloud/endpoints.ts';
import { quoteMessage, quoteValue, quoteWords } from '../cloud/quote.ts';
import { sanitize, withoutIcons } from '../cloud/sanitize.ts';
import { settings } from '../ids.ts';
import { textSetting } from '../settings.ts';
import { withoutLinks } from './withoutLinks.ts';
import type { Accounts, Services } from '../services.ts';
import { isExplained } from '../userError.ts';

interface Item extends vscode.QuickPickItem {
  readonly region?: string;
  readonly does?: 'type' | 'reset';
}

export type PickRegionServices = Pick<Services, 'accounts' | 'sandbox' | 'log'>;

/** What the service says of its regions. */
type Described = Awaited<ReturnType<Accounts['regions']>>;

const title = () => vscode.l10n.t('Where do restore jobs of this workspace go?');
const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });

/** The region of specs without one of their own while none is selected, and what says so. */
async function defaultRegion({ accounts, sandbox }: PickRegionServices): Promise<[region: string, why: string]> {
  const [setting, variable] = [textSetting(settings.region), environmentRegion(process.env)];
  if (setting !== '') return [setting, vscode.l10n.t('from the setting')];
  if (sandbox.get()) return [sandboxRegion, vscode.l10n.t('while the sandbox runs')];
  // Where nobody can sign, no profile gives one.
  const of = async () => accounts.choiceOf(await accounts.placeFor(accounts.selection.signer()));
  const region = (await of().catch(() => undefined))?.region;
  if (region) return [region, vscode.l10n.t('from the profile')];
  return variable ? [variable.value, vscode.l10n.t('from {0}', variable.name)] : ['', ''];
}

/** Where specs without a region of their own go, and what says so. */
export async function currentRegionText(services: PickRegionServices): Promise<string> {
  const selected = services.accounts.selection.region();
  const [region, why] = selected ? [selected, vscode.l10n.t('selected here')] : await defaultRegion(services);
  return region === '' ? vscode.l10n.t('no region is set') : vscode.l10n.t('now: {0}, {1}', sanitize(region, 80), why);
}

function itemsOf(
  current: string | undefined,
  known: readonly string[],
  described: Described,
  missing: boolean,
  [fallback, why]: Awaited<ReturnType<typeof defaultRegion>>,
): Item[] {
  const names = new Map(described.map(({ regionId, localName }) => [regionId, localName]));
  const all = [...new Set([...regions, ...known, ...names.keys()])];
  const itemOf = (region: string): Item => ({
    label: region,
    description: withoutIcons(sanitize(names.get(region) ?? '', 80)),
    ...(region === current && { iconPath: new vscode.ThemeIcon('check') }),
    region,
  });
  const reset: Item = {
    label: vscode.l10n.t('Default: {0}', withoutIcons(sanitize(fallback, 80)) || '–'),
    description: why || vscode.l10n.t('neither the setting nor the profile names one'),
    ...(current === undefined && { iconPath: new vscode.ThemeIcon('check') }),
    does: 'reset',
  };
  return [
    ...(missing ? [] : [separator(vscode.l10n.t('Now, for specs without $region'))]),
    ...(current === undefined ? [] : [itemOf(current)]),
    ...(missing ? [] : [reset]),
    // Also where nothing fits what was typed.
    { label: vscode.l10n.t('Another region…'), iconPath: new vscode.ThemeIcon('edit'), alwaysShow: true, does: 'type' },
    separator(vscode.l10n.t('Regions')),
    ...all.filter((region) => region !== current).map(itemOf),
  ];
}

/** The host that requests for a region go to. */
async function hostFor(region: string, { accounts }: PickRegionServices): Promise<string> {
  // A profile may be one for the endpoints inside a VPC; where there is none, the others are meant.
  const place = await accounts.placeFor(accounts.selection.signer()).catch(() => undefined);
  const vpc = place !== undefined && new URL(place.endpoint).host.startsWith('hbr-vpc.');
  try {
    return new URL(originFor(region, textSetting(settings.endpoint), vpc)).host;
  } catch (error) {
    // The submission says what is wrong with the setting.
    return error instanceof Error ? error.message : '';
  }
}

/** @param before what was typed to find it in the list */
async function askForRegion(
  services: PickRegionServices,
  described: Described,
  before: string,
): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: title(),
    placeHolder: 'cn-hangzhou',
    value: before,
    validateInput: (text) =>
      isRegionId(text.trim()) ? undefined : vscode.l10n.t('Enter a region ID, such as cn-hangzhou.'),
  });
  const region = typed?.trim();
  if (region === undefined) return undefined;
  const isDescribed = described.some(({ regionId }) => regionId === region);
  if (isDescribed || (await services.accounts.isKnownRegion(region))) return region;
  const use = vscode.l10n.t('Use It');
  const message = vscode.l10n.t('{0} is in no list of regions. Use it all the same?', quoteValue(region, 80));
  const detail = vscode.l10n.t('Requests will go to {0}.', quoteMessage(await hostFor(region, services)));
  return (await askModal(message, detail, use)) === use ? region : undefined;
}

/** Asks the service for its regions. @returns why they can't be had, for the list; undefined where they came */
async function describeRegions(
  { accounts, sandbox, log }: PickRegionServices,
  into: (found: Described) => void,
  signal: AbortSignal,
) {
  // What is selected counts once the sandbox is stopped; while one tries things out, no real account is asked.
  if (sandbox.get()) return vscode.l10n.t('Known regions only: while the sandbox runs, no account is asked.');
  if (!vscode.workspace.isTrusted) return vscode.l10n.t('Known regions only: the workspace is not trusted.');
  try {
    const account = await accounts.placeFor(accounts.selection.signer());
    if (!(await accounts.allow(account))) return vscode.l10n.t('Known regions only: the service was not asked.');
    const found = await accounts.regions(account, signal);
    if (found.length === 0) return vscode.l10n.t('Known regions only: the service listed none.');
    into(found);
    return undefined;
  } catch (error) {
    const why = isExplained(error) ? error.message : quoteWords(String(error));
    log.info(`regions: ${why}`);
    return vscode.l10n.t('Known regions only, since the service could not be asked: {0}', why);
  }
}

/** Asks for a region where nothing says one. */
export async function pickMissingRegion(services: PickRegionServices): Promise<void> {
  const isKnown = await services.accounts.forRegion(undefined).then(
    () => true,
    () => false,
  );
  if (!isKnown) await pickRegion(services, true);
}

/**
 * Lets the person choose where specs without `$region` go in this workspace.
 *
 * @param missing whether nothing else says so
 */
export async function pickRegion(services: PickRegionServices, missing = false): Promise<void> {
  const { selection } = services.accounts;
  const current = selection.region();
  const known = services.accounts.knownRegions();
  const fallback = await defaultRegion(services);
  let described: Described = [];
  const stop = new AbortController();
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = missing ? vscode.l10n.t('No region is set. Choose where restore jobs of this workspace go') : title();
  pick.placeholder = vscode.l10n.t('A region, by its ID or its name');
  pick.matchOnDescription = true;
  pick.items = itemsOf(current, known, described, missing, fallback);
  pick.busy = true;
  const filled = async () => {
    // A question about credentials comes in between.
    pick.ignoreFocusOut = true;
    const note = await describeRegions(
      services,
      (found) => {
        described = found;
        const active = pick.activeItems[0]?.label;
        pick.keepScrollPosition = true;
        pick.items = itemsOf(current, known, found, missing, fallback);
        pick.activeItems = pick.items.filter(({ label }) => label === active);
      },
      stop.signal,
    );
    pick.ignoreFocusOut = false;
    if (note !== undefined) pick.placeholder = withoutLinks(note);
    pick.busy = false;
  };
  let typed = '';
  pick.onDidChangeValue((value) => (typed = value.trim()));
  const picked = await new Promise<Item | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.selectedItems[0]));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
    void filled();
  }).finally(() => {
    stop.abort();
    pick.dispose();
  });
  if (!picked) return;
  if (picked.does === 'reset') return selection.setRegion(undefined);
  const region = picked.does === 'type' ? await askForRegion(services, described, typed) : picked.region;
  if (region === undefined) return;
  await selection.setRegion(region);
  const message = vscode.l10n.t('Specs without "$region" now go to {0}.', region);
  vscode.window.setStatusBarMessage(message, 4000);
}
