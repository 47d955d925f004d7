/** An industry as the sample needs it; everything but code and section is made up. */
export interface Industry {
  readonly code: string;
  readonly section: string;
  readonly name: string;
  /** Share of the register, as a weight. */
  readonly weight: number;
  /** How much more its companies are drawn to clusters (log odds). */
  readonly attraction: number;
  /** Log productivity relative to the average. */
  readonly productivity: number;
  /** Value added as a share of turnover. */
  readonly valueAddedShare: number;
  /** What the names of its companies end on. */
  readonly trades: readonly string[];
}

const row = (
  code: string,
  section: string,
  name: string,
  numbers: readonly [weight: number, attraction: number, productivity: number, valueAddedShare: number],
  trades: string,
): Industry => {
  const [weight, attraction, productivity, valueAddedShare] = numbers;
  return { code, section, name, weight, attraction, productivity, valueAddedShare, trades: trades.split('|') };
};

export const INDUSTRIES: readonly Industry[] = [
  row('011100', 'A', 'Dyrkning af korn', [26, -0.5, 0.0, 0.36], 'Landbrug|Markbrug'),
  row('032200', 'A', 'Ferskvandsbrug', [3, 0.4, -0.1, 0.34], 'Dambrug|Akvakultur'),
  row('101190', 'C', 'Forarbejdning af kød', [10, 0.9, 0.05, 0.27], 'Fødevarer|Pølsefabrik'),
  row('222900', 'C', 'Plastvarer', [12, 0.8, 0.1, 0.38], 'Plast|Komposit'),
  row('256200', 'C', 'Maskinforarbejdning', [28, 0.6, 0.05, 0.44], 'Maskinfabrik|Smede'),
  row('265100', 'C', 'Måleudstyr', [10, 1.4, 0.25, 0.46], 'Sensor|Instrument'),
  row('282500', 'C', 'Køle- og ventilationsanlæg', [12, 1.0, 0.15, 0.41], 'Køleteknik|Ventilation'),
  row('325000', 'C', 'Medicinske instrumenter', [7, 1.5, 0.3, 0.5], 'Medico|Proteser'),
  row('351100', 'D', 'Produktion af elektricitet', [6, 1.0, 0.7, 0.42], 'Energi|Vindkraft'),
  row('383200', 'E', 'Genbrug af materialer', [6, 0.7, 0.15, 0.36], 'Genbrug|Miljø'),
  row('412000', 'F', 'Opførelse af bygninger', [42, -0.3, -0.05, 0.37], 'Byg|Tømrer'),
  row('432100', 'F', 'El-installation', [26, -0.1, -0.05, 0.42], 'El|Installation'),
  row('461900', 'G', 'Agenturhandel', [26, -0.5, 0.05, 0.2], 'Handel|Agentur'),
  row('466900', 'G', 'Engroshandel med maskiner', [30, 0.1, 0.2, 0.22], 'Engros|Import'),
  row('477110', 'G', 'Tøjforretninger', [38, -1.3, -0.35, 0.24], 'Mode|Butik'),
  row('494100', 'H', 'Vejgodstransport', [24, 0.0, -0.05, 0.4], 'Transport|Vognmand'),
  row('522920', 'H', 'Skibsmægling', [6, 0.6, 0.2, 0.25], 'Shipping|Spedition'),
  row('551010', 'I', 'Hoteller', [8, 0.4, -0.35, 0.45], 'Hotel|Kro'),
  row('561010', 'I', 'Restauranter', [26, -1.2, -0.5, 0.42], 'Spisehus|Café'),
  row('620100', 'J', 'Computerprogrammering', [26, 1.3, 0.25, 0.58], 'Software|Data'),
  row('620200', 'J', 'IT-konsulenter', [24, 1.0, 0.25, 0.56], 'IT|Systemer'),
  row('591110', 'J', 'Film og tv', [9, 0.9, 0.0, 0.47], 'Film|Animation'),
  row('642020', 'K', 'Holdingselskaber', [9, -0.9, 0.6, 0.6], 'Invest|Kapital'),
  row('682040', 'L', 'Udlejning af erhvervsejendomme', [16, -1.1, 0.5, 0.6], 'Ejendomme|Udlejning'),
  row('702200', 'M', 'Virksomhedsrådgivning', [30, 0.9, 0.2, 0.6], 'Rådgivning|Konsulenter'),
  row('711210', 'M', 'Rådgivende ingeniører', [22, 1.2, 0.25, 0.62], 'Ingeniører|Teknik'),
  row('721900', 'M', 'Forskning', [6, 1.9, 0.2, 0.6], 'Biotek|Laboratorium'),
  row('741010', 'M', 'Industriel design', [10, 1.1, 0.0, 0.55], 'Design|Form'),
  row('782000', 'N', 'Vikarbureauer', [12, -0.4, -0.2, 0.6], 'Bemanding|Vikar'),
  row('812100', 'N', 'Rengøring', [20, -0.7, -0.4, 0.65], 'Rengøring|Service'),
  row('855900', 'P', 'Undervisning', [8, 0.3, -0.15, 0.55], 'Kurser|Akademi'),
  row('869090', 'Q', 'Sundhed', [16, 0.2, -0.2, 0.6], 'Sundhed|Klinik'),
  row('900110', 'R', 'Teatre og koncerter', [6, 0.1, -0.4, 0.45], 'Scene|Lyd'),
  row('960900', 'S', 'Personlige serviceydelser', [12, -0.8, -0.4, 0.5], 'Pleje|Hjælp'),
];
