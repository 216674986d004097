import { spec, testWarnings } from './ruleRows.ts';

const ecs = (more: Record<string, unknown>) => spec('ECS_FILE', { TargetPath: '/a', ...more });
const [half, path] = ['/b'.repeat(62), '/b'.repeat(127)];
const string = (...paths: string[]) => JSON.stringify(paths);

describe('longFilter', () => {
  testWarnings([
    ['a list of 253 characters', ecs({ Include: [half, half] })],
    [
      'a list of 255 characters and more',
      ecs({ Include: [`${half}x`, `${half}y`] }),
      ['longFilter', string(`${half}x`, `${half}y`), /^Include is 257 characters long as the JSON string/],
    ],
    [
      'one path that fits alone, in a string',
      ecs({ Exclude: string(path) }),
      ['longFilter', JSON.stringify(string(path)), /^Exclude is 258 characters long/],
    ],
    ['short paths, and characters outside the BMP, counted as one', ecs({ Include: [`/${'😀'.repeat(240)}`] })],
  ]);
});
