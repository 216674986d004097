import { homedir } from 'node:os';
import { readCliFile, type CliFile } from './cliConfigFile.ts';
import { readSections, type SectionsFile } from './credentialsFile.ts';
import type { Environment } from './environment.ts';

/**
 * Where credentials are looked for: the environment, and the files of one home folder. Each file is read once, when it is
 * first needed. So all that one of these objects gives is of the same state of the files. Holds secrets.
 */
export interface UserFiles {
  readonly env: Environment;
  readonly home: string;
  /** The CLI's file; undefined where there is none. Rejects with a CloudError where it can't be used. */
  readonly cli: () => Promise<CliFile | undefined>;
  /** `~/.alibabacloud/credentials`, or what stands for it; undefined where there is none. Rejects as `cli` does. */
  readonly sections: () => Promise<SectionsFile | undefined>;
}

/** The files of a home folder, none of them read yet. Later changes of a file that was read are only seen by a new object. */
export function openUserFiles(env: Environment = process.env, home: string = homedir()): UserFiles {
  let cli: Promise<CliFile | undefined> | undefined;
  let sections: Promise<SectionsFile | undefined> | undefined;
  return {
    env,
    home,
    cli: () => (cli ??= readCliFile(home)),
    sections: () => (sections ??= readSections(env, home)),
  };
}
