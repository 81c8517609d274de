const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

/** What somebody signed in with, in words: "Firefox on Linux"; programs by their own name. */
export function device(agent: string | null): string {
  if (!agent) return 'Unknown device'
  const browser = BROWSERS.find(([mark]) => mark.test(agent))?.[1]
  const system = SYSTEMS.find(([mark]) => mark.test(agent))?.[1]
  if (!browser) return agent.split(/[/\s(]/)[0] || 'Unknown device'
  return system ? `${browser} on ${system}` : browser
}

/** Whether it is one for the pocket. */
export const isHandheld = (agent: string | null) => /iPhone|iPad|Android|Mobile/.test(agent ?? '')
