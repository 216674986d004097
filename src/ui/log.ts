import * as vscode from 'vscode';
import { formatLogEntry, redactError } from '../cloud/logFormat.ts';

/** The log as VS Code has it, but that each message is one line without secrets or control characters. */
export function createLog(name: string): vscode.LogOutputChannel {
  const channel = vscode.window.createOutputChannel(name, { log: true });
  const level =
    (write: (text: string) => void) =>
    (message: unknown, ...more: unknown[]) =>
      write(formatLogEntry(message, ...more));
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
    append: (text) => channel.append(formatLogEntry(text)),
    appendLine: (text) => channel.appendLine(formatLogEntry(text)),
    replace: (text) => channel.replace(formatLogEntry(text)),
    clear: () => channel.clear(),
    show: () => channel.show(),
    hide: () => channel.hide(),
    dispose: () => channel.dispose(),
  };
}

/** Does work that VS Code asks for. VS Code writes its errors into a log of its own, so they may hold no secret. */
export async function withSafeErrors<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw redactError(error);
  }
}
