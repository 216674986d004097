/** A message with plain quotation marks around what it quotes, as it is easier to read in a test. */
export const plainQuotes = (message: string): string =>
  message.replace(/\u201c\u2068([^\u2069]*)\u2069\u201d/g, '"$1"');
