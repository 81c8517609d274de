import { useState } from 'react'

/** What was there last, for a window that fades away while what it is about is gone already. */
export function useLast<T>(value: T | null): T | null {
  const [last, setLast] = useState(value)
  if (value !== null && value !== last) setLast(value)
  return value ?? last
}
