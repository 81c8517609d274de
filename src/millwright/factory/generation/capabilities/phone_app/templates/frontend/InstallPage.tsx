import { CircleCheck, Download } from 'lucide-react'
import { Button } from '../../components/Button'
import { PageHeader } from '../../components/PageHeader'
import { appName } from '../../lib/app'
import { isInstalled, useInstall } from '../../lib/install'

const ways = [
  { where: 'iPhone and iPad', steps: ['Open this page in Safari.', 'Tap Share, the square with an arrow.', 'Choose “Add to Home Screen”.'] },
  { where: 'Android', steps: ['Open the menu of the browser, the three dots.', 'Choose “Install app” or “Add to Home screen”.'] },
  { where: 'Computer', steps: ['In Chrome or Edge, press the sign for installing in the address bar.'] },
]

/** How the application comes to the home screen: by a button where the browser has one, else in words. */
export function InstallPage() {
  const install = useInstall()
  const installed = isInstalled()
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader title="Install the app" />
      <section className="card flex flex-wrap items-center gap-5 p-6">
        <img src="/api/app/icons/icon-192" alt="" className="size-20 shrink-0" />
        <div className="min-w-48 flex-1">
          <h2 className="text-lg font-semibold wrap-anywhere">{appName}</h2>
          <p className="mt-1 text-sm text-muted">
            An icon on your home screen, a window of its own, and it opens without a network. There is nothing to download
            from a store.
          </p>
        </div>
        {installed ? (
          <p className="flex items-center gap-2 font-medium">
            <CircleCheck aria-hidden className="size-5 text-accent" />
            It is installed.
          </p>
        ) : (
          install && (
            <Button icon={Download} onClick={install}>
              Install
            </Button>
          )
        )}
      </section>
      {!installed && !install && (
        <section className="mt-6 grid gap-4 sm:grid-cols-3">
          {ways.map(({ where, steps }) => (
            <div key={where} className="card p-5">
              <h2 className="font-semibold">{where}</h2>
              <ol className="mt-2 list-decimal space-y-1 pl-5 text-sm">
                {steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </div>
          ))}
        </section>
      )}
    </div>
  )
}
