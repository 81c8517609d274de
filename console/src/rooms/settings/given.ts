/** What somebody typed into an input of a form, as it is: a password may begin with a space. */
export function exactly(given: FormData, name: string): string {
  const value = given.get(name)
  return typeof value === 'string' ? value : ''
}

/** The same without what surrounds it. */
export function text(given: FormData, name: string): string {
  return exactly(given, name).trim()
}
