const WORDS = 'wish'
const KEY = 'wish-key'

/** The longest and the shortest wish that the contract takes, in characters. */
export const LONGEST = 20_000
export const SHORTEST = 10

/** What somebody has begun to say, kept in this tab so that a reload or a look at the plan loses nothing. */
export const wish = {
  get: (): string => sessionStorage.getItem(WORDS) ?? '',
  set: (words: string): void => {
    if (words !== wish.get()) sessionStorage.removeItem(KEY)
    sessionStorage.setItem(WORDS, words)
  },
  clear: (): void => {
    sessionStorage.removeItem(WORDS)
    sessionStorage.removeItem(KEY)
  },
  /** The same for the same words, so that asking twice makes one project. */
  key: (): string => {
    const key = sessionStorage.getItem(KEY) ?? madeUp()
    sessionStorage.setItem(KEY, key)
    return key
  },
}

function madeUp(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-')
}
