import { Page } from '@/shell/Page'

export function Home() {
  return (
    <Page title="What should it be?">
      <textarea id="wish" aria-label="Your wish" />
    </Page>
  )
}
