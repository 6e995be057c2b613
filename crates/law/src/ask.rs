//! The policy engine. In: a set of policies and the attributes of one resource. Out: which policies fire, or that one
//! could not be evaluated. Never: an attribute that a policy does not read, so that a wrong projection fails instead of
//! answering from a value that is not there.

use crate::context::{Attribute, Domain, OPERATION_MASK, RECORD_SHIFTS, SLICE_SHIFTS, mask, operation_of};
use crate::load::{About, LawError};
use cedar_policy::{
    Authorizer, Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request, Response,
    RestrictedExpression, Schema,
};
use std::collections::{HashMap, HashSet};
use std::str::FromStr;
use terms::Operation;

/// Cedar, ready to be asked.
pub(crate) struct Asker {
    authorizer: Authorizer,
    schema: Schema,
    principal: EntityUid,
    record: EntityUid,
    third_party: EntityUid,
    actions: Vec<EntityUid>,
    /// For each attribute of a record, and of a third party, the value of each of its codes.
    record_values: Vec<Vec<RestrictedExpression>>,
    slice_values: Vec<Vec<RestrictedExpression>>,
}

/// A question could not be put; only a law that does not fit this program does that.
pub(crate) type AskError = String;

fn uid(entity: &str, id: &str) -> Result<EntityUid, AskError> {
    let entity = EntityTypeName::from_str(entity).map_err(|error| error.to_string())?;
    Ok(EntityUid::from_type_name_and_id(entity, EntityId::new(id)))
}

/// The message of an error with those of its causes.
fn whole_message(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source()).map(|cause| format!(": {cause}"));
    std::iter::once(error.to_string()).chain(causes).collect()
}

fn values(table: &[Attribute]) -> Result<Vec<Vec<RestrictedExpression>>, AskError> {
    let of = |attribute: &Attribute| match attribute.domain {
        Domain::Flag => Ok(vec![RestrictedExpression::new_bool(false), RestrictedExpression::new_bool(true)]),
        Domain::One { entity, words } | Domain::Set { entity, words } => words()
            .into_iter()
            .map(|word| Ok(RestrictedExpression::new_entity_uid(uid(entity, word)?)))
            .collect::<Result<Vec<_>, AskError>>(),
    };
    table.iter().map(of).collect()
}

/// The code that an attribute has in a context.
fn code(attribute: &Attribute, shift: u32, bits: u128) -> usize {
    // INVARIANT: an attribute is at most four bits wide.
    usize::try_from((bits & mask(attribute, shift)) >> shift).expect("INVARIANT: a code has few bits")
}

fn shifts(about: About) -> &'static [u32] {
    match about {
        About::Record => &RECORD_SHIFTS,
        About::ThirdParty => &SLICE_SHIFTS,
    }
}

/// The bits of the operation and of the attributes at these places.
pub(crate) fn projection_mask(about: About, places: &[usize]) -> u128 {
    let bits = |place: &usize| match (about.table().get(*place), shifts(about).get(*place)) {
        (Some(attribute), Some(shift)) => mask(attribute, *shift),
        _ => 0,
    };
    places.iter().map(bits).fold(OPERATION_MASK, |all, one| all | one)
}

/// Name, value in words and facts of the attribute at this place.
pub(crate) fn in_words(about: About, place: usize, bits: u128) -> Option<(&'static Attribute, String)> {
    let (attribute, shift) = (about.table().get(place)?, *shifts(about).get(place)?);
    let code = code(attribute, shift, bits);
    let value = match attribute.domain {
        Domain::Flag => (code == 1).to_string(),
        Domain::One { words, .. } => (*words().get(code)?).to_owned(),
        Domain::Set { words, .. } => {
            let held = words().into_iter().enumerate().filter(|(at, _)| code >> at & 1 == 1).map(|(_, word)| word);
            format!("[{}]", held.collect::<Vec<_>>().join(", "))
        }
    };
    Some((attribute, value))
}

impl Asker {
    pub(crate) fn new(schema: Schema) -> Result<Self, LawError> {
        let build = || -> Result<Self, AskError> {
            let actions = Operation::ALL.into_iter().map(|operation| uid("Action", operation.as_str()));
            Ok(Self {
                authorizer: Authorizer::new(),
                principal: uid("Controller", "controller")?,
                record: uid("Record", "record")?,
                third_party: uid("ThirdParty", "third party")?,
                actions: actions.collect::<Result<_, _>>()?,
                record_values: values(About::Record.table())?,
                slice_values: values(About::ThirdParty.table())?,
                schema,
            })
        };
        let asker = build().map_err(|why| LawError::SchemaMismatch { why })?;
        asker.fits().map_err(|why| LawError::SchemaMismatch { why })?;
        Ok(asker)
    }

    /// Whether the schema declares each attribute, each word, and no attribute more.
    fn fits(&self) -> Result<(), AskError> {
        for about in [About::Record, About::ThirdParty] {
            // The n-th word of every attribute at once; sixteen is more than the longest list.
            for nth in 0..16_u128 {
                let mut bits = 0;
                for (attribute, shift) in about.table().iter().zip(shifts(about)) {
                    let count = match attribute.domain {
                        Domain::Flag => 2,
                        Domain::One { words, .. } => words().len() as u128,
                        Domain::Set { .. } => 1 << attribute.width,
                    };
                    bits |= nth.min(count - 1) << shift;
                }
                self.whole_entity(about, bits)?;
            }
        }
        Ok(())
    }

    /// Asks these policies about a resource that has the attributes at these places and no others.
    pub(crate) fn ask(
        &self,
        policies: &PolicySet,
        about: About,
        places: &[usize],
        bits: u128,
    ) -> Result<Response, AskError> {
        let entity = self.entity(about, places, bits)?;
        let entities = Entities::from_entities([entity], None).map_err(|error| error.to_string())?;
        self.respond(policies, about, bits, &entities, None)
    }

    /// Asks these policies about a resource with all its attributes, checked against the schema.
    pub(crate) fn ask_whole(&self, policies: &PolicySet, about: About, bits: u128) -> Result<Response, AskError> {
        let entities = self.whole_entity(about, bits)?;
        self.respond(policies, about, bits, &entities, Some(&self.schema))
    }

    fn respond(
        &self,
        policies: &PolicySet,
        about: About,
        bits: u128,
        entities: &Entities,
        schema: Option<&Schema>,
    ) -> Result<Response, AskError> {
        let resource = match about {
            About::Record => &self.record,
            About::ThirdParty => &self.third_party,
        };
        let action = self.actions.get(operation_of(bits) as usize).ok_or("an operation has no action")?;
        let request = Request::new(self.principal.clone(), action.clone(), resource.clone(), Context::empty(), schema)
            .map_err(|error| error.to_string())?;
        Ok(self.authorizer.is_authorized(&request, policies, entities))
    }

    fn whole_entity(&self, about: About, bits: u128) -> Result<Entities, AskError> {
        let all: Vec<usize> = (0..about.table().len()).collect();
        let entity = self.entity(about, &all, bits)?;
        Entities::from_entities([entity], Some(&self.schema)).map_err(|error| whole_message(&error))
    }

    fn entity(&self, about: About, places: &[usize], bits: u128) -> Result<Entity, AskError> {
        let (uid, values) = match about {
            About::Record => (&self.record, &self.record_values),
            About::ThirdParty => (&self.third_party, &self.slice_values),
        };
        let mut attributes = HashMap::with_capacity(places.len());
        for place in places {
            let unknown = || format!("no attribute has place {place}");
            let attribute = about.table().get(*place).ok_or_else(unknown)?;
            let shift = shifts(about).get(*place).ok_or_else(unknown)?;
            let words = values.get(*place).ok_or_else(unknown)?;
            let code = code(attribute, *shift, bits);
            let value = match attribute.domain {
                Domain::Set { .. } => {
                    let held = words.iter().enumerate().filter(|(at, _)| code >> at & 1 == 1);
                    RestrictedExpression::new_set(held.map(|(_, word)| word.clone()))
                }
                _ => words.get(code).cloned().ok_or_else(|| format!("`{}` has no word {code}", attribute.name))?,
            };
            attributes.insert(attribute.name.to_owned(), value);
        }
        Entity::new(uid.clone(), attributes, HashSet::new()).map_err(|error| error.to_string())
    }
}
