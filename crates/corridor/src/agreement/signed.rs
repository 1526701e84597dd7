//! The agreement's signatures: terms count only when both nations have signed the same bytes.

use thiserror::Error;
use witnessed_log::{Note, NoteError, Signer, Verifier};

use super::{Agreement, Nation, Terms};

/// Why terms are not in force.
#[derive(Debug, Error)]
pub enum AdoptError {
    /// The note's text is not terms in their fixed form.
    #[error("agreement-form: the signed text is not terms in their fixed form; ask for it again")]
    Form,
    /// A party's signature is missing or wrong.
    #[error("agreement-signature: no valid signature of {nation}; both nations must sign")]
    Signature {
        /// The party.
        nation: Nation,
    },
    /// Both offices have one key, or both parties are one nation.
    #[error("agreement-one-hand: both signatures come from one hand; each nation signs for itself")]
    OneHand,
    /// A row of the matrix rests on a clause that does not exist.
    #[error("agreement-clause: the matrix names clause {clause}, which the terms do not have")]
    Clause {
        /// The clause named.
        clause: String,
    },
}

impl Agreement {
    /// Signs terms on behalf of both offices: two people with two keys, in one place. Used where an
    /// agreement is made anew: drills and demonstrations.
    ///
    /// # Errors
    /// When the terms don't fit a note, or a signature can't be added.
    pub fn sign(terms: &Terms, offices: &[&Signer]) -> Result<Note, NoteError> {
        Note::sign(&format!("{}\n", terms.canonical()), offices)
    }

    /// The agreement in `note`, if both parties signed it with the keys given.
    ///
    /// # Errors
    /// [`AdoptError`].
    pub fn adopt(note: &Note, keys: &[(Nation, Verifier)]) -> Result<Self, AdoptError> {
        let terms: Terms = serde_json::from_str(note.text()).map_err(|_| AdoptError::Form)?;
        if format!("{}\n", terms.canonical()) != note.text() {
            return Err(AdoptError::Form);
        }
        let [one, other] = terms.parties;
        let key_of = |nation| keys.iter().find(|(of, _)| *of == nation).map(|(_, key)| key);
        let same = key_of(one).zip(key_of(other)).filter(|(a, b)| a.public_key() == b.public_key());
        if one == other || same.is_some() {
            return Err(AdoptError::OneHand);
        }
        for nation in terms.parties {
            let signed = |(of, key): &(Nation, Verifier)| *of == nation && key.verify(note).is_ok();
            if !keys.iter().any(signed) {
                return Err(AdoptError::Signature { nation });
            }
        }
        let known = |id: &String| terms.clauses.iter().any(|clause| clause.id == *id);
        if let Some(row) = terms.releases.iter().find(|row| !known(&row.clause)) {
            return Err(AdoptError::Clause { clause: row.clause.clone() });
        }
        Ok(Self { terms })
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::AdoptError;
    use witnessed_log::{Note, Signer, Verifier};

    fn nation(code: &str) -> Nation {
        code.parse().unwrap()
    }

    fn terms() -> Terms {
        let words = Words { ko: "경보".into(), ja: "警報".into(), en: "Warnings".into() };
        Terms {
            id: "test".into(),
            version: 1,
            parties: [nation("KR"), nation("JP")],
            in_force_from: "2024-09-06".parse().unwrap(),
            expires: "2029-09-05".parse().unwrap(),
            clauses: vec![Clause { id: "c1".into(), title: words }],
            releases: vec![Release {
                clause: "c1".into(),
                purpose: Purpose::CarryPassengers,
                data: DataClass::Passengers,
                from: Party::Any,
                to: Party::Any,
                phase: Phase::Emergency,
                consent: Consent::VitalInterest,
            }],
            suspensions: vec![],
            keys: vec![],
        }
    }

    fn signers() -> (Signer, Signer, Vec<(Nation, Verifier)>) {
        let kr = Signer::ed25519("kr.example/office", &[1; 32]).unwrap();
        let jp = Signer::ed25519("jp.example/office", &[2; 32]).unwrap();
        let keys =
            vec![(nation("KR"), kr.verifier().clone()), (nation("JP"), jp.verifier().clone())];
        (kr, jp, keys)
    }

    fn adopted(terms: &Terms) -> Agreement {
        let (kr, jp, keys) = signers();
        Agreement::adopt(&Agreement::sign(terms, &[&kr, &jp]).unwrap(), &keys).unwrap()
    }

    fn ask() -> Ask {
        Ask {
            data: DataClass::Passengers,
            from: nation("KR"),
            to: nation("JP"),
            phase: Phase::Emergency,
            consent: Consent::Given,
            at: "2026-03-08T00:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn one_signature_is_not_an_agreement() {
        let (kr, jp, keys) = signers();
        let note = Agreement::sign(&terms(), &[&kr]).unwrap();
        assert!(matches!(
            Agreement::adopt(&note, &keys),
            Err(AdoptError::Signature { nation }) if nation.to_string() == "JP"
        ));
        let both = Agreement::sign(&terms(), &[&kr, &jp]).unwrap().to_text();
        let altered = both.replace("2029", "2039");
        let note = Note::parse(altered.as_bytes()).unwrap();
        assert!(matches!(Agreement::adopt(&note, &keys), Err(AdoptError::Signature { .. })));
    }

    #[test]
    fn a_permission_names_its_clause_and_every_refusal_its_reason() {
        let agreement = adopted(&terms());
        assert_eq!(agreement.permit(&ask()).unwrap().clause(), "c1");
        let code = |ask: Ask| agreement.permit(&ask).unwrap_err().code();
        assert_eq!(code(Ask { phase: Phase::Standing, ..ask() }), "agreement-no-clause");
        assert_eq!(code(Ask { consent: Consent::None, ..ask() }), "agreement-no-consent");
        assert_eq!(code(Ask { data: DataClass::Parties, ..ask() }), "agreement-no-clause");
        assert_eq!(code(Ask { to: nation("FR"), ..ask() }), "agreement-not-parties");
        let late = "2030-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(code(Ask { at: late, ..ask() }), "agreement-not-in-force");
        let by = nation("JP");
        let suspensions = vec![terms::Suspension { clause: "c1".into(), by }];
        let suspended = adopted(&Terms { suspensions, ..terms() });
        assert_eq!(suspended.permit(&ask()).unwrap_err().code(), "agreement-suspended");
    }
}
