//! Latin letters with marks, as a zone writes them (Doc 9303-3 §6 A, "Transliteration of
//! multinational Latin-based characters"). Where the table offers a choice (Ä: AE or A) the first
//! is taken. Letters of other scripts are refused: the holder's document says how to spell them.

/// The cells for one letter of a name, `None` where §6 A has none for it.
///
/// ```
/// assert_eq!(travel_documents::mrz_letters('Ø'), Some("OE"));
/// assert_eq!(travel_documents::mrz_letters('é'), Some("E"));
/// assert_eq!(travel_documents::mrz_letters('金'), None);
/// ```
#[must_use]
pub fn mrz_letters(letter: char) -> Option<&'static str> {
    const ROWS: &[(&str, &str)] = &[
        ("A", "AaÀÁÂÃĀĂĄǍàáâãāăąǎ"),
        ("AE", "ÄÆäæǢǣǼǽ"),
        ("AA", "Åå"),
        ("B", "Bb"),
        ("C", "CcÇĆĈĊČçćĉċč"),
        ("D", "DdÐĎĐðďđ"),
        ("E", "EeÈÉÊËĒĔĖĘĚẼèéêëēĕėęěẽ"),
        ("F", "Ff"),
        ("G", "GgĜĞĠĢĝğġģ"),
        ("H", "HhĤĦĥħ"),
        ("I", "IiÌÍÎÏĨĪĬĮİìíîïĩīĭįı"),
        ("IJ", "Ĳĳ"),
        ("J", "JjĴĵ"),
        ("K", "KkĶķ"),
        ("L", "LlĹĻĽĿŁĺļľŀł"),
        ("M", "Mm"),
        ("N", "NnÑŃŅŇŊñńņňŉŋ"),
        ("O", "OoÒÓÔÕŌŎŐòóôõōŏő"),
        ("OE", "ÖØŒöøœ"),
        ("P", "Pp"),
        ("Q", "Qqĸ"),
        ("R", "RrŔŖŘŕŗř"),
        ("S", "SsŚŜŞŠȘſśŝşšș"),
        ("SS", "ßẞ"),
        ("T", "TtŢŤŦȚţťŧț"),
        ("TH", "Þþ"),
        ("U", "UuÙÚÛŨŪŬŮŰŲùúûũūŭůűų"),
        ("UE", "Üü"),
        ("V", "Vv"),
        ("W", "WwŴŵ"),
        ("X", "Xx"),
        ("Y", "YyÝŶŸýŷÿ"),
        ("Z", "ZzŹŻŽźżž"),
    ];
    ROWS.iter().find(|(_, letters)| letters.contains(letter)).map(|(cells, _)| *cells)
}

/// What a combining mark adds after its base letter, so that a decomposed name (NFD, as some
/// systems send it) is written like the composed one. `None`: not a combining mark.
pub(crate) const fn combining(base: u8, mark: char) -> Option<&'static str> {
    match (base, mark) {
        (b'A' | b'O' | b'U', '\u{308}') => Some("E"),
        (b'A', '\u{30A}') => Some("A"),
        (_, '\u{300}'..='\u{36F}') => Some(""),
        _ => None,
    }
}
