//! Personal data beside the entries: encrypted under a key per emergency, so that destroying the
//! key erases all of it at once (DESIGN.md §3 no. 5). AES-256-GCM, NIST SP 800-38D.

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_lc_rs::rand;
use corridor::record::Payload;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Log, StoreError, index_to_sql};

/// The key under which data lie that belong to no emergency.
const STANDING: &str = "";
const SALT: usize = 16;

/// What lies beside an entry that names personal data.
pub(super) enum Beside {
    /// The data.
    Data(Payload),
    /// They were erased, here or before they came.
    Erased,
    /// Nothing, though the entry says that there was something.
    Missing,
    /// Something that does not open under its key.
    Damaged,
}

/// Puts data beside an entry; none if they came already erased.
pub(super) fn put(
    db: &Connection,
    emergency: Option<&str>,
    log: Log,
    index: u64,
    payload: Option<&Payload>,
) -> Result<(), StoreError> {
    let emergency = emergency.unwrap_or(STANDING);
    let key = key_for(db, emergency)?;
    let sealed = match (payload, key) {
        (Some(payload), Some(key)) => Some(seal(&key, emergency, log, index, payload)?),
        // The partner may not know yet that the emergency was erased: its log goes on here, its
        // late data do not come in.
        (Some(_), None) if log == Log::Inbound => None,
        (Some(_), None) => {
            return Err(StoreError::Erased { emergency: emergency.to_owned() });
        }
        (None, _) => None,
    };
    let (nonce, sealed) = sealed.unzip();
    db.prepare_cached("INSERT INTO payload VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
        log.name(),
        index_to_sql(index)?,
        emergency,
        nonce,
        sealed
    ])?;
    Ok(())
}

/// What lies beside an entry.
pub(super) fn get(db: &Connection, log: Log, index: u64) -> Result<Beside, StoreError> {
    type Found = (String, Option<Vec<u8>>, Option<Vec<u8>>, Option<Vec<u8>>);
    let found: Option<Found> = db
        .prepare_cached(
            "SELECT emergency, nonce, sealed, key FROM payload
             LEFT JOIN emergency_key USING (emergency) WHERE log = ?1 AND idx = ?2",
        )?
        .query_row(params![log.name(), index_to_sql(index)?], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    Ok(match found {
        None => Beside::Missing,
        Some((emergency, Some(nonce), Some(sealed), Some(key))) => {
            open(&key, &nonce, sealed, &label(&emergency, log, index))
                .map_or(Beside::Damaged, Beside::Data)
        }
        Some((_, Some(_), Some(_), None) | (_, None, None, _)) => Beside::Erased,
        Some(_) => Beside::Damaged,
    })
}

/// Destroys the key of an emergency; whether there was one.
pub(super) fn destroy_key(db: &Connection, emergency: &str) -> Result<bool, StoreError> {
    let had: Option<bool> = db
        .query_row(
            "SELECT key IS NOT NULL FROM emergency_key WHERE emergency = ?1",
            [emergency],
            |row| row.get(0),
        )
        .optional()?;
    // A row is kept, so that no later payload can bring the emergency to life again.
    db.execute(
        "INSERT INTO emergency_key VALUES (?1, NULL)
         ON CONFLICT (emergency) DO UPDATE SET key = NULL",
        [emergency],
    )?;
    Ok(had.unwrap_or(false))
}

/// The key of an emergency, made when first needed; none once destroyed.
fn key_for(db: &Connection, emergency: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let found: Option<Option<Vec<u8>>> = db
        .prepare_cached("SELECT key FROM emergency_key WHERE emergency = ?1")?
        .query_row([emergency], |row| row.get(0))
        .optional()?;
    if let Some(key) = found {
        return Ok(key);
    }
    let mut key = vec![0; 32];
    rand::fill(&mut key).map_err(|_| no_crypto())?;
    db.execute("INSERT INTO emergency_key VALUES (?1, ?2)", params![emergency, key])?;
    Ok(Some(key))
}

fn seal(
    key: &[u8],
    emergency: &str,
    log: Log,
    index: u64,
    payload: &Payload,
) -> Result<(Vec<u8>, Vec<u8>), StoreError> {
    let mut text = payload.salt.to_vec();
    text.extend_from_slice(&payload.bytes);
    let key = RandomizedNonceKey::new(&AES_256_GCM, key)
        .map_err(|_| StoreError::damaged("emergency_key", None, "a key has a wrong length"))?;
    let nonce = key
        .seal_in_place_append_tag(Aad::from(label(emergency, log, index)), &mut text)
        .map_err(|_| no_crypto())?;
    Ok((nonce.as_ref().to_vec(), text))
}

fn open(key: &[u8], nonce: &[u8], mut sealed: Vec<u8>, label: &[u8]) -> Option<Payload> {
    let key = RandomizedNonceKey::new(&AES_256_GCM, key).ok()?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let text = key.open_in_place(nonce, Aad::from(label), &mut sealed).ok()?;
    let (salt, bytes) = text.split_at_checked(SALT)?;
    Some(Payload { salt: salt.try_into().ok()?, bytes: bytes.to_vec() })
}

/// Binds sealed data to its place: moved beside another entry, it does not open.
fn label(emergency: &str, log: Log, index: u64) -> Vec<u8> {
    format!("{}\n{index}\n{emergency}", log.name()).into_bytes()
}

fn no_crypto() -> StoreError {
    StoreError::Key { what: "the system gives no random numbers or no AES-256-GCM".to_owned() }
}
