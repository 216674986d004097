import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { withCancellableProgress } from '../../../src/ui/cancellableProgress.ts';

describe('work that a person can stop waiting for', () => {
  const { withProgress } = vscode.window;
  const window: { withProgress: unknown } = vscode.window;
  afterEach(() => {
    window.withProgress = withProgress;
  });

  /** Takes the place of the notifications: the titles that came, what they say, and a person who closes the one in sight. */
  function notifications() {
    const person = new vscode.CancellationTokenSource();
    const titles: string[] = [];
    const reports: (string | undefined)[] = [];
    let comes = () => {};
    const shown = new Promise<void>((resolve) => (comes = resolve));
    const showing = <T>(options: vscode.ProgressOptions, task: Parameters<typeof withProgress<T>>[1]) => {
      titles.push(options.title ?? '');
      comes();
      return task({ report: ({ message }) => void reports.push(message) }, person.token);
    };
    window.withProgress = showing;
    return { titles, reports, person, shown };
  }

  /** Ends when it is stopped. */
  const untilStopped = (signal: AbortSignal) =>
    new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('stopped')));

  it('shows its result alone where that comes at once', async () => {
    const { titles, person, shown } = notifications();
    assert.equal(await withCancellableProgress('Quick', () => Promise.resolve('signs')), 'signs');
    const wrong = () => Promise.reject(new Error('is wrong'));
    await assert.rejects(withCancellableProgress('Wrong', wrong), /is wrong/);
    // Theirs would have come before that of work that is begun later.
    const slow = withCancellableProgress('Slow', untilStopped);
    await shown;
    assert.deepEqual(titles, ['Slow']);
    person.cancel();
    assert.equal(await slow, 'stopped');
  });

  it('is shown where it takes longer, with how far it got before', async () => {
    const { titles, reports, person, shown } = notifications();
    let say: (message: string) => void = () => {};
    const result = withCancellableProgress('Asking [it](command:x)…', (signal, report) => {
      say = report;
      say('1 of 3');
      say('2 of 3');
      return untilStopped(signal);
    });
    await shown;
    assert.doesNotMatch(titles.join(), /\]\(command:/);
    assert.deepEqual(reports, ['2 of 3']);
    say('3 of 3');
    assert.deepEqual(reports, ['2 of 3', '3 of 3']);
    person.cancel();
    assert.equal(await result, 'stopped');
  });
});
