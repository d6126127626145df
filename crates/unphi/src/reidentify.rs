//! The way back: text with encrypted tokens → text with what they stood for.

#![forbid(unsafe_code)]

use core::fmt;
use core::ops::Range;

use crate::transform::Fault;
use crate::{Deidentifier, Error, Identifier};

/// A text with its tokens opened, and the tokens that could not be.
#[derive(Clone)]
pub struct Reidentified {
    text: String,
    opened: usize,
    faults: Vec<TokenFault>,
}

/// A token that was left as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenFault {
    range: Range<usize>,
    fault: Fault,
}

impl Reidentified {
    /// The text with every token that could be opened replaced by the original.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, owned.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// How many tokens were opened.
    #[must_use]
    pub fn opened(&self) -> usize {
        self.opened
    }

    /// The tokens that were not: made with another key, cut or altered. They stand in the text as they stood.
    #[must_use]
    pub fn faults(&self) -> &[TokenFault] {
        &self.faults
    }
}

impl fmt::Debug for Reidentified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reidentified")
            .field("opened", &self.opened)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

impl TokenFault {
    /// Where the token is, in bytes of the text that was given.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What is wrong with it.
    #[must_use]
    pub fn fault(&self) -> Fault {
        self.fault
    }
}

impl Deidentifier {
    /// Opens the encrypted tokens of `text`, wherever they stand and in whatever order: what `encrypt` of a policy wrote,
    /// under this key or a previous one. A token that does not open is reported and left as it stands, never guessed.
    ///
    /// A text that holds no tokens comes back as it is.
    ///
    /// # Errors
    /// [`ErrorKind::Key`](crate::ErrorKind::Key) when no key was given.
    ///
    /// ```
    /// use unphi::{Deidentifier, Fault, Key, Policy};
    ///
    /// let deid = Deidentifier::builder().policy(Policy::reversible()).key(Key::from_bytes(&[7; 32])?).build()?;
    /// let out = deid.deidentify("MRN: 00482913")?;
    /// assert_eq!(deid.reidentify(out.text())?.text(), "MRN: 00482913");
    ///
    /// let cut = out.text().trim_end_matches(']');
    /// let back = deid.reidentify(cut)?;
    /// assert_eq!(back.text(), cut);
    /// assert_eq!(back.faults()[0].fault(), Fault::Cut);
    /// # Ok::<(), unphi::Error>(())
    /// ```
    pub fn reidentify(&self, text: &str) -> Result<Reidentified, Error> {
        let mut out = String::with_capacity(text.len());
        let mut faults = Vec::new();
        let opened = self.transformer().restore(text, &mut out, |range, fault| {
            faults.push(TokenFault { range, fault });
        })?;
        Ok(Reidentified { text: out, opened, faults })
    }

    /// The number that `encrypt-digits` of a policy turned into `number`. Unlike tokens such a number carries no check: a
    /// number that was never encrypted gives another, wrong one.
    ///
    /// # Errors
    /// [`ErrorKind::Key`](crate::ErrorKind::Key) when no key was given; [`ErrorKind::Input`](crate::ErrorKind::Input) for
    /// what is not 6 to 56 digits with punctuation.
    ///
    /// ```
    /// use unphi::{Deidentifier, Identifier, Key, Operator, Policy, Standard};
    ///
    /// let policy = Policy::safe_harbor()
    ///     .claiming(Standard::ExpertDetermination)?
    ///     .with(Identifier::Ssn, None, Operator::EncryptDigits)?;
    /// let deid = Deidentifier::builder().policy(policy).key(Key::from_bytes(&[7; 32])?).build()?;
    /// let out = deid.deidentify("SSN: 219-09-9999")?;
    /// let number = out.text().strip_prefix("SSN: ").unwrap();
    /// assert_eq!(number.len(), 11);
    /// assert_eq!(deid.reidentify_digits(Identifier::Ssn, number)?, "219-09-9999");
    /// # Ok::<(), unphi::Error>(())
    /// ```
    pub fn reidentify_digits(&self, identifier: Identifier, number: &str) -> Result<String, Error> {
        self.transformer().restore_digits(identifier, number)
    }
}
