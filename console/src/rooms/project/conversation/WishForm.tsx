import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowUp } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { aibuild, type Ai, of } from '@/api/client'
import { wordsOf } from '@/api/errors'
import { keys } from '@/api/keys'
import type { Project } from '@/api/projects'
import { Button, isMod, Kbd } from '@/ui'
import { revisionsQuery } from '../queries'
import { useWork } from '../work'
import { Proposal } from './Proposal'

const LONGEST = 2_000

/** Words that were begun survive a reload, and a look into another pane. */
const draft = {
  get: (id: string) => sessionStorage.getItem(`wish ${id}`) ?? '',
  set: (id: string, words: string) => (words ? sessionStorage.setItem(`wish ${id}`, words) : sessionStorage.removeItem(`wish ${id}`)),
}

const body = (prompt: string): Ai['RefineRequest'] => ({ prompt, preserveFiles: [] })

/** Says what should change; shows what that would do; and has it done once it is accepted. */
export function WishForm({ project }: { project: Project }) {
  const [words, setWords] = useState(() => draft.get(project.id))
  const { follow, isBusy } = useWork()
  const client = useQueryClient()
  const path = { params: { path: { project_id: project.id } } }
  const look = useMutation({
    mutationFn: (prompt: string) => of(aibuild.POST('/aibuild/v1/projects/{project_id}/refine/preview', { ...path, body: body(prompt) })),
  })
  const accept = useMutation({
    mutationFn: (prompt: string) => of(aibuild.POST('/aibuild/v1/projects/{project_id}/refine', { ...path, body: body(prompt) })),
    onSuccess: (started) => {
      write('')
      look.reset()
      void client.invalidateQueries({ queryKey: keys.project(project.id), exact: true })
      follow(started.operationId)
    },
  })
  const write = (next: string) => {
    setWords(next)
    draft.set(project.id, next)
    if (look.data || look.error) look.reset()
    if (accept.error) accept.reset()
  }
  useNewHead(project.id, () => look.reset())
  const wish = words.trim()
  const isTaken = accept.isPending || isBusy
  const isReady = wish.length > 0 && !look.isPending && !isTaken
  const ask = () => {
    if (!isReady) return
    accept.reset()
    look.mutate(wish)
  }
  const send = () => !isTaken && accept.mutate(wish)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !isMod(event)) return
    event.preventDefault()
    if (look.data && look.data.changes.length > 0) send()
    else ask()
  }
  const fault = accept.error ?? look.error
  return (
    <div className="max-h-[75%] shrink-0 overflow-y-auto border-t bg-surface p-3">
      {look.data && <Proposal preview={look.data} isBusy={isTaken} onAccept={send} onDrop={() => look.reset()} />}
      <form onSubmit={submit} className="rounded-lg border border-line-strong bg-raised outline-accent/20 focus-within:border-accent focus-within:outline-3">
        <label htmlFor="change" className="sr-only">
          What should change?
        </label>
        <textarea
          id="change"
          value={words}
          maxLength={LONGEST}
          placeholder={isBusy ? 'A change is running. You can write the next one.' : 'What should change?'}
          onChange={(event) => write(event.target.value)}
          onKeyDown={press}
          aria-describedby="change-fault"
          aria-invalid={fault ? true : undefined}
          className="block field-sizing-content max-h-40 min-h-16 w-full resize-none bg-transparent px-3 pt-2.5 pb-1 text-sm outline-none"
        />
        <div className="flex justify-end px-2 pb-2">
          <span className="flex items-center gap-2">
            <span className="max-sm:hidden">
              <Kbd keys="Mod Enter" />
            </span>
            <Button
              type="submit"
              look={look.data ? 'plain' : 'primary'}
              size="sm"
              busy={look.isPending}
              disabled={!isReady || look.data !== undefined}
              icon={<ArrowUp aria-hidden className="size-3.5" />}
            >
              Preview changes
            </Button>
          </span>
        </div>
      </form>
      <p id="change-fault" role="alert" className={fault ? 'mt-2 rounded-md bg-bad-soft px-3 py-2 text-xs break-words text-bad' : 'hidden'}>
        {fault && wordsOf(fault)}
      </p>
    </div>
  )
}

/** Calls when the project has got another head: what was said of the one before no longer holds. */
function useNewHead(projectId: string, onNew: () => void) {
  const { data } = useQuery(revisionsQuery(projectId))
  const head = data?.revisions.find((revision) => revision.head)?.number
  const before = useRef(head)
  const changed = useEffectEvent(onNew)
  useEffect(() => {
    if (before.current !== undefined && before.current !== head) changed()
    before.current = head
  }, [head])
}
