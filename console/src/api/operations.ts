import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useReducer } from 'react'
import { aibuild, type Ai, of } from './client'
import { ApiError } from './errors'
import { keys } from './keys'

export type Operation = Ai['OperationOut']
/** A line of the log, as the stream tells it: documents of OpenAPI say nothing of what is within a stream. */
export interface LogLine {
  number: number
  at: string
  level: string
  phase: string | null
  text: string
}
/** `live`: told as it happens; `reconnecting`: trying to be again; `ended`: there is nothing more to come. */
export type Link = 'connecting' | 'live' | 'reconnecting' | 'ended'

export interface Watched {
  operation: Operation | null
  log: readonly LogLine[]
  link: Link
  error: ApiError | null
}

const OVER = new Set(['succeeded', 'failed', 'cancelled'])
const LONGEST_LOG = 2_000
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 8_000

export const isOver = (operation: Pick<Operation, 'status'>) => OVER.has(operation.status)

type Told =
  | { what: 'operation'; operation: Operation }
  | { what: 'log'; line: LogLine }
  | { what: 'link'; link: Link }
  | { what: 'error'; error: ApiError }
  | { what: 'another' }

const NOTHING: Watched = { operation: null, log: [], link: 'connecting', error: null }

export function watched(now: Watched, told: Told): Watched {
  switch (told.what) {
    case 'operation':
      return { ...now, operation: told.operation, link: isOver(told.operation) ? 'ended' : now.link, error: null }
    case 'log': {
      const last = now.log.at(-1)
      if (last && told.line.number <= last.number) return now // the stream begins anew after a reconnection
      return { ...now, log: [...now.log, told.line].slice(-LONGEST_LOG) }
    }
    case 'link':
      return now.link === 'ended' ? now : { ...now, link: told.link }
    case 'error':
      return { ...now, error: told.error, link: 'ended' }
    case 'another':
      return NOTHING
  }
}

/**
 * Follows an operation: its state and its log as they come, across lost connections and reloads, until it is over.
 * `onEnd` is called once when it has ended, be it before the first look; what is kept of the project is then asked for
 * anew.
 */
export function useOperation(id: string | null, onEnd?: (operation: Operation) => void): Watched {
  const [state, tell] = useReducer(watched, NOTHING)
  const client = useQueryClient()
  const ended = useEffectEvent((operation: Operation) => onEnd?.(operation))

  useEffect(() => {
    tell({ what: 'another' })
    if (id === null) return
    const operationId = id
    let source: EventSource | null = null
    let timer: number | undefined
    let pause = FIRST_PAUSE
    let closed = false
    let isConcluded = false
    let turn = 0

    const take = (operation: Operation) => {
      tell({ what: 'operation', operation })
      client.setQueryData(keys.operation(operation.id), operation)
      if (isOver(operation)) conclude(operation)
    }
    const conclude = (operation: Operation) => {
      if (isConcluded) return
      isConcluded = true
      void client.invalidateQueries({ queryKey: keys.projects })
      void client.invalidateQueries({ queryKey: keys.operations, refetchType: 'none' })
      ended(operation)
    }
    const stop = () => {
      closed = true
      source?.close()
      window.clearTimeout(timer)
    }
    const later = () => {
      tell({ what: 'link', link: 'reconnecting' })
      timer = window.setTimeout(() => void open(), pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    }
    /** Asks for the state first: it says why a stream cannot be had, which an EventSource never does. */
    const open = async () => {
      const mine = ++turn
      try {
        const path = { params: { path: { operation_id: operationId } } }
        const operation = await of(aibuild.GET('/aibuild/v1/operations/{operation_id}', path))
        if (closed || mine !== turn) return
        take(operation)
      } catch (error) {
        if (closed || mine !== turn) return
        if (error instanceof ApiError && error.status < 500 && error.status !== 429) tell({ what: 'error', error })
        else later()
        return
      }
      listen()
    }
    const listen = () => {
      const opened = new EventSource(`/aibuild/v1/operations/${operationId}/stream`)
      source = opened
      opened.addEventListener('open', () => {
        pause = FIRST_PAUSE
        tell({ what: 'link', link: 'live' })
      })
      opened.addEventListener('operation', (event) => {
        const operation = JSON.parse(event.data) as Operation
        take(operation)
        if (isOver(operation)) stop() // by then all lines of the log were said
      })
      opened.addEventListener('log', (event) => tell({ what: 'log', line: JSON.parse(event.data) as LogLine }))
      opened.addEventListener('error', () => {
        opened.close()
        if (!closed && source === opened) later()
      })
    }

    void open()
    window.addEventListener('online', reopen)
    function reopen() {
      if (closed || source?.readyState === EventSource.OPEN) return
      window.clearTimeout(timer)
      source?.close()
      void open()
    }
    return () => {
      stop()
      window.removeEventListener('online', reopen)
    }
  }, [id, client])

  return state
}
