import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import { GitCompare } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { aibuild, type Ai, of } from '@/api/client'
import { ApiError, wordsOf } from '@/api/errors'
import { keys } from '@/api/keys'
import { isOver, type Operation } from '@/api/operations'
import { useWhyNot } from '@/api/profile'
import type { Project } from '@/api/projects'
import { Button, isMod, Kbd } from '@/ui'
import { planQuery, revisionsQuery } from '../queries'
import { useWork } from '../work'
import { Proposal } from './Proposal'
import { suggestionsFor } from './suggestions'

const LONGEST = 2_000

/** Words that were begun survive a reload, and a look into another pane. */
const draft = {
  get: (id: string) => sessionStorage.getItem(`wish ${id}`) ?? '',
  set: (id: string, words: string) => (words ? sessionStorage.setItem(`wish ${id}`, words) : sessionStorage.removeItem(`wish ${id}`)),
}

/** Words that were sent stay until they are done: what fails, or is called off, gives them back. */
const sent = {
  keep: (operationId: string, words: string) => sessionStorage.setItem(`sent ${operationId}`, words),
  take: (operationId: string) => {
    const words = sessionStorage.getItem(`sent ${operationId}`)
    sessionStorage.removeItem(`sent ${operationId}`)
    return words
  },
}

type Seen = Ai['RefinePreview']
const body = (prompt: string): Ai['RefineRequest'] => ({ prompt, preserveFiles: [] })

/**
 * Says what should change; shows what that would do; and has it done once it is accepted: what was shown, or nothing.
 * Where the files have changed meanwhile it is looked at anew.
 */
export function WishForm({ project }: { project: Project }) {
  const [words, setWords] = useState(() => draft.get(project.id))
  const wish = words.trim()
  const [isAnew, setAnew] = useState(false)
  const { follow, isBusy, operation } = useWork()
  const whyNot = useWhyNot('projects:write')
  const client = useQueryClient()
  const path = { params: { path: { project_id: project.id } } }
  const look = useMutation({
    mutationFn: (prompt: string) => of(aibuild.POST('/aibuild/v1/projects/{project_id}/refine/preview', { ...path, body: body(prompt) })),
  })
  const accept = useMutation({
    mutationFn: (seen: Seen) =>
      of(aibuild.POST('/aibuild/v1/projects/{project_id}/refine', { ...path, body: { ...body(wish), baseRevision: seen.revision } })),
    onSuccess: (started) => {
      sent.keep(started.operationId, wish)
      write('')
      look.reset()
      void client.invalidateQueries({ queryKey: keys.project(project.id), exact: true })
      follow(started.operationId)
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || !('revision' in error.data)) return
      void client.invalidateQueries({ queryKey: keys.project(project.id) })
      again(wish)
    },
  })
  const write = (next: string) => {
    setWords(next)
    draft.set(project.id, next)
    setAnew(false)
    if (look.data || look.error) look.reset()
    if (accept.error) accept.reset()
  }
  const again = (prompt: string) => {
    accept.reset()
    look.mutate(prompt)
    setAnew(true)
  }
  useNewHead(project.id, (head) => look.data && look.data.revision !== head && again(wish))
  useEnd(operation, (ended) => {
    const given = sent.take(ended.id)
    if (given === null || ended.status === 'succeeded') return
    const both = wish ? `${given}\n${words}` : given // somebody may have begun with the next
    write(both)
    if (ended.errorCode === 'head_moved') again(both)
  })
  const isTaken = accept.isPending || isBusy
  const isReady = wish.length > 0 && !look.isPending && !isTaken
  const ask = () => {
    if (!isReady) return
    accept.reset()
    setAnew(false)
    look.mutate(wish)
  }
  const send = () => look.data && !isTaken && !whyNot && accept.mutate(look.data)
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
    <div className="max-h-[75%] shrink-0 overflow-y-auto border-t bg-surface px-4 py-3">
      {look.data && <Proposal preview={look.data} isAnew={isAnew} isBusy={isTaken} onAccept={send} onDrop={() => look.reset()} />}
      {words === '' && !look.data && !isTaken && <Suggestions projectId={project.id} onChoose={write} />}
      <form onSubmit={submit} className="group rounded-lg border border-line-strong bg-raised outline-accent/20 focus-within:border-accent focus-within:outline-3">
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
          className="block field-sizing-content max-h-40 min-h-16 w-full max-sm:min-h-11 max-sm:group-focus-within:min-h-16 resize-none bg-transparent px-3 pt-2.5 pb-1 text-sm outline-none"
        />
        {/* On a phone the field is one line until somebody is about to write, or has written. */}
        <div className={clsx('flex justify-end px-2 pb-2', words === '' && 'max-sm:hidden max-sm:group-focus-within:flex')}>
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
              icon={<GitCompare aria-hidden className="size-3.5" />}
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

/** A few words to begin with, where there is room for them. */
function Suggestions({ projectId, onChoose }: { projectId: string; onChoose: (words: string) => void }) {
  const { data } = useQuery(planQuery(projectId))
  const choose = (words: string) => {
    onChoose(words)
    document.getElementById('change')?.focus()
  }
  return (
    <ul aria-label="Suggestions" className="mb-2 flex flex-wrap gap-1.5 max-sm:hidden">
      {(data ? suggestionsFor(data) : []).map((words) => (
        <li key={words}>
          <button type="button" onClick={() => choose(words)} className="min-h-6 rounded-full border px-2.5 text-xs text-muted transition-colors hover:border-line-strong hover:bg-hover hover:text-ink">
            {words}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Calls with the number of the head when the project has got another one: what was said of the one before no longer holds. */
function useNewHead(projectId: string, onNew: (head: number) => void) {
  const { data } = useQuery(revisionsQuery(projectId))
  const head = data?.revisions.find((revision) => revision.head)?.number
  const before = useRef(head)
  const changed = useEffectEvent(onNew)
  useEffect(() => {
    if (before.current !== undefined && head !== undefined && before.current !== head) changed(head)
    before.current = head ?? before.current
  }, [head])
}

/** Calls when the work that is followed is over. */
function useEnd(operation: Operation | null, onEnd: (ended: Operation) => void) {
  const ended = operation && isOver(operation) ? operation : null
  const tellEnd = useEffectEvent(onEnd)
  useEffect(() => {
    if (ended) tellEnd(ended)
  }, [ended])
}
