import * as l10n from '@vscode/l10n';
import { replaceNode } from '../fixes/fix.ts';
import { parameters } from '../parameters.ts';
import { systemOf } from './paths.ts';
import { defineRule } from './rule.ts';
import { quoteText } from '../messageQuotes.ts';

/** The root of a Windows path: a drive, or a share of a host. No ".." leads above it. */
const windowsRoot = /^(?:[A-Za-z]:[\\/]|\\\\[^\\/]+[\\/][^\\/]+[\\/]?)/;

/** Whether a path has "." or ".." between its slashes, of either kind; the name space `\\.\` of Windows is none. */
export function hasDotSegments(path: string): boolean {
  return /(?:^|[\\/])\.\.?(?:[\\/]|$)/.test(path.replace(/^\\\\\.\\/, ''));
}

/**
 * Resolves "." and ".." by the names in the path alone, since links are not known.
 *
 * @returns undefined where the result depends on the current folder or on the system, or would be empty
 */
export function withoutDotSegments(path: string): string | undefined {
  const isWindows = systemOf(path) === 'windows';
  const [root = ''] = (isWindows ? windowsRoot : /^\//).exec(path) ?? [];
  const separator = isWindows && path.includes('\\') ? '\\' : '/';
  const names: string[] = [];
  for (const name of path.slice(root.length).split(isWindows ? /[\\/]/ : '/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined && root === '') return undefined;
  }
  const isFolder = names.length > 0 && (path.endsWith('/') || (isWindows && path.endsWith('\\')));
  const plain = root + names.join(separator) + (isFolder ? separator : '');
  return plain === '' || hasDotSegments(plain) ? undefined : plain;
}

/** In UTF-16 code units: nobody reads a message for a longer path. */
const maxLength = 200;

/** A target path contains "." or "..", so it leads to another place than its beginning suggests. */
export const dotSegments = defineRule({
  code: 'dotSegments',
  severity: 'warning',
  isDestructive: true,
  checkParameter({ name, value }, { scope, hasSecret }, report) {
    if (parameters.get(name)?.format !== 'path') return;
    const path = value.type === 'string' ? String(value.value) : '';
    if (!hasDotSegments(path)) return;
    // OSS has no folders: what a prefix with ".." in it means is up to the program that reads it. And the path that this one
    // leads to may hold only a part of a secret, which would not be recognised and so would be shown.
    const plain = name === 'TargetPath' && !hasSecret(path) ? withoutDotSegments(path) : undefined;
    const message =
      plain !== undefined && plain.length <= maxLength
        ? l10n.t(
            'This path is not what it seems: "." and ".." in it lead to {0}. Write that path instead.',
            quoteText(plain),
          )
        : l10n.t('This path is not what it seems: "." and ".." in it may lead elsewhere. Write it without them.');
    report({ node: value, scope }, message);
  },
  fixes({ node }) {
    const plain = withoutDotSegments(String(node.value));
    if (plain === undefined) return [];
    const edits = replaceNode(node, JSON.stringify(plain));
    return [{ title: l10n.t('Write the path without "." and ".."'), edits }];
  },
});
