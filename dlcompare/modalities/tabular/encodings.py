"""Which encoding bytes that are not UTF-8 probably have."""

import codecs

# Guessing among all encodings finds exotic ones in short texts; these are in use.
CANDIDATES = "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 shift_jis gb18030 euc_kr big5"
WESTERN = "cp1252"

# Encodings of alphabets with one byte per letter are told apart by the letters that
# languages written in each have beyond A to Z.
LETTERS = {
    "cp1252": "äöüßÄÖÜéèêëÉÈÊáàâãåæÁÀÂÃÅÆíìîïÍÎóòôõøœÓÔÕØŒúùûÚÙÛñÑçÇýÿ",
    "cp1250": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽőűŐŰăîâșțşţôľĺŕäöüßÄÖÜđĐ",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїє"
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁІЇЄ",
    "cp1253": "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςάέήίόύώΆΈΉΊΌΎΏ",
}
ALL_FOREIGN = ("cp1251", "cp1253")  # whose words have no letter from A to Z
CLEARLY_BETTER = 0.2  # share of the characters, to take another encoding than western
SIGNS = "£€©®°§«»¿¡’‘“”„–—…·•²³µ½¼¾ªº™´"  # not inside a word


def likely_encoding(sample: bytes) -> str:
    """An encoding for lines with bytes beyond ASCII that are not UTF-8."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=CANDIDATES.split()).best()
    encoding = best.encoding if best is not None else WESTERN
    if encoding in (*LETTERS, "cp1254", "cp1255") or not fits(sample, encoding):
        encoding = _by_letters(sample)
    return encoding if fits(sample, encoding) else "latin-1"


def _by_letters(sample: bytes) -> str:
    """The encoding in which most characters are usual letters and signs."""
    shares = {one: _usual_share(sample, one) for one in LETTERS if fits(sample, one)}
    best = max(shares, key=lambda one: shares[one], default=WESTERN)
    is_clear = shares.get(best, 0.0) > shares.get(WESTERN, 0.0) + CLEARLY_BETTER
    return best if is_clear else WESTERN


def fits(sample: bytes, encoding: str) -> bool:
    """Whether the bytes are text in an encoding, but for a cut at the end."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _usual_share(sample: bytes, encoding: str) -> float:
    """The share of characters beyond ASCII that texts in this encoding have.

    A sign counts where no letters stand on both of its sides; a letter counts where
    no digit stands beside it, and where its neighbours are of the same alphabet, or
    in Latin ones are not both beyond ASCII.
    """
    text = f" {sample.decode(encoding, errors='replace')} "
    usual = n = 0
    for before, character, after in zip(text, text[1:], text[2:], strict=False):
        if character.isascii() or character == "\u00a0":
            continue
        n += 1
        beside = [one for one in (before, after) if one.isalpha()]
        if character in SIGNS:
            usual += len(beside) < 2 or character == "’"
        elif character in LETTERS[encoding]:
            n_plain = sum(one.isascii() for one in beside)
            in_place = len(beside) < 2 or n_plain > 0
            if encoding in ALL_FOREIGN:
                in_place = n_plain == 0
            usual += in_place and not (before.isdigit() or after.isdigit())
    return usual / max(n, 1)
