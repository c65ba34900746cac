//! Objects, resolved where they stand.
//!
//! Nearly every field is a column of a row that was read before, so its future is ready when it is first asked. async-graphql's own
//! way puts each field into a box and a queue of its own, which costs more than all else that is done for it. Here the fields of an
//! object are asked one after the other, in place; once one has to wait, those after it go on beside it, so that everything that
//! can be loaded together still is.

use std::{future::poll_fn, pin::pin, task::Poll};

use async_graphql::{
    ComplexObject, ContextSelectionSet, Name, ObjectType, Positioned, ServerResult, Value,
    indexmap::IndexMap,
    parser::types::{Field, Selection, SelectionSet},
    registry::{MetaType, MetaTypeId, Registry},
    resolver_utils::resolve_container,
};
use futures_util::{FutureExt, future::BoxFuture, join};

/// Makes an object of a type whose fields are in a `#[ComplexObject]`: `object! { /// What it is. Task }`.
macro_rules! object {
    ($(#[doc = $doc:expr])+ $object:ident) => {
        impl async_graphql::OutputType for $object {
            fn type_name() -> std::borrow::Cow<'static, str> {
                stringify!($object).into()
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                $crate::graphql::object::register::<Self>(registry, concat!($($doc, "\n"),+))
            }

            async fn resolve(
                &self,
                ctx: &async_graphql::ContextSelectionSet<'_>,
                _: &async_graphql::Positioned<async_graphql::parser::types::Field>,
            ) -> async_graphql::ServerResult<async_graphql::Value> {
                $crate::graphql::object::resolve(ctx, self).await
            }
        }

        impl async_graphql::ContainerType for $object {
            async fn resolve_field(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> async_graphql::ServerResult<Option<async_graphql::Value>> {
                async_graphql::ComplexObject::resolve_field(self, ctx).await
            }
        }

        impl async_graphql::ObjectType for $object {}
    };
}
pub(crate) use object;

/// Enters an object with its fields and what it is into the schema.
pub fn register<T: ObjectType + ComplexObject>(registry: &mut Registry, description: &str) -> String {
    let description: Vec<_> = description.lines().map(str::trim).collect();
    registry.create_output_type::<T, _>(MetaTypeId::Object, |registry| MetaType::Object {
        name: T::type_name().into_owned(),
        description: Some(description.join("\n").trim().to_owned()),
        fields: T::fields(registry).into_iter().collect(),
        cache_control: Default::default(),
        extends: false,
        shareable: false,
        resolvable: true,
        inaccessible: false,
        interface_object: false,
        tags: Vec::new(),
        keys: None,
        visible: None,
        is_subscription: false,
        rust_typename: Some(std::any::type_name::<T>()),
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    })
}

/// The value of an object: what is selected of it. A field that fails is reported and left out.
///
/// Boxed once an object, since types refer to each other in circles.
pub fn resolve<'a, T: ObjectType>(
    ctx: &'a ContextSelectionSet<'a>,
    object: &'a T,
) -> BoxFuture<'a, ServerResult<Value>> {
    async move {
        let mut selected = Vec::with_capacity(ctx.item.node.items.len());
        if !select::<T>(ctx, &ctx.item.node, &mut selected) {
            return resolve_container(ctx, object).await;
        }
        let mut values = IndexMap::with_capacity(selected.len());
        fields(ctx, object, &selected, &mut values).await;
        Ok(if values.is_empty() {
            Value::Null
        } else {
            Value::Object(values)
        })
    }
    .boxed()
}

/// Lists the fields that are selected of an object, fragments included. False where a field has a directive or a fragment is of
/// another type: they are async-graphql's own affair.
fn select<'a, T: ObjectType>(
    ctx: &ContextSelectionSet<'a>,
    set: &'a SelectionSet,
    selected: &mut Vec<&'a Positioned<Field>>,
) -> bool {
    set.items.iter().all(|item| {
        let (condition, set) = match &item.node {
            Selection::Field(field) => {
                selected.push(field);
                return field.node.directives.is_empty();
            }
            Selection::InlineFragment(fragment) => {
                (&fragment.node.type_condition, &fragment.node.selection_set)
            }
            Selection::FragmentSpread(spread) => {
                let Some(fragment) = ctx.query_env.fragments.get(&spread.node.fragment_name.node) else {
                    return false;
                };
                return *fragment.node.type_condition.node.on.node == *T::type_name()
                    && select::<T>(ctx, &fragment.node.selection_set.node, selected);
            }
        };
        condition
            .as_ref()
            .is_none_or(|condition| *condition.node.on.node == *T::type_name())
            && select::<T>(ctx, &set.node, selected)
    })
}

/// Asks the fields one after the other, and those after one that has to wait beside it.
async fn fields<'a, T: ObjectType>(
    ctx: &ContextSelectionSet<'a>,
    object: &T,
    selected: &[&'a Positioned<Field>],
    values: &mut IndexMap<Name, Value>,
) {
    for (place, field) in selected.iter().enumerate() {
        let name = &field.node.response_key().node;
        if field.node.name.node == "__typename" {
            insert(values, name.clone(), Value::String(T::type_name().into_owned()));
            continue;
        }
        let ctx_field = ctx.with_field(field);
        let mut value = pin!(object.resolve_field(&ctx_field));
        let at_once = poll_fn(|context| Poll::Ready(value.as_mut().poll(context))).await;
        let Poll::Ready(value) = at_once else {
            let (value, others) = join!(value, beside(ctx, object, &selected[place + 1..]));
            keep(ctx, values, name, value);
            for (name, value) in others {
                insert(values, name, value);
            }
            return;
        };
        keep(ctx, values, name, value);
    }
}

/// The values of the fields after one that waits.
fn beside<'a, T: ObjectType>(
    ctx: &'a ContextSelectionSet<'a>,
    object: &'a T,
    selected: &'a [&'a Positioned<Field>],
) -> BoxFuture<'a, IndexMap<Name, Value>> {
    async move {
        let mut values = IndexMap::with_capacity(selected.len());
        fields(ctx, object, selected, &mut values).await;
        values
    }
    .boxed()
}

fn keep(
    ctx: &ContextSelectionSet<'_>,
    values: &mut IndexMap<Name, Value>,
    name: &Name,
    value: ServerResult<Option<Value>>,
) {
    match value {
        Ok(value) => insert(values, name.clone(), value.unwrap_or_default()),
        Err(error) => ctx.add_error(error),
    }
}

/// Adds a value. What is selected under the same name in several places becomes one.
fn insert(values: &mut IndexMap<Name, Value>, name: Name, value: Value) {
    match (values.get_mut(&name), value) {
        (None, value) => {
            values.insert(name, value);
        }
        (Some(before), value) => merge(before, value),
    }
}

fn merge(before: &mut Value, value: Value) {
    match (before, value) {
        (Value::Object(before), Value::Object(value)) => {
            for (name, value) in value {
                insert(before, name, value);
            }
        }
        (Value::List(before), Value::List(values)) => {
            for (before, value) in before.iter_mut().zip(values) {
                merge(before, value);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
