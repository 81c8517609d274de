import { describe, expect, it } from 'vitest'
import { errorOf } from './errors'

describe('errorOf', () => {
  it("reads AiBuild's envelope, and says the fault of the field rather than that there is one", () => {
    const body = { error: { code: 'validation_error', message: 'Invalid input provided', details: { prompt: ['Too short', 'Too dull'] } } }
    const error = errorOf(422, body)
    expect(error.code).toBe('validation_error')
    expect(error.fields).toEqual({ prompt: 'Too short' })
    expect(error.message).toBe('Too short')
  })

  it("reads Pixell's envelope", () => {
    const error = errorOf(429, { error: 'Slow down', code: 'RATE_LIMITED', details: { retry_after: 3 } }, '3')
    expect(error).toMatchObject({ code: 'rate_limited', message: 'Slow down', retryAfter: 3, fields: {} })
  })

  it('has words of its own for what is no envelope at all', () => {
    expect(errorOf(503, '<html>').message).toMatch(/busy or starting/)
    expect(errorOf(500, null).message).toMatch(/on our side/)
  })
})
