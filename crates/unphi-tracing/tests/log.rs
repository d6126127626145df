//! What a real logger prints.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use log::{Level, Log, Record};
use unphi_tracing::Scrubber;

/// A sink that a test can read.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn logger(page: &Page) -> env_logger::Logger {
    env_logger::Builder::new()
        .filter_level(log::LevelFilter::Info)
        .format(|out, record| {
            struct Show<'o, W>(&'o mut W);
            impl<'kvs, W: Write> log::kv::VisitSource<'kvs> for Show<'_, W> {
                fn visit_pair(
                    &mut self,
                    key: log::kv::Key<'kvs>,
                    value: log::kv::Value<'kvs>,
                ) -> Result<(), log::kv::Error> {
                    let number = if value.to_u64().is_some() { "#" } else { "" };
                    write!(self.0, " {key}={number}{value}").map_err(Into::into)
                }
            }
            write!(out, "{} {} {}", record.level(), record.target(), record.args())?;
            record.key_values().visit(&mut Show(out)).map_err(io::Error::other)?;
            writeln!(out)
        })
        .target(env_logger::Target::Pipe(Box::new(page.clone())))
        .build()
}

fn records(logger: &dyn Log) {
    let write = |level, message: std::fmt::Arguments<'_>, pairs: &[(&str, log::kv::Value<'_>)]| {
        logger.log(&Record::builder().level(level).target("ward::visit").args(message).key_values(&pairs).build());
    };
    let (first, last) = ("Ludmila", "Ovechkina");
    write(
        Level::Info,
        format_args!("admitted Ms. {first} {last}"),
        &[("mrn", 482_913.into()), ("bytes", 771_204.into())],
    );
    write(Level::Warn, format_args!("call (617) 555-0142"), &[("patient", "John Smith".into())]);
    write(Level::Info, format_args!("cache warmed"), &[]);
    write(Level::Debug, format_args!("not asked for"), &[]);
    logger.flush();
}

fn printed(logger: impl FnOnce(env_logger::Logger) -> Box<dyn Log>) -> String {
    let page = Page::default();
    records(&*logger(self::logger(&page)));
    let bytes = page.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn messages_and_pairs_are_clean() {
    let careless = printed(|logger| Box::new(logger));
    assert!(careless.contains("Ovechkina mrn=#482913") && careless.contains("patient=John Smith"), "{careless}");
    let text = printed(|logger| Box::new(Scrubber::default().logger(logger)));
    assert_eq!(
        text,
        "INFO ward::visit admitted Ms. [NAME] mrn=[MRN] bytes=#771204\n\
         WARN ward::visit call [PHONE] patient=[NAME]\n\
         INFO ward::visit cache warmed\n"
    );
}
