//! Spreads work that needs no store over the cores. In: items. Out: what became of each, in the order of the items. Never:
//! another answer than one thread would give.

/// Fewer items than this are not worth a thread.
const FEW: usize = 128;

/// Does `work` to each item.
pub(crate) fn spread<T: Sync, U: Send>(items: &[T], work: impl Fn(&T) -> U + Sync) -> Vec<U> {
    if items.len() <= FEW {
        return items.iter().map(work).collect();
    }
    let (work, share) = (&work, items.len().div_ceil(threads()));
    std::thread::scope(|scope| {
        let crew: Vec<_> =
            items.chunks(share).map(|items| scope.spawn(move || items.iter().map(work).collect::<Vec<U>>())).collect();
        let mut done = Vec::with_capacity(items.len());
        for one in crew {
            match one.join() {
                Ok(share) => done.extend(share),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    })
}

/// How many threads are worth their while here.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spread_comes_back_in_its_order() {
        for count in [0, 1, FEW, FEW + 1, 10 * FEW + 7] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(spread(&items, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
