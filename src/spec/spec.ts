/** All that is done to a spec's text. A chunk of its own, loaded when the first spec is looked at. */
export { readSpec, stringAt, type SpecDocument } from './document.ts';
export { judge } from './judge.ts';
export type { Problem } from './problem.ts';
export { placeOf, toRequest } from './request.ts';
export { keysToFill, newSpecSnippet, prefixOf, problemWith } from './newSpec.ts';
export { partOf, requiredKeys, restoreTypes, sourceTypeOf } from './schema.ts';
