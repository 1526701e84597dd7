//! CAP-v1.2 (OASIS, 1 July 2010): what an alert says, and what makes it none.

use public_alerts::{Alert, Category, Limits, MsgType, ResponseType, Status};

const WARNING: &str = include_str!("alerts/tsunami.xml");

fn read(xml: &str) -> Result<Alert, public_alerts::AlertError> {
    Alert::read(xml.as_bytes(), &Limits::default())
}

fn with(from: &str, to: &str) -> String {
    assert!(WARNING.contains(from), "the sample has no {from}");
    WARNING.replacen(from, to, 1)
}

fn code_of(xml: &str) -> &'static str {
    read(xml).expect_err("the alert is wrong").code()
}

#[test]
fn every_element_is_read() {
    let alert = read(WARNING).unwrap();
    assert_eq!(alert.identifier, "drill-2031-0002");
    assert_eq!(alert.sender, "coast@warning.example");
    assert_eq!(alert.sent.to_string(), "2031-05-06T09:03:00+09:00");
    assert_eq!(alert.sent.timestamp().to_string(), "2031-05-06T00:03:00Z");
    assert_eq!((alert.status, alert.msg_type), (Status::Exercise, MsgType::Update));
    assert_eq!(alert.references.len(), 2);
    assert_eq!(alert.references[1].identifier, "drill-2031-0001");
    assert_eq!(alert.references[1].sent.to_string(), "2031-05-06T00:02:30-00:00");
    assert_eq!(alert.incidents, ["strait quake", "2031-7"]);
    assert_eq!(alert.infos.len(), 3);
    let info = &alert.infos[0];
    assert_eq!(info.categories, [Category::Geo, Category::Safety]);
    assert_eq!(info.response_types, [ResponseType::Evacuate]);
    assert_eq!(info.instruction.as_deref(), Some("高台へ & 急いで"));
    assert_eq!(info.event_codes[0].value, "52");
    assert_eq!(info.resources[0].size, Some(2048));
    let area = &info.areas[0];
    assert_eq!(area.description, "玄界灘沿岸");
    assert_eq!(area.polygons[0].points.len(), 5);
    assert_eq!(area.geocodes[0].name, "JMA");
    assert_eq!((area.altitude, area.ceiling), (Some(0.0), Some(32.8)));
}

#[test]
fn the_reader_gets_the_language_or_the_nearest() {
    let alert = read(WARNING).unwrap();
    let of = |tag| alert.info_in(tag).unwrap().language.as_str();
    assert_eq!(of("ja"), "ja");
    assert_eq!(of("KO-kr"), "ko");
    assert_eq!(of("en-GB"), "en-US");
    assert_eq!(of("fr"), "en-US");
    let only = with("<info>", "<info><!-- one -->");
    assert!(read(&only).unwrap().info_in("x").is_some());
}

#[test]
fn a_language_not_named_is_american_english() {
    let alert = read(&with("<language>ja</language>", "")).unwrap();
    assert_eq!(alert.infos[0].language, "en-US");
}

#[test]
fn a_missing_element_is_named_with_its_line() {
    let error = read(&with("<urgency>Immediate</urgency>", "")).unwrap_err();
    assert_eq!(error.code(), "alert-element-missing");
    assert_eq!((error.line, error.element.as_str()), (16, "alert/info[1]"));
    assert!(error.to_string().contains("urgency"), "{error}");
    for name in ["identifier", "sender", "sent", "status", "msgType", "scope"] {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let start = WARNING.find(&open).unwrap();
        let end = WARNING.find(&close).unwrap() + close.len();
        let without = format!("{}{}", &WARNING[..start], &WARNING[end..]);
        assert_eq!(code_of(&without), "alert-element-missing", "{name}");
    }
}

#[test]
fn each_wrong_value_has_its_code() {
    let wrong = [
        ("<status>Exercise<", "<status>exercise<", "alert-value"),
        ("<severity>Extreme<", "<severity>Worst<", "alert-value"),
        ("<severity>Extreme<", "<severity><", "alert-element-empty"),
        ("drill-2031-0002", "drill 2031", "alert-identifier"),
        ("<scope>Public", "<scope>Private", "alert-scope-needs"),
        ("<scope>Public", "<scope>Restricted", "alert-scope-needs"),
        ("09:03:00+09:00", "09:03:00", "alert-time"),
        ("09:03:00+09:00", "09:03:00Z", "alert-time"),
        ("09:03:00+09:00", "09:03:00+15:00", "alert-time"),
        ("2031-05-06T09:03", "2031-02-30T09:03", "alert-time"),
        ("T12:03:00+09:00</expires>", "T08:00:00+09:00</expires>", "alert-order"),
        ("<language>ja<", "<language>日本<", "alert-language"),
        (",drill-2031-0001,", ",", "alert-reference"),
        ("33.0,129.5 34.5,129.5", "93.0,129.5 34.5,129.5", "alert-coordinates"),
        ("33.0,129.5 34.5,129.5", "33.0 129.5 34.5,129.5", "alert-coordinates"),
        ("33.0,129.5 34.5,129.5", "NaN,129.5 34.5,129.5", "alert-coordinates"),
        ("33.0,129.5 34.5,129.5", "33.1,129.5 34.5,129.5", "alert-ring"),
        ("33.59,130.40 20", "33.59,130.40 -1", "alert-circle"),
        ("33.59,130.40 20", "33.59,130.40", "alert-circle"),
        ("<ceiling>32.8", "<ceiling>-1", "alert-ceiling"),
        ("<altitude>0", "<altitude>1e3", "alert-number"),
        ("<size>2048", "<size>big", "alert-number"),
        ("<event>", "<hazard>x</hazard><event>", "alert-element-unexpected"),
        ("<event>津波警報</event>", "<event>a</event><event>b</event>", "alert-element-repeated"),
        ("<event>津波警報", "<event>&nbsp;", "alert-entity"),
        ("<event>津波警報", "<event>&#0;", "alert-malformed"),
        ("</alert>", "", "alert-malformed"),
        ("</alert>", "</alert><alert/>", "alert-malformed"),
        ("cap:1.2", "cap:1.1", "alert-version"),
        ("cap:1.2", "cap:9.9", "alert-not-an-alert"),
        ("encoding=\"UTF-8\"", "encoding=\"EUC-KR\"", "alert-encoding"),
    ];
    for (from, to, code) in wrong {
        assert_eq!(code_of(&with(from, to)), code, "{from} -> {to}");
    }
}

#[test]
fn an_update_must_say_what_it_updates() {
    let start = WARNING.find("<references>").unwrap();
    let end = WARNING.find("</references>").unwrap();
    let empty = format!("{}{}", &WARNING[..start + 12], &WARNING[end..]);
    assert_eq!(code_of(&empty), "alert-no-references");
}

#[test]
fn a_doctype_is_refused_whatever_it_says() {
    let bomb = "<!DOCTYPE alert [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n<alert";
    assert_eq!(code_of(&with("<alert", bomb)), "alert-doctype");
    let remote = "<!DOCTYPE alert SYSTEM \"file:///etc/passwd\"><alert";
    assert_eq!(code_of(&with("<alert", remote)), "alert-doctype");
}

#[test]
fn limits_hold() {
    let limits = Limits { bytes: 100, ..Limits::default() };
    let error = Alert::read(WARNING.as_bytes(), &limits).unwrap_err();
    assert_eq!(error.code(), "alert-too-large");
    let limits = Limits { elements: 20, ..Limits::default() };
    let error = Alert::read(WARNING.as_bytes(), &limits).unwrap_err();
    assert_eq!(error.code(), "alert-too-many-elements");
    let deep = with("<event>", &"<event>".repeat(100));
    assert_eq!(code_of(&deep), "alert-too-deep");
}

#[test]
fn other_encodings_are_refused() {
    let utf16: Vec<u8> = WARNING.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let error = Alert::read(&utf16, &Limits::default()).unwrap_err();
    assert_eq!(error.code(), "alert-encoding");
    let marked = format!("\u{feff}{WARNING}");
    assert!(read(&marked).is_ok());
}

#[test]
fn prefixed_names_and_a_signature_are_read() {
    let signature = "<s:Signature xmlns:s=\"http://www.w3.org/2000/09/xmldsig#\">\
        <s:SignedInfo>a</s:SignedInfo></s:Signature></alert>";
    let alert = read(&with("</alert>", signature)).unwrap();
    assert!(alert.has_signature);
    let plain = with("<![CDATA[高い波 <3 m> が来る。]]>", "高い波");
    let prefixed = plain
        .replace("</", "</c:")
        .replace('<', "<c:")
        .replace("<c:/c:", "</c:")
        .replace("<c:?", "<?")
        .replace("xmlns=", "xmlns:c=");
    assert_eq!(read(&prefixed).unwrap(), read(&plain).unwrap());
}

#[test]
fn a_time_is_written_as_it_was_read() {
    let alert = read(&with("09:03:00+09:00", "09:03:00-09:30")).unwrap();
    assert_eq!(alert.sent.to_string(), "2031-05-06T09:03:00-09:30");
}
