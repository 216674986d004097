/** The part of the parser that the checks need. The package has no types of its own. */
declare module 'markdown-it' {
  interface Token {
    readonly type: string;
    readonly children: readonly Token[] | null;
  }
  export default class MarkdownIt {
    constructor(options: { readonly html: boolean; readonly linkify: boolean });
    parse(text: string, env: object): Token[];
  }
}
