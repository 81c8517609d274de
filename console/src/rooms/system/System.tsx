import { Page } from '@/shell/Page'

export function System() {
  return (
    <Page title="System">
      <p />
    </Page>
  )
}
