import * as l10n from '@vscode/l10n';
import { hasControlCharacter } from '../fixes/controlCharacters.ts';
import { hasDotSegments } from './dotSegments.ts';
import { expandedPartOf } from './notExpanded.ts';
import { maxPathLength, pathText, restoresFiles, systemOf } from './paths.ts';
import { defineRule } from './rule.ts';

/** Whether a path of a file system begins at no root. Where it has a wildcard first, it is a pattern for names. */
function isRelative(path: string): boolean {
  return path !== '' && systemOf(path) === undefined && !/^[*?[]/.test(path);
}

/** A path of files without its beginning. What it is relative to is not defined anywhere. */
export const relativePath = defineRule({
  code: 'relativePath',
  severity: 'warning',
  checkSpec(spec, report) {
    if (!restoresFiles(spec)) return;
    for (const { nodes, scope } of spec.pathLists) {
      for (const node of nodes) {
        const text = pathText(node);
        // Of "..", "~" and the tab that "C:\temp" contains other rules speak.
        if (hasControlCharacter(text) || text.length > maxPathLength || !isRelative(text)) continue;
        if (hasDotSegments(text) || expandedPartOf(text) !== undefined) continue;
        const message = l10n.t(
          'This path is relative, and nothing says to which folder. Write it from the root, such as /home or C:\\home.',
        );
        report({ node, scope }, message);
      }
    }
  },
});
