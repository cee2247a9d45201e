/** What a column of texts or of labels is called where people share data, in any case and without accents. */
export const textNames = ["text", "texto", "sentence", "frase", "sentenca", "review", "resenha", "avaliacao", "review_text", "comment", "comentario", "content", "conteudo", "message", "mensagem", "tweet", "headline", "title", "titulo", "question", "pergunta", "body", "document", "documento", "utterance", "phrase", "description", "descricao"];
export const labelNames = ["label", "rotulo", "class", "classe", "category", "categoria", "sentiment", "sentimento", "polarity", "polaridade", "target", "alvo", "intent", "intencao", "topic", "topico", "tema", "rating", "overall_rating", "nota", "stars", "estrelas", "score", "tag", "language", "idioma", "lang", "spam", "tipo", "type", "emotion", "emocao", "y"];

export const plainName = (name: string): string => name.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase().replace(/[\s-]+/g, "_");
const known = new Set([...textNames, ...labelNames, "id", "index", "split", "date", "data", "user", "author", "autor"]);
const isNumber = (cell: string): boolean => /^\s*[-+]?[\d.,]*\d\s*%?\s*$/.test(cell);

/** Whether the first row names the columns: by names that people use, by not being of a kind with what stands below, or by being short over long texts. */
export function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows.slice(0, 200);
  if (!first) return false;
  if (first.some((cell) => known.has(plainName(cell)))) return true;
  if (rest.length === 0) return false;
  if (first.some((cell) => isNumber(cell) || cell.length > 60)) return false;
  const columns = first.map((cell, i) => ({ cell, below: rest.map((row) => row[i] ?? "") }));
  if (columns.some(({ cell, below }) => cell.trim() !== "" && below.every((value) => value === "" || isNumber(value)))) return true;
  // A column of few labels: its name is not among them.
  const labels = columns.find(({ below }) => new Set(below).size <= Math.min(20, below.length / 2));
  if (labels) return !labels.below.includes(labels.cell);
  const longest = Math.max(...columns.map(({ below }) => below.reduce((sum, value) => sum + value.length, 0) / below.length));
  return first.every((cell) => cell.trim() !== "" && cell.length * 3 < longest);
}

/** Names for columns, all different and none empty: a repeated one gets a number, and one without a name is its number, "#2", in every language. */
export function columnNames(given: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return given.map((raw, i) => {
    const name = raw.replace(/\s+/g, " ").trim().slice(0, 80) || `#${i + 1}`;
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
    taken.add(unique);
    return unique;
  });
}
