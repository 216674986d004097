/** Holds package.json against the source, both ways: what one names, the other has. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  assistantTools,
  browsing,
  browsingCommands,
  commands,
  contextKeys,
  fileWords,
  rowWords,
  settings,
  settingsSection,
  views,
  webCommands,
} from '../src/ids.ts';

/** Those that are registered at activation, and those of a view that comes later. */
const allCommands: readonly string[] = [...Object.values(commands), ...Object.values(browsingCommands)];

interface Manifest {
  readonly contributes: {
    readonly commands: { readonly command: string }[];
    readonly menus: Record<string, { readonly command: string; readonly group?: string; readonly when?: string }[]>;
    readonly walkthroughs: {
      readonly steps: { readonly id: string; readonly description: string; readonly when?: string }[];
    }[];
    readonly viewsContainers: { readonly activitybar: { readonly id: string }[] };
    readonly views: Record<string, { readonly id: string }[]>;
    readonly viewsWelcome: { readonly view: string; readonly when?: string }[];
    readonly languageModelTools: { readonly name: string; readonly when?: string }[];
    readonly configuration: { readonly properties: Record<string, { readonly scope?: string }> };
  };
}

/** What is in one list and not in the other, each as a sentence. */
function differences(what: string, declared: Iterable<string>, used: Iterable<string>): string[] {
  const [inManifest, inSource] = [new Set(declared), new Set(used)];
  return [
    ...[...inManifest]
      .filter((name) => !inSource.has(name))
      .map((name) => `package.json has the ${what} ${name}; the source does not.`),
    ...[...inSource]
      .filter((name) => !inManifest.has(name))
      .map((name) => `The source has the ${what} ${name}; package.json does not.`),
  ];
}

/**
 * What a browser without a machine would offer though it can't do it, a sentence each. The rows of the tree, which has none there,
 * are let be.
 */
function offeredInWeb({ menus, walkthroughs }: Manifest['contributes'], texts: Record<string, string>): string[] {
  const here = new Set<string>(webCommands.map((name) => commands[name]));
  const others = allCommands.filter((id) => !here.has(id));
  const isHidden = ({ when = '' }) => when.split(' && ').includes(`!${contextKeys.web}`);
  const hidden = new Set((menus['commandPalette'] ?? []).filter(isHidden).map(({ command }) => command));
  const inMenus = Object.entries(menus).flatMap(([menu, items]) =>
    items
      .filter((item) => menu !== 'view/item/context' && !here.has(item.command) && !isHidden(item))
      .map(({ command }) => `The menu ${menu} offers ${command} in a browser, where it can't work.`),
  );
  const inSteps = walkthroughs
    .flatMap(({ steps }) => steps)
    .filter((step) => !isHidden(step))
    .flatMap(({ id, description }) => {
      const text = texts[description.replaceAll('%', '')] ?? description;
      return others
        .filter((command) => text.includes(`command:${command}`))
        .map((command) => `The walkthrough's step ${id} offers ${command} in a browser, where it can't work.`);
    });
  return [
    ...inMenus,
    ...inSteps,
    ...others
      .filter((id) => !hidden.has(id))
      .map((id) => `The palette offers ${id} in a browser, where it can't work.`),
  ];
}

/** The settings that a folder may make its own: what they change is seen in that folder's window alone. To the protected targets it adds. */
const settingsOfFolders: ReadonlySet<string> = new Set([settings.region, settings.codeLens, settings.protectedTargets]);

/**
 * The other settings that a folder could set, a sentence each. All windows of a user share jobs and keys, and folders come from
 * anybody.
 */
export function settableByFolder(properties: Manifest['contributes']['configuration']['properties']): string[] {
  return Object.entries(properties)
    .filter(([name, { scope }]) => {
      const isOfUser = scope === 'application' || scope === 'machine';
      return !isOfUser && !settingsOfFolders.has(name.replace(`${settingsSection}.`, ''));
    })
    .map(([name]) => `A folder could set ${name}: its scope must be application or machine.`);
}

/** VS Code's own words for more rows or tabs that are selected, by the menus that are about rows or tabs. */
const severalSelected: Readonly<Record<string, string>> = {
  'view/item/context': 'listMultiSelection',
  'explorer/context': 'listMultiSelection',
  'editor/title/context': 'multipleEditorsSelectedInGroup',
};

/** The commands that act on all that is selected. */
const actingOnAll: ReadonlySet<string> = new Set([commands.copyRestoreId, commands.removeJob]);

/**
 * What menus offer for several selected rows or tabs though it acts on one, a sentence each. A person would take it for done with all of
 * them. A button in a row is about that row, and in the tree of a snapshot one row is selected.
 */
export function offeredForSeveral(menus: Manifest['contributes']['menus']): string[] {
  return Object.entries(severalSelected).flatMap(([menu, key]) =>
    (menus[menu] ?? [])
      .filter(({ command }) => !actingOnAll.has(command))
      .filter(({ group = '', when = '' }) => !group.startsWith('inline') && !when.includes(browsing.view))
      .filter(({ when = '' }) => !when.split(' && ').includes(`!${key}`))
      .map(({ command }) => `The menu ${menu} offers ${command} where several are selected, and it acts on one.`),
  );
}

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** The hand-written files of `src` with their texts, in the order of their names. */
export function sources(root: string): { path: string; text: string }[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('generated'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, 'src', path), 'utf8') }));
}

/**
 * Tools for language models whose condition has more than one part, a sentence each. VS Code 1.100 then has an empty list of tools, also
 * of those of all other extensions.
 */
export function combinedConditions(tools: Manifest['contributes']['languageModelTools']): string[] {
  return tools
    .filter(({ when }) => when !== undefined && /&&|\|\|/.test(when))
    .map(({ name, when }) => `The tool ${name} has a condition of several parts: ${when}`);
}

/** @returns what does not fit, a sentence each; empty where all does */
export function manifestProblems(root: string): string[] {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const { contributes } = JSON.parse(text) as Manifest;
  const nls = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
  const source = sources(root)
    .filter(({ path }) => path !== 'ids.ts')
    .map(({ text }) => text)
    .join('\n');

  const declared = contributes.commands.map(({ command }) => command);
  const whens = [...Object.values(contributes.menus).flat(), ...contributes.viewsWelcome]
    .map(({ when }) => when ?? '')
    .join('\n');
  const named = matches(`${text}${Object.values(nls).join('\n')}`, /command:(cloudBackupRestore\.[\w.]+)/g);
  const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
  const viewIds = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
  const known = new Set<string>([...declared, ...viewIds.map((id) => `${id}.focus`)]);
  const own = matches(whens, /(?<!command:)\b(cloudBackupRestore\.\w+)/g).filter((key) => !viewIds.includes(key));
  const used = (constant: string, names: object) =>
    Object.keys(names).filter((name) => !new RegExp(`\\b${constant}\\.${name}\\b`).test(source));

  return [
    ...differences('command', declared, allCommands),
    ...[...inMenus, ...named]
      .filter((id) => !known.has(id))
      .map((id) => `A menu or text names ${id}, which is no command.`),
    ...offeredInWeb(contributes, nls),
    ...offeredForSeveral(contributes.menus),
    ...differences('view', viewIds, [views.jobs, browsing.view]),
    ...differences(
      'view container',
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [views.container],
    ),
    ...differences(
      'setting',
      Object.keys(contributes.configuration.properties),
      Object.values(settings).map((name) => `${settingsSection}.${name}`),
    ),
    ...differences(
      'language model tool',
      contributes.languageModelTools.map(({ name }) => name),
      Object.values(assistantTools),
    ),
    ...combinedConditions(contributes.languageModelTools),
    ...settableByFolder(contributes.configuration.properties),
    ...differences('context key', own, [...Object.values(contextKeys), browsing.contextKey]),
    ...differences('word of a row', matches(whens, /viewItem =~ \/\\b(\w+)\\b\//g), [
      ...Object.values(rowWords),
      ...Object.values(fileWords),
    ]),
    ...differences('text', matches(text, /"%([\w.]+)%"/g), Object.keys(nls)),
    ...[
      ...used('settings', settings),
      ...used('contextKeys', contextKeys),
      ...used('rowWords', rowWords),
      ...used('fileWords', fileWords),
    ].map((name) => `src/ids.ts names ${name}, which nothing uses.`),
  ];
}
