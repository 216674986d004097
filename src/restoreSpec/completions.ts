/** Completion beyond VS Code's JSON support, which offers only what the schema says. */
import * as l10n from '@vscode/l10n';
import { missingCommaAfter, gapBefore, isInComment, valueAt, type ValuePlace } from './cursor.ts';
import { isBlank, readSpec, type SpecDocument } from './specDocument.ts';
import { embeddedCompletionsAt } from './embeddedCompletions.ts';
import { propertiesOf } from './jsonTree.ts';
import { restoreTypes, sourceTypeOf, wholeSpecs } from './schema.ts';
import type { CompletionItem } from './completionItem.ts';
import { timeParameters } from './parameters.ts';
import type { LiveValues } from './liveValues.ts';
import { readDate, timeChoices, type TimeChoice } from './times.ts';
import { localText, utcText } from './dateFormat.ts';

/** In UTF-16 code units. Nobody types longer words to find a kind of restore. */
const wordsLimit = 100;

function timeCompletions(spec: SpecDocument, place: ValuePlace, now: number): CompletionItem[] {
  const { offset, end } = place;
  const written = spec.text.slice(offset, end);
  const date = written.replaceAll('"', '');
  const comma = missingCommaAfter(spec, end);
  const gap = gapBefore(spec, offset);
  const suggestion = ({ label, seconds }: TimeChoice, filter: string): CompletionItem => ({
    label,
    kind: 'time',
    description: localText(seconds),
    detail: `${seconds} = ${utcText(seconds)}`,
    offset,
    length: end - offset,
    insert: [`${gap}${seconds}${comma}`],
    filter,
  });
  const meant = readDate(date);
  if (meant.length > 0) return meant.map((choice) => suggestion(choice, written));
  const today = localText(Math.floor(now / 1000)).slice(0, 16);
  // VS Code filters by the value that is already there, so that value has to be part of the filter text.
  const filter = (label: string) => (/^[\d"]/.test(written) ? `${written} ${label}` : label);
  const aDate = l10n.t('a date…');
  // The first choice is now, when no file system was created that has a backup.
  const choices = place.name === 'TargetCreateTime' ? timeChoices(now).slice(1) : timeChoices(now);
  return [
    ...choices.map((choice) => suggestion(choice, filter(choice.label))),
    {
      label: aDate,
      kind: 'snippet',
      detail: l10n.t('Write the date, then complete again to turn it into UNIX seconds.'),
      offset,
      length: end - offset,
      insert: [`${gap}"${today}`, `"${comma}`],
      filter: filter(aDate),
      more: true,
    },
  ];
}

/** Suggests each `RestoreType`. Where the spec has no `SourceType` yet, the only one that goes with it is written too. */
function restoreTypeCompletions(spec: SpecDocument, { offset, end }: ValuePlace): CompletionItem[] {
  const { root, text } = spec;
  if (!root) return [];
  const hasSource = propertiesOf(root).some(({ name }) => name === 'SourceType');
  const separator = text.slice(root.offset, offset).includes('\n') ? ',\n' : ', ';
  const comma = missingCommaAfter(spec, end);
  return restoreTypes().map(({ word, text: documentation }): CompletionItem => {
    const source = hasSource ? undefined : sourceTypeOf(word);
    const member = source === undefined ? '' : `"SourceType": "${source}"`;
    return {
      label: `"${word}"`,
      kind: 'value',
      ...(member !== '' && { description: member }),
      documentation,
      offset,
      length: end - offset,
      insert: [`${gapBefore(spec, offset)}"${word}"${member && separator}${member}${comma}`],
      filter: `"${word}"`,
    };
  });
}

/** A tab stop in a snippet of the schema, with its placeholder. */
const tabStop = /\$(?:\d|\{\d(?::([^}]*))?\})/;

/**
 * Suggests a whole spec of each documented kind, where the text has nothing but the words that are typed. VS Code's JSON support
 * would filter the same snippets of the schema by the JSON that they insert.
 */
function wholeSpecCompletions({ text }: SpecDocument, offset: number): CompletionItem[] {
  if (isInComment(text, offset)) return [];
  // The last piece of words and blanks, which begins with a word.
  const pieces = text.slice(Math.max(0, offset - wordsLimit), offset).split(/[^\w ]/);
  const before = (pieces.at(-1) ?? '').trimStart();
  const after = /^\w*/.exec(text.slice(offset, offset + wordsLimit))?.[0] ?? '';
  const [start, end] = [offset - before.length, offset + after.length];
  if (!isBlank(readSpec(text.slice(0, start) + text.slice(end)))) return [];
  return wholeSpecs().map(({ label, englishLabel, description, snippet }): CompletionItem => {
    const pieces = snippet.split(tabStop);
    return {
      label,
      kind: 'snippet',
      description,
      offset: start,
      length: end - start,
      insert: pieces.filter((_, index) => index % 2 === 0),
      // A tab stop without a placeholder leaves a hole in the list.
      placeholders: pieces
        .filter((_, index) => index % 2 === 1)
        .map((placeholder: string | undefined) => placeholder ?? ''),
      filter: label === englishLabel ? label : `${label} ${englishLabel}`,
    };
  });
}

/** What completion depends on. */
export interface CompletionContext {
  readonly spec: SpecDocument;
  /** In UTF-16 code units. */
  readonly offset: number;
  /** In ms since 1970. */
  readonly now: number;
  readonly live: LiveValues;
}

/** The suggestions at an offset of a spec, in the order of the list. */
export function completionsAt({ spec, offset, now }: CompletionContext): CompletionItem[] {
  const embedded = embeddedCompletionsAt(spec, offset);
  if (embedded) return embedded;
  if (!spec.value) return wholeSpecCompletions(spec, offset);
  const place = valueAt(spec, offset);
  if (!place || place.value?.type === 'object' || place.value?.type === 'array') return [];
  if (timeParameters.has(place.name)) return timeCompletions(spec, place, now);
  return place.name === 'RestoreType' ? restoreTypeCompletions(spec, place) : [];
}
