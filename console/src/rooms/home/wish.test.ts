import { beforeEach, expect, it, vi } from 'vitest'
import { wish } from './wish'

const kept = new Map<string, string>()
const OLD = 'A library where members borrow books and librarians track the loans.'

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('sessionStorage', {
    setItem: (name: string, text: string) => void kept.set(name, text),
    getItem: (name: string) => kept.get(name) ?? null,
    removeItem: (name: string) => void kept.delete(name),
  })
  wish.again(OLD)
  wish.call('Shelf')
})

it.each([
  ['a word more at the end', `${OLD} Loans are due after two weeks.`],
  ['words before it', `Please build this. ${OLD}`],
  ['another word near its beginning', OLD.replace('library', 'town library')],
  ['its end taken away', OLD.slice(0, 30)],
  ['a sentence taken out of its middle', OLD.replace('members borrow books and ', '')],
  ['a long text added', OLD + ' Much more.'.repeat(50)],
])('the given name stays with words that are changed: %s', (_, words) => {
  wish.set(words)
  expect(wish.name()).toBe('Shelf')
})

it.each([
  ['another prompt', 'A shop for fountain pens with a cart and a checkout.'],
  ['another that begins alike', 'A list of the plants in my garden, with photos and the day they were watered.'],
  ['the first letter typed over all', 'B'],
  ['the same first letter typed over all', 'A'],
  ['nothing', ''],
])('the given name goes with words that are replaced: %s', (_, words) => {
  wish.set(words)
  expect(wish.name()).toBeNull()
})

it('short words can be changed letter by letter', () => {
  wish.again('Todo list', 'Mine')
  for (const words of ['Todo lis', 'Todo li', 'Todo', 'Tod', 'To']) wish.set(words)
  expect(wish.name()).toBe('Mine')
})

it('words are taken up again with the name that they were given, or none', () => {
  wish.again('A list of plants', 'Green')
  expect([wish.get(), wish.name()]).toEqual(['A list of plants', 'Green'])
  wish.again('A list of stones')
  expect(wish.name()).toBeNull()
})
