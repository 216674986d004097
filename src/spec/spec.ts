/** All that is done to a spec's text. A chunk of its own, loaded when the first spec is looked at. */
export { specAsSent, specOfRequest } from './asSent.ts';
export { suggestionsAt } from './completions.ts';
export { readSpec, stringAt, type SpecDocument } from './document.ts';
export { fixAll, fixesFor, refactoringsAt } from './fixes/fixes.ts';
export type { Edit, Fix } from './fixes/fix.ts';
export { judge } from './judge.ts';
export type { Problem } from './problem.ts';
export { placeOf, toRequest } from './request.ts';
export { inShort, keysToFill, newSpecSnippet, prefixOf, problemWith } from './newSpec.ts';
export { partOf, requiredKeys, restoreTypes, sourceTypeOf } from './schema.ts';
export { hintsOf } from './hints.ts';
export { explainAt } from './hover.ts';
export { outlineOf } from './outline.ts';
export {
  callOf,
  importText,
  toPreview,
  toWrongPreview,
  writeForm,
  type Call,
  type Form,
  type Imported,
} from './forms/forms.ts';
