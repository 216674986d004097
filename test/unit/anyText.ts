import fc from 'fast-check';

/**
 * Any text without lone surrogates. It is like fast-check's unit `binary`, which takes two seconds to build the list of all
 * characters.
 */
export const anyText = (limits: { readonly maxLength?: number } = {}): fc.Arbitrary<string> =>
  fc.string({ unit: anyCharacter, ...limits });

const anyCharacter = fc
  .integer({ min: 0, max: 0x10_ff_ff - 0x800 })
  // The surrogates are 0x800 numbers from 0xd800 on.
  .map((number) => String.fromCodePoint(number < 0xd800 ? number : number + 0x800));
