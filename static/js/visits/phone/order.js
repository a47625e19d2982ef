// What the store should order, made anew with what was counted just now; the server's formula (visits/calc/order.py).

export function suggestionOf(line, counts) {
  const counted = line.skus.map((code) => counts[code]?.stock ?? null).filter((stock) => stock !== null);
  const stock = counted.length ? counted.reduce((sum, number) => sum + number, 0) : line.stock;
  const wanted = Math.ceil(line.needed - (stock ?? 0) - 1e-9);
  return { stock, quantity: Math.max(0, wanted, line.lacking) };
}
