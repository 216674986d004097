/**
 * `npm run bench -- opening [--runs N]`: how long it takes from opening a spec until its problems are marked, beside VS Code's JSON
 * service, which marks one in the same file. Each run has a fresh window, in which the first spec and some more are opened.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { build } from '../scripts/build.ts';
import { runExtensionTests } from '../test/hosts/extensionTests.ts';
import { root, temporaryFolder } from '../test/hosts/paths.ts';
import { medianWithSpread, type Figure } from './figures.ts';
import { usualSpec } from './keystroke.ts';
import type { OpeningTimes } from './opening/openingTimes.ts';

const budget = { over: 50 };
const specsAWindow = 6;

/** A key twice: both mark it. */
const problematicSpec = usualSpec.replace('"VaultId"', '"SourceType": "UDM_ECS",\n  "VaultId"');

async function writeSpecs(folder: string): Promise<string[]> {
  await mkdir(folder);
  const paths = Array.from({ length: specsAWindow }, (_, index) => join(folder, `${index + 1}.restore.json`));
  for (const path of paths) await writeFile(path, problematicSpec);
  return paths;
}

async function bundle(outfile: string): Promise<string> {
  await esbuild.build({
    ...{ entryPoints: [join(root, 'bench/opening/runInVscode.ts')], outfile, bundle: true },
    ...{ format: 'cjs', platform: 'node', external: ['vscode'] },
  });
  return outfile;
}

function figure(name: string, opened: readonly OpeningTimes[]): Figure {
  const jsonService = medianWithSpread(opened.map((each) => each.jsonService)).value;
  return {
    ...{ name, unit: 'ms', ...medianWithSpread(opened.map(({ ours }) => ours)) },
    ...{ reference: { name: 'JSON service', value: jsonService }, budget },
  };
}

export async function measure(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({ args, options: { runs: { type: 'string', default: '9' } } });
  await build();
  const temporary = await temporaryFolder('opening');
  try {
    const workspace = join(temporary.path, 'specs');
    const specs = await writeSpecs(workspace);
    const testsPath = await bundle(join(temporary.path, 'inside.cjs'));
    const figures = join(temporary.path, 'figures.json');
    const [first, further]: [OpeningTimes[], OpeningTimes[]] = [[], []];
    for (let run = 0; run < Number(values.runs); run++) {
      const env = { SPECS: specs.join(','), FIGURES: figures };
      const code = await runExtensionTests({ extensionPath: root, testsPath, workspace, env });
      if (code !== 0) throw new Error(`The window of run ${run} ended with ${code}.`);
      const [cold, ...warm] = JSON.parse(await readFile(figures, 'utf8')) as OpeningTimes[];
      if (cold) first.push(cold);
      further.push(...warm);
    }
    return [
      figure('opening the first spec of a window, to its diagnostics', first),
      figure('opening a further spec, to its diagnostics', further),
    ];
  } finally {
    await temporary.remove();
  }
}
