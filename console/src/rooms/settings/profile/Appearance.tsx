import { chooseTheme, useTheme } from '@/shell/theme'
import { THEMES } from '@/shell/themes'
import { Section } from '@/shell/Page'

/** How the console looks on this device. */
export function Appearance() {
  const theme = useTheme()
  return (
    <Section title="Appearance" description="Kept on this device. System follows its light or dark setting.">
      <fieldset className="rounded-lg border bg-surface p-4">
        <legend className="sr-only">Theme</legend>
        <div className="grid grid-cols-3 gap-2 sm:max-w-96">
          {THEMES.map(({ value, label, icon: Icon }) => (
            <label
              key={value}
              className="flex h-10 cursor-default items-center justify-center gap-2 rounded-md border text-sm text-muted hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent-ink has-focus-visible:outline-3 has-focus-visible:outline-accent/40 max-sm:h-11"
            >
              <input type="radio" name="theme" value={value} checked={theme === value} onChange={() => chooseTheme(value)} className="sr-only" />
              <Icon aria-hidden className="size-4" />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
    </Section>
  )
}
