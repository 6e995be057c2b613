//! The law that comes with the program. In: nothing. Out: the files of `law/`, byte for byte. Never: another copy.

macro_rules! files {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("../../../law/", $name)))),+] };
}

/// The files of `law/`, by name.
const FILES: &[(&str, &str)] = files!(
    "accountability.cedar",
    "age.cedar",
    "consent.cedar",
    "copyright-and-dma.cedar",
    "facts.cedarschema",
    "inspection.cedar",
    "model.cedar",
    "notice.cedar",
    "objection.cedar",
    "orders.cedar",
    "permits.cedar",
    "profile.toml",
    "purpose-and-basis.cedar",
    "special-categories.cedar",
    "storage-and-deletion.cedar",
    "third-parties.cedar",
    "transfer.cedar",
    "unlawful-content.cedar",
    "visibility.cedar",
);

/// The law that a new project starts with: names and contents of the files of its folder `law/`.
pub fn embedded_files() -> &'static [(&'static str, &'static str)] {
    FILES
}
