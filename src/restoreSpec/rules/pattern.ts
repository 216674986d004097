import { controlCharacterFixes } from '../fixes/controlCharacters.ts';
import { constraintsOfNode } from '../fixes/fixPlace.ts';
import { nearestWordFixes } from '../fixes/nearestWords.ts';
import { defineRule } from './rule.ts';

/** The text has a form that the parameter doesn't take. */
export const pattern = defineRule({
  code: 'pattern',
  severity: 'error',
  schema: { keywords: ['pattern'] },
  fixes: (place) => [
    ...nearestWordFixes(place, constraintsOfNode(place.scope, place.node).examples),
    ...controlCharacterFixes(place),
  ],
  hasSafeFixes: true,
});
