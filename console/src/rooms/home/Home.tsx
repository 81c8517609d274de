import { useTitle } from '@/shell/Page'
import { Projects } from './Projects'
import { WishBox } from './WishBox'

/** A wish, and everything that came of those before. */
export function Home() {
  useTitle('Projects')
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8 sm:px-6 sm:py-14">
      <section aria-labelledby="ask">
        <h1 id="ask" className="mb-4 text-2xl sm:mb-5 sm:text-3xl">
          What do you want to build?
        </h1>
        <WishBox />
      </section>
      <Projects />
    </div>
  )
}
