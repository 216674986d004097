/**
 * The page that the extension has in a store and in VS Code: the README of the package. It is the user's, while the repository's README is
 * the contributor's. Nothing of the repository is at hand where it is read, so its pictures are within it.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';

export const storePagePath = 'docs/store-page.md';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly keybindings?: readonly { readonly command: string; readonly key: string; readonly mac?: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly default: unknown; readonly markdownDescription: string }>
      >;
    };
  };
}

/** A text for a cell of a table. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A setting's link to another one, as VS Code writes it, means nothing elsewhere. */
const plainSettings = (text: string) => text.replace(/`#([\w.]+)#`/g, '`$1`');

const defaultText = (value: unknown) => (value === '' ? '' : `\`${JSON.stringify(value)}\``);

/** The page as its source is to be: with the tables of settings and commands as the manifest has them. */
export async function storePage(root: string): Promise<string> {
  const read = (path: string) => readFile(join(root, path), 'utf8');
  const { contributes } = JSON.parse(await read('package.json')) as Manifest;
  const texts = JSON.parse(await read('package.nls.json')) as Record<string, string>;
  const said = (key: string) => texts[key.replaceAll('%', '')] ?? key;
  const keys = new Map((contributes.keybindings ?? []).map(({ command, key, mac }) => [command, { key, mac }]));
  const settings = Object.entries(contributes.configuration.properties).map(
    ([name, each]) =>
      `| \`${name}\` | ${cell(plainSettings(said(each.markdownDescription)))} | ${cell(defaultText(each.default))} |`,
  );
  const commands = contributes.commands.map(({ command, title }) => {
    const { key, mac } = keys.get(command) ?? {};
    return `| ${cell(said(title))} | ${key ? `\`${key}\`` : ''} | ${mac ? `\`${mac}\`` : ''} |`;
  });
  const tables = {
    settings: ['| setting | what it does | default |', '| --- | --- | --- |', ...settings],
    commands: ['| command | key | on macOS |', '| --- | --- | --- |', ...commands],
  };
  let page = await read(storePagePath);
  for (const [name, lines] of Object.entries(tables)) {
    const place = new RegExp(`(<!-- ${name}: .* -->\\n)[^]*(<!-- /${name} -->)`);
    if (!place.test(page)) throw new Error(`${storePagePath} has no place for the table of ${name}`);
    page = page.replace(place, (_all, start: string, end: string) => `${start}\n${lines.join('\n')}\n\n${end}`);
  }
  return format(page, { ...(await resolveConfig(join(root, storePagePath))), parser: 'markdown' });
}

const picture = /!\[([^\]]*)\]\((?!https:)([^)]+\.png)\)/g;

/** The page as it is packed: its pictures are within it, and what is meant for contributors is not. */
export async function packedStorePage(root: string): Promise<string> {
  const page = (await readFile(join(root, storePagePath), 'utf8')).replace(/<!--[^]*?-->\n*/g, '');
  const folder = dirname(join(root, storePagePath));
  const paths = [...page.matchAll(picture)].map(([, , path = '']) => path);
  const found = new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), 'base64')] as const)),
  );
  return page.replace(picture, (_all, text: string, path: string) => {
    return `![${text}](data:image/png;base64,${found.get(path) ?? ''})`;
  });
}
