import { Page } from '@/shell/Page'

export function Plan() {
  return (
    <Page title="The plan">
      <p />
    </Page>
  )
}
