/**
 * Does the same to every item, `workers` of them at a time, in their order.
 * @throws what `work` throws first; the items begun by then are still finished.
 */
export async function inParallel<Item>(
  items: Iterable<Item>,
  workers: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  // The workers draw from one queue.
  const queue = Iterator.from(items);
  const drain = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: workers }, drain));
}
