//! A citizen with a telephone: opens the form, fills it in, sends it, keeps the code.

use std::io;

use crate::http::{Answer, Page, get, post};

/// The kind of body that a browser sends for a form.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// A form filled in and ready to be sent, as often as it takes.
#[derive(Clone, Debug)]
pub struct Form {
    /// To whose node.
    pub nation: String,
    body: String,
}

impl Form {
    /// Opens the page of `nation` at `at` and fills it in for one person who wants a seat.
    ///
    /// # Errors
    /// When the page can't be had or is no form.
    pub fn fill(nation: &str, at: &str, name: &str, born: &str) -> io::Result<Self> {
        let answer = get(at, "/en")?;
        let page = Page(&answer.body);
        let token = page.hidden("k").ok_or_else(|| io::Error::other("the page holds no form"))?;
        let place = page.option().unwrap_or_default();
        let citizenship = if nation == "KR" { "KOR" } else { "JPN" };
        let name = name.replace(' ', "+");
        let body = format!(
            "k={token}&g=en&i=seat&p={place}&w=Hotel+at+the+harbour&l0={name}&n0=&b0={born}\
             &c0={citizenship}&d0=&t=%2B00+000+0000&s=1"
        );
        Ok(Self { nation: nation.to_owned(), body })
    }

    /// Sends it: the whole answer.
    ///
    /// # Errors
    /// When the node can't be reached.
    pub fn send(&self, at: &str) -> io::Result<Answer> {
        post(at, FORM, self.body.as_bytes())
    }

    /// Sends it: the code of the receipt, or nothing where the node did not acknowledge it.
    #[must_use]
    pub fn receipt(&self, at: &str) -> Option<String> {
        let answer = self.send(at).ok()?;
        let code = Page(&answer.body).code().map(str::to_owned);
        code.filter(|_| answer.status == Some(200))
    }

    /// The same form with another text in one place: a damaged or different sending.
    #[must_use]
    pub fn with(&self, from: &str, to: &str) -> Self {
        Self { nation: self.nation.clone(), body: self.body.replace(from, to) }
    }

    /// Its bytes as sent.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.body.as_bytes()
    }
}
