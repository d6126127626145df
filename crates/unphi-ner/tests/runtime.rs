//! The shipped model in both back ends: the same weights, equal logits.

#![cfg(feature = "onnx-runtime")]

use unphi::{NameModel, Verdict, Window};
use unphi_ner::{BackEnd, LIBRARY_VARIABLE, ModelError, Shipped};

fn judge(back_end: BackEnd, text: &str, windows: &[Window]) -> Result<Vec<Verdict>, ModelError> {
    let model = Shipped::open(back_end)?;
    let mut verdicts = Vec::new();
    model.judge(text, windows, &mut verdicts).expect("judges");
    Ok(verdicts)
}

#[test]
fn both_back_ends_say_the_same() {
    let notes = include_str!("../../../testdata/notes/dev.jsonl");
    let text: String = notes.lines().take(8).collect::<Vec<_>>().join("\n");
    let window = |shown: [usize; 2], asked: [usize; 2]| {
        let [shown, asked] =
            [shown, asked].map(|[start, end]| text.floor_char_boundary(start)..text.floor_char_boundary(end));
        Window::new(shown, asked)
    };
    let windows = [
        window([0, 2_000], [0, 2_000]),
        window([1_800, 2_300], [2_010, 2_020]),
        window([2_100, 2_400], [2_200, 2_230]),
        window([5_000, text.len()], [5_000, text.len()]),
    ];
    let native = judge(BackEnd::Native, &text, &windows).expect("the native back end");
    let runtime = match judge(BackEnd::OnnxRuntime, &text, &windows) {
        Ok(verdicts) => verdicts,
        Err(error) => {
            assert!(std::env::var_os(LIBRARY_VARIABLE).is_none(), "{error}");
            eprintln!("left out: {error}");
            return;
        }
    };
    assert_eq!(native.len(), runtime.len());
    assert!(native.len() > 1_000);
    for (native, runtime) in native.iter().zip(&runtime) {
        assert_eq!(native.range(), runtime.range());
        assert!((native.person() - runtime.person()).abs() < 1e-3, "{} {}", native.person(), runtime.person());
    }
}
