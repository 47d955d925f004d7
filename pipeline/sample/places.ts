/** A municipality as the sample needs it. `weight`: inhabitants in thousands, roughly, as a weight for drawing homes. */
export interface Place {
  readonly code: string;
  readonly name: string;
  readonly postalCode: string;
  readonly weight: number;
  readonly regionCode: string;
  readonly growthForum: string;
  /** Another spelling that is seen in real files. */
  readonly alias: string;
}

const TABLE = `1084
0101 København 2100 570|0147 Frederiksberg 2000 102|0151 Ballerup 2750 48|0153 Brøndby 2605 34|0155 Dragør 2791 14
0157 Gentofte 2900 73|0159 Gladsaxe 2860 66|0161 Glostrup 2600 22|0163 Herlev 2730 27|0165 Albertslund 2620 28
0167 Hvidovre 2650 51|0169 Høje-Taastrup 2630 48|0173 Lyngby-Taarbæk 2800 54|0175 Rødovre 2610 37|0183 Ishøj 2635 21
0185 Tårnby 2770 41|0187 Vallensbæk 2665 15|0190 Furesø 3520 38|0201 Allerød 3450 24|0210 Fredensborg 3480 39
0217 Helsingør 3000 61|0219 Hillerød 3400 48|0223 Hørsholm 2970 24|0230 Rudersdal 2840 55|0240 Egedal 3660 42
0250 Frederikssund 3600 44|0260 Halsnæs 3300 31|0270 Gribskov 3200 41|0400 Bornholm 3700 40
1085
0253 Greve 2670 48|0259 Køge 4600 58|0265 Roskilde 4000 83|0269 Solrød 2680 21|0306 Odsherred 4500 32|0316 Holbæk 4300 69
0320 Faxe 4640 35|0326 Kalundborg 4400 48|0329 Ringsted 4100 33|0330 Slagelse 4200 77|0336 Stevns 4660 22|0340 Sorø 4180 29
0350 Lejre 4320 27|0360 Lolland 4930 44|0370 Næstved 4700 81|0376 Guldborgsund 4800 61|0390 Vordingborg 4760 45
1083
0410 Middelfart 5500 38|0420 Assens 5610 41|0430 Faaborg-Midtfyn 5600 51|0440 Kerteminde 5300 24|0450 Nyborg 5800 31
0461 Odense 5000 193|0479 Svendborg 5700 58|0480 Nordfyns 5400 29|0482 Langeland 5900 13|0492 Ærø 5970 6
0510 Haderslev 6100 56|0530 Billund 7190 26|0540 Sønderborg 6400 75|0550 Tønder 6270 38|0561 Esbjerg 6700 115|0563 Fanø 6720 3
0573 Varde 6800 50|0575 Vejen 6600 42|0580 Aabenraa 6200 59|0607 Fredericia 7000 50|0621 Kolding 6000 89|0630 Vejle 7100 109
1082
0615 Horsens 8700 85|0657 Herning 7400 86|0661 Holstebro 7500 57|0665 Lemvig 7620 21|0671 Struer 7600 22|0706 Syddjurs 8400 42
0707 Norddjurs 8500 38|0710 Favrskov 8370 47|0727 Odder 8300 22|0730 Randers 8900 96|0740 Silkeborg 8600 89|0741 Samsø 8305 4
0746 Skanderborg 8660 58|0751 Aarhus 8000 320|0756 Ikast-Brande 7430 40|0760 Ringkøbing-Skjern 6950 57|0766 Hedensted 8722 46
0779 Skive 7800 47|0791 Viborg 8800 94
1081
0773 Morsø 7900 21|0787 Thisted 7700 44|0810 Brønderslev 9700 36|0813 Frederikshavn 9900 61|0820 Vesthimmerlands 9600 37
0825 Læsø 9940 2|0840 Rebild 9530 29|0846 Mariagerfjord 9500 42|0849 Jammerbugt 9440 38|0851 Aalborg 9000 204|0860 Hjørring 9800 66`;

const GROWTH_FORUMS: Readonly<Record<string, string>> = {
  '1081': 'nordjylland',
  '1082': 'midtjylland',
  '1083': 'syddanmark',
  '1084': 'hovedstaden',
  '1085': 'sjaelland',
};

const ALIASES: Readonly<Record<string, string>> = {
  '0101': 'Københavns Kommune',
  '0169': 'Høje Taastrup',
  '0400': 'Bornholms Regionskommune',
  '0480': 'Nordfyn',
  '0751': 'Århus',
  '0820': 'Vesthimmerland',
};

function readTable(): Place[] {
  const places: Place[] = [];
  let regionCode = '';
  for (const line of TABLE.split('\n')) {
    if (/^\d{4}$/.test(line)) {
      regionCode = line;
      continue;
    }
    for (const entry of line.split('|')) {
      const [code = '', name = '', postalCode = '', weight = ''] = entry.split(' ');
      places.push({
        code,
        name,
        postalCode,
        weight: Number(weight),
        regionCode,
        growthForum: code === '0400' ? 'bornholm' : (GROWTH_FORUMS[regionCode] as string),
        alias: ALIASES[code] ?? `${name} Kommune`,
      });
    }
  }
  return places;
}

/** The 98 municipalities with their region and growth forum of 2013. */
export const PLACES: readonly Place[] = readTable();
