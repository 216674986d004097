/**
 * All rules of restore specs.
 *
 * What lists rules is made from this list: the type of the codes, the table in `docs/diagnostics.md`, the fixes on save, and
 * the test that holds for every rule. To add a rule: write its file, name it here, add its section with an example to
 * `docs/diagnostics.md`, and run `npm run check -- --fix`.
 *
 * A rule may import `jsonTree`, `parameters` and the helpers in `fixes/`. It knows nothing of other rules, of validation as a
 * whole, or of an editor.
 */
import { brokenText } from './brokenText.ts';
import { conflictPolicy } from './conflictPolicy.ts';
import { controlCharacter } from './controlCharacter.ts';
import { differentFilters } from './differentFilters.ts';
import { dotSegments } from './dotSegments.ts';
import { duplicateKey } from './duplicateKey.ts';
import { forceRestore } from './forceRestore.ts';
import { idCharacters } from './idCharacters.ts';
import { idPrefix } from './idPrefix.ts';
import { ignoredFilter } from './ignoredFilter.ts';
import { includedAndExcluded } from './includedAndExcluded.ts';
import { inFuture } from './inFuture.ts';
import { leadingSlash } from './leadingSlash.ts';
import { longFilter } from './longFilter.ts';
import { mismatch } from './mismatch.ts';
import { missing } from './missing.ts';
import { misspeltList } from './misspeltList.ts';
import { mixedPaths } from './mixedPaths.ts';
import { newer } from './newer.ts';
import { notExpanded } from './notExpanded.ts';
import { notJson } from './notJson.ts';
import { notTaken } from './notTaken.ts';
import { otherRegion } from './otherRegion.ts';
import { outOfRange } from './outOfRange.ts';
import { overwriteExisting } from './overwriteExisting.ts';
import { pattern } from './pattern.ts';
import { placeholder } from './placeholder.ts';
import { plainDigits } from './plainDigits.ts';
import { prefixToChoose } from './prefixToChoose.ts';
import { relativePath } from './relativePath.ts';
import { replacedCharacter } from './replacedCharacter.ts';
import { tablestoreUnstated } from './tablestoreUnstated.ts';
import { tooFew } from './tooFew.ts';
import { tooLong } from './tooLong.ts';
import { tooMany } from './tooMany.ts';
import { unknownKey } from './unknownKey.ts';
import { unknownRegion, unknownTargetRegion } from './unknownRegion.ts';
import { unknownValue } from './unknownValue.ts';
import { empty, root, syntax, tooLarge } from './unreadableText.ts';
import { vssFolders } from './vssFolders.ts';
import { wholeInstance } from './wholeInstance.ts';
import { wrongType } from './wrongType.ts';

/** In the order in which rules are asked: of two problems at one place, the one of the earlier rule is shown first. */
export const rules = [
  // Of the text.
  syntax,
  root,
  empty,
  tooLarge,
  tooMany,
  // What is refused.
  missing,
  unknownKey,
  notTaken,
  wrongType,
  unknownValue,
  mismatch,
  outOfRange,
  pattern,
  prefixToChoose,
  tooFew,
  duplicateKey,
  brokenText,
  controlCharacter,
  plainDigits,
  tooLong,
  notJson,
  // What is destroyed, or likely a mistake.
  inFuture,
  dotSegments,
  replacedCharacter,
  placeholder,
  idPrefix,
  idCharacters,
  forceRestore,
  overwriteExisting,
  ignoredFilter,
  wholeInstance,
  misspeltList,
  differentFilters,
  conflictPolicy,
  vssFolders,
  longFilter,
  includedAndExcluded,
  mixedPaths,
  notExpanded,
  relativePath,
  leadingSlash,
  unknownRegion,
  unknownTargetRegion,
  // What is worth knowing.
  otherRegion,
  tablestoreUnstated,
  newer,
] as const;

export type DiagnosticCode = (typeof rules)[number]['code'];
