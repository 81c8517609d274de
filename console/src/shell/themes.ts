import { Monitor, Moon, Sun } from 'lucide-react'
import type { Theme } from './theme'

/** What one can choose. */
export const THEMES: readonly { value: Theme; label: string; icon: typeof Sun }[] = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'System', icon: Monitor },
]
