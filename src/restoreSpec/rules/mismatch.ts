import * as l10n from '@vscode/l10n';
import { memberOf } from '../jsonTree.ts';
import { replaceNode, type Draft } from '../fixes/fix.ts';
import { constraintsOfNode, type FixPlace } from '../fixes/fixPlace.ts';
import { constraintsAt, type RootValues } from '../fixes/schemaConstraints.ts';
import { defineRule } from './rule.ts';

/** The only RestoreType that goes with a SourceType; undefined where several do. */
function restoreTypeOf(sourceType: string, values: RootValues): string | undefined {
  const { words } = constraintsAt(['RestoreType'], values);
  const fitting = words.filter((word) => {
    const allowed = constraintsAt(['SourceType'], new Map([...values, ['RestoreType', word]])).words;
    return allowed.length === 1 && allowed[0] === sourceType;
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Either of the two may be the wrong one. */
function typeFixes({ scope, node }: FixPlace): Draft[] {
  const [only] = constraintsOfNode(scope, node).words;
  const restoreType = memberOf(scope.root, 'RestoreType');
  if (only === undefined || !restoreType) return [];
  const sourceType = String(node.value);
  const fitting = node.type === 'string' ? restoreTypeOf(sourceType, scope.rootValues) : undefined;
  const changeSourceType: Draft = {
    title: l10n.t('Change SourceType to {0}, which goes with this RestoreType', only),
    edits: replaceNode(node, JSON.stringify(only)),
    isPreferred: true,
    safe: node.type === 'string' && sourceType.toLowerCase() === only.toLowerCase(),
  };
  if (fitting === undefined) return [changeSourceType];
  return [
    changeSourceType,
    {
      title: l10n.t('Change RestoreType to {0}, which goes with this SourceType', fitting),
      edits: replaceNode(restoreType, JSON.stringify(fitting)),
    },
  ];
}

/** SourceType doesn't go with RestoreType. */
export const mismatch = defineRule({
  code: 'mismatch',
  severity: 'error',
  schema: { keywords: ['const'] },
  fixes: typeFixes,
  hasSafeFixes: true,
});
