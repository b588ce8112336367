/** What is said of pictures and corrections in so many words, in one language. */
interface StockPhrases {
  /** The beginning of an alternative text that only says that there is a picture: “a photo of”. */
  picture: RegExp;
  /** Words of a correction or update that say that something changed, and not what. */
  sayNothing: ReadonlySet<string>;
  /** Small words that stand in sentences and not in rows of abbreviations. */
  small: ReadonlySet<string>;
}

/** @param beginning as an expression; what follows it is no part of its last word */
function phrases(beginning: string, sayNothing: string, small: string): StockPhrases {
  return {
    picture: new RegExp(`^(?:${beginning.replace(/\s*\n\s*/g, '')})(?![\\p{L}\\p{M}\\p{N}-])`, 'iu'),
    sayNothing: wordSet(`${ofAnyLanguage} ${sayNothing}`),
    small: wordSet(small),
  };
}

const wordSet = (words: string) => new Set(words.trim().split(/\s+/));

const ofAnyLanguage = 'tbd todo tba xxx update';

/** By language. */
const known: Record<string, StockPhrases> = {
  en: phrases(
    `(?:an? |the |this is an? )?
    (?:(?:file|stock|archive|handout|undated|recent|aerial|black-and-white|black and white|colou?r|close-up) )?
    (?:image|picture|photo|photograph|pic|graphic)
    (?: of| showing| with| depicting| that shows| which shows|(?=:))`,
    `a an the this that these those story article report text piece post page was were is are has have had been be being and
    or of in on to for with we it its i our some s here now also please note regret regrets sorry apologise apologize
    apologies editor editors correction corrections corrected correcting correct correctly error errors mistake mistakes
    inaccuracy inaccuracies inaccurate incorrect incorrectly fixed fix fixes typo typos amended amend amendment edited edit
    edits update updated updates updating change changed changes clarified clarification clarity revised revision revisions
    minor small various several few one more new latest additional further information info detail details earlier
    previous previously original originally version versions contained contain contains included includes
    publication published first since after factual todo wrong`,
    'the of to for and after over from with',
  ),
  de: phrases(
    `(?:(?:ein|eine|das|die|dieses|diese) )?
    (?:(?:archiv|symbol|undatiertes |schwarz-weiß-|schwarzweiß)?(?:bild|foto|fotografie|photo)|abbildung)
    (?: vo[nm]| der| des| einer| eines| mit| zeigt|, (?:das|die) [^,.]{0,40}zeigt|(?=:))
    |auf dem (?:bild|foto)`,
    `der die das den dem des dieser diese dieses diesem diesen in im an am auf und oder wurde wurden ist sind war waren hat
    haben hatten wir es uns ein eine einen einem einer eines unser unserem unseren artikel artikels beitrag beitrags text
    textes bericht berichts meldung story version fassung frühere früheren früherer vorherige vorherigen ursprüngliche
    ursprünglichen ursprünglich erste ersten enthielt enthalten fehler fehlern fehlerhaft fehlerhafte falsch falsche
    korrektur korrekturen korrigiert korrigierten korrigieren berichtigt berichtigung richtigstellung richtiggestellt
    aktualisiert aktualisierung geändert änderung änderungen überarbeitet überarbeitung präzisiert tippfehler
    schreibfehler behoben verbessert kleine kleinen kleiner kleinere mehrere einige inzwischen nachträglich hier zuvor
    vorher zu bedauern`,
    'der die das und von mit für',
  ),
  fr: phrases(
    `(?:(?:une|la|cette) |l['’]|sur (?:la |l['’]))?
    (?:image|photo|photographie|illustration|cliché)
    (?: des?| du| d(?=['’])| montrant| montre| avec| représentant| représente| où l['’]on voit| qui montre|(?=\\s?:))`,
    `le la les l un une des du de d cet cette ce ces article texte papier dépêche version précédente antérieure initiale
    première contenait comportait erreur erreurs faute fautes coquille coquilles inexactitude correction corrections corrigé
    corrigée corrigés corrigées rectifié rectifiée rectification rectificatif précision a ont avons avait été est sont était
    étaient mis mise à jour actualisé actualisée actualisation modifié modifiée modification dans et ou nous il y plusieurs
    petite petites nos excuses`,
    'le la les des du et pour',
  ),
  es: phrases(
    `(?:(?:una?|el|la|esta) )?
    (?:foto|imagen|fotografía|fotografia|retrato gráfico)(?: de| del| que muestra| mostrando| muestra| con|(?=:))
    |en la (?:foto|imagen|fotografía)`,
    `el la los las lo un una unos unas de del en y o esta este esa ese artículo texto nota noticia información versión anterior
    previa original primera contenía contiene tenía error errores errata erratas equivocación corrección correcciones
    corregido corregida corregidos corregidas corregimos rectificación rectificado rectificada aclaración ha han hemos sido
    fue fueron es era se actualizado actualizada actualizados actualización modificado modificada cambios por un pequeño
    pequeños varios algunos`,
    'el los las del para y con',
  ),
  pt: phrases(
    `(?:(?:uma?|o|a|esta) )?
    (?:foto|imagem|fotografia)(?: d[eoa]s?| que mostra| mostrando| mostra| com|(?=:))
    |na (?:foto|imagem|fotografia)`,
    `o a os as um uma uns umas de do da dos das em no na e ou esta este essa esse artigo texto matéria notícia reportagem nota
    versão anterior original primeira continha contém tinha erro erros errata erratas correção correções correcção corrigido
    corrigida corrigidos corrigidas corrigimos retificação foi foram é era está atualizado atualizada atualizados
    actualizado actualizada atualização modificado modificada alterado alterada por pequeno pequenos vários alguns`,
    'o os as do da para com',
  ),
  it: phrases(
    `(?:(?:una|la|questa) |un['’ ]|l['’])?
    (?:foto|immagine|fotografia)(?: di| del| dell[ao]?(?=['’ ])| dei| degli| delle| che mostra| mostra| con|(?=:))
    |nella (?:foto|fotografia)|nell['’]immagine`,
    `il lo la i gli le l un uno una di del della dell dei in nel nella nell e o questo questa quest articolo testo notizia
    versione precedente originale prima conteneva contiene aveva errore errori refuso refusi imprecisione correzione
    correzioni corretto corretta corretti rettifica rettificato è era sono stato stata stati state aggiornato aggiornata
    aggiornamento modificato modificata abbiamo alcuni piccolo piccoli`,
    'il gli le di del per con',
  ),
  nl: phrases(
    `(?:(?:een|de|deze|dit is een|het) )?
    (?:foto|afbeelding|plaatje|beeld)(?: van| met| waarop| toont|(?=:))
    |op de (?:foto|afbeelding)`,
    `de het een dit deze die in van en of op aan artikel bericht tekst verhaal stuk nieuwsbericht versie eerdere vorige
    oorspronkelijke eerste bevatte bevat stond stonden fout fouten foutje foutjes typefout typefouten correctie correcties
    gecorrigeerd verbeterd verbetering rectificatie gerectificeerd hersteld is zijn was waren werd werden bijgewerkt
    aangepast aanpassing gewijzigd wijziging kleine enkele er we hebben`,
    'de het van voor met een',
  ),
  pl: phrases(
    `(?:na )?(?:zdjęci[eu]|fotografi[ai]|obraz(?:ek)?|ilustracj[ai])`,
    `ten ta to tej tym tego tekst tekstu tekście artykuł artykułu artykule materiał materiale wersja wersji wcześniejsza
    poprzednia pierwotna zawierała zawierał zawierało błąd błędy błędu błędów pomyłka literówka literówkę korekta poprawiono
    poprawka poprawki poprawione poprawiony poprawiliśmy sprostowanie sprostowano zaktualizowano aktualizacja zaktualizowany
    zmieniono zmiana został została zostało w i był była były jest`,
    'na do dla jest nie się',
  ),
  uk: phrases(
    `(?:на )?(?:фото|фотографі[яї]|світлин[аі]|зображенн[яі]|знім(?:ок|ку))`,
    `у в на цю ця цей це цій цьому ця стаття статтю статті текст тексті матеріал матеріалі новина новині версія попередня
    первісна містила містив помилку помилка помилки неточність одрук одруківку виправлено виправлена виправлення виправили
    оновлено оновлення змінено зміни уточнено уточнення було була був були є і й та ми`,
    'на до для що та як',
  ),
  ru: phrases(
    `(?:на )?(?:фото|фотографи[яи]|изображени[еи]|сним(?:ок|ке)|картинк[аеи])`,
    `в на эта этот это этой этом эту статья статью статье текст тексте материал материале новость новости версия предыдущая
    прежняя первоначальная содержала содержал ошибку ошибка ошибки неточность опечатка опечатку исправлено исправлена
    исправлен исправление исправления исправили обновлено обновлена обновление изменено изменения уточнено уточнение было
    была был были и мы`,
    'на для что как не из',
  ),
};

/**
 * The stock phrases of a language; those of English where it is not known here.
 * @param language BCP 47 tag
 */
export const stockPhrases = (language: string): StockPhrases => {
  const base = language.split('-', 1)[0]!.toLowerCase();
  return Object.hasOwn(known, base) ? known[base]! : known.en!;
};
