// What Millwright puts into each page that it opens: it counts requests under way, so that "settled" can be told
// without guessing, goes to another page as a link would, and looks around.
(() => {
  let pending = 0
  let changed = performance.now()
  const track = (promise) => {
    pending += 1
    const done = () => {
      pending -= 1
      changed = performance.now()
    }
    promise.then(done, done)
    return promise
  }
  const fetch = window.fetch
  window.fetch = (...args) => track(fetch(...args))
  const send = XMLHttpRequest.prototype.send
  XMLHttpRequest.prototype.send = function (...args) {
    track(new Promise((resolve) => this.addEventListener('loadend', resolve)))
    return send.apply(this, args)
  }
  const observer = new MutationObserver(() => (changed = performance.now()))
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })

  // Colours on their way to others are nobody's fault: what counts is where they end.
  const calm = new CSSStyleSheet()
  calm.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important }')
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, calm]

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  const heading = () => document.querySelector('main h1, h1')

  // Settled: loaded, nothing asked for, not busy, and still for a moment. Answers what is missing, or null; a page
  // that has long been still without a heading will not get one. A busy machine takes seconds over a script that the
  // page imports, of which nothing tells.
  const BARE = 3000
  async function settle(quiet, timeout) {
    const end = performance.now() + timeout
    let missing = 'it did not finish loading'
    while (performance.now() < end) {
      const still = performance.now() - changed
      if (document.readyState === 'complete' && pending === 0 && still >= quiet) {
        if (document.querySelector('[aria-busy="true"]')) missing = 'it stayed busy'
        else if (heading()) return null
        else {
          missing = 'it has no main heading'
          if (still >= BARE) break
        }
      }
      await pause(5)
    }
    return missing
  }

  // As a router sees a click on a link: the page stays, the address changes. False where nothing happened.
  async function follow(path, timeout) {
    const before = changed
    history.pushState({}, '', path)
    dispatchEvent(new PopStateEvent('popstate', { state: {} }))
    const end = performance.now() + timeout
    while (changed === before && pending === 0 && performance.now() < end) await pause(2)
    return changed !== before || pending > 0
  }

  function links() {
    return [...document.querySelectorAll('a[href]')]
      .filter((link) => !link.hasAttribute('download') && link.getAttribute('target') !== '_blank')
      // Links within drawings have an object for `href`.
      .map((link) => URL.parse(link.getAttribute('href'), document.baseURI))
      .filter((url) => url !== null)
      .filter((url) => url.origin === location.origin)
      .map((url) => url.pathname)
  }

  // axe-core, out of the page's reach from the moment that it has run: what a page calls `axe` audits nothing.
  let auditor = null
  const arm = () => {
    auditor = window.axe
    delete window.axe
  }
  const armed = () => auditor !== null

  async function audit(options) {
    const { violations } = await auditor.run(document, options)
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, help, nodes }) => ({ rule: id, impact, help, targets: nodes.map((node) => node.target.join(' ')) }))
  }

  const look = () => ({ title: document.title, heading: heading()?.textContent?.trim() ?? '', links: links() })

  // Waits, looks and audits in one go; `rules` are axe's options, or null.
  async function inspect({ quiet, timeout, rules }) {
    const missing = await settle(quiet, timeout)
    return { missing, ...look(), found: rules && armed() ? await audit(rules) : null }
  }

  // The same on another page; null where the router did not take us there.
  const travel = async ({ path, patience, ...rest }) => ((await follow(path, patience)) ? inspect(rest) : null)

  Object.defineProperty(window, '__millwright', { value: Object.freeze({ inspect, travel, audit, arm, armed }) })
})()
