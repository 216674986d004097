/**
 * The formats in which a request can be written beside a spec: a command, a program, a Terraform block, a page to look at.
 *
 * What may enter: writers from a request to a text, readers from a text to what it says, and the languages that these texts
 * are in. A text is never run, and nothing in it is evaluated or read from a file. A reader takes what a writer wrote exactly
 * as it was, and says of everything else that it skips it. A text of a million characters is read in one pass.
 *
 * What may not: rules of a spec, anything of VS Code, the network.
 */
import * as l10n from '@vscode/l10n';
import { shellComment } from './posixShell.ts';
import { isRegionId } from '../regions.ts';
import type { Call, Format } from './format.ts';
import { toCli, toCurl } from './writeCli.ts';
import { toTerraform } from './writeTerraform.ts';
import { toTypeScript } from './writeTypeScript.ts';

export type { Call, Format } from './format.ts';
export { importText } from './importText.ts';
export { toErrorPreview, toPreview, type RequestDestination, type SpecError } from './requestPreview.ts';
export { callFromSpec } from './specCall.ts';
export type { Imported } from './specText.ts';

const writers: Readonly<Record<Format, (call: Call) => string>> = {
  cli: toCli,
  curl: toCurl,
  terraform: toTerraform,
  typescript: toTypeScript,
};

/**
 * The text of a request in a format. No secret is in it, and no region that is no region ID: it would become part of a host name. Where
 * the sandbox is on, the first line says that the copy doesn't go there.
 */
export function writeFormat(format: Format, { isSandbox, profile, region, ...call }: Call): string {
  const text = writers[format]({
    ...call,
    region: region !== undefined && isRegionId(region) ? region : undefined,
    profile: profile === '' ? undefined : profile,
  });
  if (!isSandbox) return text;
  const note = l10n.t('The sandbox is on, but this copy does not go there: it starts a real restore.');
  return `${format === 'typescript' ? `// ${note}` : shellComment(note)}\n${text}`;
}
