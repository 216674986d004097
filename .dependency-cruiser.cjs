/** The imports of `src` as a whole: none leads back to where it came from, an `import type` or an `import()` neither. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular-imports',
      comment: 'Files that import each other can only be read together. Move what both need to a file below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
