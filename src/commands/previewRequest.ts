import type * as vscode from 'vscode';

export async function previewRequest(_uri?: vscode.Uri): Promise<void> {}
