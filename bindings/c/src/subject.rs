//! What the caller knows of the people in the texts.

use core::ffi::c_char;

use unphi::{Identifier, Subject};

use crate::deidentifier::unphi_deidentifier;
use crate::handle;
use crate::options::{set, unphi_options};
use crate::panic::call;
use crate::pointer::{Out, handles, text};
use crate::status::{Failure, unphi_status};

/// What is known of one person, who is then found wherever and however it is written. Fill it on one thread; calls that overlap
/// get `UNPHI_STATUS_HANDLE_IN_USE`.
#[allow(non_camel_case_types, reason = "as C knows it")]
pub struct unphi_subject {
    subject: Subject,
}

/// What a value of a subject is.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types, reason = "as C knows it")]
pub enum unphi_fact {
    /// A name, in either order: `John Q. Smith` or `Smith, John Q.`.
    Name = 0,
    /// Another name of the person: a nickname, a former name.
    Alias = 1,
    /// The name of somebody whom notes about the person may mention: a relative, the treating physician.
    Relative = 2,
    /// The date of birth: `1962-03-14`, `19620314`, `3/14/1962` or `14 March 1962`.
    BirthDate = 3,
    /// Another date of the person's life, written like a date of birth.
    Date = 4,
    /// A telephone or pager number.
    Phone = 5,
    /// An e-mail address.
    Email = 6,
    /// A postal address, in one or several lines.
    Address = 7,
    /// An employer, school, congregation or another organization that tells who the person is.
    Employer = 8,
}

/// Makes a subject of whom nothing is known yet. Free it with `unphi_subject_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_subject_new(subject: *mut *mut unphi_subject) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for an output that may be written.
        let out = unsafe { Out::new(subject)? };
        out.put(handle::new(unphi_subject { subject: Subject::new() })?);
        Ok(())
    })
}

/// Adds a fact, one of `unphi_fact`: `len` bytes of UTF-8, which are copied. An empty value is a fact that nobody knows and is
/// passed over, so that the columns of a table can be given as they are. `UNPHI_STATUS_CONFIGURATION`: no such fact.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_subject_add(
    subject: *mut unphi_subject,
    fact: u32,
    data: *const c_char,
    len: usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes.
        let value = unsafe { text(data, len)? };
        know(subject, |known| {
            Ok(match fact {
                0 => known.name(value),
                1 => known.alias(value),
                2 => known.relative(value),
                3 => known.birth_date(value),
                4 => known.date(value),
                5 => known.phone(value),
                6 => known.email(value),
                7 => known.address(value),
                8 => known.employer(value),
                _ => return Err(Failure::new(unphi_status::Configuration, format!("{fact} is none of unphi_fact"))),
            })
        })
    })
}

/// Adds a number or code of the person, `len` bytes of UTF-8, copied, and which `unphi_identifier` it is.
/// `UNPHI_STATUS_CONFIGURATION`: no such identifier.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_subject_add_id(
    subject: *mut unphi_subject,
    identifier: u32,
    data: *const c_char,
    len: usize,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `len` readable bytes.
        let value = unsafe { text(data, len)? };
        let identifier = Identifier::ALL.get(identifier as usize).copied().ok_or_else(|| {
            Failure::new(unphi_status::Configuration, format!("{identifier} is none of unphi_identifier"))
        })?;
        know(subject, |known| Ok(known.id(identifier, value)))
    })
}

/// Frees a subject. Options and engines that know it stay. `NULL` is let pass.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_subject_free(subject: *mut unphi_subject) -> unphi_status {
    call(|| handle::free(subject))
}

/// Adds a subject, which is copied, for all texts of the engines made with these options.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_options_add_subject(
    options: *mut unphi_options,
    subject: *const unphi_subject,
) -> unphi_status {
    call(|| {
        let subject = handle::read(subject, |known| Ok(known.subject.clone()))?;
        set(options, |builder| builder.subject(subject))
    })
}

/// Makes an engine that also knows `count` subjects, besides those that `deidentifier` knows. It costs microseconds and shares all
/// else, so that each document may bring its own. Free it with `unphi_deidentifier_free`.
///
/// `UNPHI_STATUS_CONFIGURATION`: a fact cannot be read, such as a date; the message counts the subjects from 1 and quotes
/// nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unphi_deidentifier_with_subjects(
    deidentifier: *const unphi_deidentifier,
    subjects: *const *const unphi_subject,
    count: usize,
    with: *mut *mut unphi_deidentifier,
) -> unphi_status {
    call(|| {
        // SAFETY: the header asks for `count` handles and an output that may be written.
        let (subjects, out) = unsafe { (handles(subjects, count)?, Out::new(with)?) };
        let subjects = subjects
            .into_iter()
            .map(|subject| handle::read(subject, |known| Ok(known.subject.clone())))
            .collect::<Result<Vec<_>, _>>()?;
        let with = handle::read(deidentifier, |d| Ok(d.with(d.engine().with_subjects(&subjects)?)))?;
        out.put(handle::new(with)?);
        Ok(())
    })
}

/// Changes what is known; an error leaves it as it was.
fn know(subject: *mut unphi_subject, change: impl FnOnce(Subject) -> Result<Subject, Failure>) -> Result<(), Failure> {
    handle::change(subject, |known| {
        known.subject = change(known.subject.clone())?;
        Ok(())
    })
}
