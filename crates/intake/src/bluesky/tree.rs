//! The search tree of a repository. In: its nodes, in any order. Out: the records that it names, in the order of their
//! keys. Never: a record that no path from the root leads to, a node read twice, or a tree that is not whole.

use super::cbor::{Cid, Value};
use std::collections::BTreeMap;

/// Nodes by their names.
#[derive(Default)]
pub(crate) struct Tree {
    nodes: BTreeMap<Cid, Node>,
}

struct Node {
    left: Option<Cid>,
    entries: Vec<Entry>,
}

struct Entry {
    key: Vec<u8>,
    record: Cid,
    right: Option<Cid>,
}

/// A record as its tree names it: its key, `COLLECTION/NAME`, and its block.
pub(crate) type Leaf = (String, Cid);

impl Tree {
    /// Keeps a block if it is a node.
    pub(crate) fn keep(&mut self, cid: &Cid, block: &Value) {
        if let Some(node) = node(block) {
            self.nodes.insert(cid.clone(), node);
        }
    }

    /// The records below `root`, in the order of their keys, or what is wrong with the tree.
    pub(crate) fn leaves(mut self, root: &Cid) -> Result<Vec<Leaf>, &'static str> {
        enum Step {
            Node(Cid),
            Leaf(Vec<u8>, Cid),
        }
        let mut leaves: Vec<Leaf> = Vec::new();
        // A stack of our own: the depth of the tree is the input's choice.
        let mut steps = vec![Step::Node(root.clone())];
        while let Some(step) = steps.pop() {
            match step {
                Step::Node(cid) => {
                    // Taken out, so that no node is read twice and the walk ends.
                    let node = self.nodes.remove(&cid).ok_or("a node of its tree is missing, or named twice")?;
                    for entry in node.entries.into_iter().rev() {
                        steps.extend(entry.right.map(Step::Node));
                        steps.push(Step::Leaf(entry.key, entry.record));
                    }
                    steps.extend(node.left.map(Step::Node));
                }
                Step::Leaf(key, record) => {
                    let key = String::from_utf8(key).map_err(|_| "a key of its tree is not UTF-8")?;
                    if leaves.last().is_some_and(|(earlier, _)| *earlier >= key) {
                        return Err("the keys of its tree are not in order");
                    }
                    leaves.push((key, record));
                }
            }
        }
        Ok(leaves)
    }
}

/// `{"l": LINK|null, "e": [{"p": shared, "k": rest of the key, "v": LINK, "t": LINK|null}]}`.
fn node(block: &Value) -> Option<Node> {
    let Value::Map(members) = block else { return None };
    let Some(Value::List(items)) = members.get("e") else { return None };
    let link = |value: Option<&Value>| match value {
        None | Some(Value::Null) => Some(None),
        Some(Value::Link(cid)) => Some(Some(cid.clone())),
        Some(_) => None,
    };
    let left = link(members.get("l"))?;
    let mut entries: Vec<Entry> = Vec::new();
    for item in items {
        let Value::Map(members) = item else { return None };
        let (Some(Value::Number(shared)), Some(Value::Bytes(rest)), Some(Value::Link(record))) =
            (members.get("p"), members.get("k"), members.get("v"))
        else {
            return None;
        };
        let before = entries.last().map(|entry| entry.key.as_slice()).unwrap_or_default();
        let shared = before.get(..usize::try_from(*shared).ok()?)?;
        let key = [shared, rest].concat();
        // Keys share their beginnings, so that a small block can ask for many long ones.
        if key.len() > KEY_BYTES_MAX {
            return None;
        }
        entries.push(Entry { key, record: record.clone(), right: link(members.get("t"))? });
    }
    Some(Node { left, entries })
}

/// The longest key that the protocol allows.
const KEY_BYTES_MAX: usize = 1024;
