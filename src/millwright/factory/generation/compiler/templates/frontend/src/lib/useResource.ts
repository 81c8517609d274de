import { useEffect, useEffectEvent, useState } from 'react'

export interface Resource<T> {
  data: T | undefined
  error: Error | undefined
  loading: boolean
  reload: () => void
}

/**
 * Loads something from the server whenever `key` changes or `reload` is called.
 * The last data stays while newer data is on its way; an answer that comes too late is dropped.
 */
export function useResource<T>(key: string, load: () => Promise<T>): Resource<T> {
  const [state, setState] = useState<{ data?: T; error?: Error; loading: boolean }>({ loading: true })
  const [version, setVersion] = useState(0)
  const latest = useEffectEvent(load)

  useEffect(() => {
    let current = true
    setState((before) => ({ data: before.data, loading: true }))
    latest().then(
      (data) => current && setState({ data, loading: false }),
      (error: Error) => current && setState({ error, loading: false }),
    )
    return () => {
      current = false
    }
  }, [key, version])

  return {
    data: state.data,
    error: state.error,
    loading: state.loading,
    reload: () => setVersion((before) => before + 1),
  }
}
