import { expect, it } from 'vitest'
import { failure, readable, whyDisabled } from './words'

it('shows JSON in lines, and anything else as it came', () => {
  expect(readable('{"event":"ping"}')).toBe('{\n  "event": "ping"\n}')
  expect(readable('<html>')).toBe('<html>')
})

it('has words for what it knows, and hides nothing that it does not', () => {
  expect(failure('tls')).toMatch(/certificate/)
  expect(failure('something_new')).toBe('something_new')
  expect(whyDisabled(null)).toMatch(/Disabled/)
  expect(whyDisabled('gone')).toMatch(/410/)
})
