import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { aibuild, session } from './client'

const asked: { token: string | null; body: string }[] = []
const refusal = { error: { code: 'csrf_token_missing', message: 'With a cookie, changes need the header X-CSRF-Token.' } }

/** A server that takes only this token. */
const server = (token: string) => async (request: Request) => {
  const said = request.headers.get('X-CSRF-Token')
  asked.push({ token: said, body: await request.text() })
  return said === token ? Response.json({}) : Response.json(refusal, { status: 403 })
}
const change = () => aibuild.PATCH('/aibuild/v1/profile', { baseUrl: 'http://localhost', body: { name: 'Ada' } })

beforeEach(() => {
  asked.length = 0
  session.csrfToken = 'old'
  vi.stubGlobal('fetch', server('new'))
})
afterEach(() => void vi.unstubAllGlobals())

it('what a stale token was refused for is sent once more with a fresh one', async () => {
  session.onStaleToken = async () => {
    session.csrfToken = 'new'
    return true
  }
  expect((await change()).response.status).toBe(200)
  expect(asked.map(({ token }) => token)).toEqual(['old', 'new'])
  expect(asked[1]?.body).toBe(asked[0]?.body)
})

it('it is not sent as somebody else, and not without end', async () => {
  session.onStaleToken = async () => false
  expect((await change()).response.status).toBe(403)
  session.onStaleToken = async () => true
  expect((await change()).response.status).toBe(403)
  expect(asked).toHaveLength(3)
})
