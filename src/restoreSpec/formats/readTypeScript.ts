/** Reads a program in TypeScript, JavaScript or Python: the literals of its request. Nothing is run. */
import * as l10n from '@vscode/l10n';
import { parameterNamed } from '../parameters.ts';
import { nullNotSent, UnreadableTextError, type ParsedParameter, type ParsedRequest, type Skipped } from './format.ts';
import { NotLiteral, readExpression, skipExpression, type Literal, type LiteralSyntax } from './literalParser.ts';
import { syntaxOf } from './programSyntax.ts';
import { beginsComment, consume, consumeBlanks, type Scanner } from './textScanner.ts';

const computedByProgram = () => l10n.t('it is computed by the program, and nothing is run');

/** A property that a program sets; without a value where it is no literal. */
interface Property {
  readonly name: string;
  readonly value?: Literal | undefined;
}

/** What `read` gives; undefined where it comes upon something that is no literal. */
function ifLiteral<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotLiteral) return undefined;
    throw error;
  }
}

/** How the parameters of a request stand: as the properties of an object, or as the keyword arguments of a call. */
interface Notation {
  readonly assign: RegExp;
  readonly end: RegExp;
  /** Closing brackets that belong to something else. */
  readonly stray: RegExp;
}

const ofObject: Notation = { assign: /:/y, end: /\}/y, stray: /[\])]/y };
const ofCall: Notation = { assign: /=(?![=>])/y, end: /\)/y, stray: /[\]}]/y };

const endsAt = (scanner: Scanner, { end }: Notation): boolean => {
  end.lastIndex = scanner.offset;
  return scanner.offset >= scanner.text.length || end.test(scanner.text);
};

/** Reads a value that a comma or the end of all follows; undefined where there is none that is a literal. */
function readValue(scanner: Scanner, syntax: LiteralSyntax, notation: Notation): Literal | undefined {
  if (!consume(scanner, notation.assign)) return undefined;
  const value = ifLiteral(() => {
    consumeBlanks(scanner, syntax.lineComment);
    return readExpression(scanner, syntax);
  });
  consumeBlanks(scanner, syntax.lineComment);
  return scanner.text[scanner.offset] === ',' || endsAt(scanner, notation) ? value : undefined;
}

/** Reads an object literal from after its opening brace, or keyword arguments from the first. */
function readMembers(scanner: Scanner, syntax: LiteralSyntax, notation: Notation): Property[] {
  const members: Property[] = [];
  for (;;) {
    consumeBlanks(scanner, syntax.lineComment);
    if (consume(scanner, /,/y)) continue;
    if (consume(scanner, notation.end) || scanner.offset >= scanner.text.length) return members;
    const name = ifLiteral(() => syntax.string(scanner)?.value) ?? consume(scanner, /[A-Za-z_$][\w$]*/y)?.[0];
    consumeBlanks(scanner, syntax.lineComment);
    const start = scanner.offset;
    const value = name === undefined ? undefined : readValue(scanner, syntax, notation);
    members.push({ name: name ?? '…', value });
    if (value !== undefined) continue;
    scanner.offset = start;
    skipExpression(scanner, /,/, syntax);
    // It would be looked at forever.
    consume(scanner, notation.stray);
  }
}

/** A type that stands between a name and its value: a name of a type, or an object with any keys. */
const annotation = /:\s*(?:\{\s*\[[^\]{}]*\]\s*:\s*\w+[\s;]*\}|[A-Za-z_$](?:[\w$.<>|]|, )*)\s*/.source;
/** What begins an object of parameters. */
const objectStart = new RegExp(
  `(?:query|queries|body|bodies)\\s*(?:${annotation})?=\\s*\\{|(?:query|body)\\s*:\\s*\\{`,
  'y',
);
/** A request of the SDK that is made. */
const construction = /CreateRestoreJob(?:Shrink)?Request\s*\(/y;
/** The name of a keyword argument. */
const keyword = /[A-Za-z_]\w*\s*=(?![=>])/y;
/** The name that such a request gets. */
const requestName =
  /(?:(?:const|let|var)\s+([A-Za-z_$][\w$]*)(?![\w$])[^=;\n]{0,200}|([A-Za-z_$][\w$]*)\s*)=\s*(?=(?:new )?[\w.$]*CreateRestoreJob(?:Shrink)?Request\s*\()/y;
/** What begins an assignment to a property: `r.targetPath =`, `queries["TargetPath"] =`. */
const assignmentStart = /([A-Za-z_$][\w$]*)(?:\.([A-Za-z_$][\w$]*)|\[\s*(["'`])([\w$.-]+)\3\s*\])\s*=(?![=>])\s*/y;
/** Properties whose names are computed. */
const computedNames =
  /([A-Za-z_$][\w$]*)\[[^\]\n]{1,200}\]\s*=(?![=>])|([A-Za-z_$][\w$]*)\.(?:update|setdefault)\s*\(|Object\.assign\s*\(\s*([A-Za-z_$][\w$]*)/y;

/** Reads the value of an assignment; undefined where it is no literal. */
function readAssigned(scanner: Scanner, syntax: LiteralSyntax): Literal | undefined {
  const start = scanner.offset;
  const value = ifLiteral(() => readExpression(scanner, syntax));
  consume(scanner, /[ \t]+/y);
  const ends = /[;,)}\s]/.test(scanner.text[scanner.offset] ?? ';') || beginsComment(scanner, syntax.lineComment);
  if (value !== undefined && ends) {
    // On the next line an operator could go on with it.
    consumeBlanks(scanner, syntax.lineComment);
    if (!/[.+\-*/%<>=&|^?[(]|!=/y.test(scanner.text.slice(scanner.offset, scanner.offset + 2))) return value;
  }
  scanner.offset = start;
  skipExpression(scanner, /[;\n]/, syntax);
  return undefined;
}

/** The request that properties belong to: one of those that are made, by its number, the objects of a call, or something else. */
type Owner = number | 'call' | 'other';

/** A property with the object that it is set on. */
interface Setting extends Property {
  readonly owner: Owner;
  readonly object: string;
}

const callObjects: ReadonlySet<string> = new Set(['query', 'queries', 'body', 'bodies']);

/**
 * The settings of the first request, in their order.
 *
 * @param skipped gets those of other objects, which are taken only where the program sets nothing else
 */
function settingsOfFirst(all: readonly Setting[], skipped: Skipped[]): readonly Setting[] {
  const owned = all.filter(({ owner }) => owner !== 'other');
  if (owned.length === 0) return all;
  const first = owned.find(({ owner }) => typeof owner === 'number')?.owner;
  for (const { owner, object, name } of all) {
    if (owner !== 'other') continue;
    skipped.push({ name: `${object}.${name}`, reason: l10n.t('it belongs to another object than the request') });
  }
  const ofFirst = owned.filter(({ owner }) => owner === 'call' || owner === first);
  if (ofFirst.length < owned.length) {
    skipped.push({ name: '…', reason: l10n.t('only the first restore job of the text was read') });
  }
  return ofFirst;
}

/** The parameters that are left when a program has set all of its properties. @param skipped gets the others */
function parametersOf(settings: readonly Setting[], skipped: Skipped[]): ParsedParameter[] {
  const keyOf = ({ name }: Setting) => parameterNamed(name);
  const last = new Map(settings.map((setting) => [keyOf(setting), setting]));
  return settings.flatMap((setting) => {
    const { name, value } = setting;
    const later = keyOf(setting) === undefined ? setting : last.get(keyOf(setting));
    if (later !== setting) {
      // One that is computed is listed by itself.
      if (later?.value) skipped.push({ name, reason: l10n.t('it is given twice; the last one was taken') });
      return [];
    }
    if (value && !(value.json && value.value === 'null')) return [{ name, ...value }];
    skipped.push({ name, reason: value ? nullNotSent() : computedByProgram() });
    return [];
  });
}

/** The region that a program says around its parameters. Another client's may be there too, so the service's host comes first. */
function regionOf(program: string): string | undefined {
  const host = /\bhbr(?:-vpc)?\.([a-z\d-]+)\.aliyuncs\.com/.exec(program)?.[1];
  return host ?? /\b(?:region|regionId|region_id)\s*[=:]\s*["']([a-z\d-]+)["']/.exec(program)?.[1];
}

/**
 * Reads a program that calls CreateRestoreJob: its objects `query` and `body`, or the SDK's request, made of an object or of keyword
 * arguments, and what is assigned to their properties. What stands in comments counts nowhere.
 *
 * @throws UnreadableTextError where it has none of these
 */
export function readTypeScript(text: string): ParsedRequest {
  const syntax = syntaxOf(text);
  const settings: Setting[] = [];
  const requests = new Map<string, number>();
  let made = 0;
  let isFound = false;
  const ownerOf = (object: string): Owner => requests.get(object) ?? (callObjects.has(object) ? 'call' : 'other');
  const add = (owner: Owner, object: string, properties: readonly Property[]) => {
    isFound = true;
    for (const property of properties) settings.push({ ...property, owner, object });
  };
  // The program without its parameters: their strings may hold anything, also what looks like a region.
  const program: string[] = [];
  const scanner: Scanner = { text, offset: 0 };

  /** Reads what sets parameters. @returns false, and nothing read, where nothing of that kind begins */
  const readSettings = (): boolean => {
    if (consume(scanner, objectStart)) {
      add('call', '', readMembers(scanner, syntax, ofObject));
      return true;
    }
    if (consume(scanner, construction)) {
      made++;
      consumeBlanks(scanner, syntax.lineComment);
      keyword.lastIndex = scanner.offset;
      if (consume(scanner, /\{/y)) add(made, '', readMembers(scanner, syntax, ofObject));
      else if (keyword.test(text)) add(made, '', readMembers(scanner, syntax, ofCall));
      else if (!endsAt(scanner, ofCall)) add(made, '', [{ name: '…' }]);
      return true;
    }
    const start = scanner.offset;
    const [, object = '', property, , key] = consume(scanner, assignmentStart) ?? [];
    const name = property ?? key;
    if (name !== undefined && (ownerOf(object) !== 'other' || parameterNamed(name) !== undefined)) {
      add(ownerOf(object), object, [{ name, value: readAssigned(scanner, syntax) }]);
      return true;
    }
    scanner.offset = start;
    const [, filled, updated, assigned] = consume(scanner, computedNames) ?? [];
    const changed = filled ?? updated ?? assigned ?? '';
    if (ownerOf(changed) !== 'other') add(ownerOf(changed), changed, [{ name: '…' }]);
    else scanner.offset = start;
    return scanner.offset > start;
  };

  while (scanner.offset < text.length) {
    const start = scanner.offset;
    consumeBlanks(scanner, syntax.lineComment);
    if (scanner.offset > start) {
      program.push('\n');
      continue;
    }
    const [, declared, assigned] = consume(scanner, requestName) ?? [];
    const named = declared ?? assigned;
    if (named !== undefined) requests.set(named, made + 1);
    else if (readSettings()) continue;
    else if (!syntax.skipString(scanner) && !consume(scanner, /[\w$]+/y)) scanner.offset++;
    program.push(text.slice(start, scanner.offset));
  }
  if (!isFound) throw new UnreadableTextError(l10n.t('No readable object of parameters was found in the program.'));
  const skipped: Skipped[] = [];
  const parameters = parametersOf(settingsOfFirst(settings, skipped), skipped);
  return { parameters, region: regionOf(program.join('')), skipped };
}
