import eslint from '@eslint/js';
import { importX } from 'eslint-plugin-import-x';
import * as regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** The rooms of `src`, lowest first: a room may import the ones before it, never one after it. */
const rooms = [
  'restoreSpec',
  'cloud',
  'jobs',
  'live',
  'accounts',
  'ui',
  'editor',
  'views',
  'assistant',
  'commands',
  'cli',
];
const withoutVscode = ['restoreSpec', 'cloud', 'jobs', 'live', 'sandbox', 'cli'];

const zones = [
  ...rooms.map((room, level) => ({
    target: `./src/${room}`,
    from: [...rooms.slice(level + 1).map((above) => `./src/${above}`), './src/extension.ts'],
    message: `${room} must not know what stands above it.`,
  })),
  {
    target: './src/sandbox',
    from: [...rooms, 'extension.ts'].map((path) => `./src/${path}`),
    message: 'The sandbox judges independently: it shares no code with the product.',
  },
  {
    target: [
      ...rooms.filter((room) => room !== 'commands').map((room) => `./src/${room}`),
      './src/extension.ts',
      './src/commands/!(startSandbox).ts',
    ],
    from: './src/sandbox',
    message: 'Only the command that starts it knows the sandbox.',
  },
];

export default tseslint.config(
  { ignores: ['dist', 'artifacts', 'src/restoreSpec/generated', '.vscode-test', 'node_modules'] },
  eslint.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'import-x': importX, regexp },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      // A regular expression must read a text from outside in time that is linear in its length.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      // A sticky one is tried at one place alone.
      'regexp/no-super-linear-move': ['error', { ignoreSticky: true, report: 'potential' }],
    },
  },
  {
    files: withoutVscode.map((room) => `src/${room}/**/*.ts`),
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'vscode', message: 'This room runs in plain Node.' }] }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/ui/clipboard.ts', 'src/ui/log.ts', 'src/sandbox/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['clipboard.writeText', 'window.createOutputChannel'].map((name) => {
          const [object, method] = name.split('.');
          return {
            selector: `MemberExpression[object.property.name='${object}'][property.name='${method}']`,
            message: 'Secrets are taken out on the way: use copyText and the log of the services.',
          };
        }),
        ...['Literal[value=/\\$\\(/]', 'TemplateElement[value.raw=/\\$\\(/]'].map((icon) => ({
          selector: `Property[key.name='label'] ${icon}`,
          message: "A screen reader would say the icon's name: use iconPath, and words for what the icon means.",
        })),
      ],
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], extends: [tseslint.configs.disableTypeChecked] },
  { files: ['**/*.cjs'], languageOptions: { globals: { module: 'writable', URL: 'readonly' } } },
);
