/** Shows documents where they are open already. VS Code alone would open another tab of one where a page in another group has the focus. */
import * as vscode from 'vscode';

const shows = (key: string, { input }: vscode.Tab) =>
  (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) && input.uri.toString() === key;

/** The groups of editors, the one in front first. */
const groupsInOrder = () => {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  return [activeTabGroup, ...all.filter((group) => group !== activeTabGroup)];
};

/**
 * The group of editors that has a document, be it rendered or as text: the one in front, else one that shows it, else any.
 *
 * @param groups in which it is looked for, the one in front first
 * @returns undefined where none has it
 */
export function columnOf(document: vscode.Uri, groups = groupsInOrder()): vscode.ViewColumn | undefined {
  const key = document.toString();
  const having = groups.filter(({ tabs }) => tabs.some((tab) => shows(key, tab)));
  const [first] = having;
  const showing = having.find(({ activeTab }) => activeTab && shows(key, activeTab));
  return (first?.isActive ? first : (showing ?? first))?.viewColumn;
}

/** Shows a document in the group that has it, else in the one in front. */
export async function showDocument(
  document: vscode.TextDocument,
  options: Pick<vscode.TextDocumentShowOptions, 'preserveFocus'> = {},
): Promise<vscode.TextEditor> {
  const viewColumn = columnOf(document.uri) ?? vscode.ViewColumn.Active;
  return vscode.window.showTextDocument(document, { ...options, viewColumn });
}
