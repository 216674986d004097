/**
 * The door of this room: all that is done to a spec's text. README.md says what the room is for.
 *
 * It is a chunk of its own, loaded when the first spec is looked at. What is needed before that, or in other chunks, is
 * imported from its file: `diagnostic`, `parameters`, `regions`, `dateFormat` and `formats/` load little.
 */
export { changedSince, submittedSpec, specFromRequest } from './submittedSpec.ts';
export { completionsAt } from './completions.ts';
export { idAt, livePlaceAt, offeredCompletions, withOfferedValue, type LivePlace } from './livePlace.ts';
export { readSpec, stringAt, type SpecDocument } from './specDocument.ts';
export { fixAll, fixesFor, isFixableAnywhere, refactoringsAt } from './fixes/index.ts';
export type { Edit, Fix } from './fixes/fix.ts';
export { validateSpec } from './validation.ts';
export { ownDiagnostics, type Diagnostic } from './diagnostic.ts';
export { editBetween } from './fixes/fix.ts';
export { filterListsOf, filterPathAt, withFilterLists, type FilterLists } from './filterLists.ts';
export { itemRange, parameterRange, toRequest } from './restoreRequest.ts';
export { shortDescription, keysToFill, newSpecSnippet, idPrefixFor, valueProblem } from './newSpecSnippet.ts';
export { schemaOf, requiredKeys, restoreTypes, sourceTypeOf } from './schema.ts';
export { inlayHintsOf } from './inlayHintText.ts';
export { hoverAt } from './hoverText.ts';
export { outlineOf } from './outline.ts';
export {
  callFromSpec,
  importText,
  toPreview,
  toErrorPreview,
  writeFormat,
  type Call,
  type Format,
  type Imported,
} from './formats/index.ts';
