import type * as vscode from 'vscode';

export async function copyRequestAs(_uri?: vscode.Uri): Promise<void> {}
