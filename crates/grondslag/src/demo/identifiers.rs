//! Identifiers that can belong to nobody. In: a draw. Out: addresses and numbers of ranges that are reserved for examples
//! or documented as test numbers, valid or with a wrong check digit. Never: one that somebody may have.

use super::draw::Draw;
use super::grammar::Grammar;

/// An address under a domain that is reserved for examples [RFC 2606, RFC 6761].
pub(super) fn email(draw: &mut Draw, words: &Grammar) -> String {
    let name = words.line(draw, "handle").to_lowercase();
    let domain = draw.pick(&["example.org", "example.com", "mail.example.org", "example.invalid"]);
    format!("{name}.{}@{domain}", draw.between(10, 99))
}

/// A number of a range that no one can have: a Dutch mobile range that starts with zeros, and the numbers that the
/// authorities of the United Kingdom and Germany set apart for films.
pub(super) fn phone(draw: &mut Draw) -> String {
    let (two, three) = (draw.between(10, 99), draw.between(100, 999));
    match draw.below(4) {
        0 => format!("06-000000{two}"),
        1 => format!("06 0000 00{two}"),
        2 => format!("+44 7700 900{three}"),
        _ => format!("030 23125 {three}"),
    }
}

/// A Dutch account number of the bank code `TEST`, which no bank has, with right check digits.
pub(super) fn iban(draw: &mut Draw) -> String {
    let account = format!("{:010}", draw.between(1_000_000, 999_999_999));
    spaced(draw, &format!("NL{:02}TEST{account}", iban_check(&account)))
}

/// The same with wrong check digits.
pub(super) fn bad_iban(draw: &mut Draw) -> String {
    let account = format!("{:010}", draw.between(1_000_000, 999_999_999));
    let wrong = (iban_check(&account) + 7) % 97 + 1;
    spaced(draw, &format!("NL{wrong:02}TEST{account}"))
}

fn spaced(draw: &mut Draw, iban: &str) -> String {
    if draw.chance(500) {
        return iban.to_owned();
    }
    let letters: Vec<char> = iban.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Check digits for `NL…TEST` and this account [ISO 7064 MOD 97-10].
fn iban_check(account: &str) -> u64 {
    let digits = "TEST".chars().map(|letter| u64::from(letter) - u64::from('A') + 10).map(|code| code.to_string());
    let number: String = digits.chain([account.to_owned(), "232100".to_owned()]).collect();
    let rest = number.bytes().fold(0, |rest, byte| (rest * 10 + u64::from(byte - b'0')) % 97);
    98 - rest
}

/// A citizen service number of the series `99999`, which the Dutch authorities use for test persons, that passes the
/// eleven test.
pub(super) fn citizen_number(draw: &mut Draw) -> String {
    loop {
        let eight = format!("99999{:03}", draw.between(0, 999));
        if let Some(check) = eleven_check(&eight) {
            return format!("{eight}{check}");
        }
    }
}

/// One that does not pass.
pub(super) fn bad_citizen_number(draw: &mut Draw) -> String {
    let eight = format!("99999{:03}", draw.between(0, 999));
    let check = eleven_check(&eight).map_or(5, |check| (check + 3) % 10);
    format!("{eight}{check}")
}

fn eleven_check(eight: &str) -> Option<u32> {
    let sum: u32 = eight.bytes().zip((2..=9).rev()).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    Some(sum % 11).filter(|check| *check < 10)
}

/// A card number that payment services document for tests.
pub(super) fn card(draw: &mut Draw) -> String {
    (*draw.pick(&["4111 1111 1111 1111", "5555 5555 5555 4444", "4111111111111111", "4012 8888 8888 1881"])).to_owned()
}

/// One of them with a wrong check digit.
pub(super) fn bad_card(draw: &mut Draw) -> String {
    (*draw.pick(&["4111 1111 1111 1112", "5555 5555 5555 4449"])).to_owned()
}

/// The number of an order or article: no identifier of anybody.
pub(super) fn order(draw: &mut Draw) -> String {
    format!("{}{}-{}", draw.pick(&["AB", "KT", "RX", "ZD"]), draw.between(10, 99), draw.between(100, 999))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_numbers_pass_their_check_and_wrong_ones_do_not() {
        let mut draw = Draw::new(1, "identifiers");
        for _ in 0..200 {
            assert!(passes_eleven(&citizen_number(&mut draw)));
            assert!(!passes_eleven(&bad_citizen_number(&mut draw)));
            assert!(passes_97(&iban(&mut draw)));
            assert!(!passes_97(&bad_iban(&mut draw)));
            assert!(passes_luhn(&card(&mut draw)));
            assert!(!passes_luhn(&bad_card(&mut draw)));
        }
    }

    fn passes_eleven(number: &str) -> bool {
        let digits: Vec<i32> = number.bytes().map(|byte| i32::from(byte - b'0')).collect();
        let sum: i32 = digits.iter().zip([9, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(digit, weight)| digit * weight).sum();
        digits.len() == 9 && sum % 11 == 0
    }

    fn passes_97(iban: &str) -> bool {
        let iban: String = iban.chars().filter(|c| *c != ' ').collect();
        let (head, tail) = iban.split_at(4);
        let rest = format!("{tail}{head}").chars().fold(0u32, |rest, c| {
            let code = c.to_digit(36).expect("letter or digit");
            (if code > 9 { rest * 100 + code } else { rest * 10 + code }) % 97
        });
        rest == 1
    }

    fn passes_luhn(card: &str) -> bool {
        let digits: Vec<u32> = card.chars().filter_map(|c| c.to_digit(10)).collect();
        let sum: u32 = digits
            .iter()
            .rev()
            .enumerate()
            .map(|(place, digit)| if place % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
            .sum();
        sum.is_multiple_of(10)
    }
}
