import * as l10n from '@vscode/l10n';
import type { Left, Reading } from './form.ts';
import type { Word } from './posix.ts';
import { pairsOf, readPairs, regionOf } from './readQuery.ts';

/** Why a word that the shell would replace is left. */
export const dynamic = () => l10n.t('the shell would put something else in its place, and nothing is run or read');
export const inFile = () => l10n.t('its value is in a file, and no file is read');

const data = /^(--data(?:-raw|-ascii|-binary|-urlencode)?|-d|--url)(?:=([\s\S]*))?$/;
/** Flags of curl that take a value which is no parameter. */
const valued = /^-[HuoXKAm]$|^--(header|user|output|request|config|user-agent|max-time|connect-timeout)$/;

/** Reads a curl command: the parameters of its URL and of its form body. */
export function readCurl(words: readonly Word[]): Reading {
  const pairs: [string, string][] = [];
  const left: Left[] = [];
  const add = (text: string) => pairsOf(text).forEach((pair) => pairs.push(pair));
  let region: string | undefined;
  for (let i = 1; i < words.length; i++) {
    const word = words[i] ?? { text: '' };
    const [, flag = '--url', inline] = data.exec(word.text) ?? [];
    const isFlag = data.test(word.text);
    if (!isFlag && (word.redirect || !/^https?:/.test(word.text))) {
      if (word.redirect || valued.test(word.text)) i++;
      continue;
    }
    const value = !isFlag ? word : inline === undefined ? (words[++i] ?? { text: '' }) : { ...word, text: inline };
    const cut = value.text.indexOf('=');
    if (value.dynamic) left.push({ name: flag, why: dynamic() });
    else if (flag === '--url') {
      region = regionOf(/^https?:\/\/([^/?#:]+)/.exec(value.text)?.[1] ?? '');
      add(/\?([^#]*)/.exec(value.text)?.[1] ?? '');
    } else if (cut < 0 && value.text.includes('@')) left.push({ name: flag, why: inFile() });
    else if (flag !== '--data-urlencode') add(value.text);
    else if (cut > 0) pairs.push([value.text.slice(0, cut), value.text.slice(cut + 1)]);
  }
  const reading = readPairs(pairs);
  return { found: reading.found, region: reading.region ?? region, left: [...left, ...reading.left] };
}
