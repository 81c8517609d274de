import { useSearchParams } from 'react-router'

export type ListQuery = ReturnType<typeof useListQuery>

/** The search, filters, order and page of a list. They live in the URL, so a list can be shared and gone back to. */
export function useListQuery() {
  const [params, setParams] = useSearchParams()

  function set(changes: Record<string, string | null>) {
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        if (!('page' in changes)) after.delete('page')
        for (const [name, value] of Object.entries(changes)) {
          if (value) after.set(name, value)
          else after.delete(name)
        }
        return after
      },
      { replace: true },
    )
  }

  const filters = [...params.keys()].filter((name) => !['page', 'q', 'sort'].includes(name))

  return {
    search: params.toString(),
    sort: params.get('sort'),
    filters,
    narrowed: filters.length > 0 || params.has('q'),
    get: (name: string) => params.get(name) ?? '',
    set,
    clear: () => setParams({}, { replace: true }),
  }
}
