const KEY = 'wish'

/** The longest and the shortest wish that the contract takes. */
export const LONGEST = 20_000
export const SHORTEST = 10

/** What somebody has begun to say, kept in this tab so that a reload or a look at the plan loses nothing. */
export const wish = {
  get: (): string => sessionStorage.getItem(KEY) ?? '',
  set: (words: string): void => {
    if (words) sessionStorage.setItem(KEY, words)
    else sessionStorage.removeItem(KEY)
  },
}
