/** A command of the CLI for a profile. `NAME` stands for a profile's name that a shell would take apart. */
export function cliCommand(command: string, profile: string, ...options: string[]): string {
  const named = /^[\w.@][\w.@-]{0,99}$/.test(profile) ? profile : 'NAME';
  return ['aliyun', command, '--profile', named, ...options].join(' ');
}

/** The command to configure a profile. Without a mode the CLI asks for what the profile's own mode needs. */
export const configureCommand = (profile: string, ...options: string[]) => cliCommand('configure', profile, ...options);
