/** The words of a formatted text without its marks, for where there is room for a few lines. */
export function plainWords(text: string | null): string {
  return (text ?? '')
    .slice(0, 600)
    .replace(/!?\[([^[\]\n]*)\]\([^()\n]*\)/g, '$1')
    .replace(/^[ \t]*(?:#{1,6}|[>*+-]|\d{1,9}[.)])[ \t]+/gm, '')
    .replace(/\*\*|__|~~|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)/g, '')
}
