//! Names of other nations, in Latin letters. Nations without a list of their own take the English
//! one.

use super::dice::Dice;
use super::naming::{Given, Surname};

/// Surnames, women's and men's given names of one nation or of several.
struct Names {
    nations: &'static [&'static str],
    surnames: &'static [&'static str],
    female: &'static [&'static str],
    male: &'static [&'static str],
}

const ENGLISH: Names = Names {
    nations: &["US", "GB", "CA", "AU", "NZ", "IE"],
    surnames: &[
        "SMITH", "JOHNSON", "BROWN", "TAYLOR", "MILLER", "WILSON", "MOORE", "CLARK", "HALL",
        "WRIGHT", "BAKER", "TURNER", "COLLINS", "MORRIS", "COOK", "BELL", "WARD", "GRAY",
    ],
    female: &["EMILY", "SARAH", "ANNA", "LAURA", "RACHEL", "GRACE", "HELEN", "CLAIRE", "JULIA"],
    male: &["JAMES", "DANIEL", "THOMAS", "PETER", "MARK", "ANDREW", "SAMUEL", "PAUL", "ADAM"],
};

const LISTS: &[Names] = &[
    Names {
        nations: &["FR", "BE", "CH"],
        surnames: &[
            "MARTIN",
            "BERNARD",
            "DUBOIS",
            "MOREAU",
            "LAURENT",
            "LEFEBVRE",
            "GARNIER",
            "FAURE",
            "ROUSSEAU",
            "MERCIER",
            "BLANC",
            "CHEVALIER",
        ],
        female: &["CLAIRE", "CAMILLE", "LUCIE", "MANON", "ELISE", "JULIETTE", "SOPHIE", "INES"],
        male: &["LUCAS", "HUGO", "ANTOINE", "JULIEN", "PIERRE", "LOUIS", "MATHIEU", "OLIVIER"],
    },
    Names {
        nations: &["SG", "MY"],
        surnames: &["TAN", "LIM", "LEE", "NG", "ONG", "WONG", "GOH", "CHUA", "TEO", "KOH"],
        female: &["MEI LING", "HUI MIN", "XIN YI", "SIEW LAN", "JIA WEN", "LI TING"],
        male: &["WEI MING", "JUN HAO", "KAI WEN", "BOON KIAT", "ZHI HAO", "CHEE KEONG"],
    },
    Names {
        nations: &["PH"],
        surnames: &[
            "SANTOS",
            "REYES",
            "CRUZ",
            "BAUTISTA",
            "OCAMPO",
            "GARCIA",
            "MENDOZA",
            "TORRES",
            "CASTILLO",
            "FLORES",
            "VILLANUEVA",
            "RAMOS",
        ],
        female: &["MARIA", "ANGELICA", "JASMINE", "ROSARIO", "CRISTINA", "JOSEFINA", "MARIVIC"],
        male: &["JOSE", "MARK ANTHONY", "JOHN PAUL", "CHRISTIAN", "ROMEO", "ERNESTO", "RAMIL"],
    },
    Names {
        nations: &["VN"],
        surnames: &["NGUYEN", "TRAN", "LE", "PHAM", "HOANG", "VU", "DANG", "BUI", "DO", "NGO"],
        female: &["THI LAN", "THI HOA", "THU HA", "MINH ANH", "NGOC MAI", "THANH HUONG"],
        male: &["VAN AN", "MINH DUC", "QUOC HUNG", "TUAN ANH", "DINH LONG", "HOANG NAM"],
    },
    Names {
        nations: &["TW", "CN", "HK"],
        surnames: &["CHEN", "LIN", "HUANG", "CHANG", "WANG", "WU", "LIU", "TSAI", "YANG", "HSU"],
        female: &["SHU-FEN", "YI-CHUN", "MEI-HUA", "YA-TING", "HSIN-YI", "CHIA-LING"],
        male: &["CHIA-HAO", "CHUN-CHIEH", "WEI-TING", "CHIH-MING", "TSUNG-HAN", "YU-HSIANG"],
    },
    Names {
        nations: &["IL"],
        surnames: &["COHEN", "LEVI", "MIZRAHI", "PERETZ", "BITON", "DAHAN", "FRIEDMAN", "KATZ"],
        female: &["NOA", "TAMAR", "YAEL", "MAYA", "SHIRA", "ADI", "RUTH", "MICHAL"],
        male: &["DAVID", "YOSEF", "ITAI", "OMER", "ARIEL", "NOAM", "EITAN", "YONATAN"],
    },
    Names {
        nations: &["LB", "SY", "JO", "PS", "EG", "IQ"],
        surnames: &["KHOURY", "HADDAD", "NASSAR", "SALEH", "MANSOUR", "AOUN", "SAAD", "FARAH"],
        female: &["RANIA", "LAYLA", "NOUR", "DIMA", "HANA", "MIRA", "SAMAR", "RIMA"],
        male: &["KARIM", "ELIAS", "RAMI", "FADI", "SAMIR", "ZIAD", "TAREK", "NABIL"],
    },
    Names {
        nations: &["AF"],
        surnames: &[
            "AHMADI",
            "RAHIMI",
            "KARIMI",
            "NOORI",
            "SAFI",
            "STANEKZAI",
            "HAIDARI",
            "AMIRI",
            "RASOOLI",
            "WARDAK",
            "YUSUFZAI",
            "HOSSAINI",
            "AZIZI",
            "QADERI",
            "MOHAMMADI",
            "SADAT",
        ],
        female: &[
            "FATIMA", "ZAHRA", "MARYAM", "SHABNAM", "LAILA", "NARGIS", "FRESHTA", "PARWANA",
            "SORAYA", "HASINA", "ROYA", "MALALAI",
        ],
        male: &[
            "MOHAMMAD",
            "AHMAD",
            "HAMID",
            "FARID",
            "NAJIB",
            "SHAFIQ",
            "ZALMAI",
            "EDRIS",
            "OMID",
            "JAWED",
            "RAMIN",
            "NOORULLAH",
            "ABDUL WAHID",
            "MIRWAIS",
        ],
    },
    Names {
        nations: &["SD", "ET", "ER", "DJ"],
        surnames: &["OSMAN", "IBRAHIM", "HASSAN", "ABDALLA", "TEKLE", "BEKELE", "IDRIS", "HAILE"],
        female: &["AMINA", "SALMA", "HIBA", "SARA", "HIRUT", "SELAM", "RANDA", "NADA"],
        male: &["YASSIN", "OMER", "TAHA", "DAWIT", "YONAS", "MUSTAFA", "ANWAR", "SALIH"],
    },
    Names {
        nations: &["IN", "NP", "LK", "BD", "PK"],
        surnames: &["SHARMA", "PATEL", "SINGH", "RAO", "NAIR", "PERERA", "RAHMAN", "KHAN"],
        female: &["PRIYA", "ANJALI", "MEERA", "SUNITA", "AYESHA", "NISHA", "DIVYA", "KAVITA"],
        male: &["ARJUN", "RAHUL", "VIKRAM", "SURESH", "IMRAN", "NIMAL", "ANIL", "KIRAN"],
    },
];

fn names(nation: &str) -> &'static Names {
    LISTS.iter().find(|names| names.nations.contains(&nation)).unwrap_or(&ENGLISH)
}

pub(super) fn surname(nation: &str, dice: &mut Dice) -> Surname {
    written(dice.pick::<&str>(names(nation).surnames))
}

pub(super) fn given(nation: &str, female: bool, dice: &mut Dice) -> Given {
    let names = names(nation);
    written(dice.pick::<&str>(if female { names.female } else { names.male }))
}

/// `MARIE CLAIRE` is also `Marie Claire` in ordinary letters.
fn written(latin: &str) -> Surname {
    let mut start = true;
    let ordinary = latin.chars().map(|c| {
        let out = if start { c } else { c.to_ascii_lowercase() };
        start = !c.is_ascii_alphabetic();
        out
    });
    Surname { native: ordinary.collect(), reading: String::new(), latin: latin.to_owned() }
}
