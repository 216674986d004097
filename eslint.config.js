import eslint from '@eslint/js';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The rooms of `src`, lowest first: a room may import the ones before it, never one after it. */
const rooms = ['spec', 'cloud', 'jobs', 'editor', 'views', 'commands'];
const withoutVscode = ['spec', 'cloud', 'jobs', 'sandbox'];

const zones = [
  ...rooms.map((room, level) => ({
    target: `./src/${room}`,
    from: [...rooms.slice(level + 1).map((above) => `./src/${above}`), './src/extension.ts'],
    message: `${room} must not know what stands above it.`,
  })),
  {
    target: './src/sandbox',
    from: ['spec', 'cloud', 'jobs', 'editor', 'views', 'commands', 'extension.ts'].map((path) => `./src/${path}`),
    message: 'The sandbox judges independently: it shares no code with the product.',
  },
  {
    target: [
      './src/spec',
      './src/cloud',
      './src/jobs',
      './src/editor',
      './src/views',
      './src/extension.ts',
      './src/commands/!(startSandbox).ts',
    ],
    from: './src/sandbox',
    message: 'Only the command that starts it knows the sandbox.',
  },
];

export default tseslint.config(
  { ignores: ['dist', 'artifacts', 'src/spec/generated', '.vscode-test', 'node_modules'] },
  eslint.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: 'error',
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
    ignores: ['src/commands/clipboard.ts', 'src/views/log.ts', 'src/sandbox/**'],
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
      ],
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], extends: [tseslint.configs.disableTypeChecked] },
  { files: ['**/*.cjs'], languageOptions: { globals: { module: 'writable' } } },
);
