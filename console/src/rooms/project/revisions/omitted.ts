/** Why the lines of a file are not shown, by the contract's word for it. */
export const OMITTED: Readonly<Record<string, string>> = {
  binary: 'Binary file; its changes cannot be shown.',
  large: 'This file is too large to show its changes.',
  bound: 'There are too many changes to show this file’s too.',
}
