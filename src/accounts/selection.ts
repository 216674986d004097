import type * as vscode from 'vscode';
import type { SelectedSigner } from '../cloud/credentials/chooseProfile.ts';

export type { SelectedSigner } from '../cloud/credentials/chooseProfile.ts';

/** What a person chose for this workspace. It is in VS Code's own storage, where no file of the folder can set it. */
export interface Selection {
  /** Undefined: as the setting says, else the first that is found. */
  readonly signer: () => SelectedSigner | undefined;
  /** Undefined: as the setting says, else the profile. */
  readonly region: () => string | undefined;
  readonly setSigner: (signer: SelectedSigner | undefined) => Promise<void>;
  readonly setRegion: (region: string | undefined) => Promise<void>;
}

/** @param changed is fired after each change */
export function createSelection(state: vscode.Memento, changed: vscode.EventEmitter<void>): Selection {
  const set = async (key: string, value: unknown) => {
    await state.update(key, value);
    changed.fire();
  };
  return {
    signer: () => state.get<SelectedSigner>('signer'),
    region: () => state.get<string>('region'),
    setSigner: (signer) => set('signer', signer),
    setRegion: (region) => set('region', region),
  };
}
