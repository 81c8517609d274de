import { beforeAll, expect, it, vi } from 'vitest'
import { pixell } from '@/api/client'
import { signOut } from '@/api/session'

/** As much of a tab as drafts are kept in. */
const kept = new Map<string, string>()
const storage = {
  setItem: (name: string, text: string) => void kept.set(name, text),
  getItem: (name: string) => kept.get(name) ?? null,
  removeItem: (name: string) => void kept.delete(name),
  clear: () => kept.clear(),
}

beforeAll(() => {
  vi.stubGlobal('sessionStorage', storage)
  vi.stubGlobal('window', { addEventListener: () => {} })
})

it('whoever signs out leaves nothing of what they typed to the next', async () => {
  const { draftOf, keepDraft } = await import('./drafts')
  keepDraft('prj_1', 'README.md', { text: 'mine', base: 1 })
  storage.setItem('wish', 'a wish')
  vi.spyOn(pixell, 'POST').mockResolvedValue({ response: new Response(null, { status: 204 }) } as never)
  await signOut()
  expect(draftOf('prj_1', 'README.md')).toBeUndefined()
  expect(kept.size).toBe(0)
})

it("a project that is deleted takes its own drafts along, and nobody else's", async () => {
  const { draftOf, dropDrafts, keepDraft } = await import('./drafts')
  keepDraft('prj_1', 'README.md', { text: 'mine', base: 1 })
  keepDraft('prj_12', 'README.md', { text: 'another', base: 1 })
  dropDrafts('prj_1')
  expect(draftOf('prj_1', 'README.md')).toBeUndefined()
  expect(draftOf('prj_12', 'README.md')?.text).toBe('another')
})
