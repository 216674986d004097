/** Fixes of plain values that more than one rule offers. */
import * as l10n from '@vscode/l10n';
import type { Node } from '../jsonTree.ts';
import { replaceNode, type Draft } from './fix.ts';
import { propertyOf, type FixPlace } from './fixPlace.ts';

/** Writes another value, given as JSON text. */
export function changeTo(node: Node, json: string, more: Partial<Draft> = {}): Draft {
  return { title: l10n.t('Change to {0}', json), edits: replaceNode(node, json), ...more };
}

/** For a flag that is `true`. */
export function setToFalse({ node }: FixPlace): Draft[] {
  if (node.value !== true) return [];
  const name = String(propertyOf(node)?.key.value ?? '');
  return [{ title: l10n.t('Change {0} to false', name), edits: replaceNode(node, 'false') }];
}
