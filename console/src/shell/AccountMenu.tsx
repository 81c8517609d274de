import { useNavigate } from '@tanstack/react-router'
import { Check, LogOut, UserRound } from 'lucide-react'
import { signOut, useSession } from '@/api/session'
import { buttonClass, Menu, MenuItem, MenuLabel, MenuSeparator, tellFault } from '@/ui'
import { chooseTheme, useTheme } from './theme'
import { THEMES } from './themes'

export function useSignOut(): () => void {
  const navigate = useNavigate()
  return () =>
    void signOut().then(
      () => navigate({ to: '/sign-in' }),
      (error: unknown) => tellFault('Could not sign out', error),
    )
}

/** Who is signed in and for whom they act; the theme; the way out. */
export function AccountMenu() {
  const { user, organization } = useSession()
  const theme = useTheme()
  const leave = useSignOut()
  const navigate = useNavigate()
  return (
    <Menu
      trigger={
        <button type="button" aria-label={`Account of ${user.email}`} className={buttonClass({ look: 'quiet', square: true }, '!rounded-full')}>
          {/* The letter is a picture of the person, not a word of the button's name. */}
          <span
            aria-hidden
            data-initial={user.email.slice(0, 1)}
            className="flex size-6.5 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink uppercase before:content-[attr(data-initial)]"
          />
        </button>
      }
    >
      <div className="max-w-64 px-2.5 pt-1.5 pb-2">
        <p className="truncate text-sm font-medium">{user.email}</p>
        <p className="truncate text-xs text-faint">{organization.name}</p>
      </div>
      <MenuSeparator />
      <MenuItem icon={<UserRound aria-hidden />} onSelect={() => void navigate({ to: '/settings' })}>
        Settings
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      {THEMES.map(({ value, label, icon: Icon }) => (
        <MenuItem
          key={value}
          icon={<Icon aria-hidden />}
          onSelect={() => chooseTheme(value)}
          end={theme === value && <Check role="img" aria-label="selected" className="!text-accent-ink" />}
        >
          {label}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={leave}>
        Sign out
      </MenuItem>
    </Menu>
  )
}
