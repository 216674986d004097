/** The surfaces that VS Code draws, made by the product's own code inside a real VS Code. */
import { escapeInvisible } from '../../src/cloud/escapeInvisible.ts';
import type * as vscode from 'vscode';
import { UserError } from '../../src/userError.ts';
import { showError } from '../../src/ui/showError.ts';
import { activityOf } from '../../src/jobs/list/activity.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import { rowGroup, rowOf } from '../../src/jobs/row.ts';
import { groupRow } from '../../src/views/groupRow.ts';
import { jobRow } from '../../src/views/jobRow.ts';
import { jobTooltip } from '../../src/views/jobTooltip.ts';
import { createLog } from '../../src/ui/log.ts';
import { statusBarOf } from '../../src/views/statusBar.ts';
import { accountQuestions, accountSurfaces } from './accountViews.ts';
import { browseSurfaces } from './browseViews.ts';
import { openEditorViews } from './editorViews.ts';
import { withSecret } from './payloads.ts';
import { hostileJob } from './jobs.ts';
import { jobQuestions, jobSurfaces, sendingSurfaces } from './jobViews.ts';
import type { Shown } from './outputChecks.ts';
import { openHome, said } from './services.ts';
import { specSurfaces } from './specViews.ts';
import { stubVscode, type StubbedVscode } from './stubbedVscode.ts';

/**
 * A harmless text that is sent and shown as a hostile one has to be: a key that begins with `$` never travels, and a value that is too long
 * for its line has a line of its own.
 */
const harmlessLike = (text: string) => `${text.startsWith('$') ? '$' : ''}${'p'.repeat(escapeInvisible(text).length)}`;

export interface Views {
  /**
   * What is shown where every text that comes from outside is this one, said with a secret where somebody else than the person
   * says it; `index` varies what it is shown of.
   */
  surfaces(input: string, index: number): Promise<Shown[]>;
  /** The same of a part of the surfaces; which, is varied too. */
  some(input: string, index: number): Promise<Shown[]>;
  dispose(): void;
}

function drawn(stage: StubbedVscode, record: JobRecord, text: string, log: vscode.LogOutputChannel): void {
  const { show } = stage;
  const row = rowOf(record);
  const unfollowed = { ...row, unfollowed: { message: text, nextStep: text } };
  const item = jobRow(row);
  show('a row of the tree', 'line', item.label, item.description, item.accessibilityInformation?.label);
  show('a row of the tree', 'line', item.contextValue);
  const group = groupRow(rowGroup(row), 1, Date.now());
  show('a group of the tree', 'line', group.label, group.description, group.accessibilityInformation?.label);
  for (const tooltip of [jobTooltip(row, record), jobTooltip(row), jobTooltip(unfollowed, record)]) {
    show('a tooltip', 'markdown', tooltip);
    if (tooltip.isTrusted ?? tooltip.supportHtml) show('a tooltip', 'line', '\u0000it may do more');
  }
  const bar = statusBarOf(activityOf([row, { ...row, state: 'unclear' }]));
  show('the status bar', 'icons', bar?.text.replaceAll(/\$\((?:question|sync~spin)\) /g, ''), bar?.label);
  show('the tooltip of the status bar', 'markdown', bar?.tooltip);
  log.info(text);
  log.error(new Error(text));
}

export function openViews(): Views {
  const onError = (error: unknown) => {
    log.error(error instanceof Error ? error : String(error));
    showError(error);
  };
  const stage = stubVscode(onError);
  const log = createLog('Hostile');
  const home = openHome();
  const editor = openEditorViews(stage);

  const questions = async (text: string, index: number) => {
    home.write(text);
    await accountQuestions(stage, text, log);
    await jobQuestions(stage, text, index, log);
  };
  type Part = (text: string, input: string, index: number) => Promise<void>;
  const parts: readonly Part[] = [
    async (text, _, index) => {
      // However many lines the questions have of a harmless job, so many they have.
      stage.lines.clear();
      await questions(harmlessLike(text), index);
      stage.take();
      await questions(text, index);
    },
    async (text, _, index) => {
      const record = hostileJob(text, index);
      await stage.at('the jobs', () => drawn(stage, record, text, log));
      await stage.at('an error', () =>
        [new UserError(said(text), said(text)), new Error(text), text].forEach(showError),
      );
      await editor.surfaces(text, index, rowOf(record));
    },
    (text, input, index) => accountSurfaces(stage, text, input, index, home, log),
    (text, input, index) => jobSurfaces(stage, text, input, index, home.path, log),
    (text, _, index) => sendingSurfaces(stage, text, index, log),
    (_, input, index) => specSurfaces(stage, input, index, log),
    (text, input) => browseSurfaces(stage, text, input, log),
  ];
  const thrown = async (some: readonly Part[], input: string, index: number) => {
    const text = withSecret(input, index);
    // Counts of another job's questions say nothing of these.
    stage.lines.clear();
    for (const part of some) await part(text, input, index);
    return stage.take();
  };

  return {
    surfaces: (input, index) => thrown(parts, input, index),
    // Not in step with what else is varied.
    some: (input, index) =>
      thrown(parts.slice((index + Math.floor(index / parts.length)) % parts.length).slice(0, 1), input, index),
    dispose() {
      editor.dispose();
      home.dispose();
      stage.dispose();
    },
  };
}
