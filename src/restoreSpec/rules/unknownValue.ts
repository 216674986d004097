import { constraintsOfNode } from '../fixes/fixPlace.ts';
import { nearestWordFixes } from '../fixes/nearestWords.ts';
import { defineRule } from './rule.ts';

/** The value is none of the words that the parameter takes. */
export const unknownValue = defineRule({
  code: 'unknownValue',
  severity: 'error',
  schema: { keywords: ['enum'] },
  fixes: (place) => nearestWordFixes(place, constraintsOfNode(place.scope, place.node).words),
  hasSafeFixes: true,
});
