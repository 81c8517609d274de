import { type Deployment, servingIn } from '../queries'

/** Where one can roll back to: of each other revision that has been live there the latest deployment, the newest first. */
export function goalsIn(environment: string, all: readonly Deployment[]): Deployment[] {
  const serving = servingIn(environment, all)
  if (serving?.status !== 'ready') return []
  const seen = new Set([serving.revision])
  return all.filter((item) => {
    if (item.environment !== environment || item.status !== 'stopped' || item.artifactUrl === null || seen.has(item.revision)) return false
    seen.add(item.revision)
    return true
  })
}
