import createClient, { type Middleware } from 'openapi-fetch'
import { errorOf, OfflineError } from './errors'
import type { components as aibuildParts, paths as aibuildPaths } from './generated/aibuild'
import type { components as pixellParts, paths as pixellPaths } from './generated/pixell'

/** Shapes of the contracts: `Ai['ProjectOut']`, `Px['MemberOut']`. */
export type Ai = aibuildParts['schemas']
export type Px = pixellParts['schemas']

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const CSRF_HEADER = 'X-CSRF-Token'

/** What the session's token is now, and what is done when the server no longer knows us. Set by `session.ts`. */
export const session = {
  csrfToken: null as string | null,
  onSignedOut: () => {},
  /** Asks anew who is signed in, and for their token; whether it is still the same person. */
  onStaleToken: async () => false,
}

const guard: Middleware = {
  onRequest({ request }) {
    if (!SAFE.has(request.method) && session.csrfToken) request.headers.set(CSRF_HEADER, session.csrfToken)
    return request
  },
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && !schemaPath.includes('/auth/')) session.onSignedOut()
    return response
  },
}

/** The console has no fetch but this one: a server that does not answer is an `OfflineError`. */
async function reach(request: Request): Promise<Response> {
  const again = SAFE.has(request.method) ? null : request.clone()
  const response = await answered(request)
  if (!again || !(await isStale(response)) || !(await session.onStaleToken()) || !session.csrfToken) return response
  again.headers.set(CSRF_HEADER, session.csrfToken)
  return await answered(again)
}

/** Whether the session's token was refused: somebody has signed in again in another tab. */
async function isStale(response: Response): Promise<boolean> {
  return response.status === 403 && (await response.clone().text()).includes(CSRF_HEADER)
}

async function answered(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    if (request.signal.aborted) throw error
    throw new OfflineError()
  }
}

const options = { baseUrl: '/', credentials: 'same-origin', fetch: reach } as const

/** The AiBuild contract; its paths begin with `/aibuild/v1`. */
export const aibuild = createClient<aibuildPaths>(options)
/** The Pixell contract; its paths begin with `/pixell`. */
export const pixell = createClient<pixellPaths>(options)

aibuild.use(guard)
pixell.use(guard)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's body; what was refused is thrown as an `ApiError`. `await of(aibuild.GET('/aibuild/v1/projects'))` */
export async function of<T>(answering: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answering
  if (!response.ok) throw errorOf(response.status, error, response.headers.get('Retry-After'))
  return data as T
}
