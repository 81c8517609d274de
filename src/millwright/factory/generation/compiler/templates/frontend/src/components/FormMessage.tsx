export function FormMessage({ children }: { children: string }) {
  return (
    children && (
      <p role="alert" className="col-span-full rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger-ink">
        {children}
      </p>
    )
  )
}
