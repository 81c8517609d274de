const mark = /^(?:[-*•–]|\d{1,3}[.)])\s+/

/** What people type as a list, one thing in each line, as a list; a single line stays a sentence. */
export function TextList({ of, numbered }: { of: string | null; numbered?: boolean }) {
  const lines = (of ?? '').split('\n').map((line) => line.trim().replace(mark, ''))
  const items = lines.filter((line) => line).map((text, place) => ({ key: `${place}: ${text}`, text }))
  if (items.length < 2) return of
  const List = numbered ? 'ol' : 'ul'
  return (
    <List className={`max-w-prose space-y-1.5 pl-6 leading-relaxed whitespace-normal ${numbered ? 'list-decimal' : 'list-disc'}`}>
      {items.map(({ key, text }) => (
        <li key={key} className="pl-1 wrap-anywhere marker:text-accent">
          {text}
        </li>
      ))}
    </List>
  )
}
