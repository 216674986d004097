/**
 * `npm run bench -- typing [--keystrokes N]`: what a keystroke costs, and the judgement before a submit.
 *
 * Ours is all that this extension's providers do with a new version of the text: reading, judging, completing at the
 * cursor, hints, outline, fixes and refactorings at the cursor. Beside it stands what VS Code's JSON service takes for
 * the same text: reading, validating, completing at the cursor, outline. Medians over many keystrokes in one process.
 */
import { parseArgs } from 'node:util';
import { readSpec, validateSpec } from '../src/restoreSpec/index.ts';
import { jsonServiceProblems, serveText } from '../test/jsonService.ts';
import { medianWithSpread, type Budget, type Figure } from './figures.ts';
import { provide, specWithPaths, typedVersion, usualSpec } from './keystroke.ts';

/** Versions of a text before those that are timed. */
const warmUp = 2000;

type Work = (text: string, offset: number) => unknown;

/** Types characters into a spec, one a version; gives the times in ms of ours and of the JSON service. */
async function timesOf(text: string, keystrokes: number, ours: Work, service: Work) {
  const times = { ours: [] as number[], service: [] as number[] };
  for (let i = 0; i < keystrokes; i++) {
    const typed = typedVersion(text, i);
    const start = performance.now();
    await ours(typed.text, typed.offset);
    const between = performance.now();
    await service(typed.text, typed.offset);
    times.ours.push(between - start);
    times.service.push(performance.now() - between);
  }
  return times;
}

/** Judges a text as a submit does, which reads it anew. */
const judge: Work = (text) => validateSpec(readSpec(text));

export async function measure(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({ args, options: { keystrokes: { type: 'string', default: '200' } } });
  const keystrokes = Number(values.keystrokes);

  async function figure(name: string, text: string, budget: Budget, ours: Work, service: Work): Promise<Figure> {
    const times = await timesOf(text, keystrokes, ours, service);
    const reference = { name: 'JSON service', value: medianWithSpread(times.service).value };
    return { name, unit: 'ms', ...medianWithSpread(times.ours), reference, budget };
  }

  // An editor that is typed in for some minutes has called each of them so often, and only then are they compiled for good.
  await timesOf(usualSpec, warmUp, provide, serveText);
  const check: Work = (text) => jsonServiceProblems(text, 'newest', 'editor');
  await timesOf(usualSpec, warmUp, judge, check);
  const lines = usualSpec.split('\n').length;
  return [
    await figure(`keystroke, ${lines} lines`, usualSpec, { times: 0.5 }, provide, serveText),
    await figure(`judgement before a submit, ${lines} lines`, usualSpec, { most: 0.05 }, judge, check),
    // Last: the garbage of a text this long would slow down what came after it.
    await figure('keystroke, 10,000 paths', specWithPaths(10_000), { most: 8, times: 1 / 3 }, provide, serveText),
  ];
}
