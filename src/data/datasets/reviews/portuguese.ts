import type { Adjectives, Aspect, Language } from "./language.js";

// Adjectives stand here in the masculine singular; `agree` inflects them.
const superb = { positive: ["excelente", "maravilhoso", "fantástico"], negative: ["péssimo", "horrível", "terrível"] };
const aspect = (positive: Omit<Adjectives, "absolute">, negative: Omit<Adjectives, "absolute">, clashes: Aspect["clashes"], copulas: Aspect["copulas"], absolute = superb): Aspect =>
  ({ positive: { ...positive, absolute: absolute.positive }, negative: { ...negative, absolute: absolute.negative }, clashes, copulas });

const story = aspect(
  { measured: ["original", "engraçado", "interessante", "bom"], felt: ["emocionante", "criativo"] },
  { measured: ["previsível", "confuso", "repetitivo", "complicado"], felt: ["chato", "ruim"] },
  [["original", "criativo", "previsível"], ["engraçado", "interessante", "bom", "emocionante", "chato", "ruim"], ["original", "criativo", "ruim"]],
  ["é", "era"],
);
const performance = aspect(
  { measured: [], felt: ["convincente", "natural"] },
  { measured: [], felt: ["fraco", "forçado"] },
  [["convincente", "natural", "fraco", "forçado"]],
  ["é", "era"],
);
const food = aspect(
  { measured: ["bom", "gostoso"], felt: ["saboroso"] },
  { measured: ["salgado", "gorduroso"], felt: ["ruim"] },
  [["bom", "gostoso", "saboroso", "ruim"]],
  ["estava"],
  { positive: ["delicioso", "excelente", "maravilhoso"], negative: superb.negative },
);
const person = aspect(
  { measured: [], felt: ["simpático", "educado", "atencioso"] },
  { measured: [], felt: ["grosseiro", "impaciente", "desatento"] },
  [["simpático", "educado", "atencioso", "grosseiro", "impaciente"], ["atencioso", "desatento"]],
  ["foi"],
);
const place = aspect(
  { measured: ["limpo", "confortável", "silencioso"], felt: ["agradável", "aconchegante"] },
  { measured: ["barulhento", "abafado", "apertado"], felt: ["sujo", "desconfortável"] },
  [["limpo", "agradável", "aconchegante", "sujo"], ["silencioso", "barulhento"], ["confortável", "agradável", "aconchegante", "desconfortável"], ["confortável", "apertado"]],
  ["é", "era"],
  { positive: ["excelente", "maravilhoso", "perfeito"], negative: superb.negative },
);
const device = aspect(
  { measured: ["prático", "leve", "resistente"], felt: ["rápido"] },
  { measured: ["pesado", "frágil", "complicado"], felt: ["lento"] },
  [["leve", "pesado"], ["resistente", "frágil"], ["rápido", "lento"], ["prático", "complicado"]],
  ["é"],
  { positive: ["excelente", "perfeito", "fantástico"], negative: ["péssimo", "horrível", "inútil"] },
);
const lesson = aspect(
  { measured: ["útil", "interessante", "claro"], felt: ["dinâmico"] },
  { measured: ["confuso", "repetitivo", "cansativo"], felt: ["chato"] },
  [["interessante", "dinâmico", "chato", "cansativo"], ["claro", "confuso"]],
  ["foi"],
);

const copulas: Readonly<Record<string, readonly [singular: Record<"is" | "far", string>, plural: Record<"is" | "far", string>]>> = {
  "é": [{ is: "é", far: "está" }, { is: "são", far: "estão" }],
  "era": [{ is: "era", far: "estava" }, { is: "eram", far: "estavam" }],
  "foi": [{ is: "foi", far: "ficou" }, { is: "foram", far: "ficaram" }],
  "estava": [{ is: "estava", far: "estava" }, { is: "estavam", far: "estavam" }],
};
const isPlural = (subject: string): boolean => /^[oa]s /.test(subject);
const isFeminine = (subject: string): boolean => subject.startsWith("a");

/** The form of an adjective for a subject that begins with its article. */
function agree(adjective: string, subject: string): string {
  const singular = !isFeminine(subject) ? adjective : adjective === "bom" ? "boa" : adjective.replace(/o$/, "a");
  if (!isPlural(subject)) return singular;
  if (/[aeo]$/.test(singular)) return `${singular}s`;
  if (singular.endsWith("al")) return singular.replace(/l$/, "is");
  // frágil, útil and the adjectives in -vel: the stress is not on the last syllable.
  if (/[ei]l$/.test(singular)) return singular.replace(/[ei]l$/, "eis");
  return singular.replace(/m$/, "ns");
}

export const portuguese: Language = {
  domains: [
    {
      topics: [{ aspect: story, subjects: ["o filme", "a história", "o enredo", "o roteiro"] }, { aspect: performance, subjects: ["as atuações", "os diálogos"] }],
      openings: ["Vimos no sábado à noite.", "Assisti com a minha irmã.", "Vi no fim de semana passado.", "Assisti num festival.", "Foi indicação de uma amiga."],
      endings: ["Também existe uma série.", "Meu irmão também viu.", "Chegamos em casa à meia-noite.", "Compramos pipoca."],
    },
    {
      topics: [{ aspect: story, subjects: ["o livro", "a história", "o enredo"] }],
      openings: ["Li nas férias.", "Li num fim de semana.", "Minha irmã me emprestou.", "Encontrei na biblioteca.", "Lemos no clube de leitura."],
      endings: ["São trezentas páginas.", "Tenho a edição de bolso.", "Também existe um filme.", "A autora mora em Recife."],
    },
    {
      topics: [
        { aspect: food, subjects: ["o peixe", "a massa", "o frango", "a pizza", "os pastéis", "as coxinhas"] },
        { aspect: person, subjects: ["o garçom", "a garçonete", "os garçons"] },
        { aspect: place, subjects: ["o restaurante"] },
      ],
      openings: ["Almoçamos lá no domingo.", "Fomos numa sexta-feira.", "Foi a nossa primeira visita.", "Jantei lá com os meus pais.", "Reservamos uma mesa por telefone."],
      endings: ["Pagamos com cartão.", "Sentamos perto da janela.", "Éramos seis pessoas.", "Ficamos até as dez."],
    },
    {
      topics: [{ aspect: place, subjects: ["o quarto", "o hotel", "a pousada", "os quartos"] }, { aspect: person, subjects: ["a recepcionista", "o gerente", "os funcionários"] }],
      openings: ["Ficamos lá duas noites.", "Fiquei lá em março.", "Fui a trabalho.", "Foi uma viagem em família.", "Chegamos tarde da noite."],
      endings: ["Éramos quatro pessoas.", "O café da manhã começa às sete.", "Viajamos de carro.", "Ficamos no segundo andar."],
    },
    {
      topics: [{ aspect: device, subjects: ["o celular", "o tablet", "o notebook", "a impressora"] }, { aspect: person, subjects: ["o vendedor", "a vendedora"] }],
      openings: ["Comprei no mês passado.", "Comprei para o meu pai.", "Comprei numa loja perto de casa.", "Foi presente de aniversário.", "Comprei com o meu primeiro salário."],
      endings: ["Paguei à vista.", "Fui lá com o meu primo.", "Pedi nota fiscal.", "Moro ali perto."],
    },
    {
      topics: [{ aspect: lesson, subjects: ["o curso", "a oficina", "as aulas"] }, { aspect: person, subjects: ["o professor", "a professora"] }],
      openings: ["Fiz no ano passado.", "Eu me inscrevi com uma amiga.", "Foi a minha primeira vez.", "A empresa pagou.", "Encontrei pela internet."],
      endings: ["Éramos doze alunos.", "Todos receberam certificado.", "Começamos às nove.", "Tivemos meia hora de intervalo."],
    },
  ],
  plain: ["{subject} {is} {intensifier} *{adjective}", "{subject} {is} {intensifier} *{adjective}", "achei {subject} {intensifier} *{adjective}"],
  negation: [
    { template: "{subject} *não {is} *{adjective}", degrees: ["measured", "felt", "absolute"] },
    { template: "{subject} {far} *longe de ser *{adjective}", degrees: ["measured", "felt", "absolute"] },
    { template: "{subject} *não {is} nada *{adjective}", degrees: ["measured", "felt"] },
    { template: "{subject} *não {is} nem um pouco *{adjective}", degrees: ["measured", "felt"] },
    { template: "{subject} *não {is} tão *{adjective} assim", degrees: ["measured", "felt"] },
    { template: "{subject} *não {is} muito *{adjective}", degrees: ["measured"] },
    { template: "*não achei {subject} *{adjective}", degrees: ["measured", "felt"] },
  ],
  but: {
    oneSubject: "{subject} {is} {intensifier} {adjective}, *mas {intensifier2} *{adjective2}",
    twoSubjects: "{subject} {is} {intensifier} {adjective}, *mas {subject2} {is2} {intensifier2} *{adjective2}",
  },
  intensifiers: {
    measured: ["", "", "", "muito", "muito", "bastante", "realmente"],
    felt: ["", "", "", "muito", "muito", "bastante", "realmente"],
    absolute: ["", "", "", "simplesmente", "realmente"],
  },
  copula: (name, subject) => copulas[name]![isPlural(subject) ? 1 : 0],
  agree,
};
