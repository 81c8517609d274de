import { Link } from '@tanstack/react-router'
import { lexer, type Token, type Tokens } from 'marked'
import { Fragment, type ReactNode, useMemo } from 'react'
import { useProjectId } from '../work'
import { leadsTo } from './leading'

/** A text in Markdown as its readers see it. What is HTML in it stays text: it is parsed, and nothing of it is run. */
export default function Markdown({ path, text }: { path: string; text: string }) {
  const tokens = useMemo(() => lexer(text), [text])
  return (
    <article aria-label={`${path}, rendered`} className="markdown mx-auto max-w-2xl px-5 py-6 sm:px-8">
      <Each of={tokens} path={path} />
    </article>
  )
}

/** A text does not change while it is read: what is in it is known by its place. */
const placed = <T,>(items: readonly T[]) => items.map((item, place) => ({ item, place }))

interface Within {
  path: string
}

function Each({ of: tokens, path }: { of: readonly Token[] | undefined } & Within): ReactNode {
  return placed(tokens ?? []).map(({ item, place }) => <Fragment key={place}>{one(item as Tokens.Generic, path)}</Fragment>)
}

function one(token: Tokens.Generic, path: string): ReactNode {
  const within = <Each of={token.tokens} path={path} />
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'heading':
      return <Heading depth={token.depth as number}>{within}</Heading>
    case 'paragraph':
      return <p>{within}</p>
    case 'text':
    case 'escape':
      return token.tokens ? within : String(token.text)
    case 'strong':
      return <strong>{within}</strong>
    case 'em':
      return <em>{within}</em>
    case 'del':
      return <del>{within}</del>
    case 'br':
      return <br />
    case 'hr':
      return <hr />
    case 'codespan':
      return <code>{String(token.text)}</code>
    case 'code':
      return <pre>{String(token.text)}</pre>
    case 'blockquote':
      return <blockquote>{within}</blockquote>
    case 'list':
      return <List list={token as Tokens.List} path={path} />
    case 'table':
      return <Rows table={token as Tokens.Table} path={path} />
    case 'link':
      return (
        <Leading to={String(token.href)} path={path}>
          {within}
        </Leading>
      )
    case 'image':
      return <Leading to={String(token.href)} path={path}>{String(token.text) || 'Picture'}</Leading>
    default:
      return token.raw
  }
}

/** One level below the page's own. */
function Heading({ depth, children }: { depth: number; children: ReactNode }) {
  const Tag = (['h3', 'h4', 'h5', 'h6'] as const)[Math.min(depth, 4) - 1] ?? 'h6'
  return <Tag data-depth={depth}>{children}</Tag>
}

function List({ list, path }: { list: Tokens.List } & Within) {
  const Tag = list.ordered ? 'ol' : 'ul'
  return (
    <Tag start={list.ordered && list.start !== '' ? list.start : undefined}>
      {placed(list.items).map(({ item, place }) => (
        <li key={place}>
          {item.task && <span className="mr-1.5">{item.checked ? '☑' : '☐'}</span>}
          <Each of={item.tokens} path={path} />
        </li>
      ))}
    </Tag>
  )
}

function Rows({ table, path }: { table: Tokens.Table } & Within) {
  return (
    <div className="overflow-x-auto">
      <table>
        <thead>
          <tr>
            {placed(table.header).map(({ item, place }) => (
              <th key={place} scope="col">
                <Each of={item.tokens} path={path} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {placed(table.rows).map(({ item: row, place: line }) => (
            <tr key={line}>
              {placed(row).map(({ item, place }) => (
                <td key={place}>
                  <Each of={item.tokens} path={path} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Leading({ to, path, children }: { to: string; children: ReactNode } & Within) {
  const projectId = useProjectId()
  const goal = leadsTo(to, path)
  if (goal === null) return children
  if ('path' in goal) {
    return (
      <Link to="/projects/$projectId/files" params={{ projectId }} search={{ path: goal.path }}>
        {children}
      </Link>
    )
  }
  return (
    <a href={goal.url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}
