/** Values of others as they stand in our own sentences. */
import { quoteLine } from '../restoreSpec/messageQuotes.ts';
import { escapeInvisible } from './escapeInvisible.ts';
import { sanitize } from './sanitize.ts';

export { quoteLine };

/** The most of one value that is shown, in UTF-16 units: more than the 255 characters that the API takes of a path. */
const mostOfValue = 1000;

/** A value as it stands in a sentence, on one line in which nothing can hide. */
export const quoteValue = (value: string, limit: number = mostOfValue): string =>
  quoteLine(escapeInvisible(value, limit));

/** A message of ours as a part of another one: the values that are quoted in it get single marks. */
export const quoteMessage = (message: string, limit?: number): string =>
  quoteValue(message.replace(/\u201c\u2068([^\u2069]*)\u2069\u201d/g, '\u2018$1\u2019'), limit);

/** Words of a service, a program or a file as they stand in a sentence, without any secret; what is invisible in them is left out. */
export const quoteWords = (text: string, limit?: number): string => quoteLine(sanitize(text, limit));

/** A word of a fixed form, such as a code of the service, as it is; a text of another form is quoted. @param text one line */
export const quoteUnlessName = (text: string): string => (/^[\w.:*/-]+$/.test(text) ? text : quoteLine(text));
