const WORDS = 'wish'
const NAME = 'wish-name'
const KEY = 'wish-key'

/** The longest and the shortest wish that the contract takes, in characters. */
export const LONGEST = 20_000
export const SHORTEST = 10

/** So many characters of long words, or half of short ones, are what a change leaves of them. */
const ENOUGH = 20

/** What somebody has begun to say, kept in this tab so that a reload or a look at the plan loses nothing. */
export const wish = {
  get: (): string => sessionStorage.getItem(WORDS) ?? '',
  set: (words: string): void => {
    if (words !== wish.get()) sessionStorage.removeItem(KEY)
    if (isAnother(wish.get(), words)) sessionStorage.removeItem(NAME)
    sessionStorage.setItem(WORDS, words)
  },
  /** Other words than those that were begun, with the name that was given to them, if any. */
  again: (words: string, name: string | null = null): void => {
    wish.clear()
    wish.set(words)
    if (name !== null) wish.call(name)
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

/** Whether words were replaced as a whole: too little of what they begin and end with is still there. */
function isAnother(before: string, after: string): boolean {
  const most = Math.min(before.length, after.length)
  let begin = 0
  while (begin < most && before[begin] === after[begin]) begin++
  let end = 0
  while (end < most - begin && before.at(-1 - end) === after.at(-1 - end)) end++
  return after === '' || begin + end < Math.max(Math.min(ENOUGH, before.length / 2), most / 2)
}

function madeUp(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-')
}
