export async function getUser(id: string) {
  const res = await fetch(`/api/users/${id}`);
//                  ^ fetch fetch proven
  if (!res.ok) throw new Error(res.statusText);
  return res.json();
}

export const getAll = (ids: string[]) => Promise.all(ids.map((id) => fetch('/u/' + id).then((r) => r.json())));
//                                                                   ^ fetch fetch proven
