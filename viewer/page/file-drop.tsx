import { useEffect, useState } from 'preact/hooks';
import { act, snapshot } from './data.ts';
import { goTo } from './route.ts';

/** Files of traces that are dropped anywhere are taken in. True while something is held over the page. */
export function useFileDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (snapshot !== undefined) return;
    const hold = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      void takeFiles(event.dataTransfer?.files ?? []);
    };
    addEventListener('dragover', hold);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', hold);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
  return over;
}

export async function takeFiles(files: Iterable<File>): Promise<void> {
  for (const file of files) {
    try {
      await act('import', {}, file);
    } catch (error) {
      alert(`${file.name}: ${(error as Error).message}`);
    }
  }
  goTo('/traces');
}
