/** Gathers the words of commands while a text is read piece by piece, for every shell alike. */

/** A word of a command, without its quotes. */
export interface ShellWord {
  readonly text: string;
  /** True where the shell would put something else in its place: a variable, a command's output, a home directory. */
  readonly dynamic?: boolean;
  /** True where its bytes are no text. */
  readonly undecodable?: boolean;
  /** True for an unquoted `<`, `>` and the like, which takes the next word. */
  readonly redirect?: boolean;
}

export interface ShellCommands {
  /** The simple commands in their order, without the operators between them. */
  readonly commands: readonly (readonly ShellWord[])[];
  /** True where the text ends inside a quote. */
  readonly unclosed: boolean;
}

export interface ShellWordCollector {
  /** The word that is being read; undefined between words. */
  readonly word: () => string | undefined;
  /** Adds text to the word. Empty text begins one, as a pair of quotes does. */
  readonly add: (text: string) => void;
  /** Marks the word as one in whose place the shell would put something else. */
  readonly markDynamic: () => void;
  /** Marks the word as one whose bytes are no text. */
  readonly markUndecodable: () => void;
  /** Forgets the word. */
  readonly dropWord: () => void;
  readonly endWord: () => void;
  readonly endCommand: () => void;
  /** Adds an operator that takes the next word. */
  readonly redirect: (operator: string) => void;
  readonly finish: (unclosed: boolean) => ShellCommands;
}

/** @param finishWord what a program gets of a word */
export function collectShellWords(finishWord: (text: string) => string = (text) => text): ShellWordCollector {
  const commands: ShellWord[][] = [[]];
  let text: string | undefined;
  let marks: Pick<ShellWord, 'dynamic' | 'undecodable'> = {};
  const endWord = () => {
    if (text !== undefined) commands.at(-1)?.push({ text: finishWord(text), ...marks });
    [text, marks] = [undefined, {}];
  };
  return {
    word: () => text,
    add: (more) => void (text = (text ?? '') + more),
    markDynamic: () => void (marks = { ...marks, dynamic: true }),
    markUndecodable: () => void (marks = { ...marks, undecodable: true }),
    dropWord: () => void (text = undefined),
    endWord,
    endCommand() {
      endWord();
      if (commands.at(-1)?.length !== 0) commands.push([]);
    },
    redirect(operator) {
      endWord();
      commands.at(-1)?.push({ text: operator, redirect: true });
    },
    finish(unclosed) {
      endWord();
      return { commands: commands.filter(({ length }) => length > 0), unclosed };
    },
  };
}
