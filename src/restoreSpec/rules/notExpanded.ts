import * as l10n from '@vscode/l10n';
import { maxPathLength, pathText, systemOf } from './paths.ts';
import { defineRule } from './rule.ts';
import { quoteText } from '../messageQuotes.ts';

/** `~` and `$HOME` at the beginning; `%TEMP%` anywhere, save where it is a part of a name in percent-encoding (`%E4%BD%A0`). */
const anywhere = /^~[\w-]*(?:[\\/]|$)|^\$(?:env:)?\w+(?=[\\/]|$)|\$\{\w+\}|%(?![\dA-Fa-f]{2}%)[A-Za-z_]\w+%/;
/** A variable as a whole name of a Linux path. Windows has folders such as `$Recycle.Bin`. */
const inLinuxPath = /(?<=\/)\$[A-Za-z_]\w*(?=\/|$)/;

/** What every such part has. Few paths do, so most of a long list are looked at once. */
const mark = /[~$%]/;

/** What a shell would put something else in the place of; undefined where a path has no such part. */
export function expandedPartOf(path: string): string | undefined {
  if (!mark.test(path)) return undefined;
  const [part] = anywhere.exec(path) ?? (systemOf(path) === 'linux' ? inLinuxPath.exec(path) : null) ?? [];
  return part;
}

/** A path has a part that only a shell replaces. The service takes it literally, as the name of a folder. */
export const notExpanded = defineRule({
  code: 'notExpanded',
  severity: 'warning',
  checkSpec(spec, report) {
    for (const { nodes, scope } of spec.pathLists) {
      for (const node of nodes) {
        const text = pathText(node);
        const part = text.length > maxPathLength ? undefined : expandedPartOf(text);
        if (part === undefined || spec.hasSecret(text)) continue;
        const message = l10n.t(
          '{0} is not expanded: the service takes it literally. Write the whole path.',
          quoteText(part),
        );
        report({ node, scope }, message);
      }
    }
  },
});
