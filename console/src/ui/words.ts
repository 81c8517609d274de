/** The words with a capital first letter: "in repair" becomes "In repair". */
export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
