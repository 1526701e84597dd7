//! Acts at the other end: the border's answers, what became of people, the closing sum.

use std::collections::BTreeMap;

use corridor::agreement::{Consent, DataClass, Nation};
use corridor::border::{Answer, Rules, cusres, decide};
use corridor::headcount::{Headcount, Known, Told};
use corridor::manifest::Manifest;
use corridor::people::Person;
use corridor::record::{HouseholdId, LiftId, PersonId, PlaceId, RegistrationId};
use jiff::Timestamp;
use serde::Serialize;

use super::fact::{Beside, Closing, Fact};
use super::{Node, Refused, refused};

/// What the border answered, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BorderFigures {
    /// Passenger lists.
    pub lists: u32,
    /// Passengers on them.
    pub passengers: u32,
    /// Answered before landing.
    pub before_landing: u32,
    /// Cleared.
    pub clear: u32,
    /// Referred to an officer at arrival.
    pub refer: u32,
}

impl Node {
    /// Decides on every passenger of a list that lands on this nation's soil, from the PAXLST.
    ///
    /// # Errors
    /// When there is no list, it can't be read, or the answers may not be sent.
    pub fn answer_border(
        &mut self,
        lift: &LiftId,
        reported: &[String],
        at: Timestamp,
    ) -> Result<(), Refused> {
        if self.state.answers.contains_key(lift) {
            return Ok(());
        }
        let listing = self.state.listings.get(lift).ok_or_else(|| Refused {
            code: "manifest-unknown".to_owned(),
            what: format!("no passenger list of {lift} has come; ask the carrier for it"),
        })?;
        let lands = listing.voyage.arrives;
        let message = listing.message.as_deref().unwrap_or_default();
        let manifest =
            Manifest::from_paxlst(message.as_bytes(), listing.voyage.clone()).map_err(refused)?;
        let zone = &listing.voyage.to_zone;
        let day = lands.in_tz(zone).map_err(|_| Refused {
            code: "zone-unknown".to_owned(),
            what: format!("{zone} is not a time zone of the IANA database; mend the place"),
        })?;
        let rules = Rules {
            arrival: self.state.me,
            partners: vec![self.state.partner],
            reported: reported.to_vec(),
            day: day.date(),
            evacuation: true,
        };
        let decisions = decide(&manifest, &rules);
        let message = cusres(&manifest, &decisions, at).map_err(refused)?;
        let from_partner = self.lift(lift)?.nation() != Some(self.state.me);
        let fact = Fact::Answered { lift: lift.clone(), decisions, lands };
        let beside = Beside::Message(message);
        if from_partner {
            let class = (DataClass::BorderLists, Consent::VitalInterest);
            return self.share(class, at, &fact, Some(&beside));
        }
        self.record(at, &fact, Some(&beside)).map(|_| ())
    }

    /// An officer writes down what became of a household.
    ///
    /// # Errors
    /// When it can't be recorded.
    pub fn tell(&mut self, told: Told, at: Timestamp) -> Result<(), Refused> {
        if self.state.told.get(&told.household) == Some(&told.state) {
            return Ok(());
        }
        self.record(at, &Fact::Told(told), None).map(|_| ())
    }

    /// Everybody this node answers for, each in exactly one state, by nation of citizenship (a dual
    /// national counts under the nation that answers).
    #[must_use]
    pub fn headcount(&mut self) -> Headcount {
        let known = self.known();
        Headcount::of(known.iter().map(|(id, (nation, known))| (id, *nation, known)))
    }

    /// What is known of everybody this node answers for, with the nation they count under.
    pub fn known(&mut self) -> BTreeMap<PersonId, (Nation, Known)> {
        let across = self.across();
        let me = self.state.me;
        let persons: Vec<Person> = self.state.people().persons.values().cloned().collect();
        let households = self.state.people().households.values();
        let homes: BTreeMap<HouseholdId, Vec<RegistrationId>> =
            households.map(|one| (one.id.clone(), one.registrations.clone())).collect();
        let mut known = BTreeMap::new();
        for person in persons {
            if across.answered_by_partner.contains(&person.id) {
                continue;
            }
            let nations = person.nations();
            let nation = if nations.contains(&me) { Some(me) } else { person.nation() };
            // Somebody may have boarded under the id of any row that names them.
            let rows: Vec<PersonId> = person.claims.iter().map(|(row, _)| row.person()).collect();
            let theirs = rows.iter().filter_map(|id| across.theirs.get(id)).flatten();
            let ids: Vec<&PersonId> = rows.iter().chain(theirs).collect();
            let told = homes.get(&person.household).and_then(|all| self.state.told_of(all));
            let rides = self.state.rides_of(&ids);
            known.insert(person.id.clone(), (nation.unwrap_or(me), Known { rides, told }));
        }
        known
    }

    /// Says the closing sum, and lets the partner hold it against its own.
    ///
    /// # Errors
    /// When the agreement does not allow it.
    pub fn close_sum(&mut self, at: Timestamp) -> Result<Headcount, Refused> {
        let sum = self.headcount();
        let (me, partner) = (self.state.me, self.state.partner);
        let closing = Closing {
            sum: sum.clone(),
            carried_for_partner: self.carried(me, false),
            carried_by_partner: self.carried(partner, true),
        };
        if self.state.closings.get(&me) != Some(&closing) {
            let class = (DataClass::ClosingSum, Consent::None);
            self.share(class, at, &Fact::Closing(closing), None)?;
        }
        Ok(sum)
    }

    /// People whom `operator`'s lifts carried for the other nation, as this node knows it.
    fn carried(&mut self, operator: Nation, ours: bool) -> BTreeMap<LiftId, u32> {
        let mut carried = BTreeMap::new();
        let boarded = self.state.boarded.clone();
        for (lift, aboard) in boarded {
            if self.lift(&lift).is_ok_and(|one| one.nation() == Some(operator)) {
                let people = self.state.people();
                let of_ours = |id| people.persons.contains_key(id);
                let count = aboard.iter().filter(|one| of_ours(&one.person) == ours).count();
                if count > 0 {
                    carried.insert(lift, u32::try_from(count).unwrap_or(u32::MAX));
                }
            }
        }
        carried
    }

    /// Both nations' sums as one, once both have said theirs and what each carried for the other
    /// agrees; otherwise what does not.
    ///
    /// # Errors
    /// Which sums are missing, or which lift's numbers differ.
    pub fn closing_sum(&self) -> Result<Headcount, Refused> {
        let closings = &self.state.closings;
        let of = |nation: Nation| {
            closings.get(&nation).ok_or_else(|| Refused {
                code: "closing-missing".to_owned(),
                what: format!("{nation} has not said its closing sum; wait for it"),
            })
        };
        let (ours, theirs) = (of(self.state.me)?, of(self.state.partner)?);
        let agree = ours.carried_for_partner == theirs.carried_by_partner
            && ours.carried_by_partner == theirs.carried_for_partner;
        if !agree {
            return Err(Refused {
                code: "closing-differs".to_owned(),
                what: "the nodes differ on whom each carried for the other; compare lift by lift"
                    .to_owned(),
            });
        }
        Ok(ours.sum.with(&theirs.sum))
    }

    /// People of whom nothing final is known.
    #[must_use]
    pub fn unaccounted(&mut self) -> u32 {
        let sum = self.headcount();
        sum.people().saturating_sub(sum.accounted())
    }

    /// What this nation's border answered.
    #[must_use]
    pub fn border_figures(&self) -> BorderFigures {
        let mut figures = BorderFigures::default();
        let here = |to: &str| {
            let place = self.state.places.get(&PlaceId::new(to));
            place.is_some_and(|place| place.country == self.state.me)
        };
        for (lift, listing) in &self.state.listings {
            if !here(&listing.voyage.to) {
                continue;
            }
            figures.lists = figures.lists.saturating_add(1);
            figures.passengers = figures.passengers.saturating_add(listing.passengers);
            let Some(answers) = self.state.answers.get(lift) else {
                continue;
            };
            let count = |answer: Answer| {
                let given = answers.decisions.iter().filter(|one| one.answer() == answer);
                u32::try_from(given.count()).unwrap_or(u32::MAX)
            };
            let (clear, refer) = (count(Answer::Clear), count(Answer::Refer));
            figures.clear = figures.clear.saturating_add(clear);
            figures.refer = figures.refer.saturating_add(refer);
            if answers.at < answers.lands {
                let answered = clear.saturating_add(refer);
                figures.before_landing = figures.before_landing.saturating_add(answered);
            }
        }
        figures
    }
}
