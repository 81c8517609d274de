/** What a contract refused, in words for people, whichever contract said it. */
export class ApiError extends Error {
  override name = 'ApiError'

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** The faults of each input, by its name on the wire. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** What else the contract says of it, as the present `revision`. */
    readonly data: Readonly<Record<string, unknown>> = {},
    /** Seconds until one may ask again, where the server said so. */
    readonly retryAfter: number | null = null,
  ) {
    super(message)
  }

  get isMissing() {
    return this.status === 404
  }
}

/** The server did not answer at all. */
export class OfflineError extends Error {
  override name = 'OfflineError'

  constructor() {
    super('Millwright is not responding. Check that it is running and that you are online.')
  }
}

const WORDS: Record<number, string> = {
  403: 'You do not have permission to do this.',
  404: 'This does not exist, or you have no access to it.',
  409: 'This has changed since you opened it. Reload and try again.',
  413: 'This is too large.',
  429: 'Too many requests. Wait a moment and try again.',
  503: 'Millwright is busy or starting. Try again shortly.',
}

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads either envelope: AiBuild's `{error: {code, message, details}}` and Pixell's `{error, code, details}`. */
export function errorOf(status: number, body: unknown, retryAfter: string | null = null): ApiError {
  const envelope = isObject(body) ? (isObject(body.error) ? body.error : body) : {}
  const message = [envelope.message, envelope.error].find((value) => typeof value === 'string') as string | undefined
  const code = typeof envelope.code === 'string' ? envelope.code : String(status)
  const details = isObject(envelope.details) ? envelope.details : {}
  const fields = fieldsOf(details)
  const words = Object.values(fields)[0] ?? message ?? WORDS[status] ?? 'Something went wrong on our side. Try again.'
  return new ApiError(status, code.toLowerCase(), words, fields, { ...envelope, ...details }, retryAfter ? Number(retryAfter) : null)
}

function fieldsOf(details: Json): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, faults] of Object.entries(details)) {
    const first: unknown = Array.isArray(faults) ? faults[0] : faults
    if (typeof first === 'string') found[name.replace(/^body\./, '')] = first
  }
  return found
}

/** What to tell somebody of anything that was thrown. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong.'
}
