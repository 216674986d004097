/** What esbuild does besides for every file of `dist`. */
import { join } from 'node:path';
import type * as esbuild from 'esbuild';

/**
 * Imports VS Code's API once for each file of `dist`. Otherwise each source file's import would copy the whole namespace.
 * Twenty such copies took half of the time of activation.
 */
export const importApiOnce: esbuild.Plugin = {
  name: 'import the API once',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'api' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'api' },
    );
    build.onLoad({ filter: /.*/, namespace: 'api' }, () => ({ contents: "export * from 'vscode';" }));
  },
};

/**
 * Leaves out the vendor's sources of keys that are never asked. Some of them would run programs, or read files of the user's
 * without the care that `src/cloud/credentials` takes.
 */
export const withoutUnusedProviders: esbuild.Plugin = {
  name: 'leave out providers',
  setup(build) {
    build.onResolve(
      { filter: /^\.\/(providers\/(default|cli_profile|profile|env)|rsa_key_pair_credential)$/ },
      (args) =>
        args.resolveDir.endsWith(join('@alicloud', 'credentials', 'dist', 'src'))
          ? { path: join(import.meta.dirname, 'stubs/provider.cjs') }
          : undefined,
    );
  },
};

/** Keeps Node from warning, on a command line too, of a function that the vendor's SDK calls and nobody should any more. */
export const withoutDeprecatedUrls: esbuild.Plugin = {
  name: 'parse addresses without url.parse',
  setup(build) {
    build.onResolve({ filter: /^url$/ }, ({ importer }) =>
      importer.includes(join('@alicloud', 'tea-typescript'))
        ? { path: join(import.meta.dirname, 'stubs/url.cjs') }
        : undefined,
    );
  },
};
