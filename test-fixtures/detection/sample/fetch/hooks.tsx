import { useEffect, useState } from 'react';

export function useUsers() {
  const [users, setUsers] = useState<string[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    fetch('/api/users', { signal: controller.signal })
//  ^ fetch fetch proven
      .then((r) => r.json())
      .then(setUsers);
    return () => controller.abort();
  }, []);
  return users;
}
