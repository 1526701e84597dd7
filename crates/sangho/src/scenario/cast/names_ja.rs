//! Japanese names: Kanji, Katakana, and the Hepburn spelling of passports (long vowels dropped, M before B, M, P).

use super::dice::Dice;
use super::naming::{Given, Surname};

/// Kanji (or Kana), Katakana, spelling in the passport.
type Name = (&'static str, &'static str, &'static str);

/// Common surnames, the commonest first; the earlier ones are picked more often.
const SURNAMES: &[Name] = &[
    ("佐藤", "サトウ", "SATO"), ("鈴木", "スズキ", "SUZUKI"), ("高橋", "タカハシ", "TAKAHASHI"),
    ("田中", "タナカ", "TANAKA"), ("伊藤", "イトウ", "ITO"), ("渡辺", "ワタナベ", "WATANABE"),
    ("山本", "ヤマモト", "YAMAMOTO"), ("中村", "ナカムラ", "NAKAMURA"),
    ("小林", "コバヤシ", "KOBAYASHI"), ("加藤", "カトウ", "KATO"), ("吉田", "ヨシダ", "YOSHIDA"),
    ("山田", "ヤマダ", "YAMADA"), ("佐々木", "ササキ", "SASAKI"),
    ("山口", "ヤマグチ", "YAMAGUCHI"), ("松本", "マツモト", "MATSUMOTO"),
    ("井上", "イノウエ", "INOUE"), ("木村", "キムラ", "KIMURA"), ("林", "ハヤシ", "HAYASHI"),
    ("斎藤", "サイトウ", "SAITO"), ("清水", "シミズ", "SHIMIZU"),
    ("山崎", "ヤマザキ", "YAMAZAKI"), ("森", "モリ", "MORI"), ("池田", "イケダ", "IKEDA"),
    ("橋本", "ハシモト", "HASHIMOTO"), ("阿部", "アベ", "ABE"),
    ("石川", "イシカワ", "ISHIKAWA"), ("山下", "ヤマシタ", "YAMASHITA"),
    ("中島", "ナカジマ", "NAKAJIMA"), ("石井", "イシイ", "ISHII"), ("小川", "オガワ", "OGAWA"),
    ("前田", "マエダ", "MAEDA"), ("岡田", "オカダ", "OKADA"),
    ("長谷川", "ハセガワ", "HASEGAWA"), ("藤田", "フジタ", "FUJITA"), ("後藤", "ゴトウ", "GOTO"),
    ("近藤", "コンドウ", "KONDO"), ("村上", "ムラカミ", "MURAKAMI"),
    ("遠藤", "エンドウ", "ENDO"), ("青木", "アオキ", "AOKI"), ("坂本", "サカモト", "SAKAMOTO"),
    ("福田", "フクダ", "FUKUDA"), ("太田", "オオタ", "OTA"), ("西村", "ニシムラ", "NISHIMURA"),
    ("藤井", "フジイ", "FUJII"), ("金子", "カネコ", "KANEKO"), ("岡本", "オカモト", "OKAMOTO"),
    ("藤原", "フジワラ", "FUJIWARA"), ("三浦", "ミウラ", "MIURA"),
    ("中野", "ナカノ", "NAKANO"), ("中川", "ナカガワ", "NAKAGAWA"), ("原田", "ハラダ", "HARADA"),
    ("松田", "マツダ", "MATSUDA"), ("竹内", "タケウチ", "TAKEUCHI"), ("小野", "オノ", "ONO"),
    ("田村", "タムラ", "TAMURA"), ("中山", "ナカヤマ", "NAKAYAMA"), ("和田", "ワダ", "WADA"),
    ("石田", "イシダ", "ISHIDA"), ("森田", "モリタ", "MORITA"), ("上田", "ウエダ", "UEDA"),
    ("原", "ハラ", "HARA"), ("内田", "ウチダ", "UCHIDA"), ("柴田", "シバタ", "SHIBATA"),
    ("酒井", "サカイ", "SAKAI"), ("宮崎", "ミヤザキ", "MIYAZAKI"),
    ("横山", "ヨコヤマ", "YOKOYAMA"), ("高木", "タカギ", "TAKAGI"), ("安藤", "アンドウ", "ANDO"),
    ("宮本", "ミヤモト", "MIYAMOTO"), ("大野", "オオノ", "ONO"), ("小島", "コジマ", "KOJIMA"),
    ("谷口", "タニグチ", "TANIGUCHI"), ("今井", "イマイ", "IMAI"), ("工藤", "クドウ", "KUDO"),
    ("高田", "タカダ", "TAKADA"), ("増田", "マスダ", "MASUDA"), ("丸山", "マルヤマ", "MARUYAMA"),
    ("杉山", "スギヤマ", "SUGIYAMA"), ("村田", "ムラタ", "MURATA"),
    ("大塚", "オオツカ", "OTSUKA"), ("新井", "アライ", "ARAI"), ("小山", "コヤマ", "KOYAMA"),
    ("平野", "ヒラノ", "HIRANO"), ("藤本", "フジモト", "FUJIMOTO"), ("河野", "コウノ", "KONO"),
    ("上野", "ウエノ", "UENO"), ("野口", "ノグチ", "NOGUCHI"), ("武田", "タケダ", "TAKEDA"),
    ("松井", "マツイ", "MATSUI"), ("千葉", "チバ", "CHIBA"), ("岩崎", "イワサキ", "IWASAKI"),
    ("菅原", "スガワラ", "SUGAWARA"), ("木下", "キノシタ", "KINOSHITA"),
    ("久保", "クボ", "KUBO"), ("佐野", "サノ", "SANO"), ("野村", "ノムラ", "NOMURA"),
    ("松尾", "マツオ", "MATSUO"), ("市川", "イチカワ", "ICHIKAWA"),
    ("菊地", "キクチ", "KIKUCHI"), ("杉本", "スギモト", "SUGIMOTO"),
    ("古川", "フルカワ", "FURUKAWA"), ("大西", "オオニシ", "ONISHI"),
    ("島田", "シマダ", "SHIMADA"), ("水野", "ミズノ", "MIZUNO"),
    ("桜井", "サクライ", "SAKURAI"), ("高野", "タカノ", "TAKANO"),
    ("渡部", "ワタベ", "WATABE"), ("吉川", "ヨシカワ", "YOSHIKAWA"),
    ("山内", "ヤマウチ", "YAMAUCHI"), ("西田", "ニシダ", "NISHIDA"),
    ("飯田", "イイダ", "IIDA"), ("菊池", "キクチ", "KIKUCHI"), ("西川", "ニシカワ", "NISHIKAWA"),
    ("小松", "コマツ", "KOMATSU"), ("北村", "キタムラ", "KITAMURA"),
    ("安田", "ヤスダ", "YASUDA"), ("五十嵐", "イガラシ", "IGARASHI"),
    ("川口", "カワグチ", "KAWAGUCHI"), ("平田", "ヒラタ", "HIRATA"),
    ("関", "セキ", "SEKI"), ("本間", "ホンマ", "HOMMA"), ("服部", "ハットリ", "HATTORI"),
    ("難波", "ナンバ", "NAMBA"), ("神田", "カンダ", "KANDA"), ("堀", "ホリ", "HORI"),
];

const MALE: &[Name] = &[
    ("翔", "ショウ", "SHO"), ("大輔", "ダイスケ", "DAISUKE"), ("健太", "ケンタ", "KENTA"),
    ("拓也", "タクヤ", "TAKUYA"), ("翔太", "ショウタ", "SHOTA"), ("大樹", "ダイキ", "DAIKI"),
    ("健一", "ケンイチ", "KENICHI"), ("誠", "マコト", "MAKOTO"), ("直樹", "ナオキ", "NAOKI"),
    ("哲也", "テツヤ", "TETSUYA"), ("剛", "ツヨシ", "TSUYOSHI"), ("学", "マナブ", "MANABU"),
    ("浩", "ヒロシ", "HIROSHI"), ("隆", "タカシ", "TAKASHI"), ("淳", "ジュン", "JUN"),
    ("修", "オサム", "OSAMU"), ("豊", "ユタカ", "YUTAKA"), ("進", "ススム", "SUSUMU"),
    ("茂", "シゲル", "SHIGERU"), ("実", "ミノル", "MINORU"), ("蓮", "レン", "REN"),
    ("悠真", "ユウマ", "YUMA"), ("湊", "ミナト", "MINATO"), ("陽翔", "ハルト", "HARUTO"),
    ("大和", "ヤマト", "YAMATO"), ("樹", "イツキ", "ITSUKI"), ("颯太", "ソウタ", "SOTA"),
    ("海斗", "カイト", "KAITO"), ("陸", "リク", "RIKU"), ("駿", "シュン", "SHUN"),
    ("和也", "カズヤ", "KAZUYA"), ("亮", "リョウ", "RYO"), ("達也", "タツヤ", "TATSUYA"),
    ("裕太", "ユウタ", "YUTA"), ("祐介", "ユウスケ", "YUSUKE"), ("慎吾", "シンゴ", "SHINGO"),
    ("純平", "ジュンペイ", "JUMPEI"), ("晋平", "シンペイ", "SHIMPEI"),
    ("正人", "マサト", "MASATO"), ("和夫", "カズオ", "KAZUO"), ("博之", "ヒロユキ", "HIROYUKI"),
    ("洋平", "ヨウヘイ", "YOHEI"), ("航", "ワタル", "WATARU"), ("光", "ヒカル", "HIKARU"),
    ("聡", "サトシ", "SATOSHI"), ("敦", "アツシ", "ATSUSHI"), ("克己", "カツミ", "KATSUMI"),
    ("秀樹", "ヒデキ", "HIDEKI"), ("智也", "トモヤ", "TOMOYA"), ("圭", "ケイ", "KEI"),
    ("匠", "タクミ", "TAKUMI"), ("一郎", "イチロウ", "ICHIRO"), ("康平", "コウヘイ", "KOHEI"),
    ("孝", "タカシ", "TAKASHI"), ("勇気", "ユウキ", "YUKI"), ("良太", "リョウタ", "RYOTA"),
    ("啓介", "ケイスケ", "KEISUKE"), ("竜也", "タツヤ", "TATSUYA"),
    ("信二", "シンジ", "SHINJI"), ("昭", "アキラ", "AKIRA"), ("清", "キヨシ", "KIYOSHI"),
    ("勝", "マサル", "MASARU"), ("章", "アキラ", "AKIRA"), ("文雄", "フミオ", "FUMIO"),
    ("秀明", "ヒデアキ", "HIDEAKI"), ("宏樹", "ヒロキ", "HIROKI"), ("朝陽", "アサヒ", "ASAHI"),
    ("新", "アラタ", "ARATA"), ("律", "リツ", "RITSU"), ("旭", "アサヒ", "ASAHI"),
    ("快", "カイ", "KAI"), ("圭太", "ケイタ", "KEITA"), ("涼", "リョウ", "RYO"),
    ("真司", "シンジ", "SHINJI"), ("伸一", "シンイチ", "SHINICHI"), ("徹", "トオル", "TORU"),
    ("吾郎", "ゴロウ", "GORO"), ("雄大", "ユウダイ", "YUDAI"), ("和樹", "カズキ", "KAZUKI"),
    ("春樹", "ハルキ", "HARUKI"), ("千尋", "チヒロ", "CHIHIRO"), ("俊介", "シュンスケ", "SHUNSUKE"),
    ("元気", "ゲンキ", "GENKI"), ("聖", "セイ", "SEI"), ("友哉", "トモヤ", "TOMOYA"),
    ("広大", "コウダイ", "KODAI"), ("恭平", "キョウヘイ", "KYOHEI"), ("丈", "ジョウ", "JO"),
    ("龍之介", "リュウノスケ", "RYUNOSUKE"), ("弘", "ヒロシ", "HIROSHI"),
    ("義男", "ヨシオ", "YOSHIO"), ("貴之", "タカユキ", "TAKAYUKI"), ("武", "タケシ", "TAKESHI"),
    ("稔", "ミノル", "MINORU"), ("明", "アキラ", "AKIRA"), ("大地", "ダイチ", "DAICHI"),
];

const FEMALE: &[Name] = &[
    ("愛", "アイ", "AI"), ("美咲", "ミサキ", "MISAKI"), ("葵", "アオイ", "AOI"),
    ("結衣", "ユイ", "YUI"), ("陽菜", "ヒナ", "HINA"), ("さくら", "サクラ", "SAKURA"),
    ("凛", "リン", "RIN"), ("美優", "ミユ", "MIYU"), ("七海", "ナナミ", "NANAMI"),
    ("優花", "ユウカ", "YUKA"), ("彩", "アヤ", "AYA"), ("舞", "マイ", "MAI"),
    ("恵", "メグミ", "MEGUMI"), ("愛美", "マナミ", "MANAMI"), ("麻衣", "マイ", "MAI"),
    ("香織", "カオリ", "KAORI"), ("裕子", "ユウコ", "YUKO"), ("真由美", "マユミ", "MAYUMI"),
    ("久美子", "クミコ", "KUMIKO"), ("由美子", "ユミコ", "YUMIKO"),
    ("陽子", "ヨウコ", "YOKO"), ("智子", "トモコ", "TOMOKO"), ("直美", "ナオミ", "NAOMI"),
    ("幸子", "サチコ", "SACHIKO"), ("和子", "カズコ", "KAZUKO"), ("恵子", "ケイコ", "KEIKO"),
    ("京子", "キョウコ", "KYOKO"), ("洋子", "ヨウコ", "YOKO"), ("順子", "ジュンコ", "JUNKO"),
    ("明美", "アケミ", "AKEMI"), ("千春", "チハル", "CHIHARU"), ("千夏", "チナツ", "CHINATSU"),
    ("明日香", "アスカ", "ASUKA"), ("遥", "ハルカ", "HARUKA"), ("菜々子", "ナナコ", "NANAKO"),
    ("琴音", "コトネ", "KOTONE"), ("杏", "アン", "AN"), ("美月", "ミヅキ", "MIZUKI"),
    ("芽依", "メイ", "MEI"), ("咲良", "サクラ", "SAKURA"), ("紬", "ツムギ", "TSUMUGI"),
    ("澪", "ミオ", "MIO"), ("心春", "コハル", "KOHARU"), ("莉子", "リコ", "RIKO"),
    ("楓", "カエデ", "KAEDE"), ("柚希", "ユズキ", "YUZUKI"), ("沙織", "サオリ", "SAORI"),
    ("千尋", "チヒロ", "CHIHIRO"), ("亜希子", "アキコ", "AKIKO"), ("奈緒", "ナオ", "NAO"),
    ("理恵", "リエ", "RIE"), ("梨花", "リカ", "RIKA"), ("友美", "トモミ", "TOMOMI"),
    ("絵里", "エリ", "ERI"), ("雅子", "マサコ", "MASAKO"), ("典子", "ノリコ", "NORIKO"),
    ("節子", "セツコ", "SETSUKO"), ("文子", "フミコ", "FUMIKO"), ("静香", "シズカ", "SHIZUKA"),
    ("春香", "ハルカ", "HARUKA"), ("瞳", "ヒトミ", "HITOMI"), ("望", "ノゾミ", "NOZOMI"),
    ("千晶", "チアキ", "CHIAKI"), ("弥生", "ヤヨイ", "YAYOI"), ("若菜", "ワカナ", "WAKANA"),
    ("朋子", "トモコ", "TOMOKO"), ("早紀", "サキ", "SAKI"), ("かおる", "カオル", "KAORU"),
    ("ひかり", "ヒカリ", "HIKARI"), ("まどか", "マドカ", "MADOKA"), ("里美", "サトミ", "SATOMI"),
    ("真奈", "マナ", "MANA"), ("玲奈", "レナ", "RENA"), ("詩織", "シオリ", "SHIORI"),
    ("美穂", "ミホ", "MIHO"), ("美和", "ミワ", "MIWA"), ("礼子", "レイコ", "REIKO"),
    ("純子", "ジュンコ", "JUNKO"), ("弘美", "ヒロミ", "HIROMI"), ("良子", "リョウコ", "RYOKO"),
    ("昌代", "マサヨ", "MASAYO"), ("千代", "チヨ", "CHIYO"), ("百合", "ユリ", "YURI"),
    ("桃子", "モモコ", "MOMOKO"), ("花", "ハナ", "HANA"), ("鈴", "スズ", "SUZU"),
    ("文香", "フミカ", "FUMIKA"), ("藍", "アイ", "AI"), ("翠", "ミドリ", "MIDORI"),
    ("茜", "アカネ", "AKANE"), ("優子", "ユウコ", "YUKO"), ("薫", "カオル", "KAORU"),
    ("圭子", "ケイコ", "KEIKO"), ("律子", "リツコ", "RITSUKO"), ("聡子", "サトコ", "SATOKO"),
    ("多恵", "タエ", "TAE"), ("花音", "カノン", "KANON"), ("莉央", "リオ", "RIO"),
];

pub(super) fn surname(dice: &mut Dice) -> Surname {
    // The thirty commonest surnames are about a quarter of all people.
    let common = SURNAMES.get(..30).unwrap_or(SURNAMES);
    written(if dice.chance(250) { dice.pick(common) } else { dice.pick(SURNAMES) })
}

pub(super) fn given(female: bool, dice: &mut Dice) -> Given {
    written(dice.pick(if female { FEMALE } else { MALE }))
}

fn written((native, reading, latin): &Name) -> Surname {
    Surname {
        native: (*native).to_owned(),
        reading: (*reading).to_owned(),
        latin: (*latin).to_owned(),
    }
}

/// The spelling of the Kunrei system, which schools teach; names without such a difference stay.
pub(super) fn respelled(latin: &str) -> String {
    const PAIRS: [(&str, &str); 11] = [
        ("TCHI", "TTI"), ("SHI", "SI"), ("CHI", "TI"), ("TSU", "TU"), ("FU", "HU"), ("JI", "ZI"),
        ("SH", "SY"), ("CH", "TY"), ("JU", "ZYU"), ("JO", "ZYO"), ("MP", "NP"),
    ];
    PAIRS.iter().fold(latin.to_owned(), |name, (from, to)| name.replace(from, to))
}
