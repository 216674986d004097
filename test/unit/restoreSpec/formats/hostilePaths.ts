/** Paths that would control a terminal, an editor or a shell, and the call of a spec with one of them in each kind of value. */
import { valid } from '../validSpecs.ts';
import { callWithAnyPath } from './formatHelpers.ts';

/** Every character that controls a terminal or an editor, or hides in one, among others. */
const controls = [
  ...Array.from({ length: 0x1f }, (_, i) => String.fromCharCode(i + 1)),
  ...Array.from({ length: 0x21 }, (_, i) => String.fromCharCode(i + 0x7f)),
  ...[
    '\u00ad',
    '\u061c',
    '\u200b',
    '\u200d',
    '\u200e',
    '\u202e',
    '\u2028',
    '\u2029',
    '\u2066',
    '\u3164',
    '\u2800',
    '\u034f',
    '\ufe0f',
    '\ufeff',
    '\ufff9',
  ],
  ...['\u{110bd}', '\u{1d173}', '\u{e0001}', '\u{e0041}'],
];
export const hostilePaths = [
  ...controls.map((char) => `/a${char}7b`),
  controls.join(''),
  '/a\u001b[201~\u0015touch x\n',
  `\u0007'"\`id\`$(id)$HOME\${x}!!\\\\n\\'é😀 `,
  '\u202e',
  '-\n',
  'file://\n',
  '\u0001 --VaultId w',
];

export const callWithPath = (path: string) =>
  callWithAnyPath(
    JSON.stringify({
      ...valid['ECS_FILE'],
      TargetPath: path,
      Include: [path.slice(0, 60)],
      Options: ` { "a": ${JSON.stringify(path)} } `,
      $region: 'cn-hangzhou',
    }),
  );
