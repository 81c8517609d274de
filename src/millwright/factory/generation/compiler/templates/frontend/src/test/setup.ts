import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, vi } from 'vitest'

// A busy machine may take seconds for what an idle one does at once.
configure({ defaultHidden: true, asyncUtilTimeout: 3000 })
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})
