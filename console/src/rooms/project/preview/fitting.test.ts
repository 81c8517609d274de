import { expect, it } from 'vitest'
import { fitting, said } from './fitting'

const PHONE = { pixels: 390, grows: false }
const DESKTOP = { pixels: 1280, grows: true }

it('a device that has the room is drawn as it is', () => {
  expect(fitting(PHONE, { width: 900, height: 700 })).toEqual({ width: 390, height: 700, scale: 1 })
})

it('a pane that is narrower than the device shows all of it, smaller', () => {
  const found = fitting(DESKTOP, { width: 800, height: 600 })
  expect(found).toEqual({ width: 1280, height: 960, scale: 0.625 })
  expect(said(found)).toBe('1280 px · 63 %')
})

it('a desktop is as wide as the pane where that is wider', () => {
  const found = fitting(DESKTOP, { width: 1500.4, height: 600 })
  expect(found).toEqual({ width: 1500.4, height: 600, scale: 1 })
  expect(said(found)).toBe('1500 px')
})

it('a phone is the device itself', () => {
  expect(fitting(DESKTOP, { width: 390, height: 600 })).toEqual({ width: 390, height: 600, scale: 1 })
})
