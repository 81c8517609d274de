const WORDS = 'wish'
const NAME = 'wish-name'
const KEY = 'wish-key'

/** The longest and the shortest wish that the contract takes, in characters. */
export const LONGEST = 20_000
export const SHORTEST = 10

/** What somebody has begun to say, kept in this tab so that a reload or a look at the plan loses nothing. */
export const wish = {
  get: (): string => sessionStorage.getItem(WORDS) ?? '',
  set: (words: string): void => {
    if (words !== wish.get()) sessionStorage.removeItem(KEY)
    if (words === '') sessionStorage.removeItem(NAME)
    sessionStorage.setItem(WORDS, words)
  },
  /** Other words than those that were begun. */
  again: (words: string): void => {
    wish.clear()
    wish.set(words)
  },
  /** What it is to be called; null leaves that to the words. It stays while they are changed, not while they are replaced. */
  name: (): string | null => sessionStorage.getItem(NAME),
  call: (name: string): void => {
    sessionStorage.setItem(NAME, name)
    sessionStorage.removeItem(KEY)
  },
  clear: (): void => {
    for (const key of [WORDS, NAME, KEY]) sessionStorage.removeItem(key)
  },
  /** The same for the same words and name, so that asking twice makes one project. */
  key: (): string => {
    const key = sessionStorage.getItem(KEY) ?? madeUp()
    sessionStorage.setItem(KEY, key)
    return key
  },
}

function madeUp(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-')
}
