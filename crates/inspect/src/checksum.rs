//! Check digits. In: a candidate, its digits already apart. Out: whether it can be that number at all. Never: a guess
//! about a number whose check digits are wrong.

use std::sync::LazyLock;

#[cfg(test)]
/// The ten digits of `text`, in order.
pub(crate) fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

pub(crate) fn weighted(digits: &[u32], weights: impl IntoIterator<Item = i64>) -> i64 {
    digits.iter().zip(weights).map(|(digit, weight)| i64::from(*digit) * weight).sum()
}

pub(crate) fn number(digits: &[u32]) -> u64 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(*digit))
}

pub(crate) fn all_equal(digits: &[u32]) -> bool {
    digits.windows(2).all(|pair| matches!(pair, [a, b] if a == b))
}

/// Luhn [ISO/IEC 7812-1].
pub(crate) fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            0 => *digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10) && !all_equal(digits)
}

/// A payment card: a prefix that an issuer uses, with a length it uses, and Luhn.
pub(crate) fn card(digits: &[u32]) -> bool {
    let lead = |count: usize| number(digits.get(..count).unwrap_or(digits));
    let length = digits.len();
    let issued = match (lead(1), lead(2), lead(3), lead(4)) {
        (4, ..) => matches!(length, 13 | 16 | 19),
        (_, 51..=55, ..) | (_, _, _, 2221..=2720) => length == 16,
        (_, 34 | 37, ..) => length == 15,
        (_, 36 | 38 | 39, ..) | (_, _, 300..=305, _) => matches!(length, 14 | 16),
        (_, 65, ..) | (_, _, 644..=649, _) | (_, _, _, 6011) => matches!(length, 16 | 19),
        (_, _, _, 3528..=3589) => matches!(length, 16 | 19),
        (_, _, _, 2131 | 1800) => length == 15,
        (_, 50 | 56..=58 | 62 | 67, ..) | (_, _, _, 6304 | 6390) => (12..=19).contains(&length),
        _ => false,
    };
    issued && luhn(digits)
}

/// The length of an IBAN of this country, in lower case [ISO 13616, registry of 2024, and
/// the countries that use the form without being in it].
pub(crate) fn iban_length(country: [u8; 2]) -> Option<usize> {
    const LENGTHS: &[(usize, &str)] = &[
        (15, "no"),
        (16, "be"),
        (18, "dk fi fk fo gl nl sd"),
        (19, "mk si"),
        (20, "at ba ee kz lt lu xk mn"),
        (21, "ch hr li lv"),
        (22, "bg bh cr de gb ge ie me rs va"),
        (23, "ae gi il iq om so tl"),
        (24, "ad cz es md pk ro sa se sk tn vg dz"),
        (25, "ly pt st ao cv gw mz"),
        (26, "is tr ir"),
        (27, "bi dj fr gr it mc mr sm cf cg cm ga gq km mg td"),
        (28, "al az by cy do gt hu lb ni pl sv hn bf bj ci ma ml ne sn tg"),
        (29, "br eg ps qa ua"),
        (30, "jo kw mu ye"),
        (31, "mt sc"),
        (32, "lc"),
        (33, "ru"),
    ];
    static BY_COUNTRY: LazyLock<[u8; 26 * 26]> = LazyLock::new(|| {
        let mut table = [0; 26 * 26];
        for (length, countries) in LENGTHS {
            for country in countries.split(' ') {
                if let Some(place) = place(country.as_bytes()).and_then(|place| table.get_mut(place)) {
                    *place = u8::try_from(*length).unwrap_or_default();
                }
            }
        }
        table
    });
    let length = BY_COUNTRY.get(place(&country)?).copied().filter(|length| *length > 0)?;
    Some(usize::from(length))
}

/// The place of two small letters among all pairs.
fn place(country: &[u8]) -> Option<usize> {
    match country {
        [a @ b'a'..=b'z', b @ b'a'..=b'z'] => Some(usize::from(a - b'a') * 26 + usize::from(b - b'a')),
        _ => None,
    }
}

/// Remainder 1 modulo 97 after moving the first four characters to the end [ISO 13616].
pub(crate) fn iban(compact: &str) -> bool {
    let (Some(head), Some(tail)) = (compact.get(..4), compact.get(4..)) else { return false };
    let mut rest = 0;
    for c in tail.chars().chain(head.chars()) {
        let Some(value) = c.to_digit(36) else { return false };
        rest = (rest * if value < 10 { 10 } else { 100 } + value) % 97;
    }
    rest == 1
}

/// The Dutch eleven test: weights 9 to 2 and −1.
pub(crate) fn bsn(digits: &[u32]) -> bool {
    digits.len() == 9 && number(digits) > 0 && weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0
}

/// The Belgian national register number: 97 minus the first nine digits modulo 97, with a 2 before them for births since
/// 2000; the month may be raised by 20 or 40 for people who are not in the register.
pub(crate) fn belgian(digits: &[u32]) -> bool {
    let (Some(body), Some(check)) = (digits.get(..9), digits.get(9..11)) else { return false };
    let (month, day) = (number(body.get(2..4).unwrap_or_default()), number(body.get(4..6).unwrap_or_default()));
    let check = number(check);
    let passes = |lead: u64| 97 - (lead + number(body)) % 97 == check;
    digits.len() == 11 && month % 20 <= 12 && month < 60 && day <= 31 && (passes(0) || passes(2_000_000_000))
}

/// The German tax identification number: ISO 7064 mod 11,10; in the first ten digits one digit stands twice or thrice.
pub(crate) fn german_tax(digits: &[u32]) -> bool {
    let Some(body) = digits.get(..10) else { return false };
    let mut counts = [0_usize; 10];
    for digit in body {
        if let Some(count) = counts.get_mut(*digit as usize) {
            *count += 1;
        }
    }
    let mut repeated = counts.into_iter().filter(|count| *count > 1);
    let is_one = matches!(repeated.next(), Some(2 | 3)) && repeated.next().is_none();
    let is_shaped = digits.len() == 11 && body.first() != Some(&0) && is_one;
    is_shaped && mod_11_10(digits)
}

/// The last digit checks the others [ISO 7064, mod 11,10].
pub(crate) fn mod_11_10(digits: &[u32]) -> bool {
    let Some((check, body)) = digits.split_last() else { return false };
    let product = body.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == *check
}

/// Verhoeff's test: the products of the dihedral group of order ten, each place with its own permutation.
pub(crate) fn verhoeff(digits: &[u32]) -> bool {
    const PERMUTATION: [usize; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let times = |a: usize, b: usize| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => 5 + (a + b - 5) % 5,
        (false, true) => 5 + (a - 5 + 5 - b) % 5,
        (false, false) => (5 + a - b) % 5,
    };
    let permuted = |digit: usize, place: usize| {
        (0..place % 8).fold(digit, |digit, _| PERMUTATION.get(digit).copied().unwrap_or_default())
    };
    digits.iter().rev().enumerate().fold(0, |sum, (place, digit)| times(sum, permuted(*digit as usize, place))) == 0
}

/// The Brazilian CPF: two check digits modulo 11.
pub(crate) fn cpf(digits: &[u32]) -> bool {
    let check = |count: usize| {
        let weights = (2..=count as i64 + 1).rev();
        u32::try_from(weighted(digits.get(..count).unwrap_or_default(), weights) * 10 % 11 % 10).ok()
    };
    digits.len() == 11
        && !all_equal(digits)
        && check(9).as_ref() == digits.get(9)
        && check(10).as_ref() == digits.get(10)
}

/// A United States social security number that can have been issued: no area 000, 666 or 9xx, no group 00, no serial 0000.
pub(crate) fn ssn(digits: &[u32]) -> bool {
    let part = |from: usize, to: usize| number(digits.get(from..to).unwrap_or_default());
    digits.len() == 9 && !matches!(part(0, 3), 0 | 666 | 900..) && part(3, 5) > 0 && part(5, 9) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(passes: fn(&[u32]) -> bool, right: &str, wrong: &str) {
        assert!(passes(&digits(right)), "{right}");
        assert!(!passes(&digits(wrong)), "{wrong}");
    }

    #[test]
    fn published_examples_pass_and_one_changed_digit_fails() {
        check(luhn, "4111 1111 1111 1111", "4111 1111 1111 1112");
        check(card, "5555 5555 5555 4444", "5555 5555 5555 4443");
        check(card, "3782 822463 10005", "9782 822463 10005");
        check(bsn, "111222333", "111222334");
        check(bsn, "123456782", "000000000");
        check(belgian, "85.07.30-033.28", "85.07.30-033.29");
        check(belgian, "17 07 30-033 84", "17 19 30-033 84");
        check(german_tax, "86095742719", "86095742718");
        check(german_tax, "47036892816", "40000000000");
        check(cpf, "529.982.247-25", "529.982.247-26");
        check(cpf, "111.444.777-35", "111.111.111-11");
        check(ssn, "078-05-1120", "000-05-1120");
    }

    #[test]
    fn verhoeff_finds_swapped_digits() {
        assert!(verhoeff(&digits("2363")) && !verhoeff(&digits("2633")) && !verhoeff(&digits("2364")));
    }

    #[test]
    fn an_iban_has_the_length_of_its_country_and_remainder_one() {
        assert_eq!(iban_length(*b"nl"), Some(18));
        assert_eq!(iban_length(*b"zz"), None);
        assert!(iban("nl91abna0417164300"));
        assert!(!iban("nl92abna0417164300"));
        assert!(iban("de89370400440532013000"));
        assert!(iban("gb29nwbk60161331926819"));
        assert!(iban("be68539007547034"));
    }

    proptest::proptest! {
        #[test]
        fn one_changed_digit_never_passes_the_tests_modulo_eleven_and_ninety_seven(
            body in 10_000_000_u32..99_999_999, place in 0_usize..9, by in 1_u32..10
        ) {
            for last in 0..10 {
                let mut number = digits(&format!("{body}{last}"));
                if bsn(&number) {
                    number[place] = (number[place] + by) % 10;
                    proptest::prop_assert!(!bsn(&number));
                }
            }
        }
    }
}
