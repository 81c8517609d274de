"""A small application by hand, that passes every check; tests spoil copies of it."""

FILES = {
    "backend/__init__.py": '"""The back end."""\n',
    "backend/main.py": '''"""The application: a health check, a sum, and the built front end."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse

DIST = Path(__file__).parents[1] / "frontend" / "dist"

app = FastAPI()


@app.get("/api/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/api/sum")
def add(first: int, second: int) -> int:
    if first < 0:
        return second
    return first + second


@app.get("/")
def page() -> FileResponse:
    return FileResponse(DIST / "index.html")
''',
    "tests/__init__.py": "",
    "tests/test_main.py": """import pytest

from backend.main import add, health


def test_it_is_healthy() -> None:
    assert health() == {"status": "ok"}


def test_it_adds() -> None:
    assert add(1, 2) == 3


@pytest.mark.skip(reason="later")
def test_it_subtracts() -> None:
    raise NotImplementedError
""",
    "frontend/index.html": """<!doctype html>
<html lang="en"><head><title>Small</title></head>
<body><div id="root"></div><script type="module" src="/src/main.tsx"></script></body></html>
""",
    "frontend/src/main.tsx": """import { createRoot } from 'react-dom/client'
import { App } from './App'
import './index.css'

const root = document.getElementById('root')
if (root) createRoot(root).render(<App name="world" />)
""",
    "frontend/src/App.tsx": """export function App({ name }: { name: string }) {
  return <h1 className="text-lg">Hello {name}</h1>
}

export function unused(flag: boolean) {
  return flag ? 1 : 2
}
""",
    "frontend/src/App.test.tsx": """import { render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { App } from './App'

test('it greets', () => {
  render(<App name="you" />)
  expect(screen.getByRole('heading')).toHaveTextContent('Hello you')
})

test('it can be watched', () => {
  const spy = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({}))
  void fetch('/api/sum')
  expect(spy).toHaveBeenCalledOnce()
})
""",
    "frontend/src/index.css": "@import 'tailwindcss';\n",
    "frontend/src/test/setup.ts": """import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach, vi } from 'vitest'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})
""",
    "vite.config.ts": """import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: 'frontend',
  test: { environment: 'happy-dom', setupFiles: './src/test/setup.ts' },
})
""",
    "package.json": '{ "name": "small", "private": true, "type": "module" }\n',
    "tsconfig.json": """{
  "compilerOptions": {
    "target": "ES2023",
    "lib": ["ES2023", "DOM", "DOM.Iterable"],
    "module": "ESNext",
    "moduleResolution": "Bundler",
    "jsx": "react-jsx",
    "types": ["vite/client"],
    "strict": true,
    "noEmit": true
  },
  "include": ["frontend/src", "vite.config.ts"]
}
""",
}


def small_app(**changes: str | None) -> dict[str, bytes]:
    """The tree, with files replaced, added or (None) left out; a name is a path with `__` for `/`."""
    files: dict[str, str | None] = {**FILES, **{name.replace("__", "/"): text for name, text in changes.items()}}
    return {path: text.encode() for path, text in files.items() if text is not None}
