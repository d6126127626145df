//! Pictures: `{photo}` a file's name, `{photodata}` the bytes of one in base64, `{photouri}` the same as a data URI.

#![forbid(unsafe_code)]

use unphi::Identifier;

use super::tag;
use crate::cast::plain;
use crate::compose::Composer;

pub(super) fn fill(to: &mut Composer<'_>, name: &str) -> bool {
    let (kind, value) = match name {
        "photo" => ("file", file(to)),
        "photodata" => ("embedded", data(to)),
        "photouri" => ("embedded", format!("data:image/jpeg;base64,{}", data(to))),
        _ => return false,
    };
    to.draft.mark(&value, tag(Identifier::Photo, kind));
    true
}

fn file(to: &mut Composer<'_>) -> String {
    let person = to.scene.person(&mut to.dice, "pt");
    let name = plain(&person.family);
    let day = to.scene.today.written("stamp").unwrap_or_default();
    let number = to.dice.between(1, 9899);
    let end = *to.dice.pick(&["jpg", "jpeg", "png", "heic", "tif", "dcm", "bmp", "webp", "mov"]);
    let part =
        *to.dice.pick(&["lhand", "wound", "face", "rash", "sacrum", "pano", "selfie", "gait", "fundus", "incision"]);
    match to.dice.below(7) {
        0 => format!("IMG_{number:04}.HEIC"),
        1 => format!("DSC{number:05}.JPG"),
        2 => format!("{name}_{part}_{day}.{end}"),
        3 => format!("{part}-{number}.{end}"),
        4 => format!("{name}-{part}.{end}"),
        5 => format!("IMG_{day}_{number:06}_{name}.{end}"),
        _ => format!("scan{number:04}.{end}"),
    }
}

fn data(to: &mut Composer<'_>) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let head = *to.dice.pick(&["/9j/4AAQSkZJRgABAQEAYABgAAD", "iVBORw0KGgoAAAANSUhEUgAAAEA"]);
    let length = to.dice.between(24, 160);
    let tail: String = (0..length).map(|_| char::from(*to.dice.pick(SIGNS))).collect();
    format!("{head}{tail}")
}
