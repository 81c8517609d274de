// What the judge puts into each page that it opens: it tells what can be seen and pressed there, and what a press did.
(() => {
  const WORDS = /\s+/g
  const clean = (text) => (text ?? '').replace(WORDS, ' ').trim()
  let pending = 0
  let changed = performance.now()
  let learning = false
  let noisy = new WeakSet()
  let seen = { mutations: 0, requests: 0, prints: 0, copies: 0, shares: 0, files: 0, media: 0 }
  let before = null
  let items = []

  const track = (promise) => {
    pending += 1
    seen.requests += 1
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
  window.print = () => (seen.prints += 1)
  navigator.share = async () => void (seen.shares += 1)
  const clipboard = { writeText: async () => void (seen.copies += 1), write: async () => void (seen.copies += 1), readText: async () => '' }
  Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true })
  const play = HTMLMediaElement.prototype.play
  HTMLMediaElement.prototype.play = function () {
    seen.media += 1
    return play.apply(this)
  }
  const click = HTMLInputElement.prototype.click
  HTMLInputElement.prototype.click = function () {
    if (this.type === 'file') seen.files += 1
    else click.apply(this)
  }

  // What changes of its own accord (a clock, a ticker) is no answer to a press.
  const within = (node) => {
    for (let at = node; at; at = at.parentNode) if (noisy.has(at)) return true
    return false
  }
  new MutationObserver((records) => {
    changed = performance.now()
    for (const { target } of records) {
      if (learning) noisy.add(target)
      else if (!within(target)) seen.mutations += 1
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

  async function settle(quiet, timeout) {
    const end = performance.now() + timeout
    while (performance.now() < end) {
      const still = performance.now() - changed >= quiet
      if (document.readyState === 'complete' && pending === 0 && still && !document.querySelector('[aria-busy="true"]')) return true
      await pause(10)
    }
    return false
  }

  function visible(element) {
    if (!element.isConnected || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false
    const { width, height } = element.getBoundingClientRect()
    return width > 0 && height > 0
  }
  const all = (selector, root = document) => [...root.querySelectorAll(selector)].filter(visible)
  const main = () => document.querySelector('main, [role=main]') ?? document.body
  const dialog = () => all('dialog[open], [role=dialog], [role=alertdialog]').at(-1) ?? null

  function name(element) {
    const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean)
    const said = by.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
    const own = clean(element.getAttribute('aria-label')) || clean(said)
    if (own) return own
    if (element.labels?.length) return clean(element.labels[0].innerText) || clean(element.placeholder) || element.name || ''
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName)) {
      const own = ['submit', 'button', 'reset'].includes(element.type) ? element.value : ''
      return clean(own || element.placeholder || element.title || element.name)
    }
    const picture = element.querySelector('img[alt], svg[aria-label], svg title')
    return clean(element.innerText) || clean(element.title) || clean(picture?.alt ?? picture?.getAttribute('aria-label') ?? picture?.textContent)
  }

  const heading = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const found = at.querySelector('h1, h2, h3, h4, legend, figcaption, caption')
      if (found && visible(found)) return clean(found.innerText)
    }
    return ''
  }

  const shape = (element) => `${element.tagName}.${[...element.classList].slice(0, 3).join('.')}`

  // The repeated things of the page (rows, cards): the biggest group of children that look alike.
  const CANDIDATES = 'tbody, ul, ol, dl, div, section, [role=list], [role=feed]'
  const AROUND = 'nav, header:not(main header):not(article header), footer:not(main footer), form, fieldset, select, thead, [role=tablist], [role=menu], [role=radiogroup], figure svg'

  function groups() {
    const found = []
    for (const container of main().querySelectorAll(CANDIDATES)) {
      if (container.closest(AROUND) || !visible(container)) continue
      const table = container.tagName === 'TBODY'
      const children = [...container.children].filter((child) => visible(child) && clean(child.innerText).length > 1)
      const kinds = new Map()
      for (const child of children) {
        if (/^(BUTTON|LABEL|OPTION|H[1-6]|P|HR|FORM|INPUT)$/.test(child.tagName)) continue
        if (child.querySelector('h1, form, select, textarea, table, input:not([type=checkbox], [type=radio])') && !table) continue
        const kind = `${shape(container)}>${child.tagName}.${child.classList[0] ?? ''}`
        kinds.set(kind, [...(kinds.get(kind) ?? []), child])
      }
      for (const [kind, members] of kinds) {
        if (members.length < (table ? 1 : 2)) continue
        const lone = members.every((member) => member.children.length === 1 && /^(BUTTON|A)$/.test(member.children[0].tagName) && clean(member.innerText).length < 25)
        if (lone) continue
        // Parts of a layout differ in height; rows and cards hardly do.
        const heights = members.map((member) => member.offsetHeight)
        const named = /^(TR|LI|ARTICLE)$/.test(members[0].tagName)
        if (!named && (Math.max(...heights) > 2.5 * Math.min(...heights) || members.length < 3)) continue
        const area = members.reduce((sum, { offsetWidth, offsetHeight }) => sum + offsetWidth * offsetHeight, 0)
        const bonus = table ? 3 : /^(LI|ARTICLE)$/.test(members[0].tagName) ? 2 : 1
        found.push({ kind, members, weight: area * bonus * Math.min(members.length, 8) })
      }
    }
    return found.sort((a, b) => b.weight - a.weight)
  }

  const cells = (row) => (row.tagName === 'TR' ? [...row.cells].map((cell) => clean(cell.innerText)) : row.innerText.split('\n').map(clean).filter(Boolean))

  // What a row is called: its heading, else its first link or cell.
  function called(row) {
    for (const selector of ['h2, h3, h4, h5, h6', '[class*="title" i], strong, b', 'td, th', 'a']) {
      const found = clean(row.querySelector(selector)?.innerText)
      if (found) return found
    }
    return cells(row)[0] ?? ''
  }

  function alike(kind) {
    const [outer, inner] = kind.split('>')
    const found = []
    for (const element of main().querySelectorAll(inner.split('.')[0].toLowerCase())) {
      if (`${element.tagName}.${element.classList[0] ?? ''}` !== inner || !element.parentElement || shape(element.parentElement) !== outer) continue
      if (visible(element) && clean(element.innerText).length > 1) found.push(element)
    }
    return found
  }

  // Rows of the given kind, or of the page's biggest group.
  function rows(kind) {
    const found = kind ? alike(kind) : null
    const best = kind ? null : groups()[0]
    const members = found ?? (best ? alike(best.kind) : [])
    return { kind: kind ?? best?.kind ?? null, rows: members.map((row) => ({ text: clean(row.innerText), title: called(row), cells: cells(row) })) }
  }

  const BUTTONS = 'button, [role=button], [role=tab], [role=switch], [role=menuitem], [role=radio]:not(input), input[type=button], input[type=submit], input[type=image], summary, a:not([href]), a[href="#"], a[href=""], a[href^="javascript:"], [onclick]'

  // A submit button belongs to its form, and is judged there.
  const submits = (element) => {
    const type = element.getAttribute('type')
    const form = element.form ?? element.closest('form')
    // A form without a field is a button by another name.
    return Boolean(form && form.querySelector(FIELDS)) && (element.tagName === 'BUTTON' ? type === null || type === 'submit' : type === 'submit' || type === 'image')
  }

  function controls() {
    const counts = new Map()
    // What is dragged is not pressed, and what is shown already cannot be shown.
    const handle = (element) => /draggable|sortable/i.test(element.getAttribute('aria-roledescription') ?? '') || element.matches('[aria-current=true]')
    items = [...new Set(all(BUTTONS, dialog() ?? document))].filter((element) => !handle(element) && (element.tagName === 'SUMMARY' || !element.parentElement?.closest('button, [role=button]')))
    return items.map((element) => {
      const label = name(element)
      const row = element.closest('tbody tr, li, article, [role=listitem], [role=row]')
      const repeated = Boolean(row && !row.closest('nav, [role=tablist]') && row.parentElement.children.length > 1)
      const nth = counts.get(label) ?? 0
      counts.set(label, nth + 1)
      return {
        key: `${label}#${nth}`,
        label,
        nth,
        tag: element.tagName.toLowerCase(),
        role: element.getAttribute('role') ?? '',
        repeated,
        submits: submits(element),
        disabled: element.disabled === true || element.getAttribute('aria-disabled') === 'true',
        reason: clean(element.title || document.getElementById((element.getAttribute('aria-describedby') ?? '').split(' ')[0])?.textContent),
        pressed: element.getAttribute('aria-pressed') ?? element.getAttribute('aria-selected') ?? element.getAttribute('aria-checked') ?? '',
        group: toggles(element),
        sorts: Boolean(element.closest('th, [role=columnheader]')),
        chrome: Boolean(element.closest('nav, header, footer, aside') && !element.closest('main')),
        landmark: element.closest('[role=tablist], [role=radiogroup], [role=group], fieldset') ? heading(element) : '',
        section: heading(element),
      }
    })
  }

  // Buttons side by side of which one is pressed: a choice among views or values.
  function toggles(element) {
    const marks = (one) => one.getAttribute('aria-pressed') ?? one.getAttribute('aria-selected') ?? one.getAttribute('aria-checked')
    if (marks(element) === null) return 0
    const group = element.closest('[role=tablist], [role=radiogroup], [role=group], fieldset, ul') ?? element.parentElement
    return [...group.querySelectorAll('[aria-pressed], [aria-selected], [aria-checked]')].filter((one) => one.tagName === element.tagName).length
  }

  const control = (key) => {
    const at = controls().findIndex((each) => each.key === key)
    return at < 0 ? null : items[at]
  }

  const FIELDS = 'input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea, [contenteditable=true], [role=combobox]:not(input)'
  const SUBMITS = /\b(save|submit|send|create|add|post|publish|sign up|register|subscribe|book|order|pay|apply|generate|convert|calculate|search|continue|next|update|upload|reserve|request|join|checkout|place|confirm|start|run|comment|reply|vote)/i

  function boxes() {
    const found = all('form')
    const loose = all(FIELDS).filter((field) => !field.closest('form') && !/^(search|checkbox|radio)$/.test(field.type) && field.tagName !== 'SELECT' && !FINDS.test(name(field)))
    for (const field of loose) {
      let at = field.parentElement
      while (at && at !== document.body && ![...at.querySelectorAll('button')].some((button) => visible(button) && SUBMITS.test(name(button)))) at = at.parentElement
      if (at && at !== document.body && !at.querySelector('nav, main, h1') && at.tagName !== 'MAIN' && !found.includes(at)) found.push(at)
    }
    const top = dialog()
    return top ? found.filter((box) => top.contains(box) || box.contains(top)) : found
  }

  const fieldsOf = (box) => all(FIELDS, box).concat([...box.querySelectorAll('input[type=file]')].filter((field) => !visible(field)))

  function submitOf(box) {
    const buttons = all('button, input[type=submit], input[type=image]', box)
    return buttons.find(submits) ?? (box.tagName === 'FORM' ? undefined : buttons.filter((button) => SUBMITS.test(name(button))).at(-1)) ?? null
  }

  function describe(field, at) {
    return {
      at,
      label: name(field),
      hint: clean(`${field.name ?? ''} ${field.id ?? ''} ${field.placeholder ?? ''} ${field.autocomplete ?? ''}`),
      tag: field.tagName.toLowerCase(),
      type: field.type ?? field.getAttribute('role') ?? 'text',
      required: field.required === true || field.getAttribute('aria-required') === 'true',
      disabled: field.disabled === true || field.readOnly === true,
      value: field.type === 'checkbox' || field.type === 'radio' ? String(field.checked) : (field.value ?? field.textContent ?? ''),
      options: field.tagName === 'SELECT' ? [...field.options].filter((option) => !option.disabled).map((option) => ({ value: option.value, text: clean(option.text) })) : [],
      accept: field.accept ?? '',
      min: field.min ?? '',
      max: field.max ?? '',
      step: field.step ?? '',
      maxlength: field.maxLength > 0 ? field.maxLength : 0,
      combobox: field.getAttribute('role') === 'combobox' || Boolean(field.getAttribute('aria-autocomplete')) || Boolean(field.getAttribute('list')),
    }
  }

  function forms() {
    return boxes().map((box, at) => {
      const fields = fieldsOf(box).map(describe)
      const submit = submitOf(box)
      return {
        at,
        key: fields.map((field) => `${field.label}:${field.type}`).join('|'),
        title: name(box).length < 80 && box.tagName === 'FORM' && box.hasAttribute('aria-label') ? name(box) : heading(box),
        submit: submit ? name(submit) : '',
        off: submit ? submit.disabled : false,
        search: box.getAttribute('role') === 'search' || Boolean(box.closest('[role=search], search')),
        repeated: Boolean(box.closest('tbody tr, li, article')),
        dialog: Boolean(dialog()?.contains(box)),
        fields,
      }
    })
  }

  const field = (form, at) => fieldsOf(boxes()[form] ?? document.createElement('div'))[at] ?? null
  const submit = (form) => (boxes()[form] ? submitOf(boxes()[form]) : null)

  // What the browser itself would object to, unless the form has told it not to.
  function objections(at) {
    const box = boxes()[at]
    if (!box || box.noValidate) return []
    return [...box.querySelectorAll(':invalid')].filter((one) => one.validationMessage).map((one) => `${name(one)}: ${one.validationMessage}`)
  }

  const faults = () => [...new Set(all('[role=alert], [aria-invalid=true], [class*="error" i], [class*="invalid" i]').map((one) => clean(one.innerText) || name(one)))].filter(Boolean)

  const LOOKUPS = 'input[type=search], [role=searchbox], input[type=text], input:not([type])'
  const FINDS = /search|find|look up|query|filter by (name|text|keyword)/i
  // The boxes to search in, and the choices that narrow or order what is shown.
  function finders() {
    const searches = all(LOOKUPS).filter((one) => one.getAttribute('role') !== 'combobox').filter((one) => one.type === 'search' || one.getAttribute('role') === 'searchbox' || FINDS.test(`${name(one)} ${one.placeholder}`))
    const selects = all('select').filter((one) => {
      const form = one.closest('form')
      return !form || (form.method === 'get' && !all('textarea, input[type=password], input[type=email]', form).length && (form.hasAttribute('action') || form.getAttribute('role') === 'search' || !submitOf(form) || /^(apply|filter|search|go|show|find)/i.test(name(submitOf(form)))))
    })
    items = [...searches, ...selects]
    return items.map((one, at) => ({ ...describe(one, at), search: searches.includes(one), chrome: Boolean(one.closest('header, nav, aside') && !one.closest('main')) }))
  }
  const finder = (at) => (finders(), items[at] ?? null)

  const heads = () => all('main th, [role=main] th, body th').map((head) => ({ text: clean(head.innerText), sorts: head.hasAttribute('aria-sort') || Boolean(head.querySelector('button, a')) || getComputedStyle(head).cursor === 'pointer' }))
  const head = (at) => {
    const one = all('main th, [role=main] th, body th')[at]
    return one ? (one.querySelector('button, a') ?? one) : null
  }

  const PICTURED = /chart|graph|plot|sparkline|histogram|donut|pie|heat ?map|trend|axis/i
  const AXES = /axis|grid|tick|legend|frame|background/i

  // How many marks of a size a drawing has, axes and frames apart.
  function marks(svg) {
    const frame = svg.getBoundingClientRect()
    let count = 0
    for (const mark of svg.querySelectorAll('rect, circle, ellipse, path, polyline, polygon')) {
      if (mark.closest('defs, clipPath, mask, marker, symbol')) continue
      const classes = []
      for (let at = mark; at && at !== svg; at = at.parentElement) classes.push(at.getAttribute('class') ?? '', at.getAttribute('data-role') ?? '')
      if (AXES.test(classes.join(' '))) continue
      const { width, height } = mark.getBoundingClientRect()
      const line = /^(path|polyline)$/.test(mark.tagName)
      if (width >= frame.width * 0.98 && height >= frame.height * 0.98 && mark.tagName === 'rect') continue
      // A line that is only as wide or as high as an axis is one.
      if (line && (width < 1 || height < 1) && mark.getTotalLength() > 0.6 * Math.min(frame.width, frame.height)) continue
      if (line ? mark.getTotalLength() > 2 : width >= 1 && height >= 1) count += line ? points(mark) : 1
    }
    return count
  }
  const points = (line) => (line.tagName === 'polyline' ? line.points.numberOfItems : Math.max(1, ((line.getAttribute('d') ?? '').match(/[LCQAHVlcqahv]/g) ?? []).length))

  function painted(canvas) {
    try {
      const copy = document.createElement('canvas')
      copy.width = 64
      copy.height = 64
      const context = copy.getContext('2d')
      context.drawImage(canvas, 0, 0, 64, 64)
      const { data } = context.getImageData(0, 0, 64, 64)
      const counts = new Map()
      for (let at = 0; at < data.length; at += 4) {
        const colour = `${data[at] >> 4},${data[at + 1] >> 4},${data[at + 2] >> 4},${data[at + 3] >> 4}`
        counts.set(colour, (counts.get(colour) ?? 0) + 1)
      }
      const most = Math.max(...counts.values())
      return 4096 - most > 40 ? counts.size : 0
    } catch {
      return 1
    }
  }

  const parts = 'section, article, figure, fieldset, dialog, main, [role=region], [class*="card" i], [class*="panel" i]'

  // Bars made of boxes: filled, without words, several from one line upwards or to the right.
  function bars(box) {
    const lines = new Map()
    for (const bar of all('*', box)) {
      const { left, bottom, width, height } = bar.getBoundingClientRect()
      if (bar.namespaceURI !== box.namespaceURI || width < 2 || height < 2 || width > 900 || height > 500 || Math.max(width, height) < 8) continue
      if (clean(bar.innerText) || /^(BUTTON|A|INPUT|IMG|HR|SELECT)$/.test(bar.tagName)) continue
      // A bar may lead to what it stands for, with its figure; a box beside words that lead somewhere is none.
      if (bar.closest('button, label') || /\p{L}{2}/u.test(bar.closest('a')?.innerText ?? '')) continue
      const colour = getComputedStyle(bar).backgroundColor
      if (!opaque(colour) || String(rgb(colour)) === String(background(bar.parentElement))) continue
      for (const line of [`x${Math.round(left)} ${Math.round(height)} ${colour}`, `y${Math.round(bottom)} ${Math.round(width)} ${colour}`]) {
        lines.set(line, [...(lines.get(line) ?? []), line[0] === 'x' ? width : height])
      }
    }
    // Things of one size are boxes to tick or dots of a legend.
    return Math.max(0, ...[...lines.values()].filter((sizes) => new Set(sizes.map(Math.round)).size > 1).map((sizes) => sizes.length))
  }

  const COUNTS = /\b(by|per|over) (status|state|stage|category|type|kind|month|week|day|year|time|city|region|role|level|\w+)\b|trend|distribution|breakdown/i
  const BARE = /\bno (data|figures|records|entries|results|values)\b|nothing (yet|to show)|not enough data/i

  // Charts made of boxes, or of none: a part of the page that says by its heading that it counts something.
  function boxed() {
    const found = []
    for (const title of all('h2, h3, h4, figcaption', main())) {
      const part = title.closest(parts)
      if (!part || part.tagName === 'MAIN' || all('canvas, table', part).length || found.some((other) => other.part === part)) continue
      const text = clean(part.innerText)
      const count = bars(part)
      if (count >= 2 || (COUNTS.test(title.innerText) && BARE.test(text) && text.length < 200)) found.push({ part, label: clean(title.innerText), marks: count, kind: 'boxes', text: text.slice(0, 120) })
    }
    return found
  }

  function charts() {
    const found = []
    const marked = [...document.querySelectorAll('svg, canvas, [role=img], figure, [class*="chart" i]')].filter(visible)
    // A line or an area of a drawing stands for the whole of it.
    const places = [...new Set(marked.map((one) => one.ownerSVGElement ?? one))]
    for (const place of places) {
      if (place.closest('button, a, nav, header, label') || found.some((other) => other.place.contains(place))) continue
      const { width, height } = place.getBoundingClientRect()
      if (width < 100 || height < 50) continue
      const about = [place.getAttribute('class'), place.querySelector('[class*="chart" i]') && 'chart', place.id, place.getAttribute('aria-label'), place.closest('figure')?.getAttribute('class'), place.closest('figure')?.getAttribute('aria-label'), place.querySelector('title')?.textContent]
      const said = about.join(' ')
      const axes = place.tagName === 'svg' && place.querySelectorAll('text').length >= 2 && place.getAttribute('aria-hidden') !== 'true'
      const canvases = place.tagName === 'CANVAS' ? [place] : [...place.querySelectorAll('canvas')]
      if (!PICTURED.test(said) && !axes && !(place.tagName === 'CANVAS' && PICTURED.test(heading(place)))) continue
      const drawings = place.tagName === 'svg' ? [place] : [...place.querySelectorAll('svg')].filter((svg) => svg.getBoundingClientRect().width >= 60)
      const count = drawings.reduce((sum, svg) => sum + marks(svg), 0) + canvases.reduce((sum, canvas) => sum + painted(canvas), 0)
      found.push({ place, label: clean(place.getAttribute('aria-label')) || heading(place), marks: count || bars(place), kind: canvases.length ? 'canvas' : drawings.length ? 'svg' : 'boxes', text: clean(place.innerText ?? place.textContent).slice(0, 120) })
    }
    const drawn = found.map(({ place, ...rest }) => rest)
    return [...drawn, ...boxed().filter(({ part }) => !found.some(({ place }) => part.contains(place))).map(({ part, ...rest }) => rest)]
  }

  function links() {
    return [...document.querySelectorAll('a[href]')].filter((link) => !/^(#?|javascript:.*)$/.test(link.getAttribute('href'))).map((link) => {
      // Links in drawings have no addresses of their own, only attributes.
      const raw = link.getAttribute('href')
      const { href, hash, pathname } = new URL(raw, document.baseURI)
      return {
        href,
        raw,
        text: name(link),
        visible: visible(link),
        download: link.hasAttribute('download'),
        nav: Boolean(link.closest('nav, [role=navigation]')),
        anchored: !hash || hash === '#' || pathname !== location.pathname || document.getElementById(decodeURIComponent(hash.slice(1))) !== null,
      }
    })
  }

  const opaque = (colour) => !/rgba\(.*, 0\)|transparent/.test(colour)
  function rgb(colour) {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    context.fillStyle = colour
    context.fillRect(0, 0, 1, 1)
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const background = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (opaque(style.backgroundColor)) return rgb(style.backgroundColor)
    }
    return [255, 255, 255]
  }

  // The colours that the style sheets give: of the page, of buttons, links, bars and headings.
  function colours() {
    const of = (selector, property) => all(selector).filter((one) => property !== 'backgroundColor' || opaque(getComputedStyle(one)[property])).map((one) => rgb(getComputedStyle(one)[property]))
    const root = opaque(getComputedStyle(document.body).backgroundColor) ? document.body : document.documentElement
    return {
      body: background(root),
      buttons: of('button, [role=button], input[type=submit], a[class*="btn" i], a[class*="button" i], main a', 'backgroundColor'),
      bars: of('header, nav, aside, footer, nav a, th, thead, [role=banner], main section, main div', 'backgroundColor'),
      texts: of('a, h1, h2, nav a, th', 'color'),
      borders: all('button, [role=button], [class*="card" i], article, section').filter((one) => parseFloat(getComputedStyle(one).borderTopWidth) > 0).map((one) => rgb(getComputedStyle(one).borderTopColor)),
    }
  }

  function sight() {
    const texts = (selector) => [...new Set(all(selector).map((one) => clean(one.innerText)).filter(Boolean))]
    return {
      title: document.title,
      heading: clean(document.querySelector('main h1, h1')?.innerText),
      headings: texts('h1, h2, h3, h4, legend, figcaption, caption, dt'),
      heads: texts('th'),
      buttons: [...new Set(all(BUTTONS).map(name).filter(Boolean))],
      labels: [...new Set(all(FIELDS).map(name).filter(Boolean))],
      options: [...new Set(all('select').flatMap((one) => [...one.options].map((option) => clean(option.text))))],
      text: clean(document.body.innerText).slice(0, 20000),
      passwords: all('input[type=password]').length,
      files: document.querySelectorAll('input[type=file]').length,
      media: all('video, audio, iframe').length,
      canvases: all('canvas').length,
      pictures: all('img, svg[role=img]').filter((one) => one.clientWidth >= 80).length,
      maps: all('[class*="map" i]:not([class*="heat" i]), [aria-label*="map" i]').filter((one) => one.clientWidth >= 150).length,
      broken: all('img').filter((one) => one.complete && one.naturalWidth === 0).map((one) => one.getAttribute('src') ?? ''),
      links: links(),
    }
  }

  async function mark() {
    learning = true
    await pause(150)
    learning = false
    seen = { mutations: 0, requests: 0, prints: 0, copies: 0, shares: 0, files: 0, media: 0 }
    before = { url: location.href, lines: new Set(lines()), focus: document.activeElement, scroll: scrollY, text: clean(document.body.innerText), dialogs: all('dialog[open], [role=dialog], [role=alertdialog]').length, layout: layout() }
  }
  const lines = () => document.body.innerText.split('\n').map(clean).filter(Boolean)
  const layout = () => all('main *').slice(0, 400).map((one) => Math.round(one.getBoundingClientRect().width)).join()

  // What has happened since `mark`; null where the page is another.
  function effects() {
    if (before === null) return null
    const focus = document.activeElement
    return {
      ...seen,
      moved: location.href !== before.url,
      text: clean(document.body.innerText) !== before.text,
      layout: layout() !== before.layout,
      dialogs: all('dialog[open], [role=dialog], [role=alertdialog]').length - before.dialogs,
      focus: focus !== before.focus && focus.matches('input, select, textarea, [contenteditable], [tabindex="-1"]'),
      scrolled: Math.abs(scrollY - before.scroll) > 20,
      lines: lines().filter((line) => !before.lines.has(line)).slice(0, 40),
    }
  }

  async function audit() {
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }, resultTypes: ['violations'], elementRef: false, preload: false })
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, help, nodes }) => `${id}: ${help} (${nodes[0].target.join(' ')}${nodes.length > 1 ? `, and ${nodes.length - 1} more` : ''})`)
  }

  const overflow = () => {
    const wide = document.documentElement.scrollWidth - innerWidth
    // The innermost that sticks out is the one to mend.
    const sticksOut = (one) => one.getBoundingClientRect().right > innerWidth + 1
    const worst = wide > 1 ? [...document.querySelectorAll('body *')].find((one) => sticksOut(one) && ![...one.children].some(sticksOut)) : null
    return { wide: Math.max(0, wide), worst: worst ? `${worst.tagName.toLowerCase()} ${clean(worst.innerText ?? '').slice(0, 40)}` : '' }
  }

  const api = { settle, rows, controls, control, forms, field, submit, objections, faults, finders, finder, heads, head, charts, colours, sight, mark, effects, audit, overflow, lines }
  Object.defineProperty(window, '__judge', { value: Object.freeze(api) })
})()
