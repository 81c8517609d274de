import { useRouterState } from '@tanstack/react-router'
import { AppWindow, FileCode2, History, ListChecks, MessageSquareText, Rocket, ScrollText } from 'lucide-react'

/** The panes of a project, in the order of the tabs. The conversation is a tab on narrow screens only; a phone has tabs for the first two. */
export const PANES = [
  { to: '/projects/$projectId', end: '', label: 'Preview', icon: AppWindow },
  { to: '/projects/$projectId/conversation', end: '/conversation', label: 'Conversation', icon: MessageSquareText },
  { to: '/projects/$projectId/files', end: '/files', label: 'Files', icon: FileCode2 },
  { to: '/projects/$projectId/checks', end: '/checks', label: 'Checks', icon: ListChecks },
  { to: '/projects/$projectId/revisions', end: '/revisions', label: 'Revisions', icon: History },
  { to: '/projects/$projectId/deployments', end: '/deployments', label: 'Deployments', icon: Rocket },
  { to: '/projects/$projectId/spec', end: '/spec', label: 'Spec', icon: ScrollText },
] as const

/** Which pane the address names, by the end of its path. */
export function usePane(projectId: string): string {
  const path = useRouterState({ select: (state) => state.location.pathname })
  return path.replace(/\/$/, '').slice(`/projects/${projectId}`.length)
}
