/** More digits than any number of the API has. */
const longest = 40;

/**
 * A JSON number in plain digits, exactly: `1e9` and `1000000000.0` are `1000000000`.
 * @returns undefined where the number is negative, not whole, or far too long
 */
export function toPlainDigits(source: string): string | undefined {
  const [, minus, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const digits = whole + fraction;
  if (digits === '' || source.length > longest || Math.abs(Number(exponent)) > longest) return undefined;
  if (/^0+$/.test(digits)) return '0';
  const point = whole.length + Number(exponent);
  if (minus || point <= 0 || /[1-9]/.test(digits.slice(point))) return undefined;
  return digits
    .slice(0, point)
    .padEnd(point, '0')
    .replace(/^0+(?=\d)/, '');
}
