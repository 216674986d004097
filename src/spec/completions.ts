/** What completion offers beyond VS Code's JSON support, which knows the schema and no more. */
import * as l10n from '@vscode/l10n';
import { valueAt, type ValuePlace } from './cursor.ts';
import type { SpecDocument } from './document.ts';
import { insideSuggestions } from './insideCompletions.ts';
import { propertiesOf } from './json.ts';
import { restoreTypes, sourceTypeOf } from './schema.ts';
import type { Suggestion } from './suggestion.ts';
import { localText, readDate, timeChoices, timeParameters, type TimeChoice } from './times.ts';
import { utcText } from './utcText.ts';

/** A comma where another property follows without one. */
const commaAfter = ({ text }: SpecDocument, end: number) => (/^\s*"/.test(text.slice(end, end + 1000)) ? ',' : '');

/** A blank where the value would stand right behind its colon. */
const gapBefore = ({ text }: SpecDocument, offset: number) => (text[offset - 1] === ':' ? ' ' : '');

function timeSuggestions(spec: SpecDocument, place: ValuePlace, now: number): Suggestion[] {
  const { offset, end } = place;
  const written = spec.text.slice(offset, end);
  const date = written.replaceAll('"', '');
  const comma = commaAfter(spec, end);
  const gap = gapBefore(spec, offset);
  const suggestion = ({ label, seconds }: TimeChoice, filter: string): Suggestion => ({
    label,
    kind: 'time',
    description: utcText(seconds),
    detail: `${seconds} = ${localText(seconds)}`,
    offset,
    length: end - offset,
    insert: [`${gap}${seconds}${comma}`],
    filter,
  });
  const meant = readDate(date);
  if (meant.length > 0) return meant.map((choice) => suggestion(choice, written));
  const today = localText(Math.floor(now / 1000)).slice(0, 16);
  // Over a value that is there already the names are to be found too.
  const filter = (label: string) => (/^[\d"]/.test(written) ? `${written} ${label}` : label);
  const aDate = l10n.t('a date…');
  return [
    ...timeChoices(now).map((choice) => suggestion(choice, filter(choice.label))),
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

/** A `RestoreType` together with the only `SourceType` that goes with it, where the spec has none yet. */
function typeSuggestions(spec: SpecDocument, { offset, end }: ValuePlace): Suggestion[] {
  const { root, text } = spec;
  if (!root || propertiesOf(root).some(({ name }) => name === 'SourceType')) return [];
  const separator = text.slice(root.offset, offset).includes('\n') ? ',\n' : ', ';
  const comma = commaAfter(spec, end);
  return restoreTypes().flatMap(({ word, text: documentation }) => {
    const source = sourceTypeOf(word);
    if (source === undefined) return [];
    return {
      label: `"${word}", "SourceType": "${source}"`,
      kind: 'snippet' as const,
      documentation,
      offset,
      length: end - offset,
      insert: [`${gapBefore(spec, offset)}"${word}"${separator}"SourceType": "${source}"${comma}`],
      filter: `"${word}"`,
    };
  });
}

/**
 * The suggestions at an offset of a spec (UTF-16 code units), in the order in which they are to be listed.
 *
 * @param now in ms since 1970
 */
export function suggestionsAt(spec: SpecDocument, offset: number, now: number): Suggestion[] {
  const inside = insideSuggestions(spec, offset);
  if (inside) return inside;
  const place = valueAt(spec, offset);
  if (!place || place.value?.type === 'object' || place.value?.type === 'array') return [];
  if (timeParameters.has(place.name)) return timeSuggestions(spec, place, now);
  return place.name === 'RestoreType' ? typeSuggestions(spec, place) : [];
}
