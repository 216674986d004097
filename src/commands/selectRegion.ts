import * as vscode from 'vscode';
import { isRegionId, originFor, regions } from '../cloud/endpoints.ts';
import { clean, withoutIcons } from '../cloud/text.ts';
import { settings } from '../ids.ts';
import { textSetting } from '../settings.ts';
import type { Accounts, Services } from './services.ts';
import { toldRegions } from './toldRegions.ts';

interface Item extends vscode.QuickPickItem {
  readonly region?: string;
  readonly does?: 'type' | 'reset';
}

type Described = Awaited<ReturnType<Accounts['regions']>>;

const title = () => vscode.l10n.t('Where do restore jobs of this workspace go?');
const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });

/** What decides where no region is selected, as far as it can be said without reading a profile. */
function otherwise(): string {
  const region = textSetting(settings.region);
  return region === ''
    ? vscode.l10n.t('the region of the profile')
    : vscode.l10n.t('now: {0}', withoutIcons(clean(region, 80)));
}

function itemsOf(current: string | undefined, told: readonly string[], described: Described, missing: boolean): Item[] {
  const names = new Map(described.map(({ regionId, localName }) => [regionId, localName]));
  const all = [...new Set([...regions, ...told, ...names.keys()])];
  const itemOf = (region: string): Item => ({
    label: region,
    description: withoutIcons(clean(names.get(region) ?? '', 80)),
    ...(region === current && { iconPath: new vscode.ThemeIcon('check') }),
    region,
  });
  const reset: Item = {
    label: vscode.l10n.t('As the setting or the profile says'),
    description: otherwise(),
    ...(current === undefined && { iconPath: new vscode.ThemeIcon('check') }),
    does: 'reset',
  };
  return [
    ...(missing ? [] : [separator(vscode.l10n.t('Now, where a spec has no $region'))]),
    ...(current === undefined ? [] : [itemOf(current)]),
    ...(missing ? [] : [reset]),
    // Also where nothing fits what was typed.
    { label: vscode.l10n.t('Another region…'), iconPath: new vscode.ThemeIcon('edit'), alwaysShow: true, does: 'type' },
    separator(vscode.l10n.t('Regions')),
    ...all.filter((region) => region !== current).map(itemOf),
  ];
}

/** The host that requests for a region go to. */
async function hostFor(region: string, { accounts, selection }: Services): Promise<string> {
  // A profile may be one for the endpoints inside a VPC; where there is none, the others are meant.
  const place = await accounts.placeFor(selection.signer()).catch(() => undefined);
  const vpc = place !== undefined && new URL(place.endpoint).host.startsWith('hbr-vpc.');
  try {
    return new URL(originFor(region, textSetting(settings.endpoint), vpc)).host;
  } catch (error) {
    // The submission says what is wrong with the setting.
    return error instanceof Error ? clean(error.message, 200) : '';
  }
}

/** @param before what was typed to find it in the list */
async function typedRegion(services: Services, described: Described, before: string): Promise<string | undefined> {
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
  const message = vscode.l10n.t('{0} is in no list of regions. Use it all the same?', region);
  const detail = vscode.l10n.t('Requests will go to {0}.', await hostFor(region, services));
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, use)) === use ? region : undefined;
}

/** Asks the service for its regions. @returns why they can't be had, for the list; undefined where they came */
async function describe(services: Services, into: (found: Described) => void, signal: AbortSignal) {
  // What is selected counts once the sandbox is stopped; while one tries things out, no real account is asked.
  if (services.sandbox)
    return vscode.l10n.t('The known regions: while the sandbox runs, no account is asked for more.');
  if (!vscode.workspace.isTrusted) return vscode.l10n.t('The known regions: the workspace is not trusted.');
  try {
    const account = await services.accounts.placeFor(services.selection.signer());
    if (!(await services.accounts.allow(account))) return vscode.l10n.t('The known regions: nobody was asked.');
    const found = await services.accounts.regions(account, signal);
    if (found.length === 0) return vscode.l10n.t('The known regions: the service told none.');
    into(found);
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    services.log.info(`regions: ${why}`);
    return vscode.l10n.t('The known regions, since the service could not be asked: {0}', why);
  }
}

/** Asks for a region where nothing says one. */
export async function askMissingRegion(services: Services): Promise<void> {
  const isSaid = await services.accounts.forRegion(undefined).then(
    () => true,
    () => false,
  );
  if (!isSaid) await selectRegion(services, true);
}

/**
 * Lets the person choose where specs without `$region` go in this workspace.
 *
 * @param missing whether nothing else says so
 */
export async function selectRegion(services: Services, missing = false): Promise<void> {
  const current = services.selection.region();
  const told = toldRegions(services.storage.globalState);
  let described: Described = [];
  const stop = new AbortController();
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = missing ? vscode.l10n.t('No region is set: where do restore jobs of this workspace go?') : title();
  pick.placeholder = vscode.l10n.t('A region, by its ID or its name');
  pick.matchOnDescription = true;
  pick.items = itemsOf(current, told, described, missing);
  pick.busy = true;
  const filled = async () => {
    // A question about credentials comes in between.
    pick.ignoreFocusOut = true;
    const note = await describe(
      services,
      (found) => {
        described = found;
        const active = pick.activeItems[0]?.label;
        pick.keepScrollPosition = true;
        pick.items = itemsOf(current, told, found, missing);
        pick.activeItems = pick.items.filter(({ label }) => label === active);
      },
      stop.signal,
    );
    pick.ignoreFocusOut = false;
    if (note !== undefined) pick.placeholder = clean(note, 300);
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
  if (picked.does === 'reset') return services.selection.setRegion(undefined);
  const region = picked.does === 'type' ? await typedRegion(services, described, typed) : picked.region;
  if (region === undefined) return;
  await services.selection.setRegion(region);
  const message = vscode.l10n.t('Specs without "$region" now go to {0}.', region);
  vscode.window.setStatusBarMessage(message, 4000);
}
