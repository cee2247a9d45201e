import type { Adjectives, Aspect, Language } from "./language.js";

const superb = { positive: ["excellent", "brilliant", "wonderful", "superb"], negative: ["terrible", "awful", "horrible", "dreadful"] };
const aspect = (positive: Omit<Adjectives, "absolute">, negative: Omit<Adjectives, "absolute">, clashes: Aspect["clashes"], copulas: Aspect["copulas"], absolute = superb): Aspect =>
  ({ positive: { ...positive, absolute: absolute.positive }, negative: { ...negative, absolute: absolute.negative }, clashes, copulas });

const story = aspect(
  { measured: ["original", "funny", "interesting", "good"], felt: ["moving", "clever"] },
  { measured: ["predictable", "confusing", "repetitive", "complicated"], felt: ["boring", "bad"] },
  [["original", "clever", "predictable"], ["funny", "interesting", "good", "moving", "boring", "bad"], ["clever", "original", "bad"]],
  ["is", "was"],
);
const performance = aspect(
  { measured: [], felt: ["convincing", "natural"] },
  { measured: [], felt: ["weak", "clumsy"] },
  [["convincing", "natural", "weak", "clumsy"]],
  ["is", "was"],
);
const food = aspect(
  { measured: ["good", "tasty"], felt: ["fresh"] },
  { measured: ["salty", "greasy"], felt: ["bad"] },
  [["good", "tasty", "fresh", "bad"]],
  ["was"],
  { positive: ["excellent", "delicious", "wonderful", "superb"], negative: superb.negative },
);
const person = aspect(
  { measured: [], felt: ["friendly", "polite", "helpful"] },
  { measured: [], felt: ["rude", "impatient", "careless"] },
  [["friendly", "polite", "rude", "impatient"], ["helpful", "careless"]],
  ["was"],
);
const place = aspect(
  { measured: ["clean", "comfortable", "quiet"], felt: ["charming", "pleasant"] },
  { measured: ["noisy", "stuffy", "cold"], felt: ["dirty", "shabby"] },
  [["clean", "charming", "pleasant", "dirty"], ["clean", "shabby"], ["quiet", "noisy"], ["comfortable", "cold"]],
  ["was"],
  { positive: ["excellent", "perfect", "wonderful", "superb"], negative: superb.negative },
);
const device = aspect(
  { measured: ["practical", "light", "reliable"], felt: ["fast"] },
  { measured: ["heavy", "fragile", "complicated"], felt: ["slow"] },
  [["light", "heavy"], ["reliable", "fragile"], ["fast", "slow"], ["practical", "complicated"]],
  ["is"],
  { positive: ["excellent", "perfect", "brilliant", "superb"], negative: ["terrible", "awful", "horrible", "useless"] },
);
const lesson = aspect(
  { measured: ["useful", "interesting", "clear"], felt: ["lively"] },
  { measured: ["confusing", "repetitive", "tiring"], felt: ["boring"] },
  [["interesting", "lively", "boring", "tiring"], ["clear", "confusing"]],
  ["was"],
);

export const english: Language = {
  domains: [
    {
      topics: [{ aspect: story, subjects: ["the film", "the story", "the plot", "the script"] }, { aspect: performance, subjects: ["the acting", "the dialogue"] }],
      openings: ["We watched it on Saturday night.", "I saw it with my sister.", "We rented it last weekend.", "I saw it at a festival.", "A friend told me about it."],
      endings: ["There is also a series.", "My brother saw it too.", "We got home at midnight.", "We bought popcorn."],
    },
    {
      topics: [{ aspect: story, subjects: ["the book", "the story", "the plot"] }],
      openings: ["I read it on holiday.", "I read it in one weekend.", "My sister lent it to me.", "I found it at the library.", "We read it for our book club."],
      endings: ["There are three hundred pages.", "I have the paperback.", "There is also a film.", "The author lives in Canada."],
    },
    {
      topics: [
        { aspect: food, subjects: ["the fish", "the pasta", "the chicken", "the pizza"] },
        { aspect: person, subjects: ["the waiter", "the waitress"] },
        { aspect: place, subjects: ["the restaurant"] },
      ],
      openings: ["We had lunch there on Sunday.", "We went there on a Friday.", "It was our first visit.", "I had dinner there with my parents.", "We booked a table by phone."],
      endings: ["We paid by card.", "We sat by the window.", "There were six of us.", "We stayed until ten."],
    },
    {
      topics: [{ aspect: place, subjects: ["the room", "the hotel", "the apartment"] }, { aspect: person, subjects: ["the receptionist", "the manager"] }],
      openings: ["We stayed there for two nights.", "I stayed there in March.", "I was there for work.", "It was a family trip.", "We arrived late at night."],
      endings: ["There were four of us.", "Breakfast starts at seven.", "We travelled by car.", "We were on the second floor."],
    },
    {
      topics: [{ aspect: device, subjects: ["the phone", "the tablet", "the laptop"] }, { aspect: person, subjects: ["the shop assistant"] }],
      openings: ["I bought it last month.", "I bought it for my father.", "I bought it in a shop near my house.", "It was a birthday present.", "I bought it with my first salary."],
      endings: ["I paid by card.", "I went there with my cousin.", "I asked for a receipt.", "I live nearby."],
    },
    {
      topics: [{ aspect: lesson, subjects: ["the course", "the workshop"] }, { aspect: person, subjects: ["the teacher", "the tutor"] }],
      openings: ["I took it last year.", "I signed up with a friend.", "It was my first one.", "My company paid for it.", "I found it online."],
      endings: ["There were twelve of us.", "We all got a certificate.", "We started at nine.", "We had a half-hour break."],
    },
  ],
  plain: ["{subject} {is} {intensifier} *{adjective}", "{subject} {is} {intensifier} *{adjective}", "I found {subject} {intensifier} *{adjective}"],
  negation: [
    { template: "{subject} {is} *not *{adjective}", degrees: ["measured", "felt", "absolute"] },
    { template: "{subject} *{isnt} *{adjective}", degrees: ["measured", "felt", "absolute"] },
    { template: "{subject} {is} *far *from *{adjective}", degrees: ["measured", "felt", "absolute"] },
    { template: "{subject} *{isnt} *{adjective} at all", degrees: ["measured", "felt"] },
    { template: "{subject} *{isnt} that *{adjective}", degrees: ["measured", "felt"] },
    { template: "{subject} *{isnt} very *{adjective}", degrees: ["measured"] },
    { template: "I *didn't find {subject} *{adjective}", degrees: ["measured", "felt"] },
  ],
  but: {
    oneSubject: "{subject} {is} {intensifier} {adjective} *but {intensifier2} *{adjective2}",
    twoSubjects: "{subject} {is} {intensifier} {adjective}, *but {subject2} {is2} {intensifier2} *{adjective2}",
  },
  intensifiers: {
    measured: ["", "", "", "very", "very", "really", "pretty"],
    felt: ["", "", "", "very", "very", "really", "pretty"],
    absolute: ["", "", "", "absolutely", "truly", "simply"],
  },
  copula: (name) => ({ is: name, isnt: `${name}n't` }),
  agree: (adjective) => adjective,
};
