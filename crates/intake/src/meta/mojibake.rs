//! The broken letters of Meta's exports. In: a text whose UTF-8 bytes were each written as one character. Out: the text.
//! Never: a change to a text that does not come out whole.

/// Repairs one text; `None` if there is nothing to repair.
pub(crate) fn repair(text: &str) -> Option<String> {
    // A text of ASCII only, or with a letter over U+00FF, was not broken in this way.
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    String::from_utf8(bytes?).ok()
}

/// The text, repaired where it needs to be.
pub(crate) fn repaired(text: &str) -> String {
    repair(text).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_text_that_comes_out_whole_is_changed() {
        assert_eq!(repaired("caf\u{c3}\u{a9} \u{f0}\u{9f}\u{99}\u{82}"), "café 🙂");
        for whole in ["cafe", "café", "Ā café", "naïve Ã", "🙂"] {
            assert_eq!(repair(whole), None, "{whole}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_text_that_was_broken_in_this_way_is_repaired(text in "\\PC*") {
            let broken: String = text.bytes().map(char::from).collect();
            assert_eq!(repaired(&broken), text);
        }
    }
}
