import * as vscode from 'vscode';
import { logText, safeError } from '../cloud/logText.ts';

/** The log as VS Code has it, but that each message is one line without secrets or control characters. */
export function createLog(name: string): vscode.LogOutputChannel {
  const channel = vscode.window.createOutputChannel(name, { log: true });
  const level =
    (write: (text: string) => void) =>
    (message: unknown, ...more: unknown[]) =>
      write(logText(message, ...more));
  return {
    name: channel.name,
    get logLevel() {
      return channel.logLevel;
    },
    onDidChangeLogLevel: channel.onDidChangeLogLevel,
    trace: level((text) => channel.trace(text)),
    debug: level((text) => channel.debug(text)),
    info: level((text) => channel.info(text)),
    warn: level((text) => channel.warn(text)),
    error: level((text) => channel.error(text)),
    append: (text) => channel.append(logText(text)),
    appendLine: (text) => channel.appendLine(logText(text)),
    replace: (text) => channel.replace(logText(text)),
    clear: () => channel.clear(),
    show: () => channel.show(),
    hide: () => channel.hide(),
    dispose: () => channel.dispose(),
  };
}

/** Work that VS Code asks for, and whose errors it writes into a log of its own: they hold no secret there. */
export async function guarded<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw safeError(error);
  }
}
