/** Paths with "." and ".." in them: they begin as one path, and lead to another. */
import * as l10n from '@vscode/l10n';
import type { Node } from './json.ts';
import { systemOf } from './pathAdvice.ts';
import type { Problem } from './problem.ts';

/** Of Windows, where no ".." leads further up: a drive, or a share of a host. */
const windowsRoot = /^(?:[A-Za-z]:[\\/]|\\\\[^\\/]+[\\/][^\\/]+[\\/]?)/;

/** Whether a path has "." or ".." between its slashes, of either kind; the name space `\\.\` of Windows is none. */
export function hasDots(path: string): boolean {
  return /(?:^|[\\/])\.\.?(?:[\\/]|$)/.test(path.replace(/^\\\\\.\\/, ''));
}

/**
 * The path without "." and "..", each followed by its name alone: of links nothing is known.
 *
 * @returns undefined where that depends on where one stands or on the system, or nothing would be left
 */
export function withoutDots(path: string): string | undefined {
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
  return plain === '' || hasDots(plain) ? undefined : plain;
}

/** In UTF-16 code units: a longer path is none that a message is read for. */
const longest = 200;

/**
 * Warns of a path of the target that is not the one that it seems to be.
 *
 * @param hasSecret whether a text may not be shown in parts: where it leads lacks some of the path, and so of a secret in it
 */
export function dotAdvice(name: string, node: Node, hasSecret: (text: string) => boolean): Problem[] {
  const path = node.type === 'string' ? String(node.value) : '';
  if ((name !== 'TargetPath' && name !== 'TargetPrefix') || !hasDots(path)) return [];
  // OSS has no folders: what a prefix with ".." in it means is up to who reads it.
  const plain = name === 'TargetPath' && !hasSecret(path) ? withoutDots(path) : undefined;
  const message =
    plain !== undefined && plain.length <= longest
      ? l10n.t('This path is not what it seems: "." and ".." in it lead to {0}. Write that path instead.', plain)
      : l10n.t('This path is not what it seems: "." and ".." in it may lead elsewhere. Write it without them.');
  const { offset, length } = node;
  return [{ code: 'dotSegments', message, severity: 'warning', offset, length, saidBy: 'own' }];
}
