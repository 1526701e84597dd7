//! The pages' view of a node: registrations in, figures out.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use corridor::agreement::Nation;
use corridor::record::{PlaceId, RegistrationId};
use corridor::registry::{self, Intake, RawClaim, Source};
use tokio::sync::{broadcast, watch};
use tokio::task::JoinSet;

use super::office::Office;
use super::view;
use crate::exchange::LinkState;
use crate::operation::Refused;
use crate::web::Desk;
use crate::web::desk::view::DeskView;
use crate::web::traveller::form::{FormPerson, Intention, Need, RegistrationForm};
use crate::web::traveller::{Receipt, Refusal, StatusView, reference_code};

/// A node as the pages see it.
pub(super) struct Pages {
    office: Arc<Office>,
    link: watch::Receiver<LinkState>,
}

impl Pages {
    pub(super) fn new(office: Arc<Office>, link: watch::Receiver<LinkState>) -> Self {
        Self { office, link }
    }

    /// Tells the pages when the link changes: it is on the desk too.
    pub(super) fn watch(&self, tasks: &mut JoinSet<()>) {
        let (office, mut link) = (Arc::clone(&self.office), self.link.clone());
        tasks.spawn(async move {
            let mut connected = link.borrow().connected;
            while link.changed().await.is_ok() {
                let now = link.borrow_and_update().connected;
                if now != connected {
                    connected = now;
                    office.changed();
                }
            }
        });
    }
}

impl Desk for Pages {
    fn view(&self) -> DeskView {
        let link = self.link.borrow().clone();
        view::desk(&self.office, &link)
    }

    fn changes(&self) -> broadcast::Receiver<u64> {
        self.office.changes()
    }

    fn register(&self, form: RegistrationForm) -> Result<Receipt, Refusal> {
        let at = self.office.now();
        let code = code_of(&form.token);
        let me = self.office.look(|node| node.state().me);
        let intake = intake(id_of(me, &code), at, form);
        let outcome = self.office.act(|node| {
            let id = intake.id.clone();
            let before = node.state().registrations.get(&id).cloned();
            // The same words again are the same registration; other words need another token.
            let same = before.as_ref().is_none_or(|known| known.says(&intake));
            let again = before.as_ref().map(corridor::registry::Registration::at);
            if !same {
                return Ok(Err(Refusal::TokenUsed));
            }
            node.register(intake).map_err(|errors| Refused {
                code: "registration-fields".to_owned(),
                what: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
            })?;
            Ok(Ok((again.unwrap_or(at), again.is_some())))
        });
        match outcome {
            Ok(Ok((at, again))) => Ok(Receipt { reference: code, at, again }),
            Ok(Err(refusal)) => Err(refusal),
            Err(refused) => {
                tracing::warn!(code = refused.code, "a registration was not stored");
                Err(Refusal::Busy)
            }
        }
    }

    fn status(&self, reference: &str) -> Option<StatusView> {
        self.office.look(|node| {
            let id = id_of(node.state().me, reference);
            view::status(node, &id, reference)
        })
    }
}

/// The code of a token: whoever sends the same form again gets the same code.
fn code_of(token: &str) -> String {
    let hash = digest(&SHA256, token.as_bytes());
    let mut start = [0; 5];
    start.iter_mut().zip(hash.as_ref()).for_each(|(to, from)| *to = *from);
    reference_code(start)
}

fn id_of(nation: Nation, code: &str) -> RegistrationId {
    RegistrationId::new(format!("{nation}-{code}"))
}

fn intake(id: RegistrationId, at: jiff::Timestamp, form: RegistrationForm) -> Intake {
    let text = |text: String| Some(text).filter(|text| !text.is_empty());
    Intake {
        id,
        source: Source::SelfRegistration,
        at,
        ready: at,
        place: PlaceId::new(form.place),
        intention: match form.intention {
            Intention::Seat => registry::Intention::Leave,
            Intention::Safe => registry::Intention::Stay,
            Intention::Left => registry::Intention::OwnMeans,
        },
        people: form.people.into_iter().map(claim).collect(),
        share: form.share,
        may_split: false,
        contact: text(form.contact),
        whereabouts: text(form.whereabouts),
    }
}

fn claim(person: FormPerson) -> RawClaim {
    let text = |text: String| Some(text).filter(|text| !text.is_empty());
    RawClaim {
        native: text(person.native),
        latin: text(person.latin),
        born: person.born,
        sex: None,
        citizenship: citizenship(&person.citizenship).to_string(),
        document: text(person.document),
        needs: person.needs.into_iter().map(need).collect(),
    }
}

/// The nation of a code as passports print it: `D` is Germany; codes of no state, such as `XXA` for
/// stateless people, are a nation not known.
fn citizenship(code: &str) -> Nation {
    let three = if code == "D" { "DEU" } else { code };
    Nation::from_alpha3(three).unwrap_or(Nation::UNKNOWN)
}

fn need(need: Need) -> registry::Need {
    match need {
        Need::Wheelchair => registry::Need::Wheelchair,
        Need::Medicine => registry::Need::Ill,
        Need::Pregnant => registry::Need::Pregnant,
        Need::Infant => registry::Need::Infant,
        Need::Alone => registry::Need::Alone,
    }
}
