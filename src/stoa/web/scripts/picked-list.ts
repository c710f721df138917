/* A list of people, as somebody has it in a file: what each of its lines names. */

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const ADDRESS = /[^\s,;<>"']+@[^\s,;<>"']+\.[^\s,;<>"']+/g;

/** again: how often something came that was there before. bare: numbers of the lines that name nobody. over: how many came after the
    most that are taken. */
export interface List { ids: string[]; addresses: string[]; again: number; bare: number[]; over: number }

export function readList(text: string, most: number): List {
  const list: List = { ids: [], addresses: [], again: 0, bare: [], over: 0 };
  const seen = new Set<string>();
  for (const [place, line] of text.split(/\r\n|\r|\n/).entries()) {
    const ids = line.match(ID) ?? [];
    const addresses = line.replace(ID, " ").match(ADDRESS) ?? [];
    if (line.trim() && ids.length + addresses.length === 0) list.bare.push(place + 1);
    for (const [kind, found] of [["ids", ids], ["addresses", addresses]] as const) {
      for (const one of found.map((each) => each.toLowerCase())) {
        if (seen.has(one)) list.again += 1;
        else if (seen.size >= most) list.over += 1;
        else { seen.add(one); list[kind].push(one); }
      }
    }
  }
  return list;
}
