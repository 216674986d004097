import assert from 'node:assert/strict';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { spec, testWarnings } from './ruleRows.ts';

const warned = [
  '~',
  '~/a',
  '~root/a',
  '$HOME',
  '$HOME/a',
  '$env:TEMP\\a',
  '${HOME}/a',
  '/home/${USER}',
  '/home/$USER/a',
];
const others = [
  '/a~',
  '/~a',
  '/a$',
  '/a$b',
  '/a/$b.c',
  '/%E4%BD%A0',
  '/100%',
  'C:\\$Recycle.Bin',
  'C:\\$WINDOWS.~BT\\a',
];

describe('notExpanded', () => {
  testWarnings([
    ...warned.map((path): Parameters<typeof testWarnings>[0][number] => [
      path,
      spec('NAS', { TargetPath: path }),
      ['notExpanded', JSON.stringify(path), /^\S+ is not expanded/],
    ]),
    [
      'a variable of Windows, of a list as well',
      spec('ECS_FILE', { TargetPath: '%USERPROFILE%\\a', Include: ['C:\\Users\\%USERNAME%'] }),
      ['notExpanded', '"%USERPROFILE%\\\\a"', /%USERPROFILE%/],
      ['notExpanded', '"C:\\\\Users\\\\%USERNAME%"', /%USERNAME%/],
    ],
    ['a variable in a prefix', spec('OSS', { TargetPrefix: '$HOME/' }), ['notExpanded', '"$HOME/"', /\$HOME/]],
    ...others.map((path): Parameters<typeof testWarnings>[0][number] => [
      path,
      spec(path.startsWith('C') ? 'ECS_FILE' : 'NAS', { TargetPath: path }),
    ]),
  ]);

  it('shows no part of a path with a secret', () => {
    const document = readSpec(spec('NAS', { TargetPath: '~/s3cret' }));
    assert.deepEqual(
      validateSpec(document, { hasSecret: () => true }).filter(({ code }) => code === 'notExpanded'),
      [],
    );
  });
});
