/** How a submission goes on, where the person sees it and can stop it. */
import * as vscode from 'vscode';
import { systemClock } from '../jobs/clock.ts';
import type { Pause } from '../jobs/submission.ts';
import { countdown, type Cancellation } from './countdown.ts';
import { sentence } from './showError.ts';
import { plainText } from './withoutLinks.ts';

export interface SubmissionProgress {
  /** Aborted once the person stops it, or stops waiting for its answer. */
  readonly signal: AbortSignal;
  /** To be called when the first byte of an attempt is about to leave. */
  readonly leaving: () => void;
  /** Counts the pause before the next attempt down. Resolves to false where the person stops it: then nothing more is sent. */
  readonly wait: (pause: Pause) => Promise<boolean>;
  /** To be called once the outcome is known. */
  readonly end: () => void;
}

interface Notification {
  readonly report: (message: string) => void;
  readonly end: () => void;
}

/** Shows a notification until its `end`. @param button what stops it; VS Code's own word "Cancel" without one */
function showNotification(onStop: () => void, button?: string): Notification {
  let report: (message: string) => void = () => undefined;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Submitting the restore job…'),
    // VS Code takes the text of the button here, although its types don't tell.
    cancellable: (button ?? true) as boolean,
  };
  void vscode.window.withProgress(options, (progress, cancel) => {
    report = (message) => progress.report({ message: plainText(message) });
    cancel.onCancellationRequested(onStop);
    return ended;
  });
  return { report: (message) => report(message), end: () => end() };
}

const cancellationOf = (signal: AbortSignal): Cancellation => ({
  get isCancellationRequested() {
    return signal.aborted;
  },
  onCancellationRequested(listener) {
    signal.addEventListener('abort', listener);
    return { dispose: () => signal.removeEventListener('abort', listener) };
  },
});

/**
 * How long nothing is shown at first, in ms. Mostly the first byte leaves sooner, and a notification that is put away stays in sight for
 * nearly a second: its "Cancel" would then stand beside "Stop Waiting".
 */
const quietMs = 700;

/**
 * Shows that a submission is under way. Until the first byte leaves, and in the pauses, it can be canceled: then nothing runs. While a
 * request is out, the same button would promise too much: it is called "Stop Waiting", and the restore may run.
 */
export function showSubmissionProgress(): SubmissionProgress {
  const stop = new AbortController();
  const { signal } = stop;
  const onStop = () => stop.abort();
  let shown: Notification | undefined;
  let isOut = false;
  const stopTimer = systemClock.setTimer(quietMs, () => (shown = showNotification(onStop)));
  const replaceBy = (next: Notification) => {
    stopTimer();
    shown?.end();
    return (shown = next);
  };
  return {
    signal,
    leaving() {
      isOut = true;
      const waiting = replaceBy(showNotification(onStop, vscode.l10n.t('Stop Waiting')));
      waiting.report(vscode.l10n.t('It was sent, so it may run even if you stop waiting.'));
    },
    async wait({ ms, message, attempt, of }) {
      const pausing = isOut || !shown ? replaceBy(showNotification(onStop)) : shown;
      isOut = false;
      const tell = (left: number) =>
        pausing.report(
          vscode.l10n.t('{0} Trying again in {1} s (attempt {2} of {3}).', sentence(message), left, attempt, of),
        );
      const goOn = await countdown(ms, { clock: systemClock, tell, cancel: cancellationOf(signal) });
      if (goOn) pausing.report('');
      return goOn;
    },
    end() {
      stopTimer();
      shown?.end();
    },
  };
}
