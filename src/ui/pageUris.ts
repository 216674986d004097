/** The addresses of the read-only pages. */
import * as vscode from 'vscode';
import { pageSchemes } from '../ids.ts';
import { specName } from './fileName.ts';

/**
 * The address of a page. It is derived from a parsed one: in Theia, `Uri.from` makes an object that `showTextDocument` takes for a
 * document, and then fails.
 *
 * @param path begins with a slash
 */
export const pageUri = (scheme: string, path: string, query: string): vscode.Uri =>
  vscode.Uri.parse(`${scheme}:/`).with({ path, query });

/** The page that shows the request of a spec. Its name makes VS Code take it for an INI file and not for a spec. */
export function requestPageOf(spec: vscode.Uri): vscode.Uri {
  return pageUri(pageSchemes.request, `/${specName(spec)}.request.ini`, spec.toString());
}

/** The spec whose request a page shows. */
export function specOfRequestPage(page: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(page.query);
}
