/** What the schema says about one place of a spec, after its references, `allOf`s and conditions are resolved. */
import schema from '../../../schemas/restore.schema.json' with { type: 'json' };

/** Keys and indexes from the root; which item of an array makes no difference, so every index is 0. */
export type Path = readonly (string | 0)[];

interface Part {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly pattern?: string;
  readonly examples?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Part | false>>;
  readonly additionalProperties?: boolean;
  readonly items?: Part;
  readonly allOf?: readonly Part[];
  readonly if?: Part;
  readonly then?: Part;
  readonly not?: Part & { readonly minimum?: number };
  readonly $ref?: string;
  readonly suggestSortText?: string;
}

const root = schema as unknown as Part;
const definitions = schema.definitions as unknown as Readonly<Record<string, Part>>;
const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;

/** The plain values at the keys of the spec's root, which are all that the schema's conditions look at. */
export type RootValues = ReadonlyMap<string, unknown>;

function holds({ not, required = [], properties = {} }: Part, values: RootValues): boolean {
  if (not && holds(not, values)) return false;
  return (
    required.every((key) => values.has(key)) &&
    Object.entries(properties).every(([key, part]) => {
      const value = values.get(key);
      if (!values.has(key) || !part || part.pattern === undefined) return true;
      return typeof value === 'string' && new RegExp(part.pattern, 'u').test(value);
    })
  );
}

function expand(part: Part, values: RootValues): Part[] {
  const { $ref, allOf = [], if: condition, then } = part;
  const named = $ref && definitions[$ref.replace('#/definitions/', '')];
  return [
    part,
    ...(named ? expand(named, values) : []),
    ...allOf.flatMap((each) => expand(each, values)),
    ...(condition && then && holds(condition, values) ? expand(then, values) : []),
  ];
}

/** Everything that the schema says of one place. */
export interface Constraints {
  readonly types: ReadonlySet<string>;
  /** The only words that may stand here; empty where any may. */
  readonly words: readonly string[];
  readonly examples: readonly string[];
  /** The keys that an object here must have, in the order of filling in. */
  readonly required: readonly string[];
  /** The keys that an object here may have, in the order of filling in. */
  readonly keys: readonly string[];
  /** Whether other keys are refused. */
  readonly closed: boolean;
  /** From this number on a time looks like milliseconds. */
  readonly millisecondsFrom: number | undefined;
  /** Whether a string matches every pattern that is set for it. */
  readonly matches: (text: string) => boolean;
}

function constraintsOf(parts: readonly Part[], values: RootValues): Constraints {
  const members = new Map<string, string>();
  const refused = new Set<string>();
  for (const { properties = {} } of parts) {
    for (const [key, part] of Object.entries(properties)) {
      if (part === false) refused.add(key);
      else if (!members.get(key))
        members.set(key, expand(part, values).find(({ suggestSortText }) => suggestSortText)?.suggestSortText ?? '');
    }
  }
  // Keys without a sort text come last, in the order of the schema.
  const order = [...members.keys()].sort((a, b) => ((members.get(a) || '~') < (members.get(b) || '~') ? -1 : 1));
  const required = new Set(parts.flatMap((part) => part.required ?? []));
  const only = parts.find((part) => part.const !== undefined)?.const;
  const patterns = parts.flatMap(({ pattern }) => pattern ?? []);
  return {
    types: new Set(parts.flatMap(({ type = [] }) => type)),
    words: only === undefined ? (parts.find((part) => part.enum)?.enum ?? []) : [only],
    examples: parts.flatMap((part) => part.examples ?? []),
    required: order.filter((key) => required.has(key)),
    keys: order.filter((key) => !refused.has(key)),
    closed: parts.some(({ additionalProperties }) => additionalProperties === false),
    millisecondsFrom: parts.find(({ not }) => not?.minimum !== undefined)?.not?.minimum,
    matches: (text) => patterns.every((pattern) => new RegExp(pattern, 'u').test(text)),
  };
}

/** @param values the values at the root, which decide between the branches of the schema */
export function constraintsAt(path: Path, values: RootValues): Constraints {
  const parts = path.reduce<Part[]>(
    (above, key) =>
      above.flatMap((part) => {
        const next = key === 0 ? part.items : own(part.properties, key);
        return next ? expand(next, values) : [];
      }),
    expand(root, values),
  );
  return constraintsOf(parts, values);
}
