import { QueryClient } from '@tanstack/react-query'
import { ApiError, OfflineError } from './errors'

/** Whether asking again may help: what was refused will be refused again. */
function mayHelp(failures: number, error: Error): boolean {
  if (error instanceof OfflineError) return failures < 2
  return error instanceof ApiError && error.status >= 500 && failures < 2
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: mayHelp, staleTime: 5_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
