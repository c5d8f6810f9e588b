// @file app/page.tsx
'use client';

export async function loader() {}

export default async function Page() {
  return <p />;
}
