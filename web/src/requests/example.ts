/** What the server says about service requests, as it writes it, for tests and for the scripted server. */

export const exampleCity = { name: 'Harbor City', jurisdiction: 'harbor.example', languages: ['en', 'es'], tiles: null, time_zone: 'America/New_York', contact_email_needed: false };

const departments = {
  streets: { en: 'Streets and Sidewalks', es: 'Calles y Aceras' },
  lighting: { en: 'Street Lighting', es: 'Alumbrado Público' },
  waste: { en: 'Solid Waste', es: 'Limpieza y Recolección de Basura' },
  water: { en: 'Water and Sewer', es: 'Agua y Alcantarillado' },
  health: { en: 'Public Health', es: 'Salud Pública' },
  parks: { en: 'Parks and Recreation', es: 'Parques y Recreación' },
} as const;

type Spoken = 'en' | 'es';

/** Id, department, promise, place, and the name in both languages. */
const types = [
  ['pothole', 'streets', '48 hours', 'required', 'Pothole', 'Bache en la calle'],
  ['street-cave-in', 'streets', '4 hours', 'required', 'Street caving in', 'Hundimiento de la calle'],
  ['pothole-alley', 'streets', '10 days', 'required', 'Pothole in an alley', 'Bache en un callejón'],
  ['sidewalk', 'streets', '60 days', 'required', 'Broken sidewalk', 'Acera rota'],
  ['light-out', 'lighting', '5 days', 'required', 'Street light out', 'Farol apagado'],
  ['light-all-day', 'lighting', '10 days', 'required', 'Street light on all day', 'Farol encendido todo el día'],
  ['missed-trash', 'waste', '1 working day', 'required', 'Missed trash pickup', 'Basura no recogida'],
  ['dumping', 'waste', '3 days', 'required', 'Illegal dumping', 'Basura tirada ilegalmente'],
  ['bulk', 'waste', '10 working days', 'optional', 'Bulk trash pickup', 'Recolección de objetos grandes'],
  ['hydrant', 'water', '6 hours', 'required', 'Open or leaking hydrant', 'Hidrante abierto o con fuga'],
  ['water-quality', 'water', '2 days', 'required', 'Brown or smelly water', 'Agua turbia o con mal olor'],
  ['rats', 'health', '5 working days', 'required', 'Rats', 'Ratas'],
  ['question', 'health', '3 working days', 'none', 'Question about a clinic', 'Pregunta sobre una clínica'],
  ['playground', 'parks', '7 days', 'required', 'Broken playground equipment', 'Juegos infantiles rotos'],
] as const;

const promises: Readonly<Record<string, string>> = { hours: 'horas', days: 'días', 'working day': 'día hábil', 'working days': 'días hábiles' };

function promiseIn(language: Spoken, promise: string) {
  return { text: language === 'en' ? promise : promise.replace(/[a-z ]+$/, (unit) => ` ${promises[unit.trim()] ?? unit}`) };
}

/** All that residents may report. */
export function exampleTypes(language: Spoken) {
  return types.map(([id, department, promise, place, en, es]) => ({
    id,
    name: language === 'en' ? en : es,
    department: { id: department, name: departments[department][language] },
    promise: promiseIn(language, promise),
    place,
  }));
}

/** One type with its questions, among them one of each kind and one with a condition. */
export function exampleType(id: string, language: Spoken) {
  const found = exampleTypes(language).find((each) => each.id === id);
  const es = language === 'es';
  return found === undefined
    ? null
    : {
        ...found,
        public: id === 'rats' ? 'area' : 'everything',
        questions:
          id === 'question'
            ? []
            : [
                {
                  id: 'size',
                  ask: es ? '¿De qué tamaño es?' : 'How big is it?',
                  answer: 'one-of',
                  required: true,
                  when: null,
                  options: [
                    { id: 'plate', text: es ? 'Como un plato' : 'Like a dinner plate' },
                    { id: 'tire', text: es ? 'Como una llanta' : 'Like a car tire' },
                    { id: 'larger', text: es ? 'Más grande' : 'Larger than that' },
                  ],
                },
                {
                  id: 'how-many',
                  ask: es ? '¿Cuántos pasos mide?' : 'How many steps across?',
                  answer: 'number',
                  required: true,
                  when: { question: 'size', is: ['larger'] },
                  least: 1,
                  most: 50,
                },
                {
                  id: 'blocks',
                  ask: es ? '¿Qué bloquea?' : 'What does it block?',
                  answer: 'many-of',
                  required: false,
                  options: [
                    { id: 'lane', text: es ? 'Un carril' : 'A traffic lane' },
                    { id: 'bike', text: es ? 'Un carril de bicicletas' : 'A bike lane' },
                    { id: 'crosswalk', text: es ? 'Un cruce peatonal' : 'A crosswalk' },
                  ],
                },
                { id: 'since', ask: es ? '¿Desde qué día?' : 'Since which day?', answer: 'date', required: false },
                {
                  id: 'spot',
                  ask: es ? '¿Dónde está exactamente?' : 'Where exactly is it?',
                  answer: 'text',
                  required: false,
                  most_characters: 250,
                },
              ],
      };
}

const names = [
  'Old Harbor', 'Canal Side', 'Mill Hill', 'Riverside', 'Orchard Park', 'Union Square', 'St. Anne', 'Glassworks',
  'Northgate', 'Foundry', 'Bay View', 'Elm Heights', 'Market', 'College Hill', 'Seven Oaks', 'Lower Falls',
];
const WEST = -76.62;
const NORTH = 39.31;
const STEP = 0.011;

/** A city of sixteen crooked neighbourhoods. */
export function exampleAreas() {
  // Corners are shared by neighbours, and pushed off the grid the same way for all of them.
  const corner = (x: number, y: number): [number, number] => [
    WEST + STEP * (x + 0.28 * Math.sin(2.1 * y + x)),
    NORTH - STEP * 0.8 * (y + 0.3 * Math.sin(1.7 * x + 0.6 * y)),
  ];
  const edge = (from: [number, number], to: [number, number]) =>
    [0, 1, 2, 3, 4].map((i): [number, number] => {
      const bend = 0.0006 * Math.sin((Math.PI * i) / 2.5) * Math.sin(900 * (from[0] + to[0]));
      return [from[0] + ((to[0] - from[0]) * i) / 5 + bend, from[1] + ((to[1] - from[1]) * i) / 5 - bend];
    });
  return {
    type: 'FeatureCollection',
    features: names.map((name, index) => {
      const [x, y] = [index % 4, Math.floor(index / 4)];
      const [a, b, c, d] = [corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1)];
      const ring = [...edge(a, b), ...edge(b, c), c, ...edge(d, c).toReversed(), ...edge(a, d).toReversed()];
      return { type: 'Feature', properties: { name }, geometry: { type: 'Polygon', coordinates: [ring] } };
    }),
  };
}

/** In Foundry, not far from the middle of the example's city. */
export const exampleMiddle = { latitude: 39.2895, longitude: -76.6005 };

const HOUR = 3_600_000;

function ago(hours: number): string {
  return new Date(Date.now() - hours * HOUR).toISOString();
}

/** Two reports near a position that may be the same. */
export function exampleNear(language: Spoken, latitude: number, longitude: number) {
  const es = language === 'es';
  return [
    {
      number: '10000004',
      type: 'pothole',
      name: es ? 'Bache en la calle' : 'Pothole',
      distance_m: 8.4,
      reported_at: ago(20),
      state: 'in_progress',
      due: ago(-28),
      words: es ? 'Hoyo hondo junto a la parada del autobús.' : 'Deep hole right at the bus stop, cars swerve around it.',
      photo: '/api/public/photos/1.svg',
      followers: 4,
      latitude: latitude - 0.00005,
      longitude: longitude + 0.00008,
    },
    {
      number: '10000012',
      type: 'street-cave-in',
      name: es ? 'Hundimiento de la calle' : 'Street caving in',
      distance_m: 21,
      reported_at: ago(50),
      state: 'open',
      due: null,
      followers: 0,
    },
  ];
}

/** A request in the middle of its work, with a promise that moved once. */
export function exampleRequest(language: Spoken) {
  const es = language === 'es';
  return {
    number: '10000004',
    spoken: '100 00004',
    type: 'pothole',
    name: es ? 'Bache en la calle' : 'Pothole',
    department: { id: 'streets', name: departments.streets[language] },
    state: 'in_progress',
    reported_at: ago(40),
    due: ago(-32),
    first_due: ago(-8),
    late: false,
    area: 'Foundry',
    address: '400 Main St',
    ...exampleMiddle,
    words: es ? 'Hoyo hondo junto a la parada del autobús.' : 'Deep hole right at the bus stop, cars swerve around it.',
    photos: ['/api/public/photos/1.svg'] as string[],
    followers: 4,
    can_follow: true,
    merged_into: null as { number: string; spoken: string } | null,
    history: [
      { at: ago(40), what: 'created', state: 'new' },
      { at: ago(38), what: 'state', state: 'open' },
      { at: ago(30), what: 'state', state: 'on_hold', text: es ? 'La compañía de gas trabaja en el lugar.' : 'The gas company is working on the spot.' },
      { at: ago(6), what: 'state', state: 'in_progress', due_was: ago(-8), due_became: ago(-32) },
      { at: ago(2), what: 'comment', text: es ? 'La cuadrilla está en camino.' : 'The crew is on its way.' },
    ] as { at: string; what: string; state?: string; text?: string; due_was?: string; due_became?: string }[],
  };
}

/** What becomes of a report of the example's pothole. */
export function exampleTaken() {
  return { number: '10000020', spoken: '100 00020', due: ago(-48), promise: { text: '48 hours' }, state: 'new' };
}

/** How the example's standards were kept. */
export function exampleStandards(language: Spoken, days: number) {
  const factor = days / 30;
  return exampleTypes(language).map(({ id, name, department, promise }, index) => {
    const many = id === 'question' ? 0 : Math.round((((index * 37) % 90) + 12) * factor);
    const [closed_late, overdue_open] = [Math.round(many * ((index % 5) / 25)), index % 3];
    const none = many === 0;
    const due = many + closed_late + overdue_open;
    return {
      type: id,
      name,
      department,
      promise,
      on_time_share: none ? null : many / due,
      closed_on_time: none ? 0 : many,
      closed_late: none ? 0 : closed_late,
      overdue_open: none ? 0 : overdue_open,
      open: 3 + (index % 7),
    };
  });
}

/** A picture of a hole in the road, as no real photo belongs into the sources. */
export const examplePhoto = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240" width="320" height="240">
<rect width="320" height="240" fill="#7d8288"/><path d="M0 0h320v46L0 70Z" fill="#a9b39a"/><path d="M0 70 320 46v12L0 84Z" fill="#c8c5bd"/>
<path d="M0 190 130 178v9L0 199ZM190 172l130-12v9l-130 12Z" fill="#e8dfa8"/>
<path d="M92 128c18-24 62-30 98-22 30 6 52 18 40 34-14 18-58 22-92 18-32-3-58-14-46-30Z" fill="#3e4043"/>
<path d="M104 132c16-16 56-20 84-14 24 5 36 12 28 21-11 12-46 13-74 10-26-3-46-8-38-17Z" fill="#25272a"/>
<path d="M92 128 66 118M230 140l34 8M150 106l-8-22M126 156l-14 22" stroke="#4b4e52" stroke-width="3" fill="none"/></svg>`;
