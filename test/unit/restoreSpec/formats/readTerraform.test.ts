import { block, fill, many, testCounts, testLongTexts, testSamples, type Spelling } from './formatHelpers.ts';

const snake = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase();
const quoted = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;
/** A brace after a `$` or `%` would begin a template. */
const withoutTemplate = (value: string) => value.replaceAll('{', '(');
const literal =
  (write: (value: string) => string, end = ''): Spelling =>
  (name, given) => {
    const value = withoutTemplate(given);
    return { text: `${snake(name)} = ${write(value)}${end}`, value };
  };
/** An expression that only Terraform can evaluate. */
const computed =
  (expression: string): Spelling =>
  (name) => ({ text: `${snake(name)} = ${expression}` });
const spellings: Readonly<Record<string, Spelling>> = {
  string: literal(quoted),
  'string with a comment': literal(quoted, ' # "no"'),
  'string with a block comment': literal(quoted, ' /* } */'),
  'escaped string': literal((value) =>
    quoted(value).replace(/[a-zA-Zé]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ),
  // A here-document ends with a line end.
  'here-document': (name, value) => ({
    text: `${snake(name)} = <<EOT\n${withoutTemplate(value)}\nEOT`,
    value: `${withoutTemplate(value)}\n`,
  }),
  null: computed('null'),
  variable: computed('var.x'),
  template: computed('"a-${var.x}"'),
  function: computed('join("-", ["a", # )\n "b"])'),
  condition: computed('var.x ? "a" : "b"'),
  sum: computed('"a" == "b"'),
  division: computed('100 / 2'),
  'a changed line of a plan': (name) => ({ text: `~ ${snake(name)} = "a" -> "b"` }),
  'an added line of a plan': (name, given) => ({
    text: `+ ${snake(name)} = ${quoted(withoutTemplate(given))}`,
    value: withoutTemplate(given),
  }),
  'string with a comma': literal(quoted, ','),
  'here-document with a template': computed('<<-EOT\n  ${var.x}\n  EOT'),
};
const others = [
  'count = 1',
  'depends_on = [a.b]',
  'lifecycle {\n prevent_destroy = true\n}',
  '# vault_id = "no"',
  ') = ] "',
  '~',
];

describe('a Terraform block, read', () => {
  testSamples('readTerraform');

  testCounts(
    spellings,
    (parameters, extra) => {
      const lines = [others[extra % others.length] ?? '', ...parameters, others[extra % 3] ?? ''];
      return ['resource "alicloud_hbr_restore_job" "x" {', ...lines, '}', ''].join('\n');
    },
    snake,
  );

  testLongTexts([
    ['providers', `${block}}\n${fill('provider "alicloud" {')}`],
    ['regions of providers', `${block}}\n${fill('provider "alicloud" { region = ')}`],
    ['a quote that stays open in an HCL expression', `${block} a = x + ${fill('"\\')}`],
    ['escaped quotes in an HCL expression', `${block} a = x + "${fill('\\"')}`],
    ['HCL comments that stay open', `${block}${fill(' a=[/*\n')}`],
    ['HCL comments in one value', `${block} a = [${fill('/*,')}`],
    ['here-documents that stay open', `${block}${fill('a = <<E\n')}`],
    ['here-documents of many markers', block + Array.from({ length: many / 12 }, (_, i) => `a = <<E${i}\n`).join('')],
    ['templates in here-documents', `${block}${fill('a = <<E\n')}\${x}\nE\n`],
    ['lines of a here-document', `${block} include = <<-E\n${fill('a\n')}E\n}`],
    ['HCL attributes', block + fill('a = b\n')],
    ['HCL labels', `${block}x ${fill('"a"\n')}`],
    ['lines that are no HCL', block + fill(')]= "\n')],
    ['lines of a plan', block + fill('~ a = "b" -> "c"\n')],
    ['HCL blocks', block + fill('a {\n')],
    ['backticks in an HCL expression', `${block} a = x + ${fill('`\\')}`],
  ]);
});
