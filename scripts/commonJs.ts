/**
 * Makes chunks CommonJS, since esbuild splits ES modules alone. The functions that esbuild writes into each such file stand in one file
 * that all of them require: sixty copies would be a thirtieth of the package.
 */
import * as esbuild from 'esbuild';

/** The file of `dist` with what all chunks need to import and export. */
export const interopFile = 'interop.cjs';

export const commonJs = {
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
} satisfies esbuild.TransformOptions;

const minified = async (text: string) => (await esbuild.transform(text, { ...commonJs, minify: true })).code;

/** What esbuild writes between its own functions and the file's code: the exports. */
const exportsStart = 'var stdin_exports = {};\n';
/** The names of the exports, as Node reads them where a file is imported by `import()`. */
const annotation = /\n0 && (\(module\.exports = \{[^}]*\}\));\n$/;

/** A file with exports as esbuild makes it CommonJS: its own functions, with their names, and what it makes of the file. */
async function converted(text: string) {
  const { code } = await esbuild.transform(text, commonJs);
  const at = code.indexOf(exportsStart);
  if (at < 0) throw new Error('esbuild writes CommonJS in another form than this script knows.');
  const functions = code.slice(0, at);
  const names = [...functions.matchAll(/^var (__\w+) =/gm)].map(([, name = '']) => name);
  return { functions, names, code: code.slice(at) };
}

/** The text of the file that all chunks require. */
export async function interopText(): Promise<string> {
  const { functions, names } = await converted('export * from "a"; import * as b from "b"; export { b };');
  return minified(`${functions}module.exports = { ${names.join()} };`);
}

/**
 * @param text of an ES module with exports
 * @param imported whether the file is imported by `import()`, where Node looks for the names of the exports
 */
export async function toCommonJs(text: string, imported: boolean): Promise<string> {
  const { names, code } = await converted(text);
  const exported = annotation.exec(code)?.[1] ?? '';
  const used = names.filter((name) => code.includes(`${name}(`));
  const body = await minified(`const { ${used.join()} } = require("./${interopFile}");\n${code}`);
  return imported ? `${body.trimEnd()}0&&${exported.replace(/\s/g, '')};\n` : body;
}
